"""Words that raise questions about their line, found by the pairs of characters that they begin with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from ..alignment import codes
from ..clean.characters import BEYOND
from ..page import Lines
from .lexical import KIND_BITS, line_ids, pair_ids


class Words:
    """Words and what is known of each: the questions that it raises, and how much it covers.

    Most places of a page are passed over by one look-up, where an automaton goes from character to character.
    """

    def __init__(self, words: Mapping[str, tuple[int, int]]):
        self._known: dict[str, list[tuple[str, tuple[int, int]]]] = {}
        self._pairs = np.zeros(1 << KIND_BITS, bool)
        self._single = np.zeros(BEYOND + 1, bool)
        for word, of in words.items():
            self._known.setdefault(word[:2], []).append((word, of))
            first, *second = codes(word[:2])[:, None]
            if second:
                self._pairs[pair_ids(first, *second)] = True
            else:
                self._single[np.minimum(first, BEYOND)] = True

    def find(self, lines: Lines) -> Iterator[tuple[int, int, tuple[int, int]]]:
        """The words in lines: the number of the line, the place in it, and what is known of the word."""
        text, chars = lines.text.text, codes(lines.text.text)
        places = np.flatnonzero(self._pairs.take(line_ids(chars, lines.starts)) | self._single.take(chars, mode="clip"))
        numbers = np.searchsorted(lines.starts, places, side="right") - 1
        starts, ends = lines.starts[numbers], lines.starts[numbers + 1]
        for at, number, start, end in zip(*(of.tolist() for of in (places, numbers, starts, ends)), strict=True):
            for length in (1, 2):
                for word, known in self._known.get(text[at : at + length], ()):
                    if text.startswith(word, at, end):
                        yield number, at - start, known
