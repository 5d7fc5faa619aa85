"""Characters with places → printed lines in reading order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .order import Wide, arrange
from .printed import Printed, hull

_NEAR = 0.5
"""Blank that still belongs to a run of characters, in type heights; also how far its line may shift."""
_SEAM = 0.6
"""Width from which white space can divide columns, in heights of the page's type, if it recurs."""
_WIDE = 2.0
"""Width from which it does so alone."""
_RECURS = 4
"""How often white space stands at one place to be a seam."""
_LETTERS = 2.5
"""Width of the blank between letters that are set wide apart, at most."""
_LIKE = 1.3
"""How far two sizes in one line may differ."""


@dataclass(frozen=True)
class Glyph:
    """A character, its edges and the height of its type; a blank has edges too."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False


def lines(glyphs: Sequence[Glyph]) -> list[Printed]:
    """Printed lines in reading order; glyphs come in any order that keeps runs of a line together.

    Where most of them are set from top to bottom, lines go from right to left.
    Blanks inside a line stay as they are, and a gap that no blank fills becomes one.

    >>> row = lambda text, x, y: [Glyph(c, x + 10 * n, y, x + 10 * n + 10, y + 10, 10) for n, c in enumerate(text)]
    >>> [line.text for line in lines(row("左一", 0, 0) + row("右一", 60, 0) + row("左二", 0, 14) + row("右二", 60, 14))]
    ['左一', '左二', '右一', '右二']
    """
    if _is_upright(glyphs):
        return [_turned_back(line) for line in _lines([_turned(glyph) for glyph in glyphs])]
    return _lines(glyphs)


def _lines(glyphs: Sequence[Glyph]) -> list[Printed]:
    runs = _spaced(_runs(glyphs))
    if not runs:
        return []
    unit = _usual_size(runs)
    found = []
    for block, stretch in enumerate(arrange(runs, _divider(runs, unit)), 1):
        found += [replace(line, block=block) for line in _rows(stretch)]
    return found


def _usual_size(runs: Sequence[Printed]) -> float:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text)
    return sizes.most_common(1)[0][0]


def _runs(glyphs: Sequence[Glyph]) -> list[Printed]:
    """Characters that follow each other closely on one line; blanks at the ends of a run go."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        if runs and _follows(runs[-1][-1], glyph):
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return [_run(run) for run in runs if any(not glyph.text.isspace() for glyph in run)]


def _follows(before: Glyph, after: Glyph) -> bool:
    size = min(before.size, after.size)
    level = abs(before.bottom - after.bottom) <= _NEAR * size and max(before.size, after.size) <= _LIKE * size
    return level and -_NEAR * size <= after.left - before.right <= _NEAR * size


def _run(glyphs: list[Glyph]) -> Printed:
    while glyphs[0].text.isspace():
        glyphs = glyphs[1:]
    while glyphs[-1].text.isspace():
        glyphs = glyphs[:-1]
    inked = [glyph for glyph in glyphs if not glyph.text.isspace()]
    edges = hull((glyph.left, glyph.top, glyph.right, glyph.bottom) for glyph in inked)
    bold = 2 * sum(glyph.bold for glyph in inked) > len(inked)
    return Printed("".join(glyph.text for glyph in glyphs), *edges, max(glyph.size for glyph in inked), bold)


def _divider(runs: Sequence[Printed], unit: float) -> Wide:
    """What divides columns on this page: a wide gap, or a narrower one where others stand above and below it."""
    gaps: Counter[int] = Counter()
    ordered = sorted(runs, key=lambda run: (run.left, run.top))
    for number, run in enumerate(ordered):
        beside = (next_ for next_ in ordered[number + 1 :] if next_.left >= run.right and _share(run, next_) > -_NEAR)
        nearest = next(beside, None)
        if nearest and nearest.left - run.right >= _SEAM * unit:
            gaps[round(nearest.left / unit)] += 1
    seams = {place for place in gaps if gaps[place - 1] + gaps[place] + gaps[place + 1] >= _RECURS}

    def wide(right: float, left: float) -> bool:
        return left - right >= _WIDE * unit or (left - right >= _SEAM * unit and round(left / unit) in seams)

    return wide


def _level(one: Printed, other: Printed) -> bool:
    return _share(one, other) > _NEAR


def _share(one: Printed, other: Printed) -> float:
    """How far two runs stand at one height, in heights of their type; below 0 what is between them."""
    return (min(one.bottom, other.bottom) - max(one.top, other.top)) / min(one.size, other.size)


def _rows(stretch: Sequence[Printed]) -> list[Printed]:
    """The lines of a stretch of one column: runs on one level and of one size put together."""
    rows: list[list[Printed]] = []
    for run in stretch:
        if rows and _level(rows[-1][-1], run) and _alike(rows[-1][-1], run):
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_joined(sorted(row, key=lambda run: run.left)) for row in rows]


def _spaced(runs: Sequence[Printed]) -> list[Printed]:
    """Runs of a character or two that are set wide apart, as in a headline, made one."""
    found: list[list[Printed]] = []
    for run in runs:
        before = found[-1][-1] if found else run
        close = 0 < run.left - before.right <= _LETTERS * min(run.size, before.size)
        if close and len(run.text) <= 2 >= len(before.text) and _level(before, run) and _alike(before, run):
            found[-1].append(run)
        else:
            found.append([run])
    return [_joined(row) for row in found]


def _alike(one: Printed, other: Printed) -> bool:
    return max(one.size, other.size) <= _LIKE * min(one.size, other.size)


def _joined(row: list[Printed]) -> Printed:
    text = row[0].text
    for before, after in pairwise(row):
        text += (" " if after.left - before.right > _NEAR * after.size else "") + after.text
    edges = hull((run.left, run.top, run.right, run.bottom) for run in row)
    return Printed(text, *edges, max(run.size for run in row), row[0].bold)


def _is_upright(glyphs: Sequence[Glyph]) -> bool:
    """Whether most characters stand under the one before."""
    across = down = 0
    for before, after in pairwise(glyphs):
        steps = after.left - before.left, after.top - before.top
        across += abs(steps[1]) < _NEAR * after.size < steps[0]
        down += abs(steps[0]) < _NEAR * after.size < steps[1] < 2 * after.size
    return down > across


def _turned(glyph: Glyph) -> Glyph:
    """Upright lines laid down: what went down goes right, what went left goes down."""
    return replace(glyph, left=glyph.top, top=-glyph.right, right=glyph.bottom, bottom=-glyph.left)


def _turned_back(line: Printed) -> Printed:
    return replace(line, left=-line.bottom, top=line.left, right=-line.top, bottom=line.right)
