"""jieba 0.42.1: words of a dictionary with classes, names unknown to it by a hidden Markov model."""

from __future__ import annotations

import logging

from . import Spans, Tag
from .decode import of_words

PACKAGE = "jieba"
LABELS = {"nr": "PER", "nrt": "PER", "nrfg": "PER", "nt": "ORG", "ns": "LOC", "t": "DATE"}
SEEN = ("pfr",)


def load() -> Tag:
    """The tagger; jieba keeps its dictionary in a file in the folder for temporary ones after the first time."""
    import jieba
    from jieba import posseg

    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()

    def tag(texts: list[str]) -> list[Spans]:
        return [of_words(text, ((pair.word, pair.flag) for pair in posseg.cut(text))) for text in texts]

    return tag
