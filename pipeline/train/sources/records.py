"""Records of this project: what a run wrote, or gold, a line of JSON each."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...errors import RenzhiError
from ...record import LABELS, GoldArticle, decode
from ..examples import Example, Marked, Marks
from .items import Item

CONVENTION = "renzhi"


def items(lines: Sequence[str], path: Path) -> list[Item]:
    """The records of the file ``path``, which speak of all our labels."""
    return [_item(line, f":{number}") for number, line in enumerate(lines, 1) if line.strip()]


def _item(line: str, place: str) -> Item:
    try:
        record = decode(line.encode(), GoldArticle, place)
    except RenzhiError as error:
        return Item(place, None, problem=str(error).removeprefix(f"{place}: "))
    spans = tuple(Marked(entity.start, entity.end, entity.label) for entity in record.entities)
    return Item(place, Example(record.text, record.id, (Marks(CONVENTION, LABELS, spans),)), record.id)
