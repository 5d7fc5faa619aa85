"""Counts, and what is computed from them.

A score of nothing is *n/a* (``None``), never 1.0: where gold holds nothing and
nothing was given, there is nothing to be right about.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple


class Score(NamedTuple):
    """``right`` of the ``given`` are among the ``gold``; halves come from partial matches.

    ``aside`` counts what was given and is judged neither way: optional
    relations, resolutions that gold leaves open, further surfaces of a post.

    >>> score = Score(right=3, given=4, gold=6)
    >>> score.precision, score.recall, score.f1
    (0.75, 0.5, 0.6)
    >>> Score().f1 is None
    True
    """

    right: float = 0
    given: int = 0
    gold: int = 0
    aside: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the given that is right; ``None`` where nothing was given."""
        return self.right / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Share of the gold that was given; ``None`` where gold is empty."""
        return self.right / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of the two, as ``2·right / (given + gold)``."""
        both = self.given + self.gold
        return 2 * self.right / both if both else None

    def plus(self, other: Score) -> Score:
        """Both counted together (the micro average)."""
        right, given, gold, aside = other
        return Score(self.right + right, self.given + given, self.gold + gold, self.aside + aside)

    def to_dict(self) -> dict[str, Any]:
        """Counts and shares, rounded to six places."""
        shares = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        counts = {"tp": self.right, "fp": self.given - self.right, "fn": self.gold - self.right, "aside": self.aside}
        return {**{k: None if v is None else round(v, 6) for k, v in shares.items()}, **counts}


def total(scores: Iterable[Score]) -> Score:
    """The micro average of scores.

    >>> total([Score(1, 1, 2), Score(0, 1, 0)])
    Score(right=1, given=2, gold=2, aside=0)
    """
    columns = list(zip(*scores, strict=True))
    return Score(*map(sum, columns)) if columns else Score()


def macro(scores: Iterable[Score]) -> dict[str, float | None]:
    """Plain means of precision, recall and F1, each over the scores that have one.

    >>> macro([Score(1, 1, 1), Score(0, 0, 1), Score()])
    {'precision': 1.0, 'recall': 0.5, 'f1': 0.5}
    """
    out: dict[str, float | None] = {}
    every = list(scores)
    for name in ("precision", "recall", "f1"):
        values = [v for v in (getattr(score, name) for score in every) if v is not None]
        out[name] = round(sum(values) / len(values), 6) if values else None
    return out


def add(sums: dict[str, Score], scores: Mapping[str, Score]) -> None:
    """Count ``scores`` into ``sums``, name by name.

    >>> sums = {}
    >>> add(sums, {"person": Score(1, 1, 1)})
    >>> add(sums, {"person": Score(0, 1, 1)})
    >>> sums
    {'person': Score(right=1, given=2, gold=2, aside=0)}
    """
    for name, score in scores.items():
        sums[name] = sums[name].plus(score) if name in sums else score
