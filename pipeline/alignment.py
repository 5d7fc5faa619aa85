"""Text that knows where each of its characters came from.

A cleaned text is made from the raw one by small steps: a slice, a deletion, a
replacement of one character by one, a join. ``Mapped`` carries the raw place of
every character through such steps, so that the map is exact by construction
and never has to be guessed afterwards by a diff.

In records the map is written as *segments*, ``(clean_start, clean_len,
raw_start, raw_len)``. Equal lengths are copies or one-for-one replacements
(width folding); other lengths are a replacement as a whole. Inserted clean
characters have no segment.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from .record import Segment, Span

Places = NDArray[np.int64]
"""Places in a text, one a character."""
INSERTED = -1
"""The raw place of a character that the page does not have."""


def codes(text: str) -> NDArray[np.uint32]:
    """The code points of a text as an array.

    >>> codes("ab").tolist()
    [97, 98]
    """
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def decoded(chars: NDArray[np.uint32]) -> str:
    """The text of code points: ``codes`` undone.

    >>> decoded(codes("ab"))
    'ab'
    """
    return chars.tobytes().decode("utf-32-le", "surrogatepass")


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


def _append(pieces: list[Span], start: int, end: int) -> None:
    if pieces and pieces[-1][1] == start:
        pieces[-1] = (pieces[-1][0], end)
    elif not pieces or pieces[-1] != (start, end):
        pieces.append((start, end))


class Mapped:
    """An immutable text with the raw place of each of its characters, ``INSERTED`` for those that have none.

    >>> line = Mapped.of("林 远\\n主持").drop([1, 3])
    >>> line.text, line.raw.tolist(), line.segments("林 远\\n主持")
    ('林远主持', [0, 2, 4, 5], [(0, 1, 0, 1), (1, 1, 2, 1), (2, 2, 4, 2)])
    """

    __slots__ = ("raw", "text")

    def __init__(self, text: str, raw: Places):
        self.text = text
        self.raw = raw

    @classmethod
    def of(cls, raw: str, start: int = 0, end: int | None = None) -> Mapped:
        """The raw span ``[start, end)`` as it is."""
        end = len(raw) if end is None else end
        return cls(raw[start:end], np.arange(start, end))

    def __len__(self) -> int:
        return len(self.text)

    def __repr__(self) -> str:
        return f"Mapped({self.text!r}, {self.raw.tolist()!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mapped) and self.text == other.text and np.array_equal(self.raw, other.raw)

    __hash__ = None  # type: ignore[assignment]

    def slice(self, start: int, end: int | None = None) -> Mapped:
        """The clean span ``[start, end)``."""
        return Mapped(self.text[start:end], self.raw[start:end])

    def strip(self) -> Mapped:
        """Without white space at either end."""
        bare = self.text.strip()
        start = len(self.text) - len(self.text.lstrip()) if bare else 0
        return self if len(bare) == len(self.text) else self.slice(start, start + len(bare))

    def drop(self, places: Sequence[int] | Places) -> Mapped:
        """Without the characters at these places."""
        if not len(places):
            return self
        kept = np.ones(len(self.text), bool)
        kept[places] = False
        return self.keep(kept)

    def keep(self, kept: NDArray[np.bool_]) -> Mapped:
        """The characters for which ``kept`` is true, one flag a character."""
        return Mapped(decoded(codes(self.text)[kept]), self.raw[kept])

    def reads(self, text: str) -> Mapped:
        """The same places with another text of the same length."""
        if len(text) != len(self.text):
            raise ValueError(f"{len(text)} characters for {len(self.text)}")
        return Mapped(text, self.raw)

    @staticmethod
    def join(pieces: Iterable[Mapped], separator: str = "") -> Mapped:
        """The pieces behind one another, with inserted separators that are at no raw place."""
        pieces = list(pieces)
        between = np.full(len(separator), INSERTED)
        places: list[Places] = []
        for number, piece in enumerate(pieces):
            places += [between, piece.raw] if number and separator else [piece.raw]
        text = separator.join(piece.text for piece in pieces)
        return Mapped(text, np.concatenate(places) if places else np.arange(0))

    def segments(self, page: str) -> list[Segment]:
        """The map in its written form: copies and one-for-one replacements told apart, each as long as it can be.

        ``page`` is the whole raw text.

        >>> Mapped("3月5日", np.arange(1, 5)).segments("（３月5日")
        [(0, 1, 1, 1), (1, 3, 2, 3)]
        """
        if not self.text:
            return []
        low, high = max(int(self.raw.min()), 0), int(self.raw.max()) + 1
        same = np.zeros(len(self.text), bool)
        there = self.raw >= 0
        same[there] = codes(self.text)[there] == codes(page[low:high])[self.raw[there] - low]
        cuts = np.empty(len(same) + 1, bool)
        cuts[0] = cuts[-1] = True
        cuts[1:-1] = (np.diff(self.raw) != 1) | (same[1:] != same[:-1]) | (there[1:] != there[:-1])
        starts = np.flatnonzero(cuts[:-1] & there)
        ends = np.flatnonzero(cuts[1:] & there) + 1
        first = self.raw[starts]
        return list(zip(*(a.tolist() for a in (starts, ends - starts, first, ends - starts)), strict=True))

    def spans(self) -> list[Span]:
        """The raw pieces that it covers, in clean order, merged where they touch."""
        there = self.raw[self.raw >= 0]
        cuts = np.flatnonzero(np.diff(there) != 1) + 1
        return [(int(piece[0]), int(piece[-1]) + 1) for piece in np.split(there, cuts) if len(piece)]
