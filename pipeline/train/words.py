"""Word lists for the tagger: what a word may be, and what its characters tell of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from .. import lexicon
from ..entities.matches import LONGEST, SHORTEST
from ..errors import ConfigError

PLACES = 6
"""Places of characters in names that ``Words.tells`` tells of."""
CATEGORIES = ("person", "place", "body", "title", "head", "noun", "other", "foreign")
"""What a word of a list may be, a bit each in ``entities.matches``; a head ends bodies' names, foreign is a person."""
_DIVIDED = "省市县区镇乡"
_NAMES = (2, 3)
_LATIN = 0.15
"""Of foreign names, the share that is drawn in Latin letters."""
_COMPOUND = 0.02
"""Of the others, the share with a surname of two characters, as 欧阳远 has."""
_WORDS = 0.06
"""Of those with one of one, the share that is or has a word of two: 高峰 and 马力 are, 向前进 and 连长青 have."""
_COMMON, _HAD = ("noun", "other"), ("noun", "other", "title", "place")
"""What the words may be that a name is, and those that one has."""
_SYLLABLES = [a + b + c for a in "bdfghjklmnprstvw" for b in "aeiou" for c in ("", "n", "r", "s", "l")]


@dataclass(frozen=True)
class Words:
    """Words with their categories as bits."""

    bits: dict[str, int]

    def of(self, category: str) -> list[str]:
        """The words of one category, sorted."""
        bit = 1 << CATEGORIES.index(category)
        return sorted(word for word, bits in self.bits.items() if bits & bit)

    def letters(self) -> set[str]:
        """All characters of the words that name persons and places."""
        return {char for category in ("person", "place", "foreign") for word in self.of(category) for char in word}

    def tells(self, chars: NDArray[np.uint32]) -> NDArray[np.float32]:
        """How often each character stands where in names, a column a place, from 0 to 1.

        The places: a surname, the middle and the last of a given name, anywhere
        in a foreign name, the last of a place, the last of a body.
        """
        out = np.zeros((len(chars), PLACES), np.float32)
        at = {chr(code): number for number, code in enumerate(chars.tolist())}

        def count(char: str, place: int) -> None:
            if char in at:
                out[at[char], place] += 1

        surnames = set(lexicon.words("surnames.txt"))
        for word in self.of("person"):
            if len(word) in _NAMES and word[0] in surnames:
                count(word[0], 0)
                count(word[-1], 2)
                if len(word) == _NAMES[1]:
                    count(word[1], 1)
        for place, category in ((3, "foreign"), (4, "place"), (5, "body")):
            for word in self.of(category):
                for char in word if category == "foreign" else word[-1]:
                    count(char, place)
        out = np.log1p(out)
        return out / np.maximum(out.max(axis=0), 1e-9)


def load(files: Sequence[Path]) -> Words:
    """Words of tables ``word <tab> category`` and of the shipped lexicons.

    Raises ``ConfigError`` that names file and word where a category is unknown.
    """
    bits: dict[str, int] = {}

    def add(word: str, category: str) -> None:
        if SHORTEST <= len(word) <= LONGEST:
            bits[word] = bits.get(word, 0) | 1 << CATEGORIES.index(category)

    for word, *_ in lexicon.rows("titles.tsv", 2, 1):
        add(word, "title")
    for word, *_ in lexicon.rows("organisation-heads.txt", 1, 1):
        add(word, "head")
    for word, *_ in lexicon.rows("divisions.tsv", 1, 9):
        add(word, "place")
        if len(word) > SHORTEST and word[-1] in _DIVIDED:
            add(word[:-1], "place")
    for path in files:
        if not path.is_file():
            raise ConfigError(f"train.words: {path}: no such file; give tables of words and categories")
        for word, category in lexicon.read(path, 2):
            if category not in CATEGORIES:
                raise ConfigError(f"{path}: {word!r} is of {category!r}; one of: {', '.join(CATEGORIES)}")
            add(word, category)
    return Words(bits)


class Names:
    """Draws names of persons as those of the lists are made: a surname, and the parts of other given names."""

    def __init__(self, words: Words, random: Random, others: Iterable[str] = ()):
        """``others`` are names to draw by where the lists have none."""
        surnames = set(lexicon.words("surnames.txt"))

        def usual(names: Iterable[str]) -> list[str]:
            return [name for name in names if len(name) in _NAMES and name[0] in surnames]

        made = usual(words.of("person")) or usual(others)
        self._surnames = [word[0] for word in made] or sorted(surnames)
        self._compound = sorted(word for word in surnames if len(word) == _NAMES[0])
        self._middles = [word[1] for word in made if len(word) == _NAMES[1]] or ["一"]
        self._lasts = [word[-1] for word in made] or ["明"]
        self._foreign = words.of("foreign")
        self._given = _of_two(words, _HAD, made)
        self._words = _by_first(_of_two(words, _COMMON, made), self._surnames)
        self._begun = _by_first(self._given, self._surnames)
        self.random = random

    def draw(self, old: str) -> str:
        """A name of the kind of ``old``: foreign or not, mostly as long; a few are words besides, or have one."""
        choice, chance = self.random.choice, self.random.random()
        if "·" in old or len(old) > 4:
            if chance < _LATIN:
                return " ".join("".join(choice(_SYLLABLES) for _ in range(choice((1, 2, 3)))).title() for _ in "ab")
            return choice(self._foreign) if self._foreign else old
        longer = (chance < 0.8) == (len(old) > 2)
        given = (choice(self._middles) if longer else "") + choice(self._lasts)
        if self.random.random() < _COMPOUND:
            return choice(self._compound) + given
        surname = choice(self._surnames)
        if self.random.random() < _WORDS:
            if not longer and self._words[surname]:
                return choice(self._words[surname])
            if longer and self._begun[surname] and self.random.random() < 0.5:
                return choice(self._begun[surname]) + given[-1]
            if longer and self._given:
                return surname + choice(self._given)
        return surname + given


def _of_two(words: Words, categories: Iterable[str], names: Iterable[str]) -> list[str]:
    """Words of two characters that are no names."""
    found = {word for category in categories for word in words.of(category) if len(word) == 2}
    return sorted(found.difference(names))


def _by_first(words: Iterable[str], firsts: Iterable[str]) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {first: [] for first in firsts}
    for word in words:
        if word[0] in out:
            out[word[0]].append(word)
    return out
