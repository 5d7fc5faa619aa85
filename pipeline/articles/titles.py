"""Headlines that a flattened page carries inside its text, told by a label: ``原标题：…``."""

from __future__ import annotations

from dataclasses import replace

from ..clean.cues import Cues
from ..page import Line
from ..record import Span

_LONGEST = 100
"""A longer headline is none: its end was not told."""


def labelled(text: str, cues: Cues) -> Span | None:
    """Where in ``text`` a labelled headline stands, label and brackets included.

    At the start it reaches to its closing bracket, or to the opener that follows;
    at the end it is the rest of the text.

    >>> from ..clean.cues import load
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


def part(lines: list[Line], cues: Cues) -> tuple[list[Line], set[int]]:
    """The lines with labelled headlines set apart, and the numbers of those headlines."""
    out: list[Line] = []
    titles: set[int] = set()
    for line in lines:
        span = labelled(line.text.text, cues)
        if span is None:
            out.append(line)
            continue
        start, end = span
        if start:
            out.append(replace(line, text=line.text.slice(0, start).strip()))
        titles.add(len(out))
        out.append(replace(line, text=line.text.slice(start, end), joined=False))
        if end < len(line.text):
            out.append(replace(line, text=line.text.slice(end).strip(), joined=False, opens=True))
    return out, titles


def _is_title(rest: str) -> bool:
    return 0 < len(rest) <= _LONGEST and "。" not in rest


def _closing(text: str, start: int) -> int | None:
    depth = 1
    for at in range(start, min(start + _LONGEST, len(text))):
        depth += (text[at] in "（(") - (text[at] in "）)")
        if not depth:
            return at + 1
    return None
