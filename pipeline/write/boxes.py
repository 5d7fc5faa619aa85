"""Where the lines of a record stand on their page: the lines of ``boxes.jsonl``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from ..page import Box
from ..record import Article, Span


class Placed(msgspec.Struct):
    """A printed line of a record: its raw characters, and left, top, right, bottom from the upper left corner."""

    record: str
    raw: Span
    page: int | None
    box: tuple[float, float, float, float]


def placed(article: Article, boxes: Sequence[Box]) -> list[Placed]:
    """The printed lines that hold text of the record, by raw offset; ``boxes`` are all of its page, by ``start``.

    A line that is divided between records is given to each with that record's part of it.
    """
    starts = [box.start for box in boxes]
    parts: dict[int, Span] = {}
    raws = [(raw, raw + length) for _, _, raw, length in article.segments]
    for start, end in raws + [span for line in article.headline for span in line.raw]:
        at = max(bisect_right(starts, start) - 1, 0)
        while at < len(boxes) and boxes[at].start < end:
            first, last = max(start, boxes[at].start), min(end, boxes[at].end)
            if first < last:
                known = parts.get(at, (first, last))
                parts[at] = min(first, known[0]), max(last, known[1])
            at += 1
    return [Placed(article.id, parts[at], article.source.page, _edges(boxes[at])) for at in sorted(parts)]


def _edges(box: Box) -> tuple[float, float, float, float]:
    """Rounded: a hundredth of a point is no difference to see."""
    return round(box.left, 2), round(box.top, 2), round(box.right, 2), round(box.bottom, 2)
