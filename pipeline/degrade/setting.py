"""Setting text in lines, by the rules that Chinese print keeps at a line's end.

Widths count full-width characters; a half-width one counts a half.
"""

from __future__ import annotations

import math
import re
from random import Random

from ..record import Span

CLOSING = frozenset("，。、；：！？）”’》〉」』】〕､｡")
"""No line begins with one of these."""
OPENING = frozenset("（“‘《〈「『【〔")
"""No line ends with one of these."""
BLANKS = frozenset(" \u3000")
_HALF = re.compile(r"[ -~]")
_WORD = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz０１２３４５６７８９.,%％:/@_-&+'")
_TWINS = frozenset("—…")
_LIKED = frozenset("，、；：！？”")


def units(text: str) -> float:
    """The width of ``text``.

    >>> units("增长12.2%")
    4.5
    """
    return len(text) - len(_HALF.findall(text)) / 2


def set_lines(
    text: str,
    width: float,
    rng: Random,
    *,
    indent: float = 0,
    carry: float = 0,
    ragged: float = 0,
    hang: float = 0,
    change: tuple[int, float] | None = None,
) -> list[Span]:
    """Spans of the lines of a paragraph, without the blanks at their ends.

    ``indent`` is taken from the first line's width. A closing mark that would
    begin a line is squeezed into the line before, which is then up to 1 wider,
    or with the chance ``carry`` takes the character before it along; with the
    chance ``hang`` it does begin the line, as bad extraction has it. ``ragged``
    is the share of lines one wider or narrower; from the offset ``change[0]``
    on the width is ``change[1]``.

    >>> text = "会议指出，要抓好落实。周明、林远参加。"
    >>> [text[slice(*span)] for span in set_lines(text, 5, Random(1))]
    ['会议指出，', '要抓好落实。', '周明、林远', '参加。']
    """
    spans: list[Span] = []
    at, size = 0, len(text)
    while at < size:
        room = width if change is None or at < change[0] else change[1]
        if ragged and rng.random() < ragged:
            room += rng.choice((-1, 1))
        end = _fill(text, at, max(room - (0 if spans else indent), 2))
        if end < size and not (hang and text[end] in CLOSING and rng.random() < hang):
            end = _legal(text, at, end, carry == 0 or rng.random() >= carry)
        last = end
        while last > at and text[last - 1] in BLANKS:
            last -= 1
        if last > at:
            spans.append((at, last))
        at = _behind(text, end)
    return spans


def set_headline(text: str, limit: float) -> list[Span]:
    """Spans of a headline line on one line if it is at most ``limit`` wide, else on several of nearly equal width.

    >>> text = "凝聚各方共识 打好项目攻坚战"
    >>> [text[slice(*span)] for span in set_headline(text, 10)]
    ['凝聚各方共识', '打好项目攻坚战']
    """
    spans: list[Span] = []
    at, left = 0, max(math.ceil(units(text) / max(limit, 2)), 1)
    while left > 1:
        goal = units(text[at:]) / left
        cut = min(_cuts(text, at, goal), key=lambda end: _badness(text, at, end, goal), default=len(text))
        if cut == len(text):
            break
        spans.append((at, cut))
        at, left = _behind(text, cut), left - 1
    return [*spans, (at, len(text))] if at < len(text) else spans


def _fill(text: str, at: int, room: float) -> int:
    """Where a line from ``at`` on is full."""
    end = min(at + int(room), len(text))
    if not _HALF.search(text, at, end):
        return end
    used = 0.0
    for end in range(at, len(text)):
        used += 0.5 if text[end] <= "~" else 1
        if used > room:
            return max(end, at + 1)
    return len(text)


def _behind(text: str, at: int) -> int:
    """The first place from ``at`` on that is no blank."""
    while at < len(text) and text[at] in BLANKS:
        at += 1
    return at


def _legal(text: str, at: int, end: int, squeeze: bool) -> int:
    """The place nearest to ``end`` where the line from ``at`` on may be broken."""
    if squeeze and text[end] in CLOSING and not _closes(text, end + 1):
        return end + 1
    cut = end
    while cut > at + 1 and not _breakable(text, cut):
        cut -= 1
    if cut > at + 1 or _breakable(text, cut):
        return cut
    while end < len(text) and (_closes(text, end) or text[end - 1] in OPENING):  # nothing fits: an overfull line
        end += 1
    return end


def _closes(text: str, at: int) -> bool:
    at = _behind(text, at)
    return at < len(text) and text[at] in CLOSING


def _breakable(text: str, at: int) -> bool:
    before, behind = text[at - 1], text[at]
    if before in BLANKS:
        before = text[:at].rstrip()[-1:]
    elif (before in _WORD and behind in _WORD) or (before == behind and before in _TWINS):
        return False
    return before not in OPENING and not _closes(text, at)


def _cuts(text: str, at: int, goal: float) -> list[int]:
    """Where a headline from ``at`` on may be broken, near ``goal``."""
    near = [end for end in range(at + 2, len(text) - 1) if abs(units(text[at:end]) - goal) <= goal / 3 + 1]
    return [end for end in near if text[end - 1] not in BLANKS and _breakable(text, end)]


def _badness(text: str, at: int, end: int, goal: float) -> float:
    liked = text[end] in BLANKS or text[end - 1] in _LIKED
    return abs(units(text[at:end]) - goal) - (goal / 3 if liked else 0)
