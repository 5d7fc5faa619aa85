"""What all readers of labelled text give: a text, its spans in the file's own labels, or what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from ...clean.fold import fold_text
from ...export.marked import Marked as Drawn
from ..examples import Example, Marked, Marks

OWN = ""
"""The convention of spans in a file's own labels, before anybody says what these mean."""


class Item(NamedTuple):
    """One text of a file; ``place`` is where it stands there, as it goes behind the file's name in a message."""

    place: str
    example: Example | None
    id: str = ""
    """What tells it from the other texts of the file, where the format has that."""
    problem: str = ""
    """What is wrong with it, where it could not be read."""


def item(place: str, text: str, spans: Iterable[tuple[int, int, str]], doc: str, id: str = "") -> Item:
    """A text that could be read, its widths folded as the clean stage folds them.

    >>> item(":1", "３月", [(0, 2, "DATE")], "a").example.text
    '3月'
    """
    marks = Marks(OWN, (), tuple(sorted(Marked(*span) for span in spans)))
    return Item(place, Example(fold_text(text), doc, (marks,)), id)


def drawn(place: str, found: Drawn, id: str) -> Item:
    """A text as an annotation tool gives it back."""
    return item(place, found.text, [(m.start, m.end, m.label) for m in found.marks], found.record or id, id)


def of_lines(lines: Iterable[str], made: Callable[[Any, str], Item], wanted: str) -> Iterator[Item]:
    """What ``made`` makes of the JSON of each line and its place; ``wanted`` says what a line should be."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            place = f":{number}"
            try:
                yield made(json.loads(line), place)
            except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
                yield Item(place, None, problem=f"{type(error).__name__}: {error}; expected {wanted}")
