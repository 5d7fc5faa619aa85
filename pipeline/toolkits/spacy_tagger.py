"""Entities by a trained spaCy pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import spacy

from ..errors import ConfigError, RenzhiError
from ..mention import Mention
from ..record import Label, Span
from .labels import Labels

SCORE = 0.9
"""How sure its entities are: spaCy does not say."""


class SpacyTagger:
    """Tags texts by ``doc.ents`` of a pipeline."""

    def __init__(self, model: str, labels: Labels):
        """``model`` is a folder or a package's name.

        Raises ``ConfigError`` where there is none, where it finds no entities, or where a label of it is not known.
        """
        if not model:
            raise ConfigError("renzhi.spacy.v1: no model; set entities.tagger.model to a trained pipeline's folder")
        try:
            self._nlp = spacy.load(model)
        except (OSError, ImportError, ValueError) as error:
            said = " ".join(str(error).split())
            raise ConfigError(
                f"renzhi.spacy.v1: {model!r}: no trained pipeline that can be read ({said}); "
                "give a folder that `spacy train` wrote, or the name of an installed package"
            ) from error
        finders = [pipe for name, pipe in self._nlp.pipeline if "doc.ents" in self._nlp.get_pipe_meta(name).assigns]
        if not finders:
            raise ConfigError(
                f"renzhi.spacy.v1: {model!r} finds no entities; it has: {', '.join(self._nlp.pipe_names)}"
            )
        theirs = sorted({label for pipe in finders for label in getattr(pipe, "labels", ())})
        try:
            self.labels: frozenset[Label] = labels.found(theirs)
        except RenzhiError as error:
            raise ConfigError(f"renzhi.spacy.v1: {model!r}: {error}") from error
        self._labels = labels
        self.models = _files(self._nlp.path)

    def many(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[list[Mention]]:
        """Mentions of each text with its sentences: sorted, disjoint, offsets into the text."""
        return [self._mentions(doc) for doc in self._nlp.pipe(text for text, _ in texts)]

    def _mentions(self, doc: Any) -> list[Mention]:
        found = [(ent.start_char, ent.end_char, self._labels(ent.label_)) for ent in doc.ents]
        mentions = (Mention(start, end, label, "spacy", SCORE).bare(doc.text) for start, end, label in found if label)
        return [mention for mention in mentions if mention]


def _files(folder: Path | None) -> dict[str, Path]:
    """The pipeline's files by name, for the manifest."""
    if folder is None:
        return {}
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)
    return {f"{folder.name}/{path.relative_to(folder).as_posix()}": path for path in files}
