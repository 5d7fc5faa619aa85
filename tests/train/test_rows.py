"""Examples as rows: what every character may be, and that damage keeps it."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities import tags
from pipeline.train import rows as R
from pipeline.train import words
from pipeline.train.examples import UNSURE, Example, Marked, Marks

LABELS = {"renzhi": ("PER", "ORG"), "msra": ("PER",)}
PERSON = [1 << 1, 1 << 3]
ALL = (1 << 9) - 1


def row(text: str, *spans: tuple[int, int, str], labels: tuple[str, ...] = ("PER", "ORG")) -> R.Row:
    marks = Marks("renzhi", labels, tuple(Marked(*span) for span in spans))
    (found,) = R.rows(Example(text, "", (marks,)), LABELS)
    return found


def shown(row: R.Row) -> list[tuple[str, str]]:
    """The spans of a row whose characters may be one thing only."""
    path = np.log2(row.allowed["renzhi"]).astype(int)
    return [(row.text[a:b], LABELS["renzhi"][k]) for a, b, k in zip(*tags.spans(path), strict=True)]


def test_what_is_marked_may_be_nothing_else() -> None:
    assert row("林远来", (0, 2, "PER")).allowed["renzhi"].tolist() == [*PERSON, 1]


def test_labels_that_were_not_marked_stay_open() -> None:
    open_ = 1 | 0b1111 << 5
    assert row("林远来", (0, 2, "PER"), labels=("PER",)).allowed["renzhi"].tolist() == [*PERSON, open_]


def test_of_an_unsure_span_nothing_is_said() -> None:
    assert row("林远来", (0, 2, UNSURE)).allowed["renzhi"].tolist() == [ALL, ALL, 1]


def test_long_sentences_are_cut_behind_marks_but_not_in_spans() -> None:
    text = "好" * 90 + "，" + "明" * 20 + "，" + "好" * 120 + "。"
    spans = (Marked(85, 95, "ORG"),)
    found = list(R.rows(Example(text, "", (Marks("renzhi", ("PER", "ORG"), spans),)), LABELS))
    assert [len(each.text) for each in found] == [112, 121]
    assert "".join(each.text for each in found) == text


def test_a_span_over_a_sentences_end_keeps_both_together() -> None:
    assert row("他说：林远。周明来。", (3, 8, "ORG")).text == "他说：林远。周明来。"


NAMES = words.Names(words.Words({"周小明": 1, "林远": 1, "约翰": 128}), Random(1))


def test_persons_get_other_names() -> None:
    changed = R.renamed(row("市长林远说", (2, 4, "PER")), LABELS, NAMES, 1.0)
    ((name, label),) = shown(changed)
    assert label == "PER"
    assert changed.text == f"市长{name}说"


def test_persons_that_not_all_conventions_see_keep_theirs() -> None:
    marks = (Marks("renzhi", ("PER", "ORG"), (Marked(0, 2, "PER"),)), Marks("msra", ("PER",), ()))
    (found,) = R.rows(Example("林远说", "", marks), LABELS)
    assert R.renamed(found, LABELS, NAMES, 1.0) == found


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("林远、周明来", [(0, 2, "PER"), (3, 5, "PER")], "林远周明来"),
        ("市委、周明来", [(0, 2, "ORG"), (3, 5, "PER")], "市委、周明来"),
        ("林远，周明来", [(0, 2, "PER"), (3, 5, "PER")], "林远，周明来"),
    ],
)
def test_lists_of_persons_run_together(text: str, spans: list, expected: str) -> None:
    changed = R.run_together(row(text, *spans), LABELS)
    assert changed.text == expected
    assert shown(changed) == shown(row(text, *spans))


@given(st.integers(0, 10_000))
def test_a_spoilt_row_keeps_its_spans(seed: int) -> None:
    whole = row("明湖市委书记林远、周明参加了未来大会。", (0, 4, "ORG"), (6, 8, "PER"), (9, 11, "PER"))
    damaged = R.spoilt(whole, Random(seed))
    assert len(damaged.text) == len(damaged.allowed["renzhi"])
    assert [(len(word.replace(" ", "")), label) for word, label in shown(damaged)] == [
        (4, "ORG"),
        (2, "PER"),
        (2, "PER"),
    ]
    assert not any(word.startswith(" ") or word.endswith(" ") for word, _ in shown(damaged))


def test_batches_take_every_row_once() -> None:
    lengths = [3, 50, 7, 20, 20, 90]
    made = list(R.batches(range(6), lengths, 60, Random(1)))
    assert sorted(number for batch in made for number in batch) == [*range(6)]
    assert all(max(lengths[n] for n in batch) * len(batch) <= 60 or len(batch) == 1 for batch in made)


def test_rows_are_drawn_so_many_times() -> None:
    found = R.drawn([(range(10), 2.5), (range(10, 14), 0.5)], Random(1))
    assert [sum(number in source for number in found) for source in (range(10), range(10, 14))] == [25, 2]
    assert all(found.count(number) >= 2 for number in range(10))
