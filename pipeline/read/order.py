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
"""Of the height of an item's type, what is not looked at above and below: lines set tight overlap a little."""


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
    """Columns with white space between; what does not stand side by side at any height is not divided."""
    columns: list[list[Printed]] = []
    reach = 0.0
    for item in sorted(items, key=lambda item: item.left):
        if columns and not wide(reach, item.left):
            columns[-1].append(item)
            reach = max(reach, item.right)
        else:
            columns.append([item])
            reach = item.right
    beside = columns[:1]
    for column in columns[1:]:
        if _is_beside(beside[-1], column):
            beside.append(column)
        else:
            beside[-1] += column
    return beside


def _is_beside(one: Sequence[Printed], other: Sequence[Printed]) -> bool:
    top = max(min(item.top for item in one), min(item.top for item in other))
    return top < min(max(item.bottom for item in one), max(item.bottom for item in other))


def _bands(items: Sequence[Printed], wide: Wide) -> list[list[Printed]]:
    """Rows gathered from the top: a band takes the next row as long as it stays columns, or stays none.

    Rows above columns that cross no white space between them are the beginning of one that is higher than the others.
    """
    bands: list[list[list[Printed]]] = []
    covered: list[Interval] = []
    for row in _rows(items):
        own = _spans(row, wide)
        together = _merged(covered + own, wide)
        columns = len(covered) > 1 or len(own) > 1
        if bands and columns == (len(together) > 1):
            bands[-1].append(row)
            covered = together
            continue
        higher: list[list[Printed]] = []
        while bands and len(own) > 1 and len(higher_up := _merged(own + _spans(bands[-1][-1], wide), wide)) > 1:
            own = higher_up
            higher.insert(0, bands[-1].pop())
            if not bands[-1]:
                bands.pop()
        bands.append([*higher, row])
        covered = own
    return [[item for row in band for item in row] for band in bands]


def _spans(row: Sequence[Printed], wide: Wide) -> list[Interval]:
    return _merged([(item.left, item.right) for item in row], wide)


def _rows(items: Sequence[Printed]) -> list[list[Printed]]:
    """Items between which white space runs from side to side."""
    rows: list[list[Printed]] = []
    reach = 0.0
    for item in sorted(items, key=lambda item: item.top):
        rim = _CORE * min(item.bottom - item.top, item.size)
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
