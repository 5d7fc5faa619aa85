"""Reading order from geometry: columns left to right, but what spans them comes before and after.

A recursive XY-cut: where white space runs through a region from top to bottom it
is cut into columns; where none does, it is cut between rows into bands, each as
tall as it can be while white space runs through it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .printed import Printed

Wide = Callable[[float, float], bool]
"""Whether white space between a right edge and the next left edge divides columns."""
Interval = tuple[float, float]

_CORE = 0.25
"""Of an item's height, what is not looked at above and below: lines set tight overlap a little."""


def arrange(items: Sequence[Printed], wide: Wide = lambda left, right: right > left) -> list[list[Printed]]:
    """Stretches of one column each, in reading order, the items of a stretch from top to bottom.

    ``wide`` says what divides columns; by default any white space does, as
    between blocks.

    >>> title, left, right = (Printed(t, *e, 9) for t, e in
    ...     (("题", (0, 0, 90, 9)), ("左", (0, 20, 40, 90)), ("右", (50, 20, 90, 90))))
    >>> [[item.text for item in stretch] for stretch in arrange([right, left, title])]
    [['题'], ['左'], ['右']]
    """
    columns = _columns(items, wide)
    if len(columns) > 1:
        return [stretch for column in columns for stretch in arrange(column, wide)]
    bands = _bands(items, wide)
    if len(bands) > 1:
        return [stretch for band in bands for stretch in arrange(band, wide)]
    return [sorted(items, key=lambda item: (item.top, item.left))] if items else []


def _columns(items: Sequence[Printed], wide: Wide) -> list[list[Printed]]:
    columns: list[list[Printed]] = []
    reach = 0.0
    for item in sorted(items, key=lambda item: item.left):
        if columns and not wide(reach, item.left):
            columns[-1].append(item)
            reach = max(reach, item.right)
        else:
            columns.append([item])
            reach = item.right
    return columns


def _bands(items: Sequence[Printed], wide: Wide) -> list[list[Printed]]:
    """Rows gathered from the top: a band takes the next row as long as it stays columns, or stays none.

    A row of one column alone joins the columns below it: one of them begins higher.
    """
    bands: list[list[Printed]] = []
    covered: list[Interval] = []
    for row in _rows(items):
        own = _merged([(item.left, item.right) for item in row], wide)
        together = _merged(covered + own, wide)
        columns = len(covered) > 1 or len(own) > 1
        if bands and columns == (len(together) > 1):
            bands[-1] += row
            covered = together
        else:
            bands.append(list(row))
            covered = own
    return bands


def _rows(items: Sequence[Printed]) -> list[list[Printed]]:
    """Items between which white space runs from side to side."""
    rows: list[list[Printed]] = []
    reach = 0.0
    for item in sorted(items, key=lambda item: item.top):
        rim = _CORE * (item.bottom - item.top)
        if rows and item.top + rim < reach:
            rows[-1].append(item)
            reach = max(reach, item.bottom - rim)
        else:
            rows.append([item])
            reach = item.bottom - rim
    return rows


def _merged(spans: Sequence[Interval], wide: Wide) -> list[Interval]:
    merged: list[Interval] = []
    for left, right in sorted(spans):
        if merged and not wide(merged[-1][1], left):
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged
