"""Text that knows where each of its characters came from.

A cleaned text is made from the raw one by small steps: a slice, a deletion, a
replacement, a join. ``Mapped`` carries the text and its *segments* through such
steps, so that the map is exact by construction and never has to be guessed
afterwards by a diff.

A segment is ``(clean_start, clean_len, raw_start, raw_len)``. Equal lengths are
copies or one-for-one replacements (width folding); other lengths are a
replacement as a whole. Inserted clean characters have no segment.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import eq

from .record import Segment, Span


class Alignment:
    """Looks clean spans up in the raw text, and raw spans in the clean one.

    >>> a = Alignment([(0, 2, 5, 2), (2, 1, 9, 1)])
    >>> a.raw(1, 3)
    [(6, 7), (9, 10)]
    >>> a.clean(6, 10)
    [(1, 3)]
    """

    __slots__ = ("_clean_starts", "_raw_order", "_raw_starts", "segments")

    def __init__(self, segments: Sequence[Segment]):
        self.segments = segments
        self._clean_starts = [s[0] for s in segments]
        self._raw_order: list[int] | None = None
        self._raw_starts: list[int] = []

    def raw(self, start: int, end: int) -> list[Span]:
        """Raw pieces that the clean span ``[start, end)`` covers, in clean order, merged where they touch."""
        pieces: list[Span] = []
        first = max(bisect_right(self._clean_starts, start) - 1, 0)
        for index in range(first, len(self.segments)):
            clean, length, raw, raw_length = self.segments[index]
            if clean >= end:
                break
            low, high = max(start, clean), min(end, clean + length)
            if low < high:
                if length == raw_length:
                    _append(pieces, raw + low - clean, raw + high - clean)
                else:
                    _append(pieces, raw, raw + raw_length)
        return pieces

    def clean(self, start: int, end: int) -> list[Span]:
        """Clean pieces that come from the raw span ``[start, end)``, in raw order, merged where they touch."""
        if self._raw_order is None:
            self._raw_order = sorted(range(len(self.segments)), key=lambda i: self.segments[i][2])
            self._raw_starts = [self.segments[i][2] for i in self._raw_order]
        pieces: list[Span] = []
        first = max(bisect_right(self._raw_starts, start) - 1, 0)
        for position in range(first, len(self._raw_order)):
            index = self._raw_order[position]
            clean, length, raw, raw_length = self.segments[index]
            if raw >= end:
                break
            low, high = max(start, raw), min(end, raw + raw_length)
            if low < high:
                if length == raw_length:
                    _append(pieces, clean + low - raw, clean + high - raw)
                else:
                    _append(pieces, clean, clean + length)
        return pieces


def _clean_start(segment: Segment) -> int:
    return segment[0]


def _touches(before: Segment, clean: int, raw: int) -> bool:
    """Whether a one-for-one segment at ``clean``, ``raw`` only lengthens the one-for-one segment before it."""
    return before[1] == before[3] and (before[0] + before[1], before[2] + before[3]) == (clean, raw)


def _append(pieces: list[Span], start: int, end: int) -> None:
    if pieces and pieces[-1][1] == start:
        pieces[-1] = (pieces[-1][0], end)
    elif not pieces or pieces[-1] != (start, end):
        pieces.append((start, end))


class Mapped:
    """An immutable text with the segments that tie it to the raw text.

    >>> raw = "林 远\\n主持"
    >>> line = Mapped.of(raw)
    >>> joined = line.remove(r"\\s+")
    >>> joined.text, joined.segments
    ('林远主持', ((0, 1, 0, 1), (1, 1, 2, 1), (2, 2, 4, 2)))
    """

    __slots__ = ("segments", "text")

    def __init__(self, text: str, segments: tuple[Segment, ...]):
        self.text = text
        self.segments = segments

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> Mapped:
        """The raw span ``[start, end)`` as it is."""
        end = len(raw) if end is None else end
        return cls(raw[start:end], ((0, end - start, start, end - start),) if end > start else ())

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Mapped({self.text!r}, {self.segments!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapped) and (self.text, self.segments) == (other.text, other.segments)

    def __hash__(self) -> int:
        return hash((self.text, self.segments))

    def slice(self, start: int, end: int | None = None) -> Mapped:
        """The clean span ``[start, end)``; a replacement as a whole is kept whole where the span touches it."""
        end = len(self.text) if end is None else end
        out: list[Segment] = []
        first = max(bisect_right(self.segments, start, key=_clean_start) - 1, 0)
        for index in range(first, len(self.segments)):
            clean, length, raw, raw_length = self.segments[index]
            if clean >= end:
                break
            low, high = max(start, clean), min(end, clean + length)
            if low < high:
                if length == raw_length:
                    out.append((low - start, high - low, raw + low - clean, high - low))
                else:
                    out.append((low - start, high - low, raw, raw_length))
        return Mapped(self.text[start:end], tuple(out))

    def strip(self) -> Mapped:
        """Without white space at either end."""
        text = self.text
        start = len(text) - len(text.lstrip())
        return self.slice(start, max(len(text.rstrip()), start))

    def edit(self, edits: Iterable[tuple[int, int, str]]) -> Mapped:
        """Replace spans ``(start, end, text)``, given in order and disjoint.

        An empty text deletes; a text of the same length replaces one for one;
        any other replaces the span as a whole.
        """
        pieces: list[Mapped] = []
        at = 0
        for start, end, text in edits:
            pieces.append(self.slice(at, start))
            if text:
                spot = self.slice(start, end)
                if len(text) == end - start:
                    pieces.append(Mapped(text, spot.segments))
                elif spot.segments:
                    low = min(s[2] for s in spot.segments)
                    high = max(s[2] + s[3] for s in spot.segments)
                    pieces.append(Mapped(text, ((0, len(text), low, high - low),)))
                else:
                    pieces.append(Mapped(text, ()))
            at = end
        if not pieces:
            return self
        pieces.append(self.slice(at))
        return Mapped.join(pieces)

    def sub(self, pattern: str | re.Pattern[str], replace: str | Callable[[re.Match[str]], str]) -> Mapped:
        """``re.sub`` that keeps the map; ``replace`` is a text (no back-references) or a function of the match."""
        found = re.finditer(pattern, self.text)
        give = replace if callable(replace) else lambda match: replace
        return self.edit((m.start(), m.end(), give(m)) for m in found)

    def remove(self, pattern: str | re.Pattern[str]) -> Mapped:
        """Without what matches ``pattern``."""
        return self.sub(pattern, "")

    def translate(self, table: dict[int, str]) -> Mapped:
        """Characters replaced one for one, by a table as ``str.translate`` takes it (values of length 1)."""
        return Mapped(self.text.translate(table), self.segments)

    @staticmethod
    def join(pieces: Iterable[Mapped], separator: str = "") -> Mapped:
        """The pieces behind one another, with inserted separators that have no segment."""
        text: list[str] = []
        out: list[Segment] = []
        at = 0
        for number, piece in enumerate(pieces):
            if number and separator:
                text.append(separator)
                at += len(separator)
            text.append(piece.text)
            for clean, length, raw, raw_length in piece.segments:
                if out and length == raw_length and _touches(out[-1], at + clean, raw):
                    before = out[-1]
                    out[-1] = (before[0], before[1] + length, before[2], before[3] + raw_length)
                else:
                    out.append((at + clean, length, raw, raw_length))
            at += len(piece.text)
        return Mapped("".join(text), tuple(out))

    def canonical(self, raw: str) -> list[Segment]:
        """Segments in their written form: copies and one-for-one replacements told apart, each as long as it can be.

        ``raw`` is the whole raw text.

        >>> Mapped("3月5日", ((0, 4, 1, 4),)).canonical("（３月5日")
        [(0, 1, 1, 1), (1, 3, 2, 3)]
        """
        out: list[Segment] = []
        copied = False
        for segment, copy in self._pieces(raw):
            clean, length, start, raw_length = segment
            if out and copy is copied and length == raw_length and _touches(out[-1], clean, start):
                before = out[-1]
                out[-1] = (before[0], before[1] + length, before[2], before[3] + raw_length)
            else:
                out.append(segment)
            copied = copy
        return out

    def _pieces(self, raw: str) -> Iterator[tuple[Segment, bool]]:
        """Segments cut where copies (true) and replacements meet."""
        for clean, length, start, raw_length in self.segments:
            here, there = self.text[clean : clean + length], raw[start : start + raw_length]
            if here == there or length != raw_length:
                yield (clean, length, start, raw_length), here == there
                continue
            at = 0
            for same, run in groupby(map(eq, here, there)):
                size = sum(1 for _ in run)
                yield (clean + at, size, start + at, size), same
                at += size
