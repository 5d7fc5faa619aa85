"""Words of a text, by spaCy's Chinese tokenizer: characters, jieba, or a trained model's folder."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from .errors import ConfigError
from .record import Span

Segment = Callable[[str], list[Span]]
"""Spans of the words of a text: in order, disjoint, covering all of it but white space."""
CHARACTERS, JIEBA = "characters", "jieba"
FEATURES, WEIGHTS = "features.msgpack", "weights.npz"


def load(name: str = CHARACTERS) -> Segment:
    """A segmenter: ``characters``, ``jieba``, or the folder of one that spacy-pkuseg trained.

    Raises ``ConfigError`` where there is no such folder, or jieba is not installed.

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
        nlp.tokenizer.pkuseg_seg = spacy_pkuseg.pkuseg(str(_folder(name).resolve()), user_dict=None)

    def segment(text: str) -> list[Span]:
        return [(token.idx, token.idx + len(token)) for token in nlp.make_doc(text) if not token.is_space]

    return segment


def _folder(name: str) -> Path:
    """A model's folder; without its features in msgpack the library would go on to unpickle a file."""
    folder = Path(name).expanduser()
    for file in (FEATURES, WEIGHTS):
        if not (folder / file).is_file():
            raise ConfigError(
                f"segmenter {name!r}: no folder with a {file}; give {CHARACTERS}, {JIEBA}, or the folder of a model"
                " (renzhi train train-segmenter)"
            )
    return folder
