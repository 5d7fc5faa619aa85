"""Printed lines: where they are on a page, and how they are set."""

from __future__ import annotations

import re

import numpy as np

from ..alignment import Mapped, codes
from ..page import Lines, Page
from .invisible import INVISIBLE

_NARROW = re.compile("[\0-\u10ff\u1160-\u1fff\uff61-\uffdc]")
_BLANK = re.compile(r"\s")
_TABLE = 0x3100
"""Characters from here on are full-width but for a few, and none is blank or invisible but for those few."""
_WIDTHS = np.array(
    [0.0 if INVISIBLE.match(chr(c)) else 0.5 if _NARROW.match(chr(c)) else 1.0 for c in range(_TABLE)], np.float32
)
_BLANKS = np.array([*(_BLANK.match(chr(c)) is not None for c in range(_TABLE)), False])
_END = ord("\n")
_SPACED = 0.25
"""A line with blanks for more than this share of its characters is letter-spaced."""


def widths(page: np.ndarray) -> np.ndarray:
    """Printed widths of code points in full-width characters: 1, ½, or 0 for what prints nothing.

    >>> widths(codes("7月\\u200b")).tolist()
    [0.5, 1.0, 0.0]
    """
    found = _WIDTHS[np.minimum(page, _TABLE - 1)]
    high = page >= _TABLE
    found[high] = 1.0
    found[high & (page >= 0xFF61) & (page <= 0xFFDC)] = 0.5
    found[high & ((page == 0xFEFF) | ((page >= 0xFFF9) & (page <= 0xFFFB)) | (page >= 0xE0001) & (page < 0xE0080))] = 0
    return found


def blanks(page: np.ndarray) -> np.ndarray:
    """Which code points are blank.

    >>> blanks(codes("7 月\\u3000")).tolist()
    [False, True, False, True]
    """
    return _BLANKS[np.minimum(page, _TABLE)]


def measure(page: Page, text: Mapped) -> Lines:
    """The lines of a cleaned page that are not blank, without the blanks at their ends, with how they are set.

    ``text`` is the page after its repairs, with its line ends as ``\\n``.
    """
    here = codes(text.text)
    ends = here == _END
    printed = np.flatnonzero(~blanks(here))
    number = np.cumsum(ends)[printed]
    new = np.flatnonzero(np.r_[True, number[1:] != number[:-1]]) if len(number) else np.arange(0)
    first = printed[new]
    last = printed[np.r_[new[1:] - 1, len(printed) - 1]] if len(new) else first
    number = number[new]

    inside = np.zeros(len(here) + 1, np.int8)
    inside[first] += 1
    inside[last + 1] -= 1
    kept = text.keep(np.cumsum(inside[:-1]).astype(bool))
    starts = np.r_[0, np.cumsum(last + 1 - first)]
    raw_widths = widths(codes(page.text))
    along = np.r_[0.0, np.cumsum(raw_widths, dtype=np.float64)]
    # The line begins behind the line end before it.
    begins = np.r_[0, np.flatnonzero(ends) + 1][number]
    left = text.raw[begins]
    start, end = text.raw[first], text.raw[last] + 1
    wide = along[end] - along[start]
    # Blanks between all characters are justification: no column was so wide.
    solid = np.diff(np.r_[0.0, np.cumsum(raw_widths[kept.raw], dtype=np.float64)][starts])
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
