"""The row of pieces, and what is laid over it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.pieces import Piece, overlay


@st.composite
def rows(draw: st.DrawFn) -> list[Piece]:
    """Pieces that cover a sentence."""
    at, out = 0, []
    for length in draw(st.lists(st.integers(1, 5), max_size=12)):
        out.append(Piece(at, at + length, draw(st.sampled_from(["n", "v", "LOC"])), 0.5))
        at += length
    return out


@st.composite
def overlaid(draw: st.DrawFn) -> tuple[list[Piece], list[Piece]]:
    """Pieces, and disjoint spans within them."""
    row = draw(rows())
    end = row[-1].end if row else 0
    edges = sorted(draw(st.sets(st.integers(0, end), max_size=8)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return row, [Piece(a, b, "PER", 1.0, "test") for a, b in pairs]


@given(overlaid())
def test_overlay_covers_the_same_and_keeps_what_was_laid(case: tuple[list[Piece], list[Piece]]) -> None:
    row, spans = case
    out = overlay(row, spans)
    assert [p for p in out if p.by == "test"] == spans
    assert all(a.end == b.start for a, b in pairwise(out))
    assert (out[0].start, out[-1].end) == (0, row[-1].end) if row else out == []
    assert all(p.start < p.end for p in out)
    for piece in out:  # what is left of a piece keeps its tag
        if piece.by != "test":
            assert any(p.start <= piece.start and piece.end <= p.end and p.tag == piece.tag for p in row)


@given(rows())
def test_nothing_laid_changes_nothing(row: list[Piece]) -> None:
    assert overlay(row, []) == row


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ((0, 2), [(0, 2, "X"), (2, 4, "n"), (4, 6, "v")]),
        ((1, 3), [(0, 1, "LOC"), (1, 3, "X"), (3, 4, "n"), (4, 6, "v")]),
        ((2, 6), [(0, 2, "LOC"), (2, 6, "X")]),
        ((0, 6), [(0, 6, "X")]),
        ((4, 5), [(0, 2, "LOC"), (2, 4, "n"), (4, 5, "X"), (5, 6, "v")]),
    ],
)
def test_overlay(span: tuple[int, int], expected: list[tuple[int, int, str]]) -> None:
    row = [Piece(0, 2, "LOC", 1), Piece(2, 4, "n", 1), Piece(4, 6, "v", 1)]
    assert [(p.start, p.end, p.tag) for p in overlay(row, [Piece(*span, "X", 1)])] == expected
