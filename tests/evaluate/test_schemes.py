"""Entities by four schemes: against nervaluate, against seqeval, against plain sets."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from nervaluate.entities import Entity as Theirs
from nervaluate.strategies import EntityTypeEvaluation, ExactEvaluation, PartialEvaluation, StrictEvaluation
from seqeval.metrics.v1 import precision_recall_fscore_support
from seqeval.scheme import IOB2

from pipeline.evaluate.schemes import judge
from pipeline.record import Entity

LABELS = ("PER", "ORG", "LOC")
SCHEMES = {
    "entity": StrictEvaluation(),
    "exact": ExactEvaluation(),
    "partial": PartialEvaluation(),
    "type": EntityTypeEvaluation(),
}
Span = tuple[str, int, int]
cuts = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4), st.sampled_from(LABELS)), max_size=12)


def spans(steps: list[tuple[int, int, str]]) -> list[Span]:
    """Disjoint spans in order: a gap, a length and a label each."""
    found, at = [], 0
    for gap, length, label in steps:
        found.append((label, at + gap, at + gap + length))
        at += gap + length
    return found


def entities(side: list[Span]) -> dict[tuple[int, int, str, str], Entity]:
    return {
        (start, end, "字" * (end - start), label): Entity(
            "e", label, start, end, "字" * (end - start), [(start, end)], "test", None
        )
        for label, start, end in side
    }


def theirs(side: list[Span], label: str | None = None) -> list[Theirs]:
    """Their ends are inclusive."""
    return [Theirs(kind, start, end - 1) for kind, start, end in side if label in (None, kind)]


@settings(max_examples=500)
@given(cuts, cuts)
def test_like_nervaluate(gold: list[tuple[int, int, str]], given_: list[tuple[int, int, str]]) -> None:
    sides = spans(gold), spans(given_)
    got = judge(*map(entities, sides))
    for name, strategy in SCHEMES.items():
        for label in (None, *LABELS):
            found = strategy.evaluate(*(theirs(side, label) for side in sides), list(LABELS))[0]
            by_label = "entity" if name == "exact" else name
            ours = got.get(f"{by_label}.{label}" if label else name)
            if ours is None:
                assert (found.actual, found.possible) == (0, 0)
                continue
            right = found.correct + (found.partial / 2 if name == "partial" else 0)
            assert ours.score[:3] == (right, found.actual, found.possible), (name, label)


@settings(max_examples=300)
@given(cuts, cuts)
def test_like_seqeval(gold: list[tuple[int, int, str]], given_: list[tuple[int, int, str]]) -> None:
    sides = spans(gold), spans(given_)
    size = max([1, *(end for side in sides for _, _, end in side)])
    tags = [bio(side, size) for side in sides]
    got = judge(*map(entities, sides))
    if not any(sides):
        assert got["entity"].score.f1 is None  # of nothing they give 0, we nothing
        return
    precision, recall, f1, _ = precision_recall_fscore_support(
        [tags[0]], [tags[1]], average="micro", scheme=IOB2, zero_division=0
    )
    score = got["entity"].score
    ours = [score.precision or 0, score.recall or 0, score.f1 or 0]
    assert [round(value, 9) for value in ours] == [round(float(value), 9) for value in (precision, recall, f1)]


def bio(side: list[Span], size: int) -> list[str]:
    tags = ["O"] * size
    for label, start, end in side:
        tags[start:end] = [f"B-{label}", *[f"I-{label}"] * (end - start - 1)]
    return tags


@given(cuts, cuts)
def test_like_plain_sets(gold: list[tuple[int, int, str]], given_: list[tuple[int, int, str]]) -> None:
    sides = set(spans(gold)), set(spans(given_))
    got = judge(*(entities(sorted(side)) for side in sides))
    assert got["entity"].score[:3] == (len(sides[0] & sides[1]), len(sides[1]), len(sides[0]))
    bounds = [{span[1:] for span in side} for side in sides]
    assert got["exact"].score[:3] == (len(bounds[0] & bounds[1]), len(bounds[1]), len(bounds[0]))


@given(cuts)
def test_gold_beside_itself_is_right_and_nothing_is_not(steps: list[tuple[int, int, str]]) -> None:
    side = entities(spans(steps))
    assert {outcome.score.f1 for outcome in judge(side, side).values()} == ({1.0} if side else {None})


@given(cuts, cuts, st.randoms())
def test_the_order_does_not_matter(gold, given_, random) -> None:  # type: ignore[no-untyped-def]
    sides = [list(entities(spans(steps)).items()) for steps in (gold, given_)]
    first = judge(*map(dict, sides))
    for side in sides:
        random.shuffle(side)
    assert {k: v.score for k, v in judge(*map(dict, sides)).items()} == {k: v.score for k, v in first.items()}
