"""The lines of a page in reading order, and what is asked of them by position."""

from __future__ import annotations

from enum import Enum

from ..clean.joining import ends
from ..page import Line
from .overlap import coverage, grams

_FULL = 0.8
_JUTS = 2
_FAR = 200
"""Lines looked back over, where a headline says again what its article said."""
SAME = 0.5
"""A headline shares this much with its article, and more."""


class Kind(Enum):
    """A line's part on the page."""

    TEXT = "text"
    OPENER = "opener"
    """Text that begins an article."""
    HEAD = "head"
    INTERRUPTION = "interruption"
    """A headline of another article, between two lines of one sentence."""
    BYLINE = "byline"
    CAPTION = "caption"
    FURNITURE = "furniture"


def off_column(line: Line) -> bool:
    """Whether a line is set narrower or wider than its column's text."""
    return not line.column or line.width < _FULL * line.column or line.width > line.column + _JUTS


class Flow:
    """Lines with their kinds; positions count those lines that are neither furniture nor captions."""

    def __init__(self, lines: list[Line], kinds: list[Kind]):
        self.lines = lines
        self.kinds = kinds
        self.at = [i for i, kind in enumerate(kinds) if kind not in (Kind.FURNITURE, Kind.CAPTION)]

    def __len__(self) -> int:
        return len(self.at)

    def line(self, position: int) -> Line:
        """The line at a position."""
        return self.lines[self.at[position]]

    def kind(self, position: int) -> Kind:
        """The kind of the line at a position."""
        return self.kinds[self.at[position]]

    def mark(self, start: int, end: int, kind: Kind) -> None:
        """Give the positions from ``start`` to before ``end`` a kind."""
        for at in self.at[start:end]:
            self.kinds[at] = kind

    def block(self, start: int, end: int) -> list[Line]:
        """The lines from ``start`` to before ``end``."""
        return [self.lines[at] for at in self.at[start:end]]

    def text(self, start: int, end: int) -> str:
        """Their text, run together."""
        return "".join(line.text.text for line in self.block(start, end))

    def apart(self, position: int) -> bool:
        """Whether a blank line, or something out of the flow, stands before a position; true at both ends."""
        if not 0 < position < len(self.at):
            return True
        return self.line(position).blank_before > 0 or self.at[position - 1] != self.at[position] - 1

    def finished(self, position: int) -> bool:
        """Whether what stands before a position is no sentence cut in two."""
        if position == 0 or self.kind(position - 1) in (Kind.HEAD, Kind.BYLINE):
            return True
        return ends(self.line(position - 1).text.text)

    def borders(self, position: int) -> bool:
        """Whether the line before a position is not of one paragraph with the line at it."""
        before, after = self.line(position - 1), self.line(position)
        if self.apart(position) or after.indent >= before.indent + 1:
            return True
        return not after.joined or (not after.column and after.width > before.width)

    def restates(self, start: int, end: int) -> bool:
        """Whether lines say again what the text before them said, as a headline under its article does."""
        return coverage(grams(self.text(start, end)), grams(self._text_before(start))) >= SAME

    def _text_before(self, start: int) -> str:
        first = start
        while first > max(start - _FAR, 0):
            first -= 1
            if self.kind(first) in (Kind.OPENER, Kind.HEAD):
                break
        return self.text(first, start)
