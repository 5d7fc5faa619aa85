"""The map between clean and raw text: exact through any chain of steps."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import INSERTED, Alignment, Mapped

texts = st.text(alphabet="林远主持会议 \u3000３3，,\n", max_size=40)


def without_blanks(raw: str) -> Mapped:
    """A text as steps leave it: blanks gone, digits folded."""
    mapped = Mapped.of(raw).drop([at for at, char in enumerate(raw) if char.isspace()])
    return mapped.reads(mapped.text.replace("３", "3"))


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, Mapped]:
    """A text and what a few random steps made of it."""
    raw = draw(texts)
    mapped = Mapped.of(raw)
    for _ in range(draw(st.integers(0, 4))):
        step = draw(st.sampled_from(["slice", "drop", "reads", "strip", "cut and join"]))
        size = len(mapped)
        low, high = sorted((draw(st.integers(0, size)), draw(st.integers(0, size))))
        if step == "slice":
            mapped = mapped.slice(low, high)
        elif step == "drop":
            mapped = mapped.drop(range(low, high))
        elif step == "reads":
            mapped = mapped.reads(mapped.text.replace("３", "3").replace(",", "，"))
        elif step == "strip":
            mapped = mapped.strip()
        else:
            mapped = Mapped.join([mapped.slice(0, low), mapped.slice(low, high), mapped.slice(high)], "\n")
    return raw, mapped


@given(edited())
def test_every_character_is_where_it_came_from(case: tuple[str, Mapped]) -> None:
    raw, mapped = case
    assert len(mapped.text) == len(mapped.raw)
    folded = raw.replace("３", "3").replace(",", "，")
    for char, at in zip(mapped.text, mapped.raw.tolist(), strict=True):
        assert char == "\n" if at == INSERTED else char in (raw[at], folded[at])


@given(edited())
def test_segments_are_exact_and_as_long_as_can_be(case: tuple[str, Mapped]) -> None:
    raw, mapped = case
    segments = mapped.segments(raw)
    covered = [at for clean, size, _, _ in segments for at in range(clean, clean + size)]
    assert covered == [at for at, place in enumerate(mapped.raw.tolist()) if place != INSERTED]
    for clean, size, start, raw_size in segments:
        assert size == raw_size > 0
        assert mapped.raw[clean : clean + size].tolist() == list(range(start, start + size))
        same = [mapped.text[clean + i] == raw[start + i] for i in range(size)]
        assert all(same) or not any(same)
    for before, after in itertools.pairwise(segments):
        touching = (before[0] + before[1], before[2] + before[3]) == (after[0], after[2])
        kinds = [mapped.text[s[0]] == raw[s[2]] for s in (before, after)]
        assert not (touching and kinds[0] == kinds[1]), "two segments that are one"


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_raw_and_back_where_nothing_but_blanks_went(raw: str, low: int, high: int) -> None:
    mapped = without_blanks(raw)
    alignment = Alignment(mapped.segments(raw))
    low, high = sorted((min(low, len(mapped)), min(high, len(mapped))))
    pieces = alignment.raw(low, high)
    assert "".join(raw[a:b] for a, b in pieces).replace("３", "3") == mapped.text[low:high]
    assert pieces == mapped.slice(low, high).spans()
    back = [span for a, b in pieces for span in alignment.clean(a, b)]
    assert sorted(i for a, b in back for i in range(a, b)) == list(range(low, high))


@given(texts, st.integers(0, 40))
def test_slices_join_to_the_whole(raw: str, cut: int) -> None:
    mapped = without_blanks(raw)
    whole = Mapped.join([mapped.slice(0, cut), mapped.slice(cut)])
    assert whole == mapped
    assert whole != mapped.text


@pytest.mark.parametrize(
    ("page", "text", "raw", "segments"),
    [
        ("１\n甲", "甲\n1", [2, INSERTED, 0], [(0, 1, 2, 1), (2, 1, 0, 1)]),
        ("1\n甲", "甲\n1", [2, INSERTED, 0], [(0, 1, 2, 1), (2, 1, 0, 1)]),
    ],
)
def test_the_first_character_of_a_page_behind_an_inserted_one(page, text, raw, segments) -> None:
    assert Mapped(text, np.array(raw)).segments(page) == segments


def test_segments_are_linear() -> None:
    raw = "３会" * 100_000
    mapped = Mapped.of(raw)
    assert len(mapped.reads(mapped.text.replace("３", "3")).segments(raw)) == 200_000


def test_another_length_is_no_reading() -> None:
    with pytest.raises(ValueError, match="2 characters for 3"):
        Mapped.of("林远到").reads("林远")


def test_a_replacement_as_a_whole_stays_whole() -> None:
    alignment = Alignment([(0, 3, 0, 2), (3, 1, 2, 1)])
    assert alignment.raw(1, 2) == [(0, 2)]
    assert alignment.clean(0, 1) == [(0, 3)]
