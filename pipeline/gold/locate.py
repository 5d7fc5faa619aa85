"""Finds clean text on the raw page that it was printed on, blanks and widths aside.

Characters of the page are handed out once. What stands on the page in one
piece is found first; then what goes on in another column, by the longest
pieces that end where a printed line ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from ..clean.invisible import INVISIBLE
from ..record import Span

_LINE_END = re.compile(r"[\n\r\f]")


@dataclass(frozen=True)
class Piece:
    """Squeezed characters ``[start, start + length)`` of the page are those from ``at`` on of the text."""

    at: int
    start: int
    length: int


class Ground:
    """A raw page, squeezed: its characters without blanks, each with its raw offset and whether it is taken."""

    def __init__(self, raw: str):
        self.raw = raw
        self.offsets = [at for at, char in enumerate(raw) if not is_blank(char)]
        self.keys = "".join(key(raw[at]) for at in self.offsets)
        self.taken = bytearray(len(self.offsets))
        gaps = [raw[a + 1 : b] for a, b in zip([-1, *self.offsets], [*self.offsets, len(raw)], strict=True)]
        breaks = [_LINE_END.search(gap) is not None for gap in gaps]
        self.begins, self.ends = [True, *breaks[1:-1]], [*breaks[1:-1], True]

    def whole(self, text: str) -> list[Piece] | None:
        """Take ``text`` where it stands in one piece: as whole lines if it does, else at its first occurrence.

        >>> Ground("开会\\n林 远\\n出席开会").whole("林远出席")
        [Piece(at=0, start=2, length=4)]
        """
        size = len(text)
        free = [at for at in _occurrences(self.keys, text) if not any(self.taken[at : at + size])]
        lines = [at for at in free if self.begins[at] and self.ends[at + size - 1]]
        if not free:
            return None
        return [self._take(Piece(0, (lines or free)[0], size))]

    def pieces(self, text: str) -> tuple[list[Piece], int]:
        """Take ``text`` in several pieces; also says how much of it was found.

        >>> Ground("林远出\\n标题\\n席会议").pieces("林远出席会议")
        ([Piece(at=0, start=0, length=3), Piece(at=3, start=5, length=3)], 6)
        """
        found: list[Piece] = []
        at = 0
        while at < len(text):
            after = found[-1].start if found else -1
            best = max(
                (self._match(text, at, start) for start in range(len(self.keys)) if self.begins[start]),
                key=lambda piece: (piece.length, piece.start > after, -piece.start),
                default=Piece(at, 0, 0),
            )
            if not best.length:
                break
            found.append(self._take(best))
            at += best.length
        return found, at

    def left(self) -> Iterator[Span]:
        """Raw spans of the lines, or parts of lines, that nobody took."""
        start = None
        for at in range(len(self.offsets) + 1):
            free = at < len(self.offsets) and not self.taken[at]
            if start is not None and (not free or self.begins[at]):
                yield self.offsets[start], self.offsets[at - 1] + 1
                start = None
            if free and start is None:
                start = at

    def _match(self, text: str, at: int, start: int) -> Piece:
        """The longest piece of ``text`` from ``at`` that begins at ``start`` and ends with a line or with the text."""
        length = kept = 0
        while (
            at + length < len(text)
            and start + length < len(self.keys)
            and not self.taken[start + length]
            and text[at + length] == self.keys[start + length]
        ):
            length += 1
            if self.ends[start + length - 1] or at + length == len(text):
                kept = length
        return Piece(at, start, kept)

    def _take(self, piece: Piece) -> Piece:
        self.taken[piece.start : piece.start + piece.length] = b"\1" * piece.length
        return piece


def is_blank(char: str) -> bool:
    """Whether ``char`` is white space, or prints nothing."""
    return char.isspace() or INVISIBLE.fullmatch(char) is not None


def key(char: str) -> str:
    """What two characters of unlike width have in common.

    >>> key("，"), key("５"), key("㈱")
    (',', '5', '㈱')
    """
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)
