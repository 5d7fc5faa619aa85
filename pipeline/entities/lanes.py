"""Texts laid out in lanes, so that what goes on character by character goes on in many texts at once."""

from __future__ import annotations

from heapq import heapify, heapreplace

import numpy as np
from numpy.typing import NDArray

ABREAST = 128
"""Lanes side by side, at the most."""


def width(lengths: NDArray[np.integer]) -> int:
    """How many lanes texts fill: no more than the longest text leaves room for.

    >>> width(np.array([40, 60, 20])), width(np.full(1000, 60)), width(np.array([], int))
    (3, 128, 1)
    """
    return min(ABREAST, int(lengths.sum()) // max(int(lengths.max(initial=1)), 1) + 1)


def laid(lengths: NDArray[np.integer], width: int) -> NDArray[np.intp]:
    """The numbers of texts' characters by place and lane, of shape (2, places, width): read forwards, and backwards.

    A lane holds texts one behind the other with a gap behind each. In a gap, and
    where a lane has ended, stands the number of no character: how many there are.
    A text goes where there is room first, the longest first of all.

    >>> forward, backward = laid(np.array([2, 1, 4]), 2)
    >>> forward.T.tolist(), backward.T.tolist()
    ([[3, 4, 5, 6, 7], [0, 1, 7, 2, 7]], [[6, 5, 4, 3, 7], [1, 0, 7, 2, 7]])
    """
    lane, start = np.zeros((2, len(lengths)), np.intp)
    ends = [(0, number) for number in range(width)]
    heapify(ends)
    for text in np.argsort(-lengths, kind="stable").tolist():
        start[text], lane[text] = ends[0]
        heapreplace(ends, (ends[0][0] + int(lengths[text]) + 1, ends[0][1]))
    last, count = np.cumsum(lengths), int(lengths.sum())
    number = np.arange(count)
    lanes = np.repeat(lane, lengths)
    out = np.full((2, max(ends)[0], width), count)
    out[0, number + np.repeat(start - last + lengths, lengths), lanes] = number
    out[1, np.repeat(start + last - 1, lengths) - number, lanes] = number
    return out
