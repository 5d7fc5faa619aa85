"""CLUENER2020: lines of JSON with ten labels, whose spans give their last character (Xu et al., 2020)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from ...clean.fold import fold_text
from ..examples import Example, Marked, Marks


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
