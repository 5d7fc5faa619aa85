"""Personal names: the tagger's, checked by their form, and those that their surroundings give away."""

from __future__ import annotations

import re
from collections.abc import Callable

from .names import DOTS, HAN, LATIN, Names
from .pieces import Piece, overlay
from .places import divisions

FOREIGN = 0.65
"""How sure the tagger must be of a name that no Chinese surname begins."""
_DOT = re.compile(rf"(?<={HAN})[{DOTS}](?={HAN})")
_HOLDS = re.compile("(?:现)?任(?!务|何|职|意|由|期|命|免|凭|性)|不再担任|担任|出任|转任|调任|升任|当选|兼任|历任|曾任")
"""Verbs of office that a name stands before in a notice."""
_APPOINTS = re.compile(rf"(?:任命|免去|聘任|聘请|选举|补选|推选|增选|撤销|罢免|解聘|接受|提名|以)({HAN}{{2,4}}?)(?=为|的|同志|任|辞去|、{HAN}{{2,3}}为)")
"""Verbs of office that a name stands behind."""
_OPENS_RECORD = re.compile(rf"({HAN}{{2,4}})(?=[，,](?:男|女)[，,])")
"""A name that opens a record: 于某，女，1985年12月生."""
_SIGNED = re.compile(rf"[ ：:]?({HAN}{{2,4}})(?=[ 、）)]|$|\n|通讯员|记者|摄)")
"""A name behind 记者, 通讯员, 责编 with a border behind it."""
CLOSING = "，。、；）)"
SPEAKING = "说称道问答笑讲摄表到来去"
NO_NAME_END = "和与及等的任为是兼由当原前副总"
_PART = re.compile(rf"{HAN}+\Z")


