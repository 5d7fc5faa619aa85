"""Dates, and what is none."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.dates import Dates

DATES = Dates()


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("2月22日", ["2月22日"]),
        ("2021年", ["2021年"]),
        ("2021年3月", ["2021年3月"]),
        ("2021年3月5日", ["2021年3月5日"]),
        ("二〇二一年三月五日", ["二〇二一年三月五日"]),
        ("3月5日至7日", ["3月5日至7日"]),
        ("3月5日至4月7日", ["3月5日至4月7日"]),
        ("2021年3月至2023年5月", ["2021年3月至2023年5月"]),
        ("2021年12月30日至2022年1月2日", ["2021年12月30日至2022年1月2日"]),
        ("近日，", ["近日"]),
        ("日前，", ["日前"]),
        ("今年上半年", ["今年上半年"]),
        ("今年3月", ["今年3月"]),
        ("去年12月5日", ["去年12月5日"]),
        ("2024年第一季度", ["2024年第一季度"]),
        ("3月上旬", ["3月上旬"]),
        ("今年以来", ["今年以来"]),
        ("5日下午", ["5日"]),
        ("2024-03-05", ["2024-03-05"]),
        ("春节期间", ["春节期间"]),
        ("3月5日，5月6日", ["3月5日", "5月6日"]),
        # Durations and times of day are none.
        ("三天", []),
        ("5天", []),
        ("两个月", []),
        ("3个月", []),
        ("上午9时", []),
        ("8点30分", []),
        ("十年", []),
        ("30年", []),
        ("第5日线", []),
        ("1234567", []),
        ("", []),
    ],
)
def test_dates(text: str, dates: list[str]) -> None:
    assert [text[a:b] for a, b in DATES.find(text)] == dates


@given(st.text(alphabet="0123456789年月日号至-—今去近初底三十，/.", max_size=40))
def test_spans_are_disjoint_and_in_order(text: str) -> None:
    spans = DATES.find(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


def test_a_long_row_of_digits_takes_no_time() -> None:
    assert DATES.find("1" * 100_000 + "月") is not None
