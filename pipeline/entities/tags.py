"""BIOES: tags of characters for labels, the best valid path of a text, and its spans.

Tag 0 is outside; label number k has the tags 4k+1 to 4k+4: begins, goes on,
ends, stands alone.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

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

    Where the likeliest tags of a text's characters fit together they are the
    answer already; the others, few, go through Viterbi's algorithm.

    >>> best(np.log([[0.1, 0.6, 0.1, 0.1, 0.1], [0.6, 0.1, 0.1, 0.15, 0.05]]), np.array([2])).tolist()
    [1, 3]
    """
    path = logs.argmax(1)
    place = _place(path)
    label = (path + 3) // 4
    ends = np.cumsum(lengths)
    opens = (place == BEGINS) | (place == GOES_ON)
    inside = (place == GOES_ON) | (place == ENDS)
    broken = np.zeros(len(path), bool)
    broken[1:] = np.where(opens[:-1], ~inside[1:] | (label[:-1] != label[1:]), inside[1:])
    broken[ends[:-1]] = inside[ends[:-1]]  # a text's first tag has none before it
    broken[0] = inside[0]
    broken[ends - 1] |= opens[ends - 1]
    texts = np.unique(np.searchsorted(ends, np.flatnonzero(broken), "right"))
    if len(texts):
        places = np.arange(lengths[texts].max())
        at = np.minimum((ends - lengths)[texts, None] + places, ends[texts, None] - 1)
        real = places < lengths[texts, None]
        path[at[real]] = _viterbi(logs[at], lengths[texts])[real]
    return path


def _place(path: NDArray[np.integer]) -> NDArray[np.integer]:
    """What tags say without their labels: 0 outside, else ``BEGINS`` to ``ALONE``."""
    return np.where(path == OUTSIDE, 0, (path - 1) % 4 + 1)


def _viterbi(logs: Logs, lengths: NDArray[np.integer]) -> NDArray[np.int64]:
    """The likeliest valid tags of texts side by side, shape (texts, characters); behind a text's end they mean nothing.

    Between two characters a span is open, and of which label, or none is: all
    that a path has to remember.
    """
    count, longest, tags = logs.shape
    spoken = logs[:, :, 1:].reshape(count, longest, tags // 4, 4)
    begins, goes_on, ends, alone = (spoken[..., place] for place in range(4))
    shut = np.concatenate([logs[:, :, :1], alone], axis=2)  # tags with no span open before or behind them
    shut_tag, shut_score = shut.argmax(2), shut.max(2)
    closed, opened = np.zeros(count), np.full((count, tags // 4), NEVER)
    ended = np.zeros((count, longest), np.int64)
    """Where no span is open behind a character: the label of the one that ended with it, -1 for none."""
    began = np.zeros((count, longest, tags // 4), bool)
    """Where one is: whether it began with the character."""
    rows = np.arange(count)
    for at in range(longest):
        live = at < lengths
        ending = opened + ends[:, at]
        label = ending.argmax(1)
        through, over = closed + shut_score[:, at], ending[rows, label]
        ended[:, at] = np.where(over > through, label, -1)
        first, further = closed[:, None] + begins[:, at], opened + goes_on[:, at]
        began[:, at] = first > further
        opened = np.where(live[:, None], np.maximum(first, further), opened)
        closed = np.where(live, np.maximum(through, over), closed)
    path = np.zeros((count, longest), np.int64)
    state = np.full(count, -1)
    for at in range(longest - 1, -1, -1):
        live = at < lengths
        over = ended[:, at]
        whole = shut_tag[:, at]
        of_shut = np.where(whole == 0, OUTSIDE, 4 * (whole - 1) + ALONE)
        closing = np.where(over < 0, of_shut, 4 * over + ENDS)
        first = began[rows, at, state]
        inside = 4 * state + np.where(first, BEGINS, GOES_ON)
        path[:, at] = np.where(state < 0, closing, inside)
        state = np.where(live, np.where(state < 0, over, np.where(first, -1, state)), state)
    return path


def spans(path: NDArray[np.integer]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.integer]]:
    """Starts, ends and label numbers of the spans of a valid path.

    >>> [found.tolist() for found in spans(np.array([1, 2, 3, 0, 8]))]
    [[0, 4], [3, 5], [0, 1]]
    """
    place = _place(path)
    starts = np.flatnonzero((place == BEGINS) | (place == ALONE))
    ends = np.flatnonzero((place == ENDS) | (place == ALONE)) + 1
    return starts, ends, (path[starts] - 1) // 4
