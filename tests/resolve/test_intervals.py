"""Dates as ISO intervals."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.dates import interval

ISSUE = date(2024, 3, 6)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3月5日", "2024-03-05"),
        ("5日", "2024-03-05"),
        ("3月5号", "2024-03-05"),
        ("2021年3月5日", "2021-03-05"),
        ("二〇二一年", "2021-01-01..2021-12-31"),
        ("2021年", "2021-01-01..2021-12-31"),
        ("2021年2月", "2021-02-01..2021-02-28"),
        ("2024年2月", "2024-02-01..2024-02-29"),
        ("今年", "2024-01-01..2024-12-31"),
        ("今年2月", "2024-02-01..2024-02-29"),
        ("去年12月", "2023-12-01..2023-12-31"),
        ("前年", "2022-01-01..2022-12-31"),
        ("2021年初", "2021-01-01..2021-12-31"),
        ("去年底", "2023-01-01..2023-12-31"),
        ("3月初", "2024-03-01..2024-03-31"),
        ("年初", "2024-01-01..2024-12-31"),
        ("月底", "2024-03-01..2024-03-31"),
        ("今年年初", "2024-01-01..2024-12-31"),
        ("去年年底", "2023-01-01..2023-12-31"),
        ("本月初", "2024-03-01..2024-03-31"),
        ("3月中旬", "2024-03-01..2024-03-31"),
        ("昨日", "2024-03-05"),
        ("昨天", "2024-03-05"),
        ("今天", "2024-03-06"),
        ("明日", "2024-03-07"),
        ("前天", "2024-03-04"),
        # A paper tells of what was: December is last year's.
        ("12月28日", "2023-12-28"),
        ("2024年2月29日", "2024-02-29"),
        # No such day.
        ("2月30日", None),
        ("2023年2月29日", None),
        ("13月1日", None),
        ("2021年0月", None),
        ("32日", None),
        # Too little.
        ("近日", None),
        ("春节期间", None),
        ("", None),
    ],
)
def test_with_an_issue_date(text: str, expected: str | None) -> None:
    first, _, last = (expected or "").partition("..")
    assert interval(text, ISSUE) == ((first, last or first) if expected else None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021年3月5日", ("2021-03-05", "2021-03-05")),
        ("2021年", ("2021-01-01", "2021-12-31")),
        ("3月5日", None),
        ("5日", None),
        ("今年", None),
        ("昨日", None),
        ("2021年2月30日", None),
    ],
)
def test_without_an_issue_date(text: str, expected: tuple[str, str] | None) -> None:
    assert interval(text, None) == expected


@pytest.mark.parametrize(("text", "issue", "day"), [("12月30日", date(2025, 1, 2), "2024-12-30")])
def test_over_the_turn_of_a_year_or_month(text: str, issue: date, day: str) -> None:
    assert interval(text, issue) == (day, day)


@given(
    st.text(alphabet="0123456789年月日号今去昨前天〇一二", max_size=14),
    st.none() | st.dates(date(1949, 1, 1), date(2050, 1, 1)),
)
def test_an_interval_is_one_of_days_in_order(text: str, issue: date | None) -> None:
    found = interval(text, issue)
    if found:
        assert date.fromisoformat(found[0]) <= date.fromisoformat(found[1])
