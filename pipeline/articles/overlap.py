"""How much of a headline stands in a body: shared pairs of characters, the rare ones counting more."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Set
from operator import add

Gram = str

_RUN = re.compile(r"\w{2,}")


def grams(text: str) -> set[Gram]:
    """Pairs of neighbouring letters, digits or Chinese characters.

    >>> sorted(grams("林远，主持"))
    ['主持', '林远']
    """
    found: set[Gram] = set()
    for run in _RUN.findall(text):
        found.update(map(add, run, run[1:]))
    return found


def rarity(bodies: Iterable[Set[Gram]]) -> dict[Gram, float]:
    """The weight of each pair: one over the number of bodies that it stands in.

    >>> rarity([{"林远"}, {"林远", "会议"}])["会议"]
    1.0
    """
    return {gram: 1 / count for gram, count in Counter(g for body in bodies for g in body).items()}


def coverage(head: Set[Gram], body: Set[Gram], weights: Mapping[Gram, float] | None = None) -> float:
    """The weighted share of the headline's pairs that the body has, 0–1.

    >>> coverage(grams("林远主持"), grams("主持会议"))
    0.3333333333333333
    """
    weights = weights or {}
    whole = sum(weights.get(gram, 1.0) for gram in head)
    return sum(weights.get(gram, 1.0) for gram in head & body) / whole if whole else 0.0
