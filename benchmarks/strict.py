"""Strict scores by label, and how sure they are.

What is right has the same bounds and the same label as gold. Intervals are
percentiles over draws of the documents with replacement.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

DRAWS = 1_000
Counts = NDArray[np.int64]
"""``(units, labels, 3)``: right, given, gold."""


class F1(NamedTuple):
    """A score with the bounds of its 95 % interval."""

    value: float
    low: float
    high: float


def counts(
    gold: Sequence[Collection[tuple]],
    given: Sequence[Collection[tuple]],
    judged: Sequence[Collection[str]],
    labels: Sequence[str],
    units: Sequence[Hashable],
) -> Counts:
    """Counts of items ``(…, label)`` by unit and label; of each text only the labels that are ``judged``.

    >>> counts([{(0, 2, "PER")}], [{(0, 2, "PER"), (3, 5, "PER"), (6, 7, "LOC")}], [{"PER"}], ["PER"], [0]).tolist()
    [[[1, 2, 1]]]
    """
    rows = {unit: row for row, unit in enumerate(dict.fromkeys(units))}
    columns = {label: column for column, label in enumerate(labels)}
    out = np.zeros((len(rows), len(labels), 3), dtype=np.int64)
    for wanted, offered, known, unit in zip(gold, given, judged, units, strict=True):
        sides = set(wanted), set(offered)
        for number, items in enumerate((sides[0] & sides[1], sides[1], sides[0])):
            for item in items:
                if item[-1] in known and item[-1] in columns:
                    out[rows[unit], columns[item[-1]], number] += 1
    return out


def f1(sums: NDArray[np.int64] | NDArray[np.float64]) -> NDArray[np.float64]:
    """F1 of counts in the last axis; not a number where there is nothing.

    >>> f1(np.array([[3, 4, 6], [0, 0, 0]])).tolist()
    [0.6, nan]
    """
    with np.errstate(invalid="ignore"):
        return 2 * sums[..., 0] / (sums[..., 1] + sums[..., 2])


def scores(found: Counts, draws: int = DRAWS, seed: int = 0) -> list[F1]:
    """F1 of each label, with intervals.

    >>> same = scores(np.array([[[1, 2, 1]]] * 9))[0]
    >>> [round(value, 3) for value in same]
    [0.667, 0.667, 0.667]
    """
    units = len(found)
    if not units:
        return [F1(np.nan, np.nan, np.nan)] * found.shape[1]
    weights = np.random.default_rng(seed).multinomial(units, np.full(units, 1 / units), draws)
    drawn = f1(np.tensordot(weights.astype(np.float64), found.astype(np.float64), 1))
    some = ~np.isnan(drawn)
    low, high = (
        [
            np.percentile(column[keep], percent) if keep.any() else np.nan
            for column, keep in zip(drawn.T, some.T, strict=True)
        ]
        for percent in (2.5, 97.5)
    )
    return [F1(*map(float, row)) for row in zip(f1(found.sum(0)), low, high, strict=True)]
