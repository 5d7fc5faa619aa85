"""Which lines are headlines, by where they stand, how wide they are set and what they say."""

from __future__ import annotations

import re

from ..clean.cues import Cues
from ..clean.joining import ends
from ..page import Line
from .flow import SAME, Flow, Kind, off_column
from .overlap import coverage, grams

_MOST = 6
"""So many headline lines in a row; more are a list."""
_LIST = 24
"""So many short lines without a full stop are no running text at all."""
_WIDEST = 46
_JUTS = 2
_STOP = re.compile("[。；]")
_ENUMERATED = re.compile(r"[（(]?(?:[一二三四五六七八九十]+|\d{1,2})[）)、.．]|第[一二三四五六七八九十]")
_NEW_ARTICLE = 4.0
"""The evidence that a headline-like line inside running text begins another article."""
_NEVER = 0.0
_CAPTION = 60
"""What follows the last headline and is shorter than this is its picture's caption."""
_CHANGED = 1.6
"""Columns differ in width by more than this; less is squeezed punctuation."""
_LEAD = 40
_ODD = -0.5
"""First lines that look less like a headline than this are the text's own."""
_SQUEEZED = 1.3
_FIRST_LINE = -1.5
_NEAR = 10
_FAR = 200
"""Lines looked over for what is near, and for the next article."""
_PHRASE = 6
"""A shorter line between two halves of a sentence is a part of it."""


def before_openers(flow: Flow) -> None:
    """Lines before an opener, or at the end of the page, that end no sentence are headlines."""
    last = len(flow)
    for position in range(last, 0, -1):
        closes = position == last
        if not closes and flow.kind(position) not in (Kind.OPENER, Kind.BYLINE):
            continue
        first = position
        while first > 0 and flow.kind(first - 1) is Kind.TEXT and _headlike(flow.line(first - 1)):
            first -= 1
        if position - first > _MOST:
            first = next((at for at in range(position - _MOST, position) if flow.apart(at)), position)
        while first < position and _is_text(flow.line(first)):
            first += 1
        if first == position:
            continue
        if not flow.finished(first):
            first = _cut_off(flow, first, position)
        elif closes and first and not flow.apart(first) and not _closing(flow, first, position):
            first = position
        flow.mark(first, position, Kind.HEAD)


def _is_text(line: Line) -> bool:
    """Whether a line is set as its column's text is, and reads like it."""
    return not off_column(line) and ("，" in line.text.text or _odd(line) <= _FIRST_LINE)


def _closing(flow: Flow, first: int, position: int) -> bool:
    """Whether the last lines of a page, with no blank before them, are a headline under its article."""
    return flow.restates(first, position) or all(
        line.column and off_column(line) for line in flow.block(first, position)
    )


def _headlike(line: Line) -> bool:
    text = line.text.text
    if line.width > _WIDEST or _STOP.search(text) or text[-1] in "，、：,:" or text[0] in "，。、；：）”！？":
        return False
    return not ends(text) or text[-1] in "！？!?"


def _cut_off(flow: Flow, first: int, position: int) -> int:
    """Where headlines begin after a sentence that its column cut off; ``position`` if nothing tells."""
    closes = position == len(flow)
    for at in range(first, position):
        line = flow.line(at)
        if flow.apart(at) and (not closes or (line.column and line.width > line.column + _JUTS)):
            return at
    for at in range(first, position):
        if not closes and all(map(off_column, flow.block(at, position))):
            return at
    return position


def at_start(flow: Flow, cues: Cues) -> None:
    """The first lines of a page, where text follows that no opener marks."""
    count = 0
    while count < len(flow) and flow.kind(count) is Kind.TEXT and _headlike(flow.line(count)):
        count += 1
    if count == len(flow) or flow.kind(count) is not Kind.TEXT:
        return
    sizes = [size for size in range(1, min(count, _MOST) + 1) if flow.borders(size)]
    score, size = max(((_shape(flow, 0, size) + _leads(flow, size, cues), size) for size in sizes), default=(0.0, 0))
    if score > _ODD:
        flow.mark(0, size, Kind.HEAD)


def _shape(flow: Flow, start: int, end: int) -> float:
    """How much lines look like headlines and not like a column's text."""
    return sum(_odd(line) - 0.5 * ("，" in line.text.text) for line in flow.block(start, end))


def _odd(line: Line) -> float:
    """How oddly a line is set in its column: least of all one that is a paragraph's first."""
    if off_column(line):
        return 0.5
    return _FIRST_LINE if line.indent and abs(line.indent + line.width - line.column) <= _SQUEEZED else -0.75


def _leads(flow: Flow, position: int, cues: Cues) -> float:
    """How much the text at this position looks like a beginning."""
    before, line = flow.line(position - 1), flow.line(position)
    return (line.indent >= before.indent + 1) + 0.5 * flow.apart(position) + cues.tells_time(line.text.text[:_LEAD])


