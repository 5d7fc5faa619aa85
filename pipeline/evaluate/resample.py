"""How sure scores are: bootstrap intervals, and whether one run is better than another.

Pages are drawn, not items: what stands on one page is alike, and the interval
of items drawn one by one would be too narrow. Intervals are percentiles
(Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, ch. 13). The
test of two runs is approximate randomization (Noreen, *Computer-Intensive
Methods for Testing Hypotheses*, 1989; Yeh, *More accurate tests for the
statistical significance of result differences*, COLING 2000): pages are
swapped between the runs at random, and counted is how often that makes a
difference at least as large.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from .score import Score

DRAWS = 1_000
SEED = 0
_ROOM = 4_000_000
"""Most numbers that are drawn at once."""
Counts = NDArray[np.float64]
"""``(units, names, 3)``: right, given, gold."""


class Interval(NamedTuple):
    """Bounds that hold 95 % of the draws."""

    low: float
    high: float


class Difference(NamedTuple):
    """F1 of a run less that of another, its interval, and how likely chance alone gives as much."""

    f1: float
    low: float
    high: float
    p: float


class Units:
    """Scores of every page (or article) by name, in little room.

    >>> units = Units()
    >>> units.add("p1", {"surface": Score(1, 2, 3)})
    >>> units.add("p2", {"surface": Score(1, 1, 1), "byline": Score(0, 0, 1)})
    >>> units.counts(["byline", "surface"])[1].tolist()
    [[0.0, 0.0, 1.0], [1.0, 1.0, 1.0]]
    """

    def __init__(self) -> None:
        self.keys: list[str] = []
        self._columns: dict[str, int] = {}
        self._rows: list[array[float]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, key: str, scores: Mapping[str, Score]) -> None:
        """Count a unit in."""
        row = array("f", bytes(12 * len(self._columns)))
        for name, score in scores.items():
            at = self._columns.get(name)
            if at is None:
                at = self._columns[name] = len(self._columns)
                row.extend((0, 0, 0))
            row[3 * at : 3 * at + 3] = array("f", score[:3])
        self.keys.append(key)
        self._rows.append(row)

    def counts(self, names: list[str]) -> Counts:
        """The counts of these names; 0 where a unit has none."""
        last = len(self._columns)  # of names that no unit has
        out = np.zeros((len(self._rows), 3 * (last + 1)))
        for at, row in enumerate(self._rows):
            out[at, : len(row)] = row
        return out.reshape(len(self._rows), last + 1, 3)[:, [self._columns.get(name, last) for name in names]]


def intervals(units: Units, names: list[str], draws: int = DRAWS) -> dict[str, dict[str, Interval | None]]:
    """By name the intervals of precision, recall and F1; of fewer than two units there are none.

    >>> units = Units()
    >>> for n in range(9):
    ...     units.add(str(n), {"surface": Score(1, 2, 2)})
    >>> intervals(units, ["surface"])["surface"]["f1"]
    Interval(low=0.5, high=0.5)
    """
    if len(units) < 2 or not names:
        return {name: dict.fromkeys(("precision", "recall", "f1")) for name in names}
    found = units.counts(names)
    flat = found.reshape(len(found), -1)
    drawn = np.concatenate([weights @ flat for weights in _drawn(len(found), draws)]).reshape(draws, len(names), 3)
    right, given, gold = (drawn[..., n] for n in range(3))
    out: dict[str, dict[str, Interval | None]] = {name: {} for name in names}
    for what, above, below in (("precision", right, given), ("recall", right, gold), ("f1", 2 * right, given + gold)):
        for at, name in enumerate(names):
            some = below[:, at] > 0
            values = above[some, at] / below[some, at]
            out[name][what] = Interval(*_percentiles(values)) if len(values) else None
    return out


def compared(one: Units, other: Units, names: list[str], draws: int = DRAWS) -> dict[str, Difference]:
    """By name, F1 of ``one`` less that of ``other``; both have the same units in the same order."""
    if one.keys != other.keys:
        raise ValueError("the two runs were not scored over the same pages")
    first, second = one.counts(names), other.counts(names)
    observed = _f1(first.sum(0)) - _f1(second.sum(0))
    drawn, extreme = [], np.zeros(len(names))
    rng = np.random.default_rng(SEED)
    shift = (second - first).reshape(len(first), -1)
    for weights in _drawn(len(first), draws):
        sides = [_f1(np.tensordot(weights, side, 1)) for side in (first, second)]
        drawn.append(sides[0] - sides[1])
        moved = (rng.integers(0, 2, weights.shape) @ shift).reshape(len(weights), len(names), 3)
        swapped = _f1(first.sum(0) + moved) - _f1(second.sum(0) - moved)
        extreme += (np.abs(swapped) >= np.abs(observed) - 1e-12).sum(0)
    spread = np.concatenate(drawn)
    return {
        name: Difference(float(observed[at]), *_percentiles(spread[:, at]), float((extreme[at] + 1) / (draws + 1)))
        for at, name in enumerate(names)
        if not np.isnan(observed[at])
    }


def rounded(value: Any) -> Any:
    """A tuple of numbers as a list with six places."""
    return None if value is None else [round(number, 6) for number in value]


def _drawn(units: int, draws: int) -> Iterator[NDArray[np.float64]]:
    """How often each unit is in a draw, some draws at a time."""
    rng = np.random.default_rng(SEED)
    step = max(_ROOM // units, 1)
    for start in range(0, draws, step):
        size = min(step, draws - start)
        picks = rng.integers(0, units, (size, units)) + units * np.arange(size)[:, None]
        yield np.bincount(picks.ravel(), minlength=size * units).reshape(size, units).astype(float)


def _f1(sums: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(invalid="ignore"):
        return 2 * sums[..., 0] / (sums[..., 1] + sums[..., 2])


def _percentiles(values: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return float(low), float(high)
