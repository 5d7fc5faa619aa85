"""A page of columns cut into runs of text and of headlines, as a whole.

Each line is a headline, or text in a column of some width. The cheapest way
to say so for all lines is taken (Viterbi): a line of text fills its column or
ends a sentence, headlines do neither, and a change of column costs something.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..clean.joining import WIDEST, ends, width
from ..page import Line
from .flow import Kind

HEAD = 0.0
"""The column of a headline."""
_NARROWEST = 7.0
_REACH = 3
"""Lines on a side whose widths may be the column's."""
_SLACK = 1.6
"""Print squeezes punctuation, and lets it jut out, by this."""
_SPACED = 2.6
"""Letter-spaced lines are off by more."""
_INDENT = 2.0
_DRIFT = 2.0
"""A column's text drifts by this with its punctuation."""
_HEADLIKE = 4.0
"""A line that costs less as a headline may be one."""
_APART = 0.9
"""What speaks for a headline where blank lines stand on both sides."""
_LAST = 2.0
"""What it costs that a page ends in mid-sentence."""
_STOPS = re.compile("[。；]")
CLOSER = re.compile("[，。、；：！？”’）》」』】〉]")
"""A mark that no line of its own begins with."""
_SIGNED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日$")
_CLOSED = re.compile("[^（(]*[）)]$")
_SUBLINE = re.compile("——|—|─")
_HALVES = re.compile(r"\S{4,} \S{4,}")


@dataclass(frozen=True)
class Shape:
    """What of a line the costs depend on."""

    kind: Kind
    low: float
    """Its width with its indent, blanks left out."""
    digits: float
    """The same with digits set full."""
    high: float
    slack: float
    indented: bool
    ended: bool
    colon: bool
    blank: bool
    closer: bool
    """Whether it begins with a mark that no line of its own begins with."""
    head: float
    """What it costs to call it a headline."""


def shape(line: Line, kind: Kind) -> Shape:
    """The shape of a line."""
    text = line.text.text
    bare = text.replace(" ", "")
    low = width(bare) + line.indent
    high = max(line.width, len(bare)) + line.indent  # digits are set half or full
    return Shape(
        kind=kind,
        low=low,
        digits=len(bare) + line.indent,
        high=high,
        slack=_SPACED if line.width - width(bare) > len(bare) / 4 else _SLACK,
        indented=line.indent >= 1,
        ended=kind in (Kind.BYLINE, Kind.CAPTION) or closes(text),
        colon=text[-1] in "：:",
        blank=line.blank_before > 0,
        closer=CLOSER.match(text) is not None,
        head=_head_cost(text, line, kind),
    )


def closes(text: str) -> bool:
    """Whether a line may end a text: a sentence ends with it, or a bracket does, or it is signed with a date.

    >>> [closes(text) for text in ("左二）在车间", "席静）", "2024年3月6日", "席会议。")]
    [False, True, True, True]
    """
    return ends(text) or _CLOSED.match(text) is not None or _SIGNED.match(text) is not None


def _head_cost(text: str, line: Line, kind: Kind) -> float:
    if kind is not Kind.TEXT:
        return 9.0
    cost = 1.0 + 0.8 * (line.indent >= 1) + (len(text) < 4) + 3.0 * (line.width > WIDEST)
    if text[-1] in "。；，、：" or CLOSER.match(text):
        cost += 5.0
    elif _STOPS.search(text) or (ends(text) and text[-1] not in "！？!?"):
        cost += 3.0
    cost += 1.2 * text.count("，") + 0.4 * text.count("、")
    if _SUBLINE.match(text):
        cost -= 0.6
    if _HALVES.fullmatch(text):
        cost -= 0.8
    return cost


