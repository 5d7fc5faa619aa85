"""Marks that teachers agree on: where they don't, nothing is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..record import LABELS
from .examples import UNSURE, Marked, Marks


def vote(teachers: Sequence[Iterable[Marked]], convention: str = "renzhi") -> Marks:
    """The spans that all teachers give; what only some of them mark is unsure, what none marks is outside.

    The spans of each teacher are disjoint.

    >>> first, second = [Marked(0, 2, "PER"), Marked(5, 7, "ORG")], [Marked(0, 2, "PER"), Marked(5, 8, "ORG")]
    >>> vote([first, second]).spans
    (Marked(start=0, end=2, label='PER'), Marked(start=5, end=8, label='?'))
    """
    said = [set(spans) for spans in teachers]
    agreed = set.intersection(*said)
    doubted = sorted(set.union(*said) - agreed)
    unsure: list[Marked] = []
    for start, end, _ in doubted:
        if unsure and start < unsure[-1].end:
            unsure[-1] = unsure[-1]._replace(end=max(end, unsure[-1].end))
        else:
            unsure.append(Marked(start, end, UNSURE))
    return Marks(convention, LABELS, tuple(sorted([*agreed, *unsure])))
