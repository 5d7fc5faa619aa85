"""Names that their neighbours give away: a title beside them, a list around them, a byline."""

from __future__ import annotations

import re

from .names import HAN, Names
from .pieces import Piece, disjoint, overlay
from .places import Divisions

_SIGNED = re.compile(rf"[ ：:]?({HAN}{{2,4}})(?=[ 、）)]|$|\n|通讯员|记者|摄)")
"""A name behind 记者, 通讯员, 责编 with a border behind it."""
LISTED = ("、", "）", "等")
SEPARATORS = ("、", " ")
FUNCTION = frozenset({"d", "p", "c", "u", "r", "TIME", "DATE", "m", "f"})
"""Classes that no name of several words begins with."""
NOMINAL = frozenset({"n", "nz", "vn"})
BORDERS = frozenset({"w", "TITLE", "GROUP", "PERSON", "ORG", "DATE"})


class Neighbours:
    """Sets PER pieces where the surroundings leave nothing else.

    >>> text = "副县长简录民、石为"
    >>> row = [Piece(0, 3, "TITLE", 1.0), Piece(3, 4, "n", .5), Piece(4, 6, "n", .5), Piece(6, 7, "w", 1.0)]
    >>> row.append(Piece(7, 9, "n", .6))
    >>> pieces = Neighbours(Names(), Divisions()).find(text, row)
    >>> [text[p.start : p.end] for p in pieces if p.tag == "PER"]
    ['简录民', '石为']
    """

    def __init__(self, names: Names, divisions: Divisions):
        self.names = names
        self.divisions = divisions

    def find(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """The pieces with the names of bylines, beside titles and in lists."""
        pieces = overlay(pieces, self._signed(text, pieces))
        pieces = overlay(pieces, self._beside_titles(text, pieces))
        return overlay(pieces, self._lists(text, pieces))

    def _signed(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Names of a byline, whatever they look like (通讯员 万里晴)."""
        spans: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.by != "byline-title" or (at + 1 < len(pieces) and pieces[at + 1].tag == "PER"):
                continue
            match = _SIGNED.match(text, piece.end)
            if not match:
                continue
            bordered = text[match.start()] in " ：:" or text.startswith(("）", ")"), match.end())
            if not bordered and not self.names.formed(match[1]):
                continue
            start, end = match.span(1)
            if not any(p.tag == "PER" and p.start < end and start < p.end for p in pieces[at:]):
                spans.append(Piece(start, end, "PER", 0.8, "name-in-byline"))
        return spans

    def _beside_titles(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Names right behind or right before a title where the tagger saw other words."""
        spans: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.tag != "TITLE":
                continue
            behind = self._behind(text, pieces, at + 1)
            if behind:
                spans.append(Piece(piece.end, behind, "PER", 0.8, "name-after-title"))
            before = self._before(text, pieces, at)
            if before:
                spans.append(Piece(before.start, before.end, "PER", 0.7, "name-before-title"))
        return disjoint(spans)

    def _behind(self, text: str, pieces: list[Piece], first: int) -> int:
        """End of the name that begins with piece ``first`` where the tagger saw none, or 0."""
        if first >= len(pieces) or (pieces[first].tag == "PER" and pieces[first].end - pieces[first].start > 1):
            return 0
        start = pieces[first].start
        best = 0
        for at in range(first, min(first + 3, len(pieces))):
            if pieces[at].end - start > 4 or pieces[at].tag in BORDERS:
                break
            if self._accepts(text, pieces, first, at):
                best = pieces[at].end
        return best

    def _accepts(self, text: str, pieces: list[Piece], first: int, at: int) -> bool:
        """Whether pieces ``first`` to ``at``, behind a title, are a name."""
        piece = pieces[at]
        word = text[pieces[first].start : piece.end]
        if not self.names.formed(word) or word[-1] in self.names.stops:
            return False
        follows = pieces[at + 1].tag if at + 1 < len(pieces) else "w"
        if first < at:
            if pieces[first].tag in FUNCTION or word in self.names.common or follows in ("u", "q"):
                return False
            return len(word) == 3 or follows not in NOMINAL
        if self.divisions.named(word):
            return False
        listed = text[piece.end : piece.end + 1] in LISTED or follows == "TITLE"
        if listed or piece.tag in ("d", "ad", "vd"):
            return listed
        if piece.tag in ("LOC", "nz", "PER"):
            return follows not in ("u", "q")
        # A verb or a noun may be a name (高升, 严明) where no noun goes on behind it.
        return word not in self.names.common and follows not in NOMINAL | {"u", "q", "ORG"}

    def _before(self, text: str, pieces: list[Piece], title: int) -> Piece | None:
        """The piece right before the title that is a name and begins a clause (、胥波副市长), or None."""
        at = title - 1
        bracketed = at > 0 and text[pieces[at].start : pieces[at].end] in ("（", "(")
        at -= bracketed  # 周明（县长）
        if at < 0:
            return None
        piece = pieces[at]
        word = text[piece.start : piece.end]
        if piece.tag not in ("LOC", "nz", "n", "v") or (piece.tag == "v" and len(word) != 3):
            return None
        if not self.names.plausible(word) or self.divisions.named(word):
            return None
        opens = at == 0 or text[piece.start - 1] in "、，。；：和的" or pieces[at - 1].tag == "ORG"
        return piece if opens and (bracketed or text[pieces[title].end - 1] in "长记任席理授") else None

    def _lists(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """The items of a list of names that the tagger missed (王一、石为、李二)."""
        spans: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.tag != "PER":
                continue
            if text.startswith(SEPARATORS, piece.end):
                spans += self._forward(text, pieces, at + 2)
            if piece.start and text[piece.start - 1] in SEPARATORS:
                spans += self._backward(text, pieces, at - 2)
        return disjoint(spans)

    def _forward(self, text: str, pieces: list[Piece], first: int) -> list[Piece]:
        """Missed names from piece ``first`` on, as long as the list goes on."""
        out: list[Piece] = []
        while first < len(pieces) and pieces[first].tag != "PER":
            start, end = pieces[first].start, self._item(text, pieces, first)
            if not end or self.divisions.named(text[start:end]):
                break
            out.append(Piece(start, end, "PER", 0.75, "name-in-list"))
            if not text.startswith(SEPARATORS, end):
                break
            first = next((i for i in range(first, len(pieces)) if pieces[i].start >= end + 1), len(pieces))
        return out

    def _item(self, text: str, pieces: list[Piece], first: int) -> int:
        """End of the name that the item of a list at piece ``first`` begins with, or 0."""
        start, end = pieces[first].start, 0
        for at in range(first, min(first + 4, len(pieces))):
            piece = pieces[at]
            if piece.tag in BORDERS or piece.end - start > 4:
                break
            word = text[start : piece.end]
            closes = at + 1 >= len(pieces) or pieces[at + 1].tag not in NOMINAL | {"ORG", "TITLE"}
            rare = word not in self.names.common or text[piece.end : piece.end + 1] in LISTED
            if self.names.formed(word) and closes and rare:
                end = piece.end
        return end

    def _backward(self, text: str, pieces: list[Piece], last: int) -> list[Piece]:
        """Missed names from piece ``last`` back, as long as the list goes on."""
        out: list[Piece] = []
        while last >= 0 and pieces[last].tag != "PER":
            end, first = pieces[last].end, last
            while first and pieces[first - 1].tag not in BORDERS | {"PER"} and end - pieces[first - 1].start <= 4:
                first -= 1
            start = pieces[first].start
            word = text[start:end]
            opens = first == 0 or pieces[first - 1].tag in ("w", "TITLE")
            if not opens or not self.names.formed(word) or self.divisions.named(word):
                break
            out.append(Piece(start, end, "PER", 0.75, "name-in-list"))
            if not start or text[start - 1] not in SEPARATORS:
                break
            last = first - 2
        return out
