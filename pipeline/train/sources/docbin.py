"""spaCy's ``DocBin``: the entities of its documents, whoever set them."""

from __future__ import annotations

from pathlib import Path

from ...docbin import RECORD, unpack
from .items import Item, item


def items(path: Path) -> list[Item]:
    """The documents of a ``.spacy`` file; raises ``RenzhiError`` where it is none."""
    found = []
    for number, doc in enumerate(unpack(path), 1):
        record = doc.user_data.get(RECORD, {}).get("id", "")
        spans = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
        found.append(item(f": document {number}", doc.text, spans, record or f"{path.stem}-{number}", record))
    return found
