"""What each line is to the page, and the likeliest row of such labels."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

LABELS = (
    "text-wraps",
    "text-paragraph",
    "text-article",
    "text-resumes",
    "text-resumes-paragraph",
    "head",
    "head-next",
    "head-wraps",
    "byline-article",
    "byline",
    "byline-wraps",
    "caption",
    "caption-wraps",
    "furniture",
)
"""The part of a line on its page and, behind the hyphen, how it is tied to the one before it.

``wraps`` goes on with the paragraph, headline line, byline or caption of the
line before. ``paragraph`` begins one in the article of the line before,
``article`` the article's text. ``resumes`` goes on with an article that
stands further up, in mid-paragraph or not. ``head`` begins the headline of an
article, ``head-next`` is a further line of it.
"""
(
    WRAPS,
    PARAGRAPH,
    ARTICLE,
    RESUMES,
    RESUMES_PARAGRAPH,
    HEAD,
    HEAD_NEXT,
    HEAD_WRAPS,
    BYLINE_ARTICLE,
    BYLINE,
    BYLINE_WRAPS,
    CAPTION,
    CAPTION_WRAPS,
    FURNITURE,
) = range(len(LABELS))

TEXT = (WRAPS, PARAGRAPH, ARTICLE, RESUMES, RESUMES_PARAGRAPH)
HEADS = (HEAD, HEAD_NEXT, HEAD_WRAPS)
BYLINES = (BYLINE_ARTICLE, BYLINE, BYLINE_WRAPS)
CAPTIONS = (CAPTION, CAPTION_WRAPS)
WRAPPED = (WRAPS, HEAD_WRAPS, BYLINE_WRAPS, CAPTION_WRAPS)
"""A line so labelled is joined to the one before it."""

_BEHIND: dict[int, tuple[int, ...]] = {
    WRAPS: TEXT,
    PARAGRAPH: (*TEXT, *BYLINES, *CAPTIONS),
    HEAD_NEXT: HEADS,
    HEAD_WRAPS: HEADS,
    BYLINE: (*TEXT, *BYLINES, *CAPTIONS, *HEADS),
    BYLINE_WRAPS: BYLINES,
    CAPTION_WRAPS: CAPTIONS,
}
"""What must stand before a line of these labels."""
NEVER = -1e4


def allowed() -> NDArray[np.float32]:
    """0 where the label of the column may follow the label of the row, ``NEVER`` where not."""
    table = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for label, before in _BEHIND.items():
        table[:, label] = NEVER
        table[list(before), label] = 0
    return table


FIRST = np.array([NEVER if label in _BEHIND or "resumes" in LABELS[label] else 0 for label in range(len(LABELS))])
"""What may stand first on a page."""


SURE = -0.002
"""A label as likely as this (in log-probability) is not weighed against its neighbours'."""


def decode(scores: NDArray[np.float32], transitions: NDArray[np.float32]) -> NDArray[np.int64]:
    """The likeliest labels of lines, by Viterbi's algorithm wherever a line leaves doubt.

    ``scores`` are log-probabilities, a row a line, a column a label;
    ``transitions`` are added from the label of a row to that of a column.

    >>> table = np.log(np.full((2, len(LABELS)), 0.01))
    >>> table[0, HEAD], table[1, WRAPS], table[1, HEAD_NEXT] = -0.1, -0.7, -0.8  # no text goes on from a headline
    >>> [LABELS[label] for label in decode(table, allowed())]
    ['head', 'head-next']
    """
    found = scores.argmax(axis=1)
    if not len(found):
        return found
    sure = scores.max(axis=1) > SURE
    sure[0] &= FIRST[found[0]] == 0
    illegal = np.flatnonzero(transitions[found[:-1], found[1:]] <= NEVER / 2)
    sure[illegal] = sure[illegal + 1] = False
    edges = np.flatnonzero(np.diff(np.concatenate([[True], sure, [True]]).astype(np.int8)))
    for start, end in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        first = FIRST if start == 0 else transitions[found[start - 1]]
        last = 0 if end == len(found) else transitions[:, found[end]]
        found[start:end] = _viterbi(scores[start:end], first, last, transitions)
    return found


def _viterbi(
    scores: NDArray[np.float32],
    first: NDArray[np.float32],
    last: NDArray[np.float32] | int,
    transitions: NDArray[np.float32],
) -> list[int]:
    """The best labels of a stretch; ``first`` and ``last`` are what its neighbours say of its ends."""
    best = scores[0] + first
    back = []
    for row in scores[1:]:
        ways = best[:, None] + transitions
        back.append(ways.argmax(axis=0))
        best = ways.max(axis=0) + row
    found = [int((best + last).argmax())]
    for step in reversed(back):
        found.append(int(step[found[-1]]))
    return found[::-1]
