"""Words of a text, by spaCy's Chinese tokenizer: characters, jieba, or a trained model."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from . import models
from .errors import ConfigError
from .record import Span

Segment = Callable[[str], list[Span]]
"""Spans of the words of a text: in order, disjoint, covering all of it but white space."""
CHARACTERS, JIEBA, WORDS = "characters", "jieba", "words"
FEATURES, WEIGHTS = "features.msgpack", models.WEIGHTS


def load(name: str = CHARACTERS) -> Segment:
    """A segmenter: ``characters``, ``jieba``, or one that spacy-pkuseg trained: the shipped ``words``, or a folder.

    Raises ``ConfigError`` where there is no such model, or jieba is not installed.

    >>> load()("周明 讲话")
    [(0, 1), (1, 2), (3, 4), (4, 5)]
    """
    from spacy.lang.zh import Chinese

    kind = {CHARACTERS: "char", JIEBA: "jieba"}.get(name, "pkuseg")
    try:
        if kind == JIEBA:
            import jieba

            jieba.setLogLevel(logging.WARNING)  # else it tells how it reads its dictionary
        nlp = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": kind}}})
    except ImportError as error:
        raise ConfigError("segmenter jieba: not installed; install it with: pip install 'renzhi[export]'") from error
    if kind == "pkuseg":
        import spacy_pkuseg

        # Made here and not by ``initialize``: that would unpickle a list of words, and takes some names for downloads.
        folder = _folder(name)
        try:
            nlp.tokenizer.pkuseg_seg = spacy_pkuseg.pkuseg(str(folder.resolve()), user_dict=None)
        except Exception as error:  # whatever broken files make the library raise
            raise ConfigError(f"{folder}: no segmenter that can be read ({error}); {models.AGAIN}") from error

    def segment(text: str) -> list[Span]:
        return [(token.idx, token.idx + len(token)) for token in nlp.make_doc(text) if not token.is_space]

    return segment


def _folder(name: str) -> Path:
    """A model's folder; without its features in msgpack the library would go on to unpickle a file."""
    try:
        folder = models.find(name)
        if (folder / FEATURES).is_file():
            return folder
        found = f"{folder} has no {FEATURES}"
    except ConfigError:
        found = "no such model"
    raise ConfigError(
        f"segmenter {name!r}: {found}; give {CHARACTERS}, {JIEBA}, {WORDS}, or the folder of a model"
        " (renzhi train train-segmenter)"
    )
