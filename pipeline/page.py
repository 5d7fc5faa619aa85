"""What flows between the page stages, before there are articles.

read gives a ``Page``, clean gives its ``Lines``, articles gives ``Article``
records whose text is final and whose annotations are still empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from .alignment import Mapped
from .record import Issue, Source


@dataclass(frozen=True)
class Box:
    """Where a printed line stands on its page: the raw characters ``[start, end)`` within these edges.

    Points (or pixels) from the upper left corner, downwards; ``size`` is the
    height of its type in the same unit.
    """

    start: int
    end: int
    left: float
    top: float
    right: float
    bottom: float
    size: float
    bold: bool = False
    block: int = 0
    """The number of the text block that the source puts it in; 0 where it names none."""


@dataclass(frozen=True)
class Page:
    """One page as read: ``text`` is the decoded input, untouched (BOM taken off, CR kept).

    ``boxes`` are the printed lines of ``text`` in their order, for sources that keep layout; else there are none.
    """

    id: str
    text: str
    source: Source
    issue: Issue = field(default_factory=Issue)
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Lines:
    """A cleaned page: its lines in reading order, none of them blank; arrays have an entry a line."""

    page: Page
    text: Mapped
    """The characters of all lines, one line behind the other, with nothing between."""
    starts: NDArray[np.int64]
    """Where in ``text`` each line begins, and the end of the last one: one more than there are lines."""
    blank_before: NDArray[np.int64]
    """Blank lines before it."""
    indent: NDArray[np.float64]
    """Blanks at its start, in full-width characters."""
    width: NDArray[np.float64]
    """How wide it was printed, in full-width characters, without the blanks at its ends."""
    removed: int
    """White-space and invisible characters that cleaning took away."""

    def __len__(self) -> int:
        return len(self.starts) - 1

    def line(self, number: int) -> Mapped:
        """One line, without blanks at its ends."""
        return self.text.slice(int(self.starts[number]), int(self.starts[number + 1])).strip()

    def texts(self) -> list[str]:
        """All lines as strings."""
        bounds = self.starts.tolist()
        return [self.text.text[start:end] for start, end in pairwise(bounds)]
