"""Printed lines: where they are on a page, and how they are set."""

from __future__ import annotations

import numpy as np

from ..alignment import Mapped, codes
from ..page import Lines, Page
from .characters import BEYOND, BLANK, Characters
from .invisible import INVISIBLE

_NARROW = Characters("[\0-\u10ff\u1160-\u1fff\uff61-\uffdc]")
_INVISIBLE = Characters(INVISIBLE.pattern)
_BASIC = np.arange(BEYOND + 1, dtype=np.uint32)
_WIDTHS = np.where(_INVISIBLE.of(_BASIC), 0, np.where(_NARROW.of(_BASIC), 0.5, 1)).astype(np.float32)
_END = ord("\n")
_SPACED = 0.25
"""A line with blanks for more than this share of its characters is letter-spaced."""


def widths(page: np.ndarray) -> np.ndarray:
    """Printed widths of code points in full-width characters: 1, ½, or 0 for what prints nothing.

    >>> widths(codes("7月\\u200b")).tolist()
    [0.5, 1.0, 0.0]
    """
    found = _WIDTHS.take(page, mode="clip")
    found[(page >= 0xE0001) & (page < 0xE0080)] = 0
    return found


def measure(page: Page, text: Mapped) -> Lines:
    """The lines of a cleaned page that are not blank, without the blanks at their ends, with how they are set.

    ``text`` is the page after its repairs, with its line ends as ``\\n``.
    """
    here = codes(text.text)
    ends = np.flatnonzero(here == _END)
    printed = np.flatnonzero(~BLANK.of(here))
    bounds = np.concatenate([[0], np.searchsorted(printed, ends), [len(printed)]])
    number = np.flatnonzero(bounds[1:] > bounds[:-1])
    first, last = printed[bounds[number]], printed[bounds[number + 1] - 1]

    inside = np.zeros(len(here) + 1, np.int8)
    inside[first] += 1
    inside[last + 1] -= 1
    kept = text.keep(np.cumsum(inside[:-1], dtype=np.int8).view(bool))
    starts = _sums(last + 1 - first)
    raw_widths = widths(codes(page.text))
    along = _sums(raw_widths)
    # The line begins behind the line end before it.
    left = text.raw[np.concatenate([[0], ends + 1])[number]]
    start, end = text.raw[first], text.raw[last] + 1
    wide = along[end] - along[start]
    # Blanks between all characters are justification: no column was so wide.
    solid = np.diff(_sums(raw_widths[kept.raw])[starts])
    spaced = wide - solid > _SPACED * solid
    return Lines(
        page=page,
        text=kept,
        starts=starts,
        blank_before=np.diff(number, prepend=-1) - 1,
        indent=along[start] - along[left],
        width=np.where(spaced, solid, wide),
        removed=len(page.text) - len(kept.text),
    )


def _sums(values: np.ndarray) -> np.ndarray:
    """Sums of the values before each one, and of all."""
    found = np.zeros(len(values) + 1, np.int64 if values.dtype.kind == "i" else np.float64)
    np.cumsum(values, out=found[1:])
    return found
