"""Which examples of a test set share a run of characters with the training text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from ..alignment import codes

SIZE = 14
"""Characters of a run that no two texts share by chance, boilerplate aside."""
_BASE = np.uint64(0x9E3779B97F4A7C15)
_MIX = np.uint64(0xBF58476D1CE4E5B9)
_HALF = np.uint64(32)


def shared(train: Iterable[str], test: Iterable[str], n: int = SIZE) -> NDArray[np.intp]:
    """Indices of the ``test`` texts that have ``n`` characters in a row with a ``train`` text, blanks left out.

    A text of fewer than ``n`` characters has no such run, and so shares none.
    Runs are compared by hashes of 64 bits.

    >>> shared(["昨天，明湖市委书记林 远主持会议。"], ["会上，明湖市委书记林远主持会议。", "天气晴。"], n=8).tolist()
    [0]
    """
    known = np.unique(_runs(train, n)[0])
    runs, owners = _runs(test, n)
    if not len(known) or not len(runs):
        return np.empty(0, dtype=np.intp)
    at = np.minimum(np.searchsorted(known, runs), len(known) - 1)
    return np.unique(owners[known[at] == runs])


def unshared(train: Sequence[str], test: Iterable[str], n: int = SIZE) -> list[int]:
    """Indices of the ``train`` texts that may be learnt from: those that share no run with a ``test`` text.

    >>> unshared(["明湖市委书记林远主持会议", "天气晴"], ["明湖市委书记林远讲话"], n=8)
    [1]
    """
    out = set(shared(test, train, n).tolist())
    return [index for index in range(len(train)) if index not in out]


def _runs(texts: Iterable[str], n: int) -> tuple[NDArray[np.uint64], NDArray[np.intp]]:
    """Hashes of all runs inside texts, and the index of the text of each."""
    if n < 1:
        raise ValueError(f"n is {n}; a run has at least one character")
    squashed = ["".join(text.split()) for text in texts]
    lengths = np.array([len(text) for text in squashed], dtype=np.intp)
    owners = np.repeat(np.arange(len(squashed)), lengths)
    count = len(owners) - n + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint64), np.empty(0, dtype=np.intp)
    chars = codes("".join(squashed)).astype(np.uint64)
    chars = (chars + _BASE) * _MIX  # spread, since code points are close together
    chars ^= chars >> _HALF
    runs = np.zeros(count, dtype=np.uint64)
    for at in range(n):
        runs *= _BASE
        runs += chars[at : at + count]
    inside = owners[:count] == owners[n - 1 :]
    return runs[inside], owners[:count][inside]
