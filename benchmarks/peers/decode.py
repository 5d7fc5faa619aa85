"""What taggers give, as spans: words with tags, or a tag for each character."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from . import Spans


def of_words(text: str, words: Iterable[tuple[str, str]]) -> Spans:
    """Words with tags at their places in the text, which may have blanks that the words have not.

    >>> of_words("林远  在北京", [("林远", "nr"), (" ", "x"), ("在", "p"), ("北京", "ns")])
    [(0, 2, 'nr'), (2, 3, 'x'), (4, 5, 'p'), (5, 7, 'ns')]
    """
    spans: Spans = []
    at = 0
    for word, tag in words:
        start = text.find(word, at)
        if start < 0 or not word:
            continue  # a word that the tool changed has no place
        at = start + len(word)
        spans.append((start, at, tag))
    return spans


def of_tags(tags: Sequence[str]) -> Spans:
    """Spans of a tag a character: B, M, I and E, S with a label behind ``-`` or ``_``.

    A tag that goes on with nothing before it, or with another label, begins a span.

    >>> of_tags(["B-PER", "E-PER", "O", "S_location", "B_org", "M_org", "B_org"])
    [(0, 2, 'PER'), (3, 4, 'location'), (4, 6, 'org'), (6, 7, 'org')]
    """
    spans: Spans = []
    start, label = 0, ""
    for at, tag in enumerate([*tags, "O"]):
        place, own = (tag[0], tag[2:]) if len(tag) > 2 else ("O", "")
        if label and (own != label or place in "BS"):
            spans.append((start, at, label))
            label = ""
        if own and not label:
            start, label = at, own
        if label and place in "ES":
            spans.append((start, at + 1, label))
            label = ""
    return spans


def viterbi(
    emissions: NDArray[np.float32],
    lengths: NDArray[np.intp],
    transitions: NDArray[np.float32],
    first: NDArray[np.float32],
    last: NDArray[np.float32],
) -> list[list[int]]:
    """The best paths of texts, the longest first, through emissions ``(texts, characters, tags)``.

    ``transitions`` weigh a tag (row) before a tag (column), ``first`` and ``last`` the ends of a text.

    >>> forbidden = np.array([[0, 0], [0, -9]])
    >>> viterbi(np.array([np.eye(2), np.eye(2)]), np.array([2, 1]), forbidden, np.array([0, 2]), np.zeros(2))
    [[1, 0], [1]]
    """
    texts, longest, tags = emissions.shape
    best = emissions[:, 0] + first
    back = np.zeros((longest, texts, tags), dtype=np.intp)
    for at in range(1, longest):
        rows = active(lengths, at)
        scores = best[:rows, :, None] + transitions
        back[at, :rows] = scores.argmax(1)
        best[:rows] = scores.max(1) + emissions[:rows, at]
    now = (best + last).argmax(1)
    paths = np.zeros((texts, longest), dtype=np.intp)
    every = np.arange(texts)
    for at in range(longest - 1, -1, -1):
        rows = active(lengths, at)
        paths[:rows, at] = now[:rows]
        now[:rows] = back[at, every[:rows], now[:rows]]
    return [path[:length].tolist() for path, length in zip(paths, lengths, strict=True)]


def active(lengths: NDArray[np.intp], at: int) -> int:
    """How many texts are longer than ``at``; the longest come first.

    >>> active(np.array([5, 3, 3, 1]), 3)
    1
    """
    return int(np.searchsorted(-lengths, -at, "left"))


def batches(texts: Sequence[str], size: int) -> list[list[int]]:
    """Indices of the texts that are not empty, ``size`` a batch, the longest first.

    >>> batches(["a", "", "abc", "ab"], 2)
    [[2, 3], [0]]
    """
    order = sorted((i for i, text in enumerate(texts) if text), key=lambda i: -len(texts[i]))
    return [order[at : at + size] for at in range(0, len(order), size)]
