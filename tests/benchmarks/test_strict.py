"""Strict scores: by hand, and against nervaluate."""

from __future__ import annotations

import numpy as np
import pytest
import strict
from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate.entities import Entity
from nervaluate.strategies import StrictEvaluation

LABELS = ("PER", "ORG", "LOC")
Spans = list[tuple[int, int, str]]

steps = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(LABELS)), max_size=8)


def spans(gaps: list[tuple[int, int, str]]) -> Spans:
    """Disjoint spans in order, of a gap, a length and a label each."""
    out, at = [], 0
    for gap, length, label in gaps:
        out.append((at + gap, at + gap + length, label))
        at += gap + length
    return out


@settings(max_examples=200)
@given(st.lists(st.tuples(steps, steps), max_size=4))
def test_like_nervaluate(texts: list[tuple[list, list]]) -> None:
    """Its ends are inclusive."""
    gold, found = ([spans(text[side]) for text in texts] for side in (0, 1))
    ours = strict.counts(gold, found, [LABELS] * len(texts), LABELS, range(len(texts)))
    for row, sides in enumerate(zip(gold, found, strict=True)):
        true, pred = ([Entity(label, start, end - 1) for start, end, label in side] for side in sides)
        for column, label in enumerate(LABELS):
            own = ([entity for entity in side if entity.label == label] for side in (true, pred))
            theirs = StrictEvaluation().evaluate(*own, [label])[0]
            assert ours[row, column].tolist() == [theirs.correct, theirs.actual, theirs.possible]
        theirs = StrictEvaluation().evaluate(true, pred, [])[0]
        assert ours[row].sum(0).tolist() == [theirs.correct, theirs.actual, theirs.possible]
        if theirs.actual + theirs.possible:
            assert strict.f1(ours[row].sum(0)) == pytest.approx(theirs.f1)


def test_what_a_text_does_not_label_is_not_judged() -> None:
    found = [[(0, 2, "PER"), (3, 5, "ORG")]] * 2
    counts = strict.counts([[(0, 2, "PER")], []], found, [{"PER"}, {"ORG"}], LABELS, ["a", "b"])
    assert counts.sum(0).tolist() == [[1, 1, 1], [0, 1, 0], [0, 0, 0]]


def test_texts_of_a_document_are_one_unit() -> None:
    gold = [[(0, 2, "PER")], [(0, 2, "PER")], [(0, 2, "PER")]]
    assert strict.counts(gold, gold, [LABELS] * 3, ["PER"], ["a", "b", "a"]).tolist() == [[[2, 2, 2]], [[1, 1, 1]]]


def test_intervals_hold_the_value_and_are_the_same_each_time() -> None:
    rng = np.random.default_rng(1)
    counts = np.stack([rng.integers(0, 3, (300, 1)), np.full((300, 1), 3), np.full((300, 1), 3)], 2)
    (first,) = strict.scores(counts)
    assert first == strict.scores(counts)[0]
    assert first.low < first.value < first.high
    # The standard error of a mean of 300 draws, as an interval.
    spread = 1.96 * (counts[:, 0, 0] / 3).std() / 300**0.5
    assert first.high - first.low == pytest.approx(2 * spread, rel=0.15)


def test_an_interval_of_fewer_documents_is_wider() -> None:
    narrow = strict.scores(np.array([[[1, 1, 1]], [[0, 1, 1]]] * 50))[0]
    wide = strict.scores(np.array([[[10, 10, 10]], [[0, 10, 10]]] * 5))[0]
    assert narrow.value == wide.value == 0.5
    assert narrow.high - narrow.low < wide.high - wide.low


def test_nothing_of_nothing_is_no_number() -> None:
    empty = strict.scores(np.zeros((2, 1, 3), dtype=np.int64)) + strict.scores(np.zeros((0, 1, 3), dtype=np.int64))
    assert np.isnan(empty).all()
