"""What is right for each line, piece and headline of a degraded page: the targets of training, the answers of tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..articles import labels as L
from ..articles.pieces import Parts
from ..degrade import DegradedPage, TruthLine
from ..page import Lines

NONE = -1


def matched(lines: Lines, page: DegradedPage) -> list[TruthLine]:
    """For each cleaned line the printed line of the truth that it is of; of several on one line, the last."""
    starts = [line.start for line in page.lines]
    places = np.searchsorted(starts, lines.text.raw[lines.starts[1:] - 1], side="right") - 1
    return [page.lines[max(place, 0)] for place in places.tolist()]


def labels(truth: Sequence[TruthLine]) -> list[int]:
    """The label of each line, in printed order."""
    found: list[int] = []
    begun: set[int] = set()
    before: TruthLine | None = None
    for line in truth:
        next_ = before is not None and before.article == line.article != NONE
        found.append(_label(line, before if next_ else None, line.article in begun))
        if line.article != NONE and line.kind in ("text", "byline"):
            begun.add(line.article)
        before = line
    return found


def _label(line: TruthLine, before: TruthLine | None, begun: bool) -> int:
    """``before`` is the line printed before it, where that is of the same article; ``begun`` whether its text is."""
    same = before is not None and before.kind == line.kind
    wraps = same and line.wraps and before is not None and before.paragraph == line.paragraph
    if line.kind == "head":
        return L.HEAD_WRAPS if wraps else L.HEAD_NEXT if same else L.HEAD
    if line.kind == "caption":
        return L.CAPTION_WRAPS if wraps else L.CAPTION
    if line.kind == "byline":
        return L.BYLINE_WRAPS if wraps else L.BYLINE if begun else L.BYLINE_ARTICLE
    if line.kind == "furniture":
        return L.FURNITURE
    if wraps:
        return L.WRAPS
    if not begun:
        return L.ARTICLE
    if before is not None and before.kind != "head":
        return L.PARAGRAPH
    return L.RESUMES if line.wraps else L.RESUMES_PARAGRAPH


def links(parts: Parts, truth: Sequence[TruthLine]) -> list[int]:
    """For each piece the one that it goes on with, -1 where it begins an article."""
    last: dict[int, int] = {}
    found = []
    for number, piece in enumerate(parts.pieces):
        found.append(last.get(truth[piece.lines[0]].article, -1))
        of = truth[piece.lines[-1]].article
        if of != NONE:
            last[of] = number
    return found


def owners(parts: Parts, truth: Sequence[TruthLine]) -> list[int]:
    """For each headline the article of the truth, ``NONE`` for a banner."""
    return [truth[head[0][0]].article for head in parts.heads]
