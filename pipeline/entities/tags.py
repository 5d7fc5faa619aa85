"""BIOES: tags of characters for labels, the best valid path of a text, and its spans.

Tag 0 is outside; label number k has the tags 4k+1 to 4k+4: begins, goes on,
ends, stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .lanes import laid, width

OUTSIDE = 0
BEGINS, GOES_ON, ENDS, ALONE = 1, 2, 3, 4
NEVER = -1e9

Logs = NDArray[np.floating]


def count(labels: Sequence[object]) -> int:
    """How many tags labels have."""
    return 1 + 4 * len(labels)


def tags_of(length: int, spans: Sequence[tuple[int, int, int]]) -> NDArray[np.int64]:
    """Tags of a text's characters from its spans: start, end, label number.

    >>> tags_of(5, [(0, 3, 0), (4, 5, 1)]).tolist()
    [1, 2, 3, 0, 8]
    """
    out = np.zeros(length, np.int64)
    for start, end, label in spans:
        if end - start == 1:
            out[start] = 4 * label + ALONE
        else:
            out[start : end - 1] = 4 * label + GOES_ON
            out[start] = 4 * label + BEGINS
            out[end - 1] = 4 * label + ENDS
    return out


def best(logs: Logs, lengths: NDArray[np.integer]) -> NDArray[np.int64]:
    """The likeliest valid tags of texts one behind the other, from log-probabilities of shape (characters, tags).

    Viterbi's algorithm (1967), in lanes. Between two characters a span is open,
    and of which label, or none is: all that a path has to remember.

    >>> best(np.log([[0.1, 0.6, 0.1, 0.1, 0.1], [0.6, 0.1, 0.1, 0.15, 0.05]]), np.array([2])).tolist()
    [1, 3]
    """
    count, tags = logs.shape
    places = laid(lengths, width(lengths))[0]
    real = places < count
    gap = np.full((1, tags), NEVER)
    gap[0, OUTSIDE] = 0
    spoken = np.concatenate([logs, gap]).T[:, places]
    states = _open(spoken, real)
    left, right, none = states[:-1], states[1:], tags // 4
    path = np.where(
        right == none,
        np.where(left == none, 4 * spoken[::ALONE].argmax(0), 4 * left + ENDS),
        4 * right + np.where(left == none, BEGINS, GOES_ON),
    )
    out = np.empty(count, np.int64)
    out[places[real]] = path[real]
    return out


def _open(spoken: Logs, real: NDArray[np.bool_]) -> NDArray[np.intp]:
    """The label of the span that the best path has open, or how many labels there are where none is.

    From log-probabilities of shape (tags, places, lanes), of which the ``real``
    ones are a text's, to shape (places + 1, lanes): before each place and behind the last.
    """
    tags, count, width = spoken.shape
    none = tags // 4
    begins, goes_on, ends = (spoken[place::4].swapaxes(0, 1) for place in (BEGINS, GOES_ON, ENDS))
    alone = spoken[::ALONE].max(0)  # outside or alone: no span is open before or behind
    closed = np.zeros((count + 1, width))
    opened = np.full((count + 1, none, width), NEVER)
    for at, inside in enumerate(real):
        np.maximum(closed[at] + begins[at], opened[at] + goes_on[at], out=opened[at + 1])
        np.maximum(closed[at] + alone[at], (opened[at] + ends[at]).max(0), out=closed[at + 1])
        closed[at + 1] *= inside  # so that a lane's next text begins at nothing, as alone
    ending = opened[:-1] + ends
    through = closed[:-1] + alone >= ending.max(1)
    began = closed[:-1, None] + begins > opened[:-1] + goes_on
    # What was open before each place, by what is open behind it: a label, and last of all none.
    of_open = np.where(began, none, np.arange(none)[:, None])
    of_none = np.where(through, none, ending.argmax(1))
    before = np.concatenate([of_open, of_none[:, None]], axis=1)
    states = np.full((count + 1, width), none)
    lanes = np.arange(width)
    for at in range(count - 1, -1, -1):
        states[at] = before[at, states[at + 1], lanes]
    return states


def spans(path: NDArray[np.integer]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.integer]]:
    """Starts, ends and label numbers of the spans of a valid path.

    >>> [found.tolist() for found in spans(np.array([1, 2, 3, 0, 8]))]
    [[0, 4], [3, 5], [0, 1]]
    """
    place = np.where(path == OUTSIDE, 0, (path - 1) % 4 + 1)
    starts = np.flatnonzero((place == BEGINS) | (place == ALONE))
    ends = np.flatnonzero((place == ENDS) | (place == ALONE)) + 1
    return starts, ends, (path[starts] - 1) // 4
