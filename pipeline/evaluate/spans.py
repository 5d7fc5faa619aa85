"""Raw spans: how mentions of two runs over the same page are compared.

Two cleaners may keep or drop different white space, so a mention is known by its
first and last raw offset and its text without white space, not by its pieces;
and a body by its raw characters that are not blank in the clean text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence

from ..record import Segment, Span
from .items import squash
from .score import Score

Ranges = tuple[Span, ...]
"""Raw ranges, sorted, merged where they touch."""


class Mention(str):
    """A piece of text with its raw place, as one string, since strings compare and hash fast.

    >>> Mention.of("沈 岩", [(44, 45), (46, 47)])
    '沈岩[44:47]'
    """

    __slots__ = ("raw",)
    raw: Sequence[Span]
    """Raw pieces in clean order, end-exclusive."""

    @classmethod
    def of(cls, text: str, raw: Sequence[Span]) -> Mention:
        """``raw`` as the record gives it; text without any is of no place."""
        mention = cls(f"{squash(text)}[{raw[0][0]}:{raw[-1][1]}]" if raw else squash(text))
        mention.raw = raw
        return mention

    def offsets(self) -> Iterable[int]:
        """Every raw offset that it covers."""
        return (offset for start, end in self.raw for offset in range(start, end))


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
        out.append((_raw(segments[first], start)[0], _raw(segments[last], end - 1)[1]) if met else (-1, -1))
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
    first = 0
    for start, end in ranges:
        while first < len(owned) and owned[first][1] <= start:
            first += 1
        at = first
        while at < len(owned) and owned[at][0] < end:
            low, high, owner = owned[at]
            sizes[owner] += min(high, end) - max(low, start)
            at += 1
    return sizes


Grouped = tuple[Hashable, Mention]
"""A mention and the group (label, person) in which it is compared."""


def partial(gold: Iterable[Grouped], given: Iterable[Grouped]) -> Score:
    """MUC's partial scheme: an exact mention counts 1, one that overlaps ½, each gold mention once.

    Only mentions of the same group (label, person) meet. Exact pairs are taken
    first, then each given mention, in the order of the page, takes the first
    free gold mention that it overlaps.

    >>> gold = [("PER", Mention.of("沈岩", [(4, 6)])), ("PER", Mention.of("许川", [(9, 11)]))]
    >>> partial(gold, [("PER", Mention.of("沈岩", [(4, 6)])), ("PER", Mention.of("许", [(9, 10)]))]).f1
    0.75
    """
    wanted, offered = set(gold), set(given)
    if wanted == offered:
        return Score(len(wanted), len(wanted), len(wanted))
    exact = wanted & offered
    owners: dict[tuple[Hashable, int], list[Grouped]] = defaultdict(list)
    for item in sorted(wanted - exact, key=_place):
        for offset in item[1].offsets():
            owners[item[0], offset].append(item)
    taken: set[Grouped] = set()
    for group, mention in sorted(offered - exact, key=_place):
        near = (item for offset in mention.offsets() for item in owners.get((group, offset), ()) if item not in taken)
        first = min(near, key=_place, default=None)
        if first is not None:
            taken.add(first)
    return Score(len(exact) + len(taken) / 2, len(offered), len(wanted))


def _place(item: Grouped) -> tuple[Sequence[Span], str]:
    return item[1].raw, item[1]
