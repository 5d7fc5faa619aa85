"""docbin: a ``.spacy`` file, which ``spacy train`` and ``DocBin().from_disk`` read."""

from __future__ import annotations

from typing import IO

from ..collection import Collection
from .formats import Notes


def write(file: IO[bytes], source: Collection, notes: Notes, segmenter: str) -> None:
    """Write the records as documents; all of them are in memory, as they are for spaCy."""
    from ..docbin import pack

    file.write(pack(source.read(), segmenter, notes).to_bytes())
