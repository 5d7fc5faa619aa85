"""Columns and wraps: which line end is only the edge of a column.

The evidence, strongest first: an opener begins an article; an indent begins a
paragraph; punctuation that cannot end a paragraph (，、（“) and a line that fills
its column without a full stop go on, over blank lines too; a line with a full
stop that falls short of its column ends a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from ..alignment import Mapped
from ..page import Line

WIDEST = 48
"""A wider line is no printed column's."""
_REACH = 4
"""Neighbours on a side that tell a column's width."""
_FULL = 0.8
"""A line without a full stop fills its column from this share of it on."""
_SHORT = 1.3
"""A line with a full stop falls short of its column by this and more; less is squeezed punctuation."""
_INDENT = 1.0

_NARROW = re.compile("[\0-\u10ff\u1160-\u1fff\uff61-\uffdc]")
_ENDS = re.compile(
    r"(?:[。！？!?；]|……|[a-z]\.)[”’」』）)】》\"]*$"
    r"|(?:[。！？!?][”’」』]*|^)[（(][^（）()]{1,36}[）)]$"  # …。（完）, and a byline in brackets
)
_GOES_ON = re.compile(r"[，、（“‘《「『【〈,(·—－-]$")
_CLOSING = re.compile("[，。、；！？”’）》」』】〉]")
_OPEN, _CLOSE = "“‘（《「『【〈", "”’）》」』】〉"


def width(text: str) -> float:
    """Printed width in full-width characters.

    >>> width("7月至8")
    3.0
    """
    if len(text) > 2 * WIDEST:
        return len(text)  # no column is so wide, nothing more is asked
    return len(text) - len(_NARROW.findall(text)) / 2


def ends(text: str) -> bool:
    """Whether a sentence ends with the line.

    >>> [ends(t) for t in ("席会议。", "“好。”", "（记者李青）", "全市经济", "进一步，")]
    [True, True, True, False, False]
    """
    return _ENDS.search(text, max(len(text) - 40, 0)) is not None


def columns(widths: Sequence[float]) -> list[float]:
    """The width of the column around each line; 0 where text is not wrapped.

    The lines before and the lines after each give one: the second widest, since one
    may jut out. That counts which other lines share, and then which is the more like
    the line itself. Lines wider than any column part what is before from what is after.

    >>> columns([20, 19.5, 20, 7, 120, 9])
    [20, 19.5, 20, 20, 0, 0]
    """
    found: list[float] = []
    for at, own in enumerate(widths):
        before = list(takewhile(_narrow, reversed(widths[max(at - _REACH, 0) : at + 1])))
        after = list(takewhile(_narrow, widths[at : at + _REACH + 1]))
        sides = [side for side in (before, after) if len(side) > 2]
        if not sides and before and len(before) + len(after) - 1 > 2:
            sides = [[own, *before[1:], *after[1:]]]
        options = [_column(side) for side in sides]
        if not options and before and len(widths) < 3:
            options = [(False, max(widths))]
        found.append(min(options, key=lambda option: (not option[0], abs(option[1] - own)))[1] if options else 0)
    return found


def _column(side: list[float]) -> tuple[bool, float]:
    """Whether two other lines share the column that lines tell, the asking one first; and its width."""
    wide = sorted(side)[-2]
    return sum(abs(other - wide) < _SHORT for other in side[1:]) > 1, wide


def _narrow(width: float) -> bool:
    return width <= WIDEST


def continues(before: Line, after: Line) -> bool:
    """Whether ``after`` goes on in the middle of a paragraph that ``before`` begins or goes on with.

    Openers and furniture are not asked for: they begin something new whatever this says.
    """
    text = before.text.text
    if _CLOSING.match(after.text.text):  # no line begins with such a mark but by a wrap
        return True
    if ends(text):
        if not before.column or after.indent >= _INDENT or after.blank_before:
            return False
        return before.width > before.column - _SHORT
    if _GOES_ON.search(text) or _unclosed(text):
        return True
    return bool(before.column) and before.width >= _FULL * before.column


def _unclosed(text: str) -> bool:
    tail = text[-30:]
    return any(tail.rfind(o) > tail.rfind(c) for o, c in zip(_OPEN, _CLOSE, strict=True))


def join(lines: Sequence[Line]) -> Mapped:
    """The lines as one text, with a blank only between two Latin words.

    >>> join([Line(Mapped.of("校长Mark")), Line(Mapped.of("Lee到")), Line(Mapped.of("会"))]).text
    '校长Mark Lee到会'
    """
    pieces: list[Mapped] = []
    for line in lines:
        if pieces and _latin(pieces[-1].text[-1]) and _latin(line.text.text[0]):
            pieces.append(Mapped(" ", ()))
        pieces.append(line.text)
    return Mapped.join(pieces)


def _latin(char: str) -> bool:
    return char.isalpha() and ord(char) < 0x2E80
