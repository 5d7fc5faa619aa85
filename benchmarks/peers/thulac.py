"""thulac 0.2.2: a perceptron over characters that gives words with classes, in plain Python."""

from __future__ import annotations

from contextlib import redirect_stdout
from io import StringIO

from . import Spans, Tag
from .decode import of_words

PACKAGE = "thulac"
LABELS = {"np": "PER", "ni": "ORG", "ns": "LOC", "t": "DATE"}
SEEN = ("pfr",)


def load() -> Tag:
    """The tagger, by its free model."""
    import thulac

    with redirect_stdout(StringIO()):  # it greets
        tagger = thulac.thulac()

    def tag(texts: list[str]) -> list[Spans]:
        return [of_words(text, map(tuple, tagger.cut(text))) for text in texts]

    return tag
