"""Entities by a HanLP recogniser over characters."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..drafts import cuts
from ..errors import ConfigError, RenzhiError
from ..mention import Mention
from ..record import Label, Span
from .labels import Labels

LONGEST = 250
"""Characters of a sentence that HanLP sees together: of longer ones its transformers drop the end."""
BATCH = 256
"""Sentences of a call."""
SCORE = 0.9
"""How sure its entities are: HanLP does not say."""


class HanlpTagger:
    """Tags texts by a recogniser's folder, on the processor."""

    def __init__(self, folder: Path, labels: Labels):
        """Raises ``ConfigError`` where the model cannot be read, or a label of it is not known."""
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # a transformer's parts are looked for on the disk alone
        import hanlp

        try:
            self._model = hanlp.load(str(folder), devices=-1, verbose=False)
        except Exception as error:  # whatever broken files make HanLP, torch or transformers raise
            said = " ".join(str(error).split())
            raise ConfigError(f"{folder}: no HanLP model that can be read ({type(error).__name__}: {said})") from error
        try:
            self.labels: frozenset[Label] = labels.found(_theirs(self._model))
        except RenzhiError as error:
            raise ConfigError(f"renzhi.hanlp.v1: {folder}: {error}") from error
        self._labels = labels
        self.models = {f"{folder.name}/{path.name}": path for path in sorted(folder.iterdir()) if path.is_file()}

    def many(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[list[Mention]]:
        """Mentions of each text with its sentences: sorted, disjoint, offsets into the text."""
        parts = [
            (number, start + low, text[start + low : start + high])
            for number, (text, spans) in enumerate(texts)
            for start, end in spans
            for low, high in cuts(text[start:end], LONGEST)
        ]
        out: list[list[Mention]] = [[] for _ in texts]
        for first in range(0, len(parts), BATCH):
            some = parts[first : first + BATCH]
            found = self._model([list(part) for _, _, part in some])
            for (number, at, part), entities in zip(some, found, strict=True):
                out[number] += self._mentions(at, part, entities)
        return out

    def _mentions(self, at: int, part: str, entities: Iterable[Sequence[Any]]) -> list[Mention]:
        """Entities are text, label, start, end; where two overlap, the first counts."""
        mentions: list[Mention] = []
        behind = 0
        for start, end, name in sorted((int(start), int(end), str(label)) for _, label, start, end in entities):
            label = self._labels(name)
            bare = Mention(start, end, label, "hanlp", SCORE).bare(part) if label else None
            if bare and bare.start >= behind:
                behind = bare.end
                mentions.append(replace(bare, start=at + bare.start, end=at + bare.end))
        return mentions


def _theirs(model: Any) -> list[str]:
    """The labels of a model, from its tags (B-PER) or, where it tells spans apart, its labels."""
    vocabs = model.vocabs
    tags = vocabs["tag"].idx_to_token if "tag" in vocabs else vocabs["label"].idx_to_token
    plain = (str(tag).partition("-")[2] if "tag" in vocabs else str(tag) for tag in tags)
    return sorted({label for label in plain if label and not label.startswith("<")})
