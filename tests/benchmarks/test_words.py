"""Words of marked articles: persons whole, nothing lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
import words
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("text", "spans", "persons", "expected"),
    [
        ("市长程岚来", [(0, 2), (2, 3), (3, 5)], [(2, 4)], "市长 程岚 来"),
        ("市长程岚来", [(0, 3), (3, 4), (4, 5)], [(2, 4)], "市长 程岚 来"),
        ("见约翰·史密", [(0, 1), (1, 6)], [(1, 6)], "见 约翰 · 史密"),
        ("程 岚", [(0, 1), (2, 3)], [], "程 岚"),
        ("来", [], [], "来"),
    ],
)
def test_words(text: str, spans: list[tuple[int, int]], persons: list[tuple[int, int]], expected: str) -> None:
    assert " ".join(words.divided(text, spans, persons)) == expected


@given(st.text(st.sampled_from("程岚来了· "), max_size=12), st.lists(st.integers(0, 12), max_size=8), st.data())
def test_nothing_is_lost(text: str, cuts: list[int], data: st.DataObject) -> None:
    at = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    found = list(words.divided(text, list(pairwise(at)), [(start, end)]))
    assert "".join(found).replace(" ", "") == text.replace(" ", "")
