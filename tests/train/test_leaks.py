"""Runs of characters that two sets share."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.train.leaks import shared, unshared

texts = st.lists(st.text("甲乙 丙\n", max_size=9), max_size=6)


@given(texts, texts, st.integers(1, 5))
def test_like_sets_of_strings(train: list[str], test: list[str], n: int) -> None:
    def runs(text: str) -> set[str]:
        text = "".join(text.split())
        return {text[at : at + n] for at in range(len(text) - n + 1)}

    known = set().union(*map(runs, train))
    assert shared(train, test, n).tolist() == [i for i, text in enumerate(test) if runs(text) & known]
    found = set().union(*map(runs, test))
    assert unshared(train, test, n) == [i for i, text in enumerate(train) if not runs(text) & found]


@pytest.mark.parametrize(
    ("train", "test", "expected"),
    [
        ([], ["甲乙丙"], []),
        (["甲乙丙"], [], []),
        (["甲乙", "丙"], ["乙丙"], []),  # a run does not go from one text into the next
        (["甲𠀀丙"], ["𠀀丙"], [0]),  # beyond the basic plane
        (["甲\ud800乙"], ["\ud800乙"], [0]),
    ],
)
def test_edges(train: list[str], test: list[str], expected: list[int]) -> None:
    assert shared(train, test, 2).tolist() == expected


def test_a_run_has_characters() -> None:
    with pytest.raises(ValueError, match="at least one"):
        shared(["甲"], ["甲"], 0)


@pytest.mark.slow
def test_millions_of_characters_in_seconds() -> None:
    rng = np.random.default_rng(0)
    chars = "".join(map(chr, rng.integers(0x4E00, 0x9FA5, 4_000_000)))
    train = [chars[at : at + 50] for at in range(0, len(chars), 50)]
    test = [train[7] + "。", "。" + train[9][:13], *("新" * 3 + text[:9] for text in train[:20_000])]
    start = perf_counter()
    assert shared(train, test).tolist() == [0]
    assert perf_counter() - start < 20
