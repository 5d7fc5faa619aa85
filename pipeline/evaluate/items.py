"""What one side says about an article, and how the two sides are compared.

Items are hashable keys (a name, a tuple, a span). Each is kept with what its
side needs to find the sentence again, so that an error can be read without the
page at hand, and nothing is looked up for what is right.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, NamedTuple

from .score import Score

Found = dict[Hashable, Any]
"""Items, each with what ``Items.sentence`` makes its sentence of."""


class Rel(NamedTuple):
    """A relation, its person and role as names (facts) or as spans (mentions)."""

    person: Hashable
    role: Hashable
    org: str | None
    title: str | None
    type: str
    optional: bool = False
    where: Any = None


Wrong = dict[str, tuple[set[Hashable], set[Hashable]]]
"""By kind, what is false and what is missed over the whole page."""


def _no_sentence(where: Any) -> str | None:
    return None


@dataclass
class Items:
    """One side of an article, or of a page: items by kind, relations, and the way to their sentences."""

    kinds: dict[str, Found] = field(default_factory=dict)
    relations: list[Rel] = field(default_factory=list)
    sentence: Callable[[Any], str | None] = _no_sentence


class Outcome(NamedTuple):
    """A score, and the items that are wrong."""

    score: Score
    false: Found
    missed: Found


@lru_cache(maxsize=1 << 16)
def squash(text: str) -> str:
    """The form in which texts are compared: NFKC, without white space.

    >>> squash("沈　岩 ３月")
    '沈岩3月'
    """
    return "".join(unicodedata.normalize("NFKC", text).split())


def compare(gold: Mapping[Hashable, Any], given: Mapping[Hashable, Any], spared: Collection[Hashable] = ()) -> Outcome:
    """The two as sets; what is ``spared`` and not in gold counts neither way.

    >>> compare({"沈岩": None, "许川": None}, {"沈岩": None, "记者": 7}).false
    {'记者': 7}
    """
    if gold.keys() == given.keys():
        return Outcome(Score(len(gold), len(gold), len(gold)), {}, {})
    missed = {key: where for key, where in gold.items() if key not in given}
    wrong = {key: where for key, where in given.items() if key not in gold}
    false = {key: where for key, where in wrong.items() if key not in spared}
    right = len(gold) - len(missed)
    return Outcome(Score(right, right + len(false), len(gold), len(wrong) - len(false)), false, missed)


def union(sides: Iterable[Items]) -> Items:
    """Everything that the sides say, the first of each kept.

    >>> union([Items({"person": {"沈岩": 1}}), Items({"person": {"沈岩": 2, "许川": 2}})]).kinds
    {'person': {'沈岩': 1, '许川': 2}}
    """
    both = Items()
    for side in sides:
        for kind, found in side.kinds.items():
            into = both.kinds.setdefault(kind, {})
            for key, where in found.items():
                into.setdefault(key, where)
        both.relations += side.relations
    return both