class Persons:
    """Sets PER pieces."""

    def __init__(self, names: Names, heads: Callable[[str, int, int], int]):
        """``heads`` gives the length of the organisation head that a span of a text ends in."""
        self.names = names
        self.heads = heads

    def formal(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Names that their letters give away: with middle dots, or in Latin script."""
        found = [Piece(m.start(), m.end(), "PER", 0.7, "latin-name") for m in LATIN.finditer(text)]
        if _DOT.search(text):
            found += self._dotted(text, pieces)
        return _disjoint(found)

    def _dotted(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Names in parts divided by dots (阿依努尔·买买提): the words around each dot that can be parts."""
        found: list[Piece] = []
        dots = [m.start() for m in _DOT.finditer(text)]
        for dot in dots:
            before = next((p for p in pieces if p.end == dot or p.start < dot < p.end), None)
            if before is None or before.tag in ("LOC", "ORG", "w", "TIME") or dot + 1 >= len(text):
                continue
            if before.tag == "n" and not any(p.tag == "PER" and p.start == dot + 1 for p in pieces):
                continue  # 某青年报·某在线
            if found and found[-1].end == dot:
                start = found.pop().start
            else:
                start = before.start
                earlier = next((p for p in pieces if p.end == start), None)
                while earlier and earlier.tag not in ("w", "TITLE", "c", "p", "v", "u", "LOC", "ORG", "TIME", "n"):
                    start = earlier.start
                    earlier = next((p for p in pieces if p.end == start), None)
            end = self._part(text, pieces, dot + 1)
            if end and dot - start <= 8 and not divisions().named(text[start:dot]):
                found.append(Piece(start, end, "PER", 0.95, "dotted-name"))
        return found

    def _part(self, text: str, pieces: list[Piece], start: int) -> int:
        """End of the part of a name that begins behind a dot, or 0."""
        close = next((p.start for p in pieces if p.start >= start and p.tag in ("w", "TITLE")), pieces[-1].end)
        if close - start <= 5 and _PART.match(text[start:close]):
            return close
        end = start
        for piece in pieces:
            if piece.end <= start:
                continue
            stops = piece.tag in ("w", "p", "u", "TIME", "LOC", "ORG") or (piece.tag in ("v", "n", "d", "c") and end - start >= 2)
            if stops and piece.start >= start:
                break
            end = piece.end
        return end if 1 <= end - start <= 6 and _PART.match(text[start:end]) else 0

    def checked(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Pieces whose PER are names; a surname alone, a nickname, a name run together with a body are mended."""
        out: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.tag in ("LOC", "ORG") and text[piece.start] == "任" and out and out[-1].tag == "PER":
                out += [piece._replace(end=piece.start + 1, tag="v"), piece._replace(start=piece.start + 1)]
                continue
            if piece.tag == "ORG" and piece.by == "tagger":
                out.extend(self._unglued(text, piece, pieces[at + 1] if at + 1 < len(pieces) else None))
                continue
            if piece.tag != "PER" or piece.by != "tagger":
                out.append(piece)
                continue
            word = text[piece.start : piece.end]
            if len(word) < 2 or word[0] in "老小阿" and len(word) == 2:
                out.append(piece._replace(tag="n"))
            elif len(word) > 4:
                out.extend(self._split(text, piece))
            elif self.names.formed(word) or self.names.married(word) or piece.score >= FOREIGN:
                out.append(piece)
            else:
                out.append(piece._replace(tag="nz"))
        return out

    def _unglued(self, text: str, piece: Piece, after: Piece | None) -> list[Piece]:
        """An organisation without the name that the tagger glued to either end of it."""
        if piece.end - piece.start > 6 and (parts := self._split(text, piece)) != [piece]:
            return parts
        if after and after.tag == "TITLE":
            for length in (3, 2):
                cut = piece.end - length
                if cut - piece.start >= 4 and self.heads(text, piece.start, cut) > 1 and self.names.plausible(text[cut : piece.end]):
                    return [piece._replace(end=cut), Piece(cut, piece.end, "PER", 0.75, "name-before-title")]
        return [piece]

    def _split(self, text: str, piece: Piece) -> list[Piece]:
        """A name glued to what follows (寇明大同大学): cut where a place begins."""
        for length in (3, 2):
            rest = text[piece.start + length : piece.end]
            if self.names.formed(text[piece.start : piece.start + length]) and any(
                divisions().named(rest[:n]) for n in (2, 3, 4)
            ):
                cut = piece.start + length
                return [Piece(piece.start, cut, "PER", 0.8, "name-before-place"), piece._replace(start=cut, tag="ORG")]
        return [piece]

    def completed(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Names whose last character the tagger gave to the next word (何秀 超任), and names before a verb of office."""
        spans: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.tag == "PER" and piece.end - piece.start == 2 and self._goes_on(text, pieces, at):
                spans.append(Piece(piece.start, piece.end + 1, "PER", 0.8, "name-completed"))
        for match in _APPOINTS.finditer(text):
            if self.names.plausible(match[1]):
                spans.append(Piece(match.start(1), match.end(1), "PER", 0.75, "name-after-verb"))
        opening = _OPENS_RECORD.match(text)
        if opening:
            spans.append(Piece(opening.start(1), opening.end(1), "PER", 0.9, "name-of-record"))
        for match in _HOLDS.finditer(text):
            for length in (3, 2, 4):
                start = match.start() - length
                opens = start == 0 or (start > 0 and text[start - 1] in "，。；：、（ ")
                if opens and self.names.plausible(text[start : match.start()]):
                    spans.append(Piece(start, match.start(), "PER", 0.75, "name-before-verb"))
                    break
        held = [p for p in pieces if p.tag == "PER"]
        spans = [s for s in spans if not any(p.start <= s.start and s.end <= p.end for p in held)]
        return overlay(pieces, _disjoint(spans))

    def signed(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Names of a byline, whatever they look like (通讯员 万里晴)."""
        spans: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.by != "byline-title" or (at + 1 < len(pieces) and pieces[at + 1].tag == "PER"):
                continue
            match = _SIGNED.match(text, piece.end)
            known = match and any(p.tag == "PER" and p.start < match.end(1) and match.start(1) < p.end for p in pieces[at:])
            if match and not known and (self.names.formed(match[1]) or text[match.start()] in " ：:"):
                spans.append(Piece(match.start(1), match.end(1), "PER", 0.8, "name-in-byline"))
        return spans

    def _goes_on(self, text: str, pieces: list[Piece], at: int) -> bool:
        """Whether one more character belongs to a name of two."""
        end = pieces[at].end
        last, rest = text[end : end + 1], text[end + 1 :]
        if not last or not _PART.match(last) or not self.names.formed(text[pieces[at].start : end + 1]):
            return False
        if last in "和与及":
            return rest[:1] in CLOSING
        if last in self.names.stops:
            return False
        following = pieces[at + 1]
        if following.end == end + 1:
            before_title = at + 2 < len(pieces) and pieces[at + 2].tag == "TITLE" and last not in NO_NAME_END
            return before_title or (rest[:1] in tuple(CLOSING) and last not in NO_NAME_END + SPEAKING)
        return bool(_HOLDS.match(text, end + 1))

    def beside_titles(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Names right behind or right before a title where the tagger saw other words."""
        spans: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.tag != "TITLE":
                continue
            behind = self._behind(text, pieces, at + 1)
            if behind:
                spans.append(Piece(piece.end, behind, "PER", 0.8, "name-after-title"))
            before = self._before(text, pieces, at)
            if before is not None and (not spans or spans[-1].end <= before):
                spans.append(Piece(before, piece.start, "PER", 0.7, "name-before-title"))
        return overlay(pieces, _disjoint(spans))

    def _behind(self, text: str, pieces: list[Piece], first: int) -> int:
        """End of the name that begins with piece ``first`` where the tagger saw none, or 0."""
        if first >= len(pieces) or (pieces[first].tag == "PER" and pieces[first].end - pieces[first].start > 1):
            return 0
        start = pieces[first].start
        best = 0
        for at in range(first, min(first + 3, len(pieces))):
            piece = pieces[at]
            word = text[start : piece.end]
            if len(word) > 4 or piece.tag in ("w", "TITLE", "GROUP", "PERSON", "ORG", "DATE"):
                break
            if self._accepts(text, pieces, first, at, word):
                best = piece.end
        return best

    def _accepts(self, text: str, pieces: list[Piece], first: int, at: int, word: str) -> bool:
        """Whether ``word``, pieces ``first`` to ``at`` behind a title, is a name."""
        piece = pieces[at]
        alone = first == at
        if not self.names.formed(word) or word[-1] in self.names.stops or (alone and divisions().named(word)):
            return False
        follows = pieces[at + 1].tag if at + 1 < len(pieces) else "w"
        listed = text[piece.end : piece.end + 1] in ("、", "）", "等") or follows == "TITLE"
        if alone:
            if piece.tag in ("LOC", "nz", "PER"):
                return follows not in ("u", "q") or listed
            # A verb, an adverb or a noun may be a name (高扬, 严明) where a list goes on behind it.
            if piece.tag in ("d", "ad", "vd"):
                return listed
            return listed or (word not in self.names.common and follows not in ("n", "nz", "u", "vn", "ORG", "q"))
        if pieces[first].tag in ("d", "p", "c", "u", "r", "TIME", "DATE", "m", "f"):
            return False
        return word not in self.names.common and follows not in ("u", "q") and (len(word) == 3 or follows not in ("n", "nz", "vn"))

    def _before(self, text: str, pieces: list[Piece], title: int) -> int | None:
        """Start of a name that ends right before the title and begins a clause (、胥波副市长), or None."""
        if title == 0:
            return None
        piece = pieces[title - 1]
        word = text[piece.start : piece.end]
        if piece.tag not in ("LOC", "nz", "n", "v") or not self.names.plausible(word) or divisions().named(word):
            return None
        if piece.tag == "v" and len(word) != 3:
            return None
        opens = title == 1 or text[piece.start - 1] in "、，。；：和的" or pieces[title - 2].tag == "ORG"
        last = text[pieces[title].end - 1 : pieces[title].end]
        return piece.start if opens and last in "长记任席理授" else None

    def _listed(self, text: str, end: int) -> bool:
        return text[end : end + 1] in ("、", "）", "等")

    def lists(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """The items of a list of names that the tagger missed (王一、石为、李二)."""
        spans: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.tag != "PER":
                continue
            if text[piece.end : piece.end + 1] in ("、", " "):
                spans += self._forward(text, pieces, at + 2)
            if piece.start and text[piece.start - 1] in ("、", " "):
                spans += self._backward(text, pieces, at - 2)
        return overlay(pieces, _disjoint(spans))

    def _forward(self, text: str, pieces: list[Piece], first: int) -> list[Piece]:
        """Missed names from piece ``first`` on, as long as the list goes on."""
        out: list[Piece] = []
        while first < len(pieces) and pieces[first].tag != "PER":
            end, at = 0, first
            start = pieces[first].start
            while at < len(pieces) and at < first + 4 and pieces[at].end - start <= 4:
                if pieces[at].tag in ("w", "TITLE", "DATE"):
                    break
                word = text[start : pieces[at].end]
                closes = at + 1 >= len(pieces) or pieces[at + 1].tag not in ("n", "nz", "vn", "ORG", "TITLE")
                if self.names.formed(word) and closes and (word not in self.names.common or self._listed(text, pieces[at].end)):
                    end = pieces[at].end
                at += 1
            if not end or divisions().named(text[start:end]):
                break
            out.append(Piece(start, end, "PER", 0.75, "name-in-list"))
            if text[end : end + 1] not in ("、", " "):
                break
            first = next((i for i in range(first, len(pieces)) if pieces[i].start >= end + 1), len(pieces))
        return out

    def _backward(self, text: str, pieces: list[Piece], last: int) -> list[Piece]:
        out: list[Piece] = []
        while last >= 0 and pieces[last].tag != "PER":
            end = pieces[last].end
            first = last
            while first > 0 and pieces[first - 1].tag not in ("w", "TITLE", "DATE", "PER") and end - pieces[first - 1].start <= 4:
                first -= 1
            start = pieces[first].start
            opens = first == 0 or pieces[first - 1].tag in ("w", "TITLE")
            word = text[start:end]
            if not opens or not self.names.formed(word) or divisions().named(word):
                break
            out.append(Piece(start, end, "PER", 0.75, "name-in-list"))
            if not start or text[start - 1] not in ("、", " "):
                break
            last = first - 2
        return out[::-1]


def _disjoint(spans: list[Piece]) -> list[Piece]:
    """Spans in order; of two that overlap, the first."""
    out: list[Piece] = []
    for span in sorted(spans):
        if not out or span.start >= out[-1].end:
            out.append(span)
    return out
