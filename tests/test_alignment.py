"""The map between clean and raw text: exact through any chain of steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import Alignment, Mapped

texts = st.text(alphabet="林远主持会议 \u3000３3，,\n", max_size=40)


def _check(mapped: Mapped, raw: str) -> None:
    """One-for-one segments are disjoint, in order, inside both texts, and differ from raw only by replacement."""
    at = 0
    for clean, length, start, raw_length in mapped.segments:
        assert clean >= at
        assert length > 0
        assert 0 <= start <= start + raw_length <= len(raw)
        at = clean + length
    assert at <= len(mapped.text)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, Mapped]:
    """A text and what a few random steps made of it."""
    raw = draw(texts)
    mapped = Mapped.of(raw)
    for _ in range(draw(st.integers(0, 4))):
        step = draw(st.sampled_from(["slice", "remove", "translate", "strip", "cut and join", "widen"]))
        size = len(mapped)
        low, high = sorted((draw(st.integers(0, size)), draw(st.integers(0, size))))
        if step == "slice":
            mapped = mapped.slice(low, high)
        elif step == "remove":
            mapped = mapped.remove(r"\s+")
        elif step == "translate":
            mapped = mapped.translate({ord("３"): "3", ord(","): "，"})
        elif step == "strip":
            mapped = mapped.strip()
        elif step == "cut and join":
            mapped = Mapped.join([mapped.slice(0, low), mapped.slice(low, high), mapped.slice(high)], "\n")
        else:
            mapped = mapped.edit([(low, high, "会")])
    return raw, mapped


@given(edited())
def test_segments_stay_exact(case: tuple[str, Mapped]) -> None:
    raw, mapped = case
    _check(mapped, raw)


@given(texts, st.integers(0, 40), st.integers(0, 40))
def test_raw_and_back_where_nothing_but_blanks_went(raw: str, low: int, high: int) -> None:
    mapped = Mapped.of(raw).remove(r"\s+").translate({ord("３"): "3"})
    alignment = Alignment(mapped.segments)
    low, high = sorted((min(low, len(mapped)), min(high, len(mapped))))
    pieces = alignment.raw(low, high)
    assert "".join(raw[a:b] for a, b in pieces).replace("３", "3") == mapped.text[low:high]
    back = [span for a, b in pieces for span in alignment.clean(a, b)]
    assert sorted(i for a, b in back for i in range(a, b)) == list(range(low, high))


@given(texts, st.integers(0, 40))
def test_slices_join_to_the_whole(raw: str, cut: int) -> None:
    mapped = Mapped.of(raw).remove(" ")
    assert Mapped.join([mapped.slice(0, cut), mapped.slice(cut)]) == mapped


@given(texts)
def test_canonical_parts_copies_from_replacements(raw: str) -> None:
    mapped = Mapped.of(raw).remove(r"\s").translate({ord("３"): "3"})
    segments = mapped.canonical(raw)
    for clean, length, start, raw_length in segments:
        assert length == raw_length
        same = [mapped.text[clean + i] == raw[start + i] for i in range(length)]
        assert all(same) or not any(same)
    kinds = [mapped.text[s[0]] == raw[s[2]] for s in segments]
    for before, after, first, second in zip(segments, segments[1:], kinds, kinds[1:], strict=False):
        touching = before[2] + before[3] == after[2]
        assert not (touching and first == second), "two segments that are one"
    assert Alignment(segments).raw(0, len(mapped)) == Alignment(mapped.segments).raw(0, len(mapped))


def test_canonical_is_linear() -> None:
    raw = "３会" * 100_000
    assert len(Mapped.of(raw).translate({ord("３"): "3"}).canonical(raw)) == 200_000


@pytest.mark.parametrize(
    ("edits", "text", "segments"),
    [
        ([(1, 2, "")], "林主", ((0, 1, 0, 1), (1, 1, 2, 1))),
        ([(1, 2, "x")], "林x主", ((0, 3, 0, 3),)),
        ([(0, 2, "林某远")], "林某远主", ((0, 3, 0, 2), (3, 1, 2, 1))),
    ],
)
def test_edits(edits: list[tuple[int, int, str]], text: str, segments: tuple[tuple[int, int, int, int], ...]) -> None:
    mapped = Mapped.of("林远主").edit(edits)
    assert (mapped.text, mapped.segments) == (text, segments)


def test_a_replacement_as_a_whole_stays_whole() -> None:
    alignment = Alignment([(0, 3, 0, 2), (3, 1, 2, 1)])
    assert alignment.raw(1, 2) == [(0, 2)]
    assert alignment.clean(0, 1) == [(0, 3)]
