"""What one side says about an article, and how the two sides are compared.

Items are hashable keys (a name, a tuple, a span), each with the sentence that it
was found in, so that an error can be read without the page at hand.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from .score import Score

Found = dict[Hashable, str | None]
"""Items and the sentence of each, ``None`` where none is known."""


class Rel(NamedTuple):
    """A relation, its person and role as names (facts) or as spans (mentions)."""

    person: Hashable
    role: Hashable
    org: str | None
    title: str | None
    type: str
    optional: bool = False
    sentence: str | None = None


@dataclass(slots=True)
class Items:
    """One side of an article, or of a page: items by kind, and relations."""

    kinds: dict[str, Found] = field(default_factory=dict)
    relations: list[Rel] = field(default_factory=list)


class Outcome(NamedTuple):
    """A score, and the items that are wrong, each with its sentence."""

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


def compare(
    gold: Mapping[Hashable, str | None], given: Mapping[Hashable, str | None], spared: Collection[Hashable] = ()
) -> Outcome:
    """The two as sets; what is ``spared`` and not in gold counts neither way.

    >>> compare({"沈岩": None, "许川": None}, {"沈岩": None, "记者": "记者报道"}).false
    {'记者': '记者报道'}
    """
    if gold.keys() == given.keys():
        return Outcome(Score(len(gold), len(gold), len(gold)), {}, {})
    missed = {key: where for key, where in gold.items() if key not in given}
    wrong = {key: where for key, where in given.items() if key not in gold}
    false = {key: where for key, where in wrong.items() if key not in spared}
    right = len(gold) - len(missed)
    return Outcome(Score(right, right + len(false), len(gold), len(wrong) - len(false)), false, missed)


def union(sides: Iterable[Items]) -> Items:
    """Everything that the sides say, the first sentence kept.

    >>> union([Items({"person": {"沈岩": "甲"}}), Items({"person": {"沈岩": "乙", "许川": "乙"}})]).kinds
    {'person': {'沈岩': '甲', '许川': '乙'}}
    """
    both = Items()
    for side in sides:
        for kind, found in side.kinds.items():
            into = both.kinds.setdefault(kind, {})
            for key, where in found.items():
                into.setdefault(key, where)
        both.relations += side.relations
    return both
