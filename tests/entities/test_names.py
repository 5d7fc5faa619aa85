"""What a name looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.names import LATIN, Names

NAMES = Names()


@pytest.mark.parametrize(
    ("word", "formed", "plausible"),
    [
        ("程岚", True, True),
        ("陆一鸣", True, True),
        ("欧阳澄", True, True),
        ("欧阳文静", True, True),
        ("上官云", True, True),
        ("王某", True, True),
        ("王某某", True, True),
        ("马明", True, True),
        # Formed like names, and words all the same.
        ("严格", True, False),
        ("高度", True, False),
        ("高新区", True, False),
        ("常任制", True, False),
        ("程", False, False),
        ("程岚文静", False, False),
        ("市长", False, False),
        ("Mark", False, False),
        ("程·岚", False, False),
        ("程 岚", False, False),
        ("", False, False),
    ],
)
def test_forms(word: str, formed: bool, plausible: bool) -> None:
    assert (NAMES.formed(word), NAMES.plausible(word)) == (formed, plausible)


@pytest.mark.parametrize(
    ("word", "married"), [("林郑慧心", True), ("陈方若云", True), ("程岚文静", False), ("林郑", False)]
)
def test_two_surnames(word: str, married: bool) -> None:
    assert NAMES.married(word) is married


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("与Mark Lee见面", ["Mark Lee"]),
        ("Ann B. Carter和Jean-Luc O'Neil", ["Ann B. Carter", "Jean-Luc O'Neil"]),
        ("苹果iPhone和USB接口", []),
        ("Mark到会", []),
    ],
)
def test_latin(text: str, names: list[str]) -> None:
    assert LATIN.findall(text) == names


@given(st.text(max_size=6))
def test_a_plausible_name_is_formed_like_one(word: str) -> None:
    assert not NAMES.plausible(word) or NAMES.formed(word)
    assert not NAMES.formed(word) or 2 <= len(word) <= 4


@pytest.mark.parametrize(
    ("word", "verbal"), [("升任", True), ("熊承担", True), ("程岚", False), ("王发言", False), ("", False)]
)
def test_verbs(word: str, verbal: bool) -> None:
    assert NAMES.verbal(word) is verbal
