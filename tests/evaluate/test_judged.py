"""Confidence and agreement: by hand, and against plain computations."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.evaluate.judged import Judged, agreement, calibration
from pipeline.evaluate.mentions import items_of
from pipeline.record import LABELS

from .build import gold_of, record

TEXT = "青溪市委书记沈岩讲话。"
POST = ("沈岩", "青溪市委书记", "青溪市委", "书记", "holds")


def judged(given_entities: list[tuple[str, str]], type_: str = "holds") -> Judged:
    """A record beside gold of an ORG, a TITLE and a PER."""
    gold = gold_of(record(TEXT, [("ORG", "青溪市委"), ("TITLE", "书记"), ("PER", "沈岩")], [POST]))
    posts = [(*POST[:4], type_)] if ("PER", "沈岩") in given_entities else []
    run = record(TEXT, given_entities, posts)
    for number, entity in enumerate(run.entities):
        entity.score = 0.9 - number / 10
    found = Judged()
    found.add([(run, items_of(run))], [items_of(gold)])
    return found


def test_what_was_taken_for_what() -> None:
    found = judged([("LOC", "青溪市委"), ("TITLE", "书记"), ("PER", "沈岩")], "former")
    assert found.labels == {("ORG", "LOC"): 1, ("TITLE", "TITLE"): 1, ("PER", "PER"): 1}
    assert found.types == {("holds", "former"): 1}
    assert found.gold == {"entity": 3, "relation": 1}
    shown = found.to_dict()
    assert shown["labels"]["table"]["ORG"] == {"LOC": 1}
    assert shown["types"]["kappa"] == 0


def test_how_sure_it_was() -> None:
    found = judged([("LOC", "青溪市委"), ("PER", "沈岩")]).to_dict()["confidence"]["entity"]
    assert found["items"] == 2
    assert found["average_precision"] == 0.5  # the surer of the two is the wrong one
    assert found["curve"][-1]["recall"] == 0  # of those as sure as the surest, none is right
    assert found["ece"] == pytest.approx((0.9 + 0.2) / 2, abs=1e-6)


def test_recall_is_of_all_gold_not_of_what_was_given() -> None:
    curve = judged([("PER", "沈岩")]).to_dict()["confidence"]["entity"]["curve"]
    assert max(point["recall"] for point in curve) == pytest.approx(1 / 3, abs=1e-6)


def test_scores_that_are_not_given_are_left_out() -> None:
    run = record(TEXT, [("PER", "沈岩")])
    run.entities[0].score = None
    found = Judged()
    found.add([(run, items_of(run))], [items_of(run)])
    assert found.to_dict()["confidence"] == {}


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40))
def test_calibration_like_plain_bins(pairs: list[tuple[float, bool]]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = {}
    for score, right in pairs:
        bins.setdefault(min(int(score * 10), 9), []).append((score, right))
    gaps = [abs(sum(s for s, _ in b) - sum(r for _, r in b)) for b in bins.values()]
    found = calibration(np.array([s for s, _ in pairs]), np.array([float(r) for _, r in pairs]))
    assert found["ece"] == pytest.approx(sum(gaps) / len(pairs), abs=1e-5)
    assert sum(b["items"] for b in found["bins"]) == len(pairs)


def test_kappa_by_hand() -> None:
    """Observed .7; by chance .5 · .6 + .5 · .4 = .5."""
    pairs = {("PER", "PER"): 4, ("PER", "ORG"): 1, ("ORG", "PER"): 2, ("ORG", "ORG"): 3}
    assert agreement(pairs, LABELS)["kappa"] == pytest.approx((0.7 - 0.5) / 0.5)
    assert agreement({}, LABELS)["kappa"] is None
