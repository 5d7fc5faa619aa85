"""Labels of lines: what may follow what, and the likeliest row."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles import labels as L

SCORES = st.lists(st.lists(st.floats(-12, 0), min_size=14, max_size=14), min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(SCORES)
def test_no_other_row_of_likely_labels_is_better(rows: list[list[float]]) -> None:
    scores = np.array(rows, np.float32)
    table = L.allowed()
    found = L.decode(scores, table)

    def worth(labels) -> float:
        total = L.FIRST[labels[0]] + sum(scores[at, label] for at, label in enumerate(labels))
        return total + sum(table[a, b] for a, b in pairwise(labels))

    sure = scores.max(axis=1) > L.SURE
    likely = [[int(row.argmax())] if is_sure else np.argsort(row)[-5:].tolist() for row, is_sure in zip(scores, sure, strict=True)]
    best = max(worth(labels) for labels in product(*likely))
    assert worth(found.tolist()) >= best - 1e-3


@pytest.mark.parametrize(
    ("before", "label", "may"),
    [
        ("text-wraps", "text-paragraph", True),
        ("head", "text-wraps", False),
        ("head", "text-article", True),
        ("head", "text-resumes", True),
        ("furniture", "head-next", False),
        ("caption", "text-paragraph", True),
        ("byline", "byline-wraps", True),
        ("text-article", "byline-wraps", False),
    ],
)
def test_what_may_follow(before: str, label: str, may: bool) -> None:
    assert bool(L.allowed()[L.LABELS.index(before), L.LABELS.index(label)] == 0) is may


def test_sure_lines_that_do_not_fit_are_weighed_again() -> None:
    scores = np.full((2, 14), -9.0, np.float32)
    scores[0, L.HEAD], scores[1, L.WRAPS], scores[1, L.ARTICLE] = 0, 0, -1
    assert L.decode(scores, L.allowed()).tolist() == [L.HEAD, L.ARTICLE]


def test_nothing_is_nothing() -> None:
    assert L.decode(np.zeros((0, 14), np.float32), L.allowed()).tolist() == []
