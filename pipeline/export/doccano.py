"""doccano: lines of JSON for sequence labelling with relations (overlapping spans allowed).

doccano counts UTF-16 units, so offsets here are in them. It keeps no posts in
full: at import they come from the records.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from .marked import Arc, Mark, Marked, Source, read_lines, units

KEPT = "relations whose post in full doccano does not keep; import takes it from the records"


def write(file: IO[bytes], source: Source, notes: Counter[str]) -> None:
    """Write a line a record; ids count over the file, as doccano's own do."""
    number = 0
    for article in source.read():
        marked = Marked.of(article)
        if marked.arcs:
            notes[KEPT] += len(marked.arcs)
        line, number = _line(marked, number)
        file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def _line(marked: Marked, number: int) -> tuple[dict[str, Any], int]:
    at = units(marked.text)
    ids = {mark.id: number + place for place, mark in enumerate(marked.marks)}
    entities = [
        {"id": ids[mark.id], "label": mark.label, "start_offset": at[mark.start], "end_offset": at[mark.end]}
        for mark in marked.marks
    ]
    relations = [
        {"id": number + place, "from_id": ids[arc.person], "to_id": ids[arc.role], "type": arc.type}
        for place, arc in enumerate(marked.arcs)
    ]
    line = {"text": marked.text, "record": marked.record, "entities": entities, "relations": relations}
    return line, number + len(ids)


def read(path: Path, notes: Counter[str]) -> Iterator[Marked]:
    """The lines of an export as JSONL with relations."""
    return read_lines(path, marked, "not as doccano writes it: {}; export as JSONL (relation)")


def marked(item: dict[str, Any], where: str) -> Marked:
    """A line of an export, with relations or without; the record is empty where it was not made of one.

    Raises ``KeyError``, ``TypeError`` or ``ValueError`` where it is no such line.
    """
    record = item["record"] if "record" in item else (item.get("meta") or {}).get("record", "")
    found = Marked(record, item["text"], where=where)
    at = {unit: place for place, unit in enumerate(units(found.text))}
    if "entities" in item:
        places = [(str(e["id"]), e["label"], e["start_offset"], e["end_offset"]) for e in item["entities"]]
    else:
        spans = item["label"] if "label" in item else item["labels"]
        places = [(str(number), label, *ends) for number, (*ends, label) in enumerate(spans)]
    end_of_text = max(at)

    def place(offset: int) -> int:
        """One beyond the text stays as it is; one inside a character is none."""
        return at.get(offset, offset if offset > end_of_text else -1)

    found.marks = [Mark(id, name, place(start), place(end)) for id, name, start, end in places]
    found.arcs = [Arc(r["type"], str(r["from_id"]), str(r["to_id"])) for r in item.get("relations", [])]
    return found
