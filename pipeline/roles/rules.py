"""What a rule of the grammar is, and the tables that rules are entered in.

A rule looks at the unit that is being read. It answers True where the unit is
settled by it, and no rule of a higher number is asked; False where it is for
the rules behind it. Its examples are sentences in the mark-up of gold, with
what the whole grammar reads off them, and are run as its tests.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from .reading import Reading
from .units import Person, Post

Unit = TypeVar("Unit", Person, Post)


@dataclass(frozen=True, slots=True)
class Rule(Generic[Unit]):
    """A rule of the grammar."""

    name: str
    """``by`` of the relations that it finds."""
    priority: int
    """Rules are asked in this order, the lowest number first."""
    read: Callable[[Reading, Unit], bool]
    examples: tuple[str, ...]
    """``[县长|TITLE][程岚|PER]到会。 => 程岚=县长``; a type other than holds stands behind a colon."""


POSTS: list[Rule[Post]] = []
"""What is asked of a post, in order."""
PERSONS: list[Rule[Person]] = []
"""What is asked of a person, in order."""
_Enter = Callable[[Callable[[Reading, Unit], bool]], Callable[[Reading, Unit], bool]]


def on_post(name: str, priority: int, *examples: str) -> _Enter[Post]:
    """Enter a rule that is asked at each post."""
    return _entering(POSTS, name, priority, examples)


def on_person(name: str, priority: int, *examples: str) -> _Enter[Person]:
    """Enter a rule that is asked at each person."""
    return _entering(PERSONS, name, priority, examples)


def _entering(table: list[Rule[Unit]], name: str, priority: int, examples: tuple[str, ...]) -> _Enter[Unit]:
    def enter(read: Callable[[Reading, Unit], bool]) -> Callable[[Reading, Unit], bool]:
        insort(table, Rule(name, priority, read, examples), key=lambda rule: rule.priority)
        return read

    return enter
