"""Intervals and the test of two runs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.resample import Units, compared, intervals
from pipeline.evaluate.score import Score, total


def units(*scores: Score, name: str = "surface") -> Units:
    made = Units()
    for number, score in enumerate(scores):
        made.add(f"p{number}", {name: score})
    return made


counts = st.builds(lambda right, false, missed: Score(right, right + false, right + missed), *[st.integers(0, 5)] * 3)


@given(st.lists(counts, min_size=2, max_size=12))
def test_an_interval_holds_the_score_and_stays_inside_0_and_1(scores: list[Score]) -> None:
    found = intervals(units(*scores), ["surface"], draws=200)["surface"]
    for what in ("precision", "recall", "f1"):
        value, bounds = getattr(total(scores), what), found[what]
        assert (bounds is None) <= (value is None or len(scores) < 20)
        if bounds is not None:
            assert 0 <= bounds.low <= bounds.high <= 1


def test_an_interval_by_hand() -> None:
    """Two pages, one right and one wrong: a draw is right, wrong or half and half."""
    found = intervals(units(Score(1, 1, 1), Score(0, 1, 1)), ["surface"])["surface"]["f1"]
    assert found == (0.0, 1.0)


def test_pages_that_are_alike_leave_no_doubt_and_one_page_leaves_all() -> None:
    assert intervals(units(*[Score(3, 4, 4)] * 9), ["surface"])["surface"]["f1"] == (0.75, 0.75)
    assert intervals(units(Score(3, 4, 4)), ["surface"])["surface"]["f1"] is None


def test_of_nothing_there_is_no_interval() -> None:
    made = units(Score(1, 1, 1), Score(1, 1, 1))
    assert intervals(made, ["byline"])["byline"] == {"precision": None, "recall": None, "f1": None}


def test_the_same_draws_each_time() -> None:
    made = units(*[Score(n % 3, 3, 3) for n in range(30)])
    assert intervals(made, ["surface"]) == intervals(made, ["surface"])


def test_a_run_does_not_differ_from_itself() -> None:
    made = units(*[Score(n % 3, 3, 3) for n in range(30)])
    found = compared(made, made, ["surface"])["surface"]
    assert (found.f1, found.low, found.high, found.p) == (0, 0, 0, 1)


def test_a_run_better_on_every_page_is_better_and_one_better_on_a_page_is_chance() -> None:
    worse = units(*[Score(1, 2, 2)] * 20)
    better = compared(units(*[Score(2, 2, 2)] * 20), worse, ["surface"])["surface"]
    assert better.f1 == pytest.approx(0.5)
    assert better.p < 0.01
    once = compared(units(Score(2, 2, 2), *[Score(1, 2, 2)] * 19), worse, ["surface"])["surface"]
    assert once.p > 0.5


def test_two_pages_by_hand() -> None:
    """Of the four ways to swap two pages, two give a difference as large: p is about a half."""
    found = compared(units(Score(1, 1, 1), Score(1, 1, 1)), units(Score(0, 1, 1), Score(0, 1, 1)), ["surface"])
    assert found["surface"].f1 == 1
    assert found["surface"].p == pytest.approx(0.5, abs=0.05)


def test_runs_over_other_pages_are_refused() -> None:
    with pytest.raises(ValueError, match="not scored over the same pages"):
        compared(units(Score(1, 1, 1)), units(Score(1, 1, 1), Score(1, 1, 1)), ["surface"])
