"""doccano: lines of JSON with ``entities``, or with ``label`` as a list of start, end and label."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ...export import doccano
from .items import Item, drawn, of_lines

WANTED = '{"text": …, "label": [[0, 2, "PER"]]}, or "entities" in its place'


def items(lines: Sequence[str], path: Path) -> list[Item]:
    """The texts of the file ``path``; offsets count as doccano counts them.

    >>> line = '{"id": 7, "text": "程岚来了", "label": [[0, 2, "PER"]]}'
    >>> [(found.id, found.example.marks[0].spans) for found in items([line], Path("a"))]
    [('7', (Marked(start=0, end=2, label='PER'),))]
    """

    def made(line: Any, place: str) -> Item:
        found = doccano.marked(line, place)
        return drawn(place, found, str(line.get("id", "")) or found.record)

    return list(of_lines(lines, made, WANTED))
