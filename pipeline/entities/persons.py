"""The tagger's persons mended by their form, and names that a verb of office gives away."""

from __future__ import annotations

import re
from collections.abc import Callable

from .names import ALL_HAN, HAN, Names
from .pieces import Piece, disjoint, overlay
from .places import Divisions
from .verbs import FUNCTION, OfficeVerbs

FOREIGN = 0.65
"""How sure the tagger must be of a name that no Chinese surname begins."""
BEFORE_REN = "拟现曾再时兼出月年"
"""Characters before a 任 that is a verb and no part of a name (拟任县…)."""
_LEVELLED = re.compile(rf"(?![省市县区州镇乡]){HAN}{{2,3}}[省市县区州镇乡]")
"""The beginning of a body with its place."""
OPENS = "：:，。；、去命任销聘"
"""Characters before a name that nothing parts from the body behind it."""
CLOSING = tuple("，。、；）)")
_OPENS_RECORD = re.compile(rf"({HAN}{{2,4}})(?=[，,](?:男|女)[，,])")
"""A name that opens a record: 于某，女，1985年12月生."""


class Persons:
    """Sets PER pieces from what the tagger found."""

    def __init__(self, names: Names, divisions: Divisions, heads: Callable[[str, int, int], int]):
        """``heads`` gives the length of the organisation head that a span of a text ends in."""
        self.names = names
        self.divisions = divisions
        self.heads = heads
        self.verbs = OfficeVerbs(names)

    def checked(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Pieces whose PER are names; a surname alone, a nickname, a name run together with a body are mended."""
        out: list[Piece] = []
        for at, piece in enumerate(pieces):
            if piece.by != "tagger" or piece.tag not in ("PER", "ORG", "LOC"):
                out.append(piece)
            elif piece.tag == "PER":
                out += self._person(text, self._bare(text, piece), behind_title=bool(out) and out[-1].tag == "TITLE")
            elif text[piece.start] == "任" and out and (out[-1].tag == "PER" or text[piece.start - 1] in BEFORE_REN):
                out += [piece._replace(end=piece.start + 1, tag="v"), piece._replace(start=piece.start + 1)]
            elif piece.tag == "ORG" and text[piece.end - 1] == "讯" and piece.end - piece.start > 3:
                out += [piece._replace(end=piece.end - 1), piece._replace(start=piece.end - 1, tag="n")]
            elif piece.tag == "ORG":
                out += self._unglued(text, piece, pieces[at + 1] if at + 1 < len(pieces) else None)
            else:
                out.append(piece)
        return out

    def _bare(self, text: str, piece: Piece) -> Piece:
        """A name without a function word that the tagger took to its beginning (由程岚担任)."""
        word = text[piece.start : piece.end]
        glued = len(word) > 2 and word[0] in FUNCTION and self.names.formed(word[1:])
        return piece._replace(start=piece.start + 1) if glued else piece

    def _person(self, text: str, piece: Piece, behind_title: bool) -> list[Piece]:
        word = text[piece.start : piece.end]
        if len(word) < 2 or (word[0] in "老小阿" and len(word) == 2):
            return [piece._replace(tag="n")]
        place = len(word) > 2 and word[-1] in "省市县区镇乡"
        place = place or self.divisions.find(word) == [(0, len(word))]
        if place or (self.divisions.named(word) and not self.names.formed(word)):
            return [piece._replace(tag="LOC")]
        parts = self._split(text, piece, behind_title) if len(word) > 4 else [piece]
        if len(parts) > 1:
            return parts
        if len(word) > 3 and self.heads(text, piece.start, piece.end) > 1:
            return [piece._replace(tag="ORG")]
        if len(word) > 4:
            return parts
        verbal = text.startswith(self.verbs.before, piece.end - 1)  # 程岚拟任
        cut = verbal or (word[-1] in self.names.stops and not self.names.formed(word))
        if cut and self.names.formed(word[:-1]):
            return [piece._replace(end=piece.end - 1), piece._replace(start=piece.end - 1, tag="v")]
        named = self.names.formed(word) or self.names.married(word) or piece.score >= FOREIGN
        return [piece] if named else [piece._replace(tag="nz")]

    def _unglued(self, text: str, piece: Piece, after: Piece | None) -> list[Piece]:
        """An organisation without the name that the tagger glued to either end of it."""
        if piece.end - piece.start > 6 and (parts := self._split(text, piece)) != [piece]:
            return parts
        for length in (3, 2) if after and after.tag == "TITLE" else ():
            cut = piece.end - length
            whole = cut - piece.start >= 4 and self.heads(text, piece.start, cut) > 1
            if whole and self.names.plausible(text[cut : piece.end]):
                return [piece._replace(end=cut), Piece(cut, piece.end, "PER", 0.75, "name-before-title")]
        return [piece]

    def _split(self, text: str, piece: Piece, behind_title: bool = False) -> list[Piece]:
        """A name glued to what follows (王明大明湖大学): cut where a place begins."""
        spans = self.divisions.find(text[piece.start : piece.end])
        if spans and spans[0][0] == 0:
            return [piece]  # 广西壮族自治区党委
        for length in (3, 2):
            cut = piece.start + length
            rest = text[cut : piece.end]
            opens = behind_title or piece.start == 0 or text[piece.start - 1] in OPENS
            known = any(self.divisions.named(rest[:n]) for n in (2, 3, 4))
            unknown = opens and _LEVELLED.match(rest)
            if (known or unknown) and self.names.plausible(text[piece.start : cut]):
                return [Piece(piece.start, cut, "PER", 0.8, "name-before-place"), piece._replace(start=cut, tag="ORG")]
        return [piece]

    def completed(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Pieces with names whose last character the tagger gave to the next word, and names beside verbs of office."""
        spans = [
            Piece(piece.start, piece.end + 1, "PER", 0.8, "name-completed")
            for at, piece in enumerate(pieces)
            if piece.tag == "PER" and piece.end - piece.start == 2 and self._goes_on(text, pieces, at)
        ]
        spans += [Piece(*name) for name in self.verbs.names(text)]
        opening = _OPENS_RECORD.match(text)
        if opening:
            spans.append(Piece(*opening.span(1), "PER", 0.9, "name-of-record"))
        held = [p for p in pieces if p.tag == "PER"]
        return overlay(
            pieces, disjoint(s for s in spans if not any(p.start <= s.start and s.end <= p.end for p in held))
        )

    def _goes_on(self, text: str, pieces: list[Piece], at: int) -> bool:
        """Whether one more character belongs to a name of two (何秀 超任, 洪礼 和，)."""
        end = pieces[at].end
        last, rest = text[end : end + 1], text[end + 1 :]
        if self.verbs.holds.match(text, end):
            return False  # 孟祥 历任
        if not ALL_HAN.match(last) or not self.names.formed(text[pieces[at].start : end + 1]):
            return False
        if last in "和与及":
            return rest.startswith(CLOSING)
        if last in self.names.stops:
            return False
        if pieces[at + 1].end == end + 1:  # a word of its own: a title or the clause's end must follow
            return rest.startswith(CLOSING) or (at + 2 < len(pieces) and pieces[at + 2].tag == "TITLE")
        return bool(self.verbs.holds.match(text, end + 1))
