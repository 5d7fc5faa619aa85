"""A run scored by phenomena: gold, and what was found of it, are the items that have one.

False is what was given in a sentence that holds the phenomenon.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ..record import Article
from .items import Rel, Wrong
from .phenomena import ENTITIES, RELATIONS, Case, Scene
from .relations import surface, typed, written_post
from .score import Score

if TYPE_CHECKING:
    from .mentions import Mentions

Names = tuple[str, ...]
LEVELS = ("surface", "resolved", "typed", "entity")
NEGATIVE = "no-relation"
"""Sentences in which gold has no relation: what is given there is false."""
_POSTS = {"surface": ("surface", surface), "resolved": ("resolved", written_post), "typed": ("typed", typed)}
_BYLINES = {"surface": ("byline", surface), "resolved": ("byline_resolved", written_post)}
"""Under which name a level is scored, and its key."""
_ALL_RIGHT = {len(kinds): tuple((level, True) for level in kinds) for kinds in (_POSTS, _BYLINES)}
_OF_RELATION = tuple(RELATIONS.items())
_OF_LABEL = {label: tuple(found.items()) for label, found in ENTITIES.items()}
_FOUND, _MISSED = (("entity", True),), (("entity", False),)


class Tally:
    """Items of gold by their phenomena and how they fared, and what was given wrongly beside them."""

    def __init__(self) -> None:
        self.gold: Counter[tuple[Names, tuple[tuple[str, bool], ...]]] = Counter()
        self.false: Counter[tuple[Names, str]] = Counter()

    def add(self, article: Article, items: Mentions, wrong: Wrong) -> None:
        """Count an article of gold; ``wrong`` says what is false and what missed, by kind."""
        scene = Scene(article)
        of_sentence: dict[int, set[str]] = defaultdict(set)
        for relation, item in zip(article.relations, items.relations, strict=True):
            if not item.optional:
                case = Case(scene, relation)
                names = tuple([name for name, holds in _OF_RELATION if holds(case)])
                of_sentence[relation.sentence].update(names)
                self.gold[names, _fared(item, wrong)] += 1
        for key, entity in items.entities.items():
            names = tuple([name for name, holds in _OF_LABEL[entity.label] if holds(scene, entity)])
            if names:
                kind = wrong.get(f"entity.{entity.label}") if wrong else None
                self.gold[names, _MISSED if kind and key in kind[1] else _FOUND] += 1
        for level, false in _false(wrong):
            self.false[tuple(sorted(of_sentence.get(items.sentence_at(false[1]), {NEGATIVE}))), level] += 1

    def plus(self, other: Tally) -> None:
        """Count another page in."""
        self.gold.update(other.gold)
        self.false.update(other.false)

    def scores(self) -> dict[str, dict[str, Score]]:
        """By phenomenon and level."""
        out: dict[str, dict[str, Score]] = defaultdict(dict)
        for (names, fared), times in self.gold.items():
            for name in names:
                for level, right in fared:
                    found = times if right else 0
                    out[name][level] = out[name].get(level, Score()).plus(Score(found, found, times))
        for (names, level), times in self.false.items():
            for name in names:
                out[name][level] = out[name].get(level, Score()).plus(Score(0, times, 0))
        return {
            name: dict(sorted(levels.items(), key=lambda item: LEVELS.index(item[0])))
            for name, levels in sorted(out.items())
        }


def _fared(item: Rel, wrong: Wrong) -> tuple[tuple[str, bool], ...]:
    """At which levels a relation was judged, and whether it was found."""
    kinds = _BYLINES if item.type == "byline" else _POSTS
    if not wrong and (item.org or item.title):
        return _ALL_RIGHT[len(kinds)]
    return tuple(
        [
            (level, kind not in wrong or key(item) not in wrong[kind][1])
            for level, (kind, key) in kinds.items()
            if level != "resolved" or item.org or item.title
        ]
    )


def _false(wrong: Wrong) -> Iterator[tuple[str, Any]]:
    for kinds in (_POSTS, _BYLINES):
        for level, (kind, _) in kinds.items():
            if kind in wrong:
                for key in wrong[kind][0]:
                    yield level, key
