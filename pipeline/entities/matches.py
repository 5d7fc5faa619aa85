"""Words of large lists wherever they stand in a text, by a table of hashes instead of the words.

A word is kept as 32 bits of its hash and a set of categories, in one of two
slots that the other bits name (cuckoo hashing; Pagh and Rodler, 2004), so that
all n-grams of a text are looked up by a few array operations and a list of
half a million words loads at once. One n-gram in four thousand million is
taken for a word by chance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SHORTEST, LONGEST = 2, 8
"""Characters of the words that are looked up."""
PLACES = ("begins", "inside", "ends", "long")
"""What a character can be told of a category: a word begins with it, goes on, ends; a long one (``LONG``) holds it."""
LONG = 4
_FIRST, _SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
_ROUNDS = 500

Codes = NDArray[np.uint32]


@dataclass(frozen=True)
class Matches:
    """A table of words with categories, at most eight of them, a bit each."""

    prints: NDArray[np.uint32]
    categories: NDArray[np.uint8]

    def __call__(self, codes: Codes) -> NDArray[np.uint8]:
        """For each character, what words hold it: shape (``PLACES``, characters), a bit a category.

        ``codes`` are code points, 0 between texts.

        >>> table = build({"明湖市": 1, "市长": 2})
        >>> table(np.array([ord(c) for c in "明湖市长"], np.uint32))[0].tolist()
        [1, 0, 2, 0]
        """
        count = len(codes)
        out = np.zeros((len(PLACES), count), np.uint8)
        wide = codes.astype(np.uint64)
        hashed = _extended(np.zeros_like(wide), wide)
        real = codes != 0
        for length in range(2, LONGEST + 1):
            if count < length:
                break
            starts = count - length + 1
            hashed = _extended(hashed[:starts], wide[length - 1 :])
            real = real[:starts] & (codes[length - 1 :] != 0)
            found = self._look_up(hashed) * real
            out[0, :starts] |= found
            out[2, length - 1 :] |= found
            for step in range(1, length - 1):
                out[1, step : step + starts] |= found
            if length >= LONG:
                for step in range(length):
                    out[3, step : step + starts] |= found
        return out

    def _look_up(self, hashed: NDArray[np.uint64]) -> NDArray[np.uint8]:
        prints = hashed.astype(np.uint32)
        first, second = _slots(hashed, len(self.prints))
        found = self.categories[first] * (self.prints[first] == prints)
        found |= self.categories[second] * (self.prints[second] == prints)
        return found


def build(words: Mapping[str, int]) -> Matches:
    """A table of the words of ``SHORTEST`` to ``LONGEST`` characters, each with its categories as bits.

    Half its slots stay empty at the least, so that every word finds one; where one doesn't, the table is doubled.
    """
    kept = sorted(word for word in words if SHORTEST <= len(word) <= LONGEST)
    hashes = np.array([_hash(word) for word in kept], np.uint64)
    size = 1 << (2 * len(kept) + 1).bit_length()
    while (owners := _placed(hashes, size)) is None:
        size *= 2
    prints, categories = np.zeros(size, np.uint32), np.zeros(size, np.uint8)
    taken = np.flatnonzero(owners >= 0)
    prints[taken] = hashes[owners[taken]].astype(np.uint32)
    categories[taken] = [words[kept[owner]] for owner in owners[taken]]
    return Matches(prints, categories)


def _placed(hashes: NDArray[np.uint64], size: int) -> NDArray[np.int64] | None:
    """The number of the word in each slot, -1 for none; nothing where a word finds no place."""
    owners = [-1] * size
    places = list(zip(*(slots.tolist() for slots in _slots(hashes, size)), strict=True))
    for number in range(len(hashes)):
        word, slot = number, places[number][0]
        for _ in range(_ROUNDS):
            word, owners[slot] = owners[slot], word
            if word < 0:
                break
            first, second = places[word]
            slot = second if slot == first else first
        else:
            return None
    return np.array(owners)


def _hash(word: str) -> np.uint64:
    hashed = np.zeros(1, np.uint64)
    for char in word:
        hashed = _extended(hashed, np.array([ord(char)], np.uint64))
    return hashed[0]


def _extended(hashed: NDArray[np.uint64], codes: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The hashes of n-grams, each with one character more."""
    mixed = (hashed ^ codes) * _FIRST
    return mixed ^ (mixed >> np.uint64(29))


def _slots(hashed: NDArray[np.uint64], size: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    shift = np.uint64(64 - size.bit_length() + 1)
    return (hashed >> shift).astype(np.intp), ((hashed * _SECOND) >> shift).astype(np.intp)
