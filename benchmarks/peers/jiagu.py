"""jiagu 0.2.3: words of its own segmenter, whose names a perceptron tells."""

from __future__ import annotations

from . import Spans, Tag
from .decode import of_tags, of_words

PACKAGE = "jiagu"
LABELS = {"PER": "PER", "ORG": "ORG", "LOC": "LOC"}
SEEN = ("msra",)


def load() -> Tag:
    """The tagger. Its weights are a pickle inside the package, which the package itself unpickles."""
    import jiagu

    jiagu.init()

    def tag(texts: list[str]) -> list[Spans]:
        return [_names(text, words := jiagu.seg(text), jiagu.ner(words)) for text in texts]

    return tag


def _names(text: str, words: list[str], tags: list[str]) -> Spans:
    """Spans over the places of the words.

    >>> _names("林 远在北京", ["林", " ", "远", "在", "北京"], ["B-PER", "I-PER", "I-PER", "O", "B-LOC"])
    [(0, 3, 'PER'), (4, 6, 'LOC')]
    """
    placed = of_words(text, zip(words, tags, strict=True))
    return [
        (placed[start][0], placed[end - 1][1], label) for start, end, label in of_tags([tag for _, _, tag in placed])
    ]
