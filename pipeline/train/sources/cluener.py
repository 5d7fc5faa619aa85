"""CLUENER2020: lines of JSON with labels and names, whose spans give their last character (Xu et al., 2020)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from ...clean.fold import fold_text
from ..examples import Example, Marked, Marks
from .items import Item, item, of_lines

WANTED = '{"text": …, "label": {"name": {"林远": [[0, 1]]}}}'


def read(lines: Iterable[str], labels: Sequence[str], convention: str = "cluener") -> Iterator[Example]:
    """Sentences as examples; each is a document, and of labels that overlap the longer one counts.

    >>> line = '{"text": "经理林远", "label": {"name": {"林远": [[2, 3]]}, "position": {"经理": [[0, 1]]}}}'
    >>> [example.marks[0].spans for example in read([line], ["name", "position"])]
    [(Marked(start=0, end=2, label='position'), Marked(start=2, end=4, label='name'))]
    """
    for number, line in enumerate(lines):
        item = json.loads(line)
        found = [
            Marked(first, last + 1, label)
            for label, names in item["label"].items()
            if label in labels
            for places in names.values()
            for first, last in places
        ]
        spans: list[Marked] = []
        for span in sorted(found, key=lambda s: (s.start - s.end, s.start)):
            if all(span.end <= other.start or other.end <= span.start for other in spans):
                spans.append(span)
        marks = Marks(convention, tuple(labels), tuple(sorted(spans)))
        yield Example(fold_text(item["text"]), f"{convention}-{number}", (marks,))


def items(lines: Sequence[str], path: Path) -> list[Item]:
    """The texts of the file ``path``, each a document; one whose names are not where they should be is wrong."""

    def made(line: Any, place: str) -> Item:
        text, spans = line["text"], []
        for label, names in line["label"].items():
            for said, places in names.items():
                for first, last in places:
                    if text[first : last + 1] != said:
                        return Item(place, None, problem=f"{said!r} is not what stands at {first}:{last + 1}")
                    spans.append((first, last + 1, label))
        return item(place, text, spans, f"{path.stem}-{place[1:]}", str(line.get("id", "")))

    return list(of_lines(lines, made, WANTED))
