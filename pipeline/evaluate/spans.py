"""Raw spans: how mentions of two runs over the same page are compared.

Two cleaners may keep or drop different white space, so a mention is known by its
first and last raw offset and its text without white space, not by its pieces;
and a body by its raw characters that are not blank in the clean text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from ..record import Segment, Span
from .items import squash

Ranges = tuple[Span, ...]
"""Raw ranges, sorted, merged where they touch."""
Mention = tuple[int, int, str]
"""Raw start and end, and the text without white space."""
NOWHERE = -1
"""Start and end of what has no raw place."""


def mention(text: str, raw: Sequence[Span]) -> Mention:
    """The key of a piece of text; ``raw`` as the record gives it.

    >>> mention("沈 岩", [(44, 45), (46, 47)])
    (44, 47, '沈岩')
    """
    if not raw:
        return NOWHERE, NOWHERE, squash(text)
    return raw[0][0], raw[-1][1], squash(text)


def shown(key: Mention) -> str:
    """A key for people.

    >>> shown((44, 47, "沈岩"))
    '沈岩[44:47]'
    """
    return f"{key[2]}[{key[0]}:{key[1]}]" if key[0] != NOWHERE else key[2]


def merge(spans: Iterable[Span]) -> Ranges:
    """Sorted, and joined where they touch or overlap.

    >>> merge([(5, 7), (1, 3), (3, 4)])
    ((1, 4), (5, 7))
    """
    out: list[Span] = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def covered(text: str, segments: Iterable[Segment]) -> Ranges:
    """The raw characters of a clean text, but for those that are blank in it.

    >>> covered("a b", [(0, 3, 10, 3)])
    ((10, 11), (12, 13))
    """
    spans: list[Span] = []
    for clean, length, raw, raw_length in segments:
        piece = text[clean : clean + length]
        if length != raw_length or piece.split() == [piece]:
            spans.append((raw, raw + raw_length))
        else:
            spans.extend((raw + at, raw + at + 1) for at, char in enumerate(piece) if not char.isspace())
    return merge(spans)


def bounds(segments: Sequence[Segment], spans: Iterable[Span]) -> list[Span]:
    """Raw start and end of clean spans, by their first and last character that has a segment; (-1, -1) of none.

    >>> bounds([(0, 2, 5, 2), (3, 1, 9, 1)], [(0, 2), (2, 4)])
    [(5, 7), (9, 10)]
    """
    starts = [segment[0] for segment in segments]
    out: list[Span] = []
    for start, end in spans:
        first = bisect_right(starts, start) - 1
        if first < 0 or starts[first] + segments[first][1] <= start:
            first += 1
        last = bisect_left(starts, end) - 1
        met = first <= last
        out.append((_raw(segments[first], start)[0], _raw(segments[last], end - 1)[1]) if met else (NOWHERE, NOWHERE))
    return out


def _raw(segment: Segment, at: int) -> Span:
    """The raw span of the clean character ``at``, or of the nearest that the segment has."""
    clean, length, raw, raw_length = segment
    if length != raw_length:
        return raw, raw + raw_length
    place = raw + min(max(at - clean, 0), length - 1)
    return place, place + 1


def shared(owned: Sequence[tuple[int, int, int]], ranges: Ranges) -> Counter[int]:
    """How many raw characters of ``ranges`` each owner has; ``owned`` is sorted ``(start, end, owner)``, disjoint.

    >>> shared([(0, 5, 7), (8, 10, 9)], ((3, 9),))
    Counter({7: 2, 9: 1})
    """
    sizes: Counter[int] = Counter()
    if not ranges:
        return sizes
    first = max(bisect_right(owned, (ranges[0][0], NOWHERE, NOWHERE)) - 1, 0)
    for start, end in ranges:
        while first < len(owned) and owned[first][1] <= start:
            first += 1
        at = first
        while at < len(owned) and owned[at][0] < end:
            low, high, owner = owned[at]
            sizes[owner] += min(high, end) - max(low, start)
            at += 1
    return sizes
