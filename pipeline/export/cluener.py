"""cluener: JSON lines of sentences with labels, names and the places of their first and last characters.

The format of CLUENER2020 (Xu et al., 2020, arXiv:2001.04351).
"""

from __future__ import annotations

import json
from typing import IO

from ..collection import Collection
from .formats import Notes
from .labels import labels
from .sentences import sentences


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write a line a sentence; entities of labels that CLUENER has not are left out, and counted."""
    known = labels("cluener")
    for article in source.read():
        for sentence in sentences(article, notes):
            found: dict[str, dict[str, list[list[int]]]] = {}
            for entity in sentence.entities:
                if entity.label not in known:
                    notes[f"entities {entity.label}, which CLUENER has not, left out"] += 1
                    continue
                places = found.setdefault(known[entity.label], {}).setdefault(entity.text, [])
                places.append([entity.start - sentence.start, entity.end - sentence.start - 1])
            line = {"text": article.text[sentence.start : sentence.end], "label": found}
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
