"""Texts in lanes: each character once, a text's in a row, and a gap behind it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.lanes import laid


@given(st.lists(st.integers(1, 9), min_size=1, max_size=20), st.integers(1, 6))
def test_every_text_in_a_row_with_a_gap_behind(lengths: list[int], width: int) -> None:
    ends = np.cumsum(lengths).tolist()
    texts = [list(range(end - length, end)) for end, length in zip(ends, lengths, strict=True)]
    for places, order in zip(laid(np.array(lengths), width), (1, -1), strict=True):
        found = []
        for lane in places.T.tolist():
            edges = [-1, *(at for at, number in enumerate(lane) if number == ends[-1])]
            assert lane[-1] == ends[-1]
            found += [lane[a + 1 : b] for a, b in pairwise(edges) if b > a + 1]
        assert sorted(text[::order] for text in found) == texts


@given(st.lists(st.integers(1, 200), min_size=1, max_size=300))
def test_lanes_are_as_long_as_each_other_but_for_a_text(lengths: list[int]) -> None:
    places = laid(np.array(lengths), 8).shape[1]
    assert places <= (sum(lengths) + len(lengths)) / 8 + max(lengths) + 1
