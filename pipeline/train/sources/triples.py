"""Sentences with triples of organisation, title and person as strings, of which only these words are known."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator

from ...clean.fold import fold_text
from ...record import LABELS
from ..examples import UNSURE, Example, Marked, Marks


def read(
    lines: Iterable[str], is_title: Callable[[str], bool], is_person: Callable[[str], bool], edges: Iterable[str]
) -> Iterator[Example]:
    """Sentences as examples by our convention: persons, and titles where they stand before them; the rest is open.

    ``is_title`` and ``is_person`` tell posts and names from what else the triples hold;
    ``edges`` are the words before a title that are no part of it (guideline 2). Where
    the organisation ends the guideline says otherwise than the triples, so it is left open.

    >>> line = '{"text": "某国前总统林远说。", "triples": [["某国", "前总统", "林远"]]}'
    >>> (example,) = read([line], lambda t: True, lambda p: True, ["前"])
    >>> [(example.text[a:b], label) for a, b, label in example.marks[0].spans]
    [('某国前', '?'), ('总统', 'TITLE'), ('林远', 'PER'), ('说。', '?')]
    """
    edge = re.compile(f"(?:{'|'.join(sorted(edges, key=len, reverse=True))})+")
    for number, line in enumerate(lines):
        item = json.loads(line)
        text = fold_text(item["text"])
        known: dict[int, Marked] = {}
        for triple in item["triples"]:
            org, title, person = (fold_text(part).strip() for part in triple)
            if not is_person(person):
                continue
            for match in re.finditer(re.escape(person), text):
                known[match.start()] = Marked(match.start(), match.end(), "PER")
            bare = edge.sub("", title, count=1)
            whole = f"(?<={re.escape(org[-1:])})({re.escape(title)}){re.escape(person)}"
            found = re.search(whole, text) if org else None
            if found and bare and is_title(bare):
                known[found.end(1) - len(bare)] = Marked(found.end(1) - len(bare), found.end(1), "TITLE")
        spans = list(_disjoint(known.values()))
        if spans:
            yield Example(text, f"triples-{number}", (Marks("renzhi", LABELS, tuple(_open(spans, len(text)))),))


def _disjoint(spans: Iterable[Marked]) -> Iterator[Marked]:
    end = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= end:
            yield span
            end = span.end


def _open(spans: Iterable[Marked], length: int) -> Iterator[Marked]:
    """The spans, and what lies between them as unsure."""
    at = 0
    for span in spans:
        if span.start > at:
            yield Marked(at, span.start, UNSURE)
        yield span
        at = span.end
    if at < length:
        yield Marked(at, length, UNSURE)
