"""Headlines that a flattened page carries inside its text, told by a label: ``原标题：…``."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..page import Lines
from ..record import Span
from .cues import Cues
from .marks import width

_LONGEST = 100
"""A longer headline is none: its end was not told."""


def labelled(text: str, cues: Cues) -> Span | None:
    """Where in ``text`` a labelled headline stands, label and brackets included.

    At the start it reaches to its closing bracket, or to the opener that follows;
    at the end it is the rest of the text.

    >>> from .cues import load
    >>> text = "原标题：两校换帅本报东州10月2日电（记者李青）今天"
    >>> text[slice(*labelled(text, load()))]
    '原标题：两校换帅'
    >>> labelled("今天公布。（原标题：两校换帅）", load())
    (5, 15)
    """
    found = cues.title.match(text)
    if found:
        if found["bracket"]:
            end = _closing(text, found.end())
        else:
            end = cues.find_opener(text, found.end(), found.end() + _LONGEST)
            if end is None and _is_title(text[found.end() :]):
                end = len(text)
        return (0, end) if end else None
    for found in cues.title.finditer(text, max(len(text) - _LONGEST - 10, 0)):
        if found["bracket"]:
            if _closing(text, found.end()) == len(text):
                return found.start(), len(text)
        elif _is_title(text[found.end() :]):
            return found.start(), len(text)
    return None


def part(lines: Lines, cues: Cues) -> tuple[Lines, list[int]]:
    """The lines with labelled headlines set apart as lines of their own, and the numbers of those."""
    if not any(word in lines.text.text for word in cues.titles):
        return lines, []
    cuts: list[int] = []
    titles: list[int] = []
    for number, text in enumerate(lines.texts()):
        start, end = labelled(text, cues) or (0, 0)
        if not end:
            continue
        cuts += [int(lines.starts[number]) + at for at in (start, end) if 0 < at < len(text)]
        titles.append(int(lines.starts[number]) + start)
    starts = np.unique(np.r_[lines.starts, cuts].astype(np.int64))
    of = np.searchsorted(lines.starts, starts[:-1], side="right") - 1
    first = np.isin(starts[:-1], lines.starts)
    made = replace(
        lines,
        starts=starts,
        blank_before=np.where(first, lines.blank_before[of], 0),
        indent=np.where(first, lines.indent[of], 0.0),
        width=lines.width[of],
    )
    cut = np.isin(of, of[~first])
    made.width[cut] = [width(made.line(number).text) for number in np.flatnonzero(cut).tolist()]
    return made, np.searchsorted(starts, titles).tolist()


def _is_title(rest: str) -> bool:
    return 0 < len(rest) <= _LONGEST and "。" not in rest


def _closing(text: str, start: int) -> int | None:
    depth = 1
    for at in range(start, min(start + _LONGEST, len(text))):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if not depth:
            return at + 1
    return None