def between(flow: Flow, cues: Cues) -> None:
    """Blocks set apart inside running text: a new article's headline, another's, or only a subhead."""
    alike = [flow.kind(at) is Kind.TEXT and _headlike(flow.line(at)) for at in range(len(flow))]
    position = 1
    while position < len(flow):
        run = next((at for at in range(position, len(flow)) if not alike[at]), len(flow)) - position
        if not run or run > _LIST:
            position += max(run, 1)
            continue
        options = [(*_judge(flow, position, end, cues), end) for end in _ends_of_block(flow, position, run)]
        kind, _, end = max(options, key=lambda option: option[1], default=(Kind.TEXT, _NEVER, position))
        if kind is Kind.CAPTION:
            flow.mark(end, _next_boundary(flow, end), Kind.CAPTION)
            kind = Kind.HEAD
        if kind is not Kind.TEXT:
            flow.mark(position, end, kind)
        position = end if kind is not Kind.TEXT else position + 1


def _ends_of_block(flow: Flow, start: int, run: int) -> list[int]:
    """Where a block that begins here, set apart, with ``run`` headline-like lines ahead, may end."""
    if not (flow.apart(start) or flow.finished(start)):
        return []
    ends_ = range(start + 1, min(start + min(run, _MOST) + 1, len(flow)))
    return [end for end in ends_ if flow.kind(end) is Kind.TEXT and flow.borders(end)]


def _judge(flow: Flow, start: int, end: int, cues: Cues) -> tuple[Kind, float]:
    """What a block is, and how sure; ``CAPTION`` for a headline that only a caption follows."""
    apart = flow.apart(start) and flow.apart(end)
    block = flow.block(start, end)
    if not flow.finished(start):
        set_off = all(line.column and off_column(line) for line in block)
        if apart and len(flow.text(start, end)) >= _PHRASE and (set_off or _announces(flow, start, end)):
            return Kind.INTERRUPTION, _NEW_ARTICLE + 0.1 * (end - start)
        return Kind.TEXT, _NEVER
    if block[0].column and apart and _only_a_caption(flow, end, cues) and flow.restates(start, end):
        return Kind.CAPTION, _NEW_ARTICLE
    score = _evidence(flow, start, end, cues)
    return (Kind.HEAD if score >= _NEW_ARTICLE else Kind.TEXT), score


def _announces(flow: Flow, start: int, end: int) -> bool:
    """Whether lines say what the next article begins with, and not what stands around them."""
    own = grams(flow.text(start, end))
    around = grams(flow.text(max(start - _NEAR, 0), start) + flow.text(end, min(end + _NEAR, len(flow))))
    opener = next((at for at in range(end, min(end + _FAR, len(flow))) if flow.kind(at) is Kind.OPENER), None)
    if opener is None:
        return False
    ahead = coverage(own, grams(flow.text(opener, min(opener + _NEAR, len(flow)))))
    return ahead >= SAME and ahead > 2 * coverage(own, around)


def _next_boundary(flow: Flow, start: int) -> int:
    at = start
    while at < len(flow) and flow.kind(at) is Kind.TEXT and at - start < _CAPTION:
        at += 1
    return at


def _only_a_caption(flow: Flow, start: int, cues: Cues) -> bool:
    """Whether next to nothing follows before the next article."""
    after = _next_boundary(flow, start)
    if after < len(flow) and flow.kind(after) not in (Kind.OPENER, Kind.HEAD):
        return False
    text = flow.text(start, after)
    return len(text) < _CAPTION and not cues.may_open(text)


def _evidence(flow: Flow, start: int, end: int, cues: Cues) -> float:
    """How much speaks for a new article at the text that follows a block of headline-like lines."""
    block, before, after = flow.block(start, end), flow.line(start - 1), flow.line(end)
    lead = flow.text(end, min(end + 5, len(flow)))[:120]
    changed = min(before.column, after.column) > 0 and abs(before.column - after.column) > _CHANGED
    opening = cues.may_open(lead) + cues.tells_time(lead[:_LEAD]) + changed
    if not opening:
        return _NEVER
    size = sum(len(line.text) for line in block)
    score = opening + (size >= 12) + (size >= 16) + _shape(flow, start, end)
    score -= 2.0 * (size <= 8 or bool(_ENUMERATED.match(block[0].text.text)))
    score += flow.apart(start) and flow.apart(end)
    score += before.text.text.endswith(("）", ")"))
    score += after.indent >= block[0].indent + 1
    if not after.column:
        score -= 1.5
    elif block[-1].width > block[-1].column:
        score += 1
    if not _NEW_ARTICLE - 1 <= score < _NEW_ARTICLE:
        return score
    own = grams(flow.text(start, end))
    return score + (coverage(own, grams(lead)) >= SAME or (after.column > 0 and flow.restates(start, end)))
