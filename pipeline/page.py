"""What flows between the page stages, before there are articles.

read gives a ``Page``, clean gives its ``Lines``, articles gives ``Article``
records whose text is final and whose annotations are still empty.
"""

from __future__ import annotations

from dataclasses import dataclass, field

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
class Line:
    """One printed line, cleaned; never empty.

    ``text`` has no line ends and no blanks at its ends. ``joined`` is true where
    it goes on from the line before with nothing between (a wrap), false where a
    new paragraph, item or headline begins.
    """

    text: Mapped
    blank_before: int = 0
    """Blank lines before it."""
    indent: float = 0
    """Blanks at its start, in full-width characters."""
    width: float = 0
    """How wide it was printed, in full-width characters, without the blanks at its ends."""
    column: float = 0
    """The width of the column that it stands in; 0 where lines are not wrapped (a paragraph a line)."""
    opens: bool = False
    """Whether an article begins here, by the words (本报讯 …)."""
    joined: bool = False


@dataclass(frozen=True)
class Lines:
    """A cleaned page: its non-blank lines in reading order."""

    page: Page
    lines: list[Line]
    removed: int
    """White-space and invisible characters that cleaning took away."""
