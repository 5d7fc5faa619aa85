"""A sentence as a row of tagged pieces, into which surer knowledge is laid over the tagger's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Piece(NamedTuple):
    """A run of a sentence with one tag: a word class of the tagger, an entity label, or TITLE; the pieces cover it."""

    start: int
    end: int
    tag: str
    score: float
    by: str = "tagger"


def overlay(pieces: list[Piece], spans: Iterable[Piece]) -> list[Piece]:
    """Lay disjoint, sorted spans over pieces; a piece that sticks out keeps its tag on what is left of it.

    >>> words = [Piece(0, 2, "LOC", 0.9), Piece(2, 6, "n", 0.9)]
    >>> [(p.start, p.end, p.tag) for p in overlay(words, [Piece(4, 6, "TITLE", 1.0)])]
    [(0, 2, 'LOC'), (2, 4, 'n'), (4, 6, 'TITLE')]
    """
    spans = list(spans)
    if not spans:
        return pieces
    out: list[Piece] = []
    at = 0
    number = 0

    def copy(until: int) -> None:
        nonlocal at, number
        while at < until and number < len(pieces):
            piece = pieces[number]
            if piece.end <= at:
                number += 1
                continue
            if piece.start == at and piece.end <= until:
                out.append(piece)
                at = piece.end
            else:
                end = min(piece.end, until)
                out.append(piece._replace(start=at, end=end))
                at = end

    for span in spans:
        copy(span.start)
        out.append(span)
        at = span.end
    copy(pieces[-1].end if pieces else 0)
    return out


def disjoint(spans: Iterable[Piece]) -> list[Piece]:
    """Spans in order; of two that overlap, the first.

    >>> [p.start for p in disjoint([Piece(2, 4, "PER", 1.0), Piece(0, 3, "PER", 1.0)])]
    [0]
    """
    out: list[Piece] = []
    for span in sorted(spans):
        if not out or span.start >= out[-1].end:
            out.append(span)
    return out
