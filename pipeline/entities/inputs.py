"""Characters as the tagger's network reads them: their numbers, those of the pairs they make, and words they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .matches import PLACES, Codes, Matches

UNKNOWN_HAN, UNKNOWN = 1, 2
SPECIAL = 3
"""Numbers of what is no known character: 0 is none, then a Chinese character, anything else."""
LEXICAL = 8 * len(PLACES)
"""Numbers that tell of words: eight categories in each place."""
_HAN = ((0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))

Numbers = NDArray[np.int32]


@dataclass(frozen=True)
class Flat:
    """The characters of texts one behind the other: arrays of shape (characters,)."""

    chars: Numbers
    left: Numbers
    """The pair that a character makes with the one before it, ``right`` with the one behind it; 0 is an unknown one."""
    right: Numbers
    words: NDArray[np.uint8]
    """Shape (characters, ``LEXICAL``), 0 or 1."""
    lengths: Numbers
    """Characters of each text."""


@dataclass(frozen=True)
class Inputs:
    """What is known of characters: sorted code points, sorted pairs of them, and words."""

    chars: NDArray[np.uint32]
    pairs: NDArray[np.uint64]
    matches: Matches

    def __call__(self, texts: Sequence[str]) -> Flat:
        """Numbers of the characters of texts, of which none is empty.

        >>> from .matches import build
        >>> inputs = Inputs(np.array([ord("林")], np.uint32), np.zeros(0, np.uint64), build({}))
        >>> inputs(["林远", "a"]).chars.tolist()
        [3, 1, 2]
        """
        lengths = np.array([len(text) for text in texts], np.int32)
        codes = np.frombuffer("\0".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        inside = np.ones(len(codes), bool)
        inside[np.cumsum(lengths + 1)[:-1] - 1] = False  # the separators
        pairs = self._pairs(codes)
        left, right = np.zeros((2, len(codes)), np.int32)
        left[1:] = right[:-1] = pairs
        bits = self.matches(codes)[:, inside]
        words = np.unpackbits(bits, axis=0, bitorder="little").T  # a row a character, its places one behind the other
        return Flat(self._numbers(codes[inside]), left[inside], right[inside], words, lengths)

    def _numbers(self, codes: Codes) -> Numbers:
        at = np.searchsorted(self.chars, codes)
        at[at == len(self.chars)] = 0
        known = self.chars[at] == codes
        han = np.zeros(len(codes), bool)
        for low, high in _HAN:
            han |= (codes >= low) & (codes <= high)
        return np.where(known, at + SPECIAL, np.where(han, UNKNOWN_HAN, UNKNOWN)).astype(np.int32)

    def _pairs(self, codes: Codes) -> Numbers:
        """The number of each character's pair with the next, one fewer than characters."""
        if not len(self.pairs):
            return np.zeros(len(codes) - 1, np.int32)
        keys = pair_keys(codes)
        at = np.searchsorted(self.pairs, keys)
        at[at == len(self.pairs)] = 0
        return np.where(self.pairs[at] == keys, at + 1, 0).astype(np.int32)


def pair_keys(codes: Codes) -> NDArray[np.uint64]:
    """A number for each pair of neighbours."""
    wide = codes.astype(np.uint64)
    return (wide[:-1] << np.uint64(21)) | wide[1:]
