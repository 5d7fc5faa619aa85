"""Noise on pages, and the truth that moves with it."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import resources
from pipeline.alignment import Alignment
from pipeline.clean.fold import fold_text
from pipeline.degrade.noise import spoil
from pipeline.gold.locate import is_blank, key
from pipeline.record import GoldArticle, consistent, read_lines

CORPORA = resources.shipped("corpora")
NAMES = sorted(path.stem for path in (CORPORA / "pages").glob("*.txt"))


def load(name: str) -> tuple[str, list[GoldArticle]]:
    raw = (CORPORA / "pages" / f"{name}.txt").read_bytes().decode("utf-8")
    return raw, list(read_lines(CORPORA / "gold" / f"{name}.jsonl", GoldArticle))


def squeezed(text: str) -> str:
    return "".join(key(char) for char in fold_text(text) if not is_blank(char))


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(NAMES), st.floats(0, 1), st.floats(0, 0.5), st.integers(0, 9))
def test_the_truth_says_what_the_page_says(name: str, ocr: float, blanks: float, seed: int) -> None:
    raw, records = load(name)
    page, moved = spoil(raw, records, ocr, blanks, Random(seed))
    for before, record in zip(records, moved, strict=True):
        consistent(record, name)
        assert (record.id, record.sentences, len(record.text)) == (before.id, before.sentences, len(before.text))
        for span in (*record.entities, *(relation.role for relation in record.relations)):
            assert span.raw == Alignment(record.segments).raw(span.start, span.end)
        for text, pieces in [(e.text, e.raw) for e in record.entities] + [(h.text, h.raw) for h in record.headline]:
            assert squeezed(text) == squeezed("".join(page[start:end] for start, end in pieces))


@pytest.mark.parametrize("name", NAMES)
def test_without_noise_nothing_changes(name: str) -> None:
    raw, records = load(name)
    page, moved = spoil(raw, records, 0, 0, Random(1))
    assert page == raw
    assert moved == records


def test_blanks_and_look_alikes_come_in_the_share_that_was_asked_for() -> None:
    raw, records = load(NAMES[0])
    printed = sum(not char.isspace() for char in raw)
    page, _ = spoil(raw, records, 0, 0.1, Random(1))
    assert 0.07 < (len(page) - len(raw)) / printed < 0.11
    page, moved = spoil(raw, records, 1, 0, Random(1))
    assert len(page) == len(raw)
    assert sum(a != b for a, b in zip(page, raw, strict=True)) > 100
    assert [r.org for m in moved for r in m.relations] == [r.org for m in records for r in m.relations]
