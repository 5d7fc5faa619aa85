"""Sets of characters, looked up for a whole text at once: what most pages do not have is told in no time."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from ..alignment import codes

BEYOND = 0x10000
"""All code points from here on share a place in tables."""
_ALL = "".join(map(chr, range(BEYOND)))


class Characters:
    """The characters that a pattern of single characters matches.

    >>> digits = Characters("[0-9]")
    >>> digits.places("3月12日").tolist(), "月" in digits
    ([0, 2, 3], False)
    """

    def __init__(self, pattern: str, beyond: bool = False):
        """``beyond`` is what holds for the characters behind the basic plane, for all of them."""
        self._table = np.zeros(BEYOND + 1, bool)
        for found in re.finditer(pattern, _ALL):
            self._table[found.start() : found.end()] = True
        self._table[BEYOND] = beyond

    def __contains__(self, char: str) -> bool:
        return bool(self._table[min(ord(char), BEYOND)])

    def of(self, chars: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which code points are of the set."""
        return self._table.take(chars, mode="clip")

    def places(self, text: str) -> NDArray[np.int64]:
        """Where a text has characters of the set."""
        return np.flatnonzero(self.of(codes(text)))

    def in_(self, text: str) -> bool:
        """Whether a text has any."""
        return bool(self.of(codes(text)).any())


BLANK = Characters(r"\s")
