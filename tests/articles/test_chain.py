"""Pieces of text chained to articles."""

from __future__ import annotations

import time

import pytest

from pipeline.articles.chain import OPEN, chain


@pytest.mark.parametrize(
    ("finished", "begins", "joins", "before"),
    [
        ([True], [0.0], {}, [-1]),
        ([False, True], [0.0, 1.0], {(0, 1): 2.0}, [-1, 0]),
        ([True, True], [0.0, 1.0], {(0, 1): 0.5}, [-1, -1]),
        # Interleaved: each goes on with its own.
        ([False, False, True, True], [0, 0, 0, 0], {(0, 2): 3, (1, 3): 3, (1, 2): 2, (0, 3): 2}, [-1, -1, 0, 1]),
        # A piece has one that goes on with it: the better one.
        ([False, True, True], [0, 0, 0], {(0, 1): 1, (0, 2): 4}, [-1, -1, 0]),
    ],
)
def test_chains(finished, begins, joins, before) -> None:
    assert chain(finished, begins, lambda i, j: joins.get((i, j), -5.0)) == before


def test_no_piece_goes_on_twice_and_none_from_far_away() -> None:
    size = 60
    before = chain([False] * size, [-1.0] * size, lambda i, j: -abs(j - i - 7) / 3)
    sources = [i for i in before if i >= 0]
    assert len(sources) == len(set(sources))
    assert all(j - i < 3 * OPEN for j, i in enumerate(before) if i >= 0)


def test_time_is_linear() -> None:
    start = time.perf_counter()
    chain([True] * 4000, [0.0] * 4000, lambda i, j: -1.0)
    assert time.perf_counter() - start < 5
