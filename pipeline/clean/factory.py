"""The clean stage: a page as read to its lines, cleaned by small steps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .. import lexicon
from ..alignment import Mapped
from ..page import Line, Lines, Page
from ..registry import registry
from .cues import Cues, load
from .fold import fold
from .invisible import drop_invisible, split_lines
from .joining import columns, continues, ends, width
from .spacing import Spacing

_PARAGRAPHS = re.compile("(?<=[。！？”」])[ \t\xa0]*(?:\u3000[ \t\xa0]*){2,}|(?<=[。！？”」])[ \t\xa0]{4,}")
"""Blanks inside a line that were the indent of a paragraph, where a page has lost its line ends."""


@registry.stages("renzhi.steps.v1")
def make(lexicons: Sequence[str] = ()) -> Callable[[Page], Lines]:
    """Broken lines, letter-spacing, widths and invisible characters, mended by small steps.

    ``lexicons`` are folders of files that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        cues = load()
        spacing = Spacing(lexicon.words("surnames.txt"), lexicon.words("layout-bylines.txt"))

    def clean(page: Page) -> Lines:
        """The page's non-blank lines: invisible characters and letter-spacing gone, widths folded, wraps marked."""
        lines = _opened(list(_rows(page.text, spacing)), cues)
        joined = [False] + [not after.opens and continues(before, after) for before, after in pairwise(lines)]
        lines = [replace(line, joined=wrapped) for line, wrapped in zip(lines, joined, strict=False)]
        kept = sum(len(line.text) for line in lines)
        return Lines(page, lines, len(page.text) - kept)

    return clean


def _rows(text: str, spacing: Spacing) -> Iterator[Line]:
    """The lines that are not blank, each as it is printed, without its surroundings."""
    blank = 0
    for raw in split_lines(text):
        line = drop_invisible(raw)
        if not line.text.strip():
            blank += 1
            continue
        for piece in _paragraphs(line):
            bare = piece.strip()
            indent = width(piece.text[: len(piece.text) - len(piece.text.lstrip())])
            yield Line(fold(spacing(fold(bare))), blank, indent, width(bare.text))
            blank = 0


def _opened(rows: list[Line], cues: Cues) -> list[Line]:
    """The lines with their columns and openers; what follows in an opener's first sentence opens nothing."""
    found = columns([row.width for row in rows])
    lines: list[Line] = []
    for number, (row, column) in enumerate(zip(rows, found, strict=True)):
        following = rows[number + 1].text.text if number + 1 < len(rows) else ""
        within = bool(lines) and lines[-1].opens and not row.blank_before and not ends(lines[-1].text.text)
        lines.append(replace(row, column=column, opens=not within and cues.opens(row.text.text, following)))
    return lines


def _paragraphs(line: Mapped) -> Iterator[Mapped]:
    at = 0
    for gap in _PARAGRAPHS.finditer(line.text):
        if gap.end() < len(line.text):
            yield line.slice(at, gap.start())
            at = gap.start()
    yield line.slice(at)
