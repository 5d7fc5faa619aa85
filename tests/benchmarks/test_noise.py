"""Damaged text, and the way back."""

from __future__ import annotations

from random import Random

import noise
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.degrade.damage import lookalikes

texts = st.text("未末间林远，a ", min_size=1, max_size=12)
rates = st.sampled_from([0.0, 0.3, 1.0])


@given(texts, rates, rates, st.integers(0, 9))
def test_every_character_is_the_clean_one_or_looks_like_it(text: str, misread: float, blanks: float, seed: int) -> None:
    noisy = noise.damage(text, misread, blanks, Random(seed))
    assert [at for at in noisy.origin if at >= 0] == list(range(len(text)))
    for char, at in zip(noisy.text, noisy.origin, strict=True):
        assert char == " " if at < 0 else char == text[at] or char in lookalikes()[text[at]]


@given(texts, rates, rates, st.integers(0, 9), st.data())
def test_a_span_comes_back(text: str, misread: float, blanks: float, seed: int, data: st.DataObject) -> None:
    noisy = noise.damage(text, misread, blanks, Random(seed))
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    low, high = noisy.origin.index(start), noisy.origin.index(end - 1) + 1
    assert noisy.back(low, high) == (start, end)
    if high < len(noisy.origin) and noisy.origin[high] < 0:
        assert noisy.back(low, high + 1) == (start, end)  # with a stray blank behind it


def test_the_share_that_is_asked_for() -> None:
    clean = ["未来的方向，天下大事，王林间"] * 400
    noisy = noise.damaged(clean, 0.05, 0.1)
    size = sum(map(len, clean))
    misread = sum(
        char != text[at]
        for text, one in zip(clean, noisy, strict=True)
        for char, at in zip(one.text, one.origin, strict=True)
        if at >= 0
    )
    assert misread / size == pytest.approx(0.05, rel=0.15)
    assert sum(at < 0 for one in noisy for at in one.origin) / size == pytest.approx(0.1, rel=0.15)
    assert noisy == noise.damaged(clean, 0.05, 0.1)


def test_more_than_can_be_misread() -> None:
    with pytest.raises(ValueError, match="have look-alikes"):
        noise.chance(["的的的未"], 0.5)
    assert noise.chance([""], 0.5) == 0