def columns(shapes: Sequence[Shape]) -> list[float]:
    """The column of each line, ``HEAD`` for a headline.

    >>> from ..alignment import Mapped
    >>> texts = ["明湖召开会议", "　　林远到会听取各镇汛", "情汇报，部署下一步工作，", "并到堤上看望民工。"]
    >>> columns([shape(Line(Mapped.of(t.strip()), 0, t.count("　"), len(t.strip())), Kind.TEXT) for t in texts])
    [0.0, 11.0, 11.0, 11.0]
    """
    best: dict[float, float] = {}
    steps: list[dict[float, float]] = []
    for at, own in enumerate(shapes):
        before = shapes[at - 1] if at else None
        apart = own.blank and (at + 1 == len(shapes) or shapes[at + 1].blank)
        least = min(best, key=lambda column: best[column]) if best else HEAD
        texts = sorted((column for column in best if column != HEAD), key=best.__getitem__)[:2]
        now: dict[float, float] = {}
        step: dict[float, float] = {}
        for column in _options(shapes, at, texts):
            cost = own.head - _APART * apart if column == HEAD else _text_cost(own, before, column)
            from_ = [other for other in best if other in (least, HEAD) or abs(other - column) <= _DRIFT]
            totals = [(best[other] + _turn(before, own, other, column), other) for other in from_]
            total, step[column] = min(totals, default=(0.0, HEAD))
            now[column] = total + cost
        best = now
        steps.append(step)
    if shapes and not (shapes[-1].ended or shapes[-1].colon):
        best = {column: total + _LAST * (column != HEAD) for column, total in best.items()}
    found: list[float] = []
    column = min(best, key=lambda key: best[key]) if best else HEAD
    for step in reversed(steps):
        found.append(column)
        column = step[column]
    return found[::-1]


def _options(shapes: Sequence[Shape], at: int, texts: Sequence[float]) -> list[float]:
    """The columns that a line may stand in: as wide as a line near it, or as the text before it."""
    near = shapes[max(at - _REACH, 0) : at + _REACH + 1]
    widths = {float(round(size)) for s in near for size in {s.low, s.digits} if _NARROWEST <= size <= WIDEST}
    widths.update(texts)
    return [HEAD, *sorted(widths or {float(WIDEST)})]


def _text_cost(own: Shape, before: Shape | None, column: float) -> float:
    """What it costs that a line is text of this column."""
    if own.kind is Kind.BYLINE:
        return 0.0
    over, short = own.low - column, column - own.high
    if over > own.slack:
        return 4.0 + min(over, 6.0) / 2
    if short <= _SLACK:
        return 0.15 * min(max(over, short, 0.0), 2.0)
    if own.ended:
        return 0.4
    fresh = before is None or before.ended or before.head < _HEADLIKE or own.kind is Kind.OPENER
    if not own.indented and fresh and short <= _INDENT + _SPACED:
        return 0.5 if own.kind is Kind.OPENER else 1.0  # a paragraph's first line whose indent was lost
    return 1.0 if own.colon else 3.5


def _turn(before: Shape | None, own: Shape, old: float, new: float) -> float:
    """What it costs to go from one column to another, or to and from a headline."""
    if before is None:
        return 0.0
    cost = 0.0
    least = old - _SLACK - _INDENT * (not before.indented)
    falls = old != HEAD and not (before.ended or before.colon) and before.high < least
    if falls and (own.blank or new != old or own.kind is Kind.OPENER):
        cost = 3.0  # a line that falls short goes on in the next one, or is a headline
    if old != HEAD and new != HEAD and not before.ended:
        cost += 2.0 * (own.kind is Kind.OPENER)
    if old == new:
        return cost
    if new == HEAD:
        return cost + 1.2 + (0.0 if before.ended else 0.6 if own.blank else 1.4) - 0.5 * own.blank
    if old == HEAD:
        if own.kind in (Kind.OPENER, Kind.BYLINE):
            return 0.0
        return 0.8 + 4.0 * own.closer + (not own.blank and not own.indented) - 0.4 * own.blank - 0.4 * own.indented
    if own.kind is Kind.OPENER:
        return cost + 0.5
    if own.kind is Kind.BYLINE or own.high < new - own.slack:
        cost += 0.4  # a short line is rather the last one of a column than the first one of the next
    cost += 2.6 + 0.8 * (not before.ended) - 0.6 * own.blank
    return min(cost, 1.0 + 0.6 * abs(old - new) + falls) if abs(old - new) <= _DRIFT else cost
