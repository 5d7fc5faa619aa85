"""A labelled page as pieces of text, headlines and captions, each of lines that stand together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from ..page import Lines
from . import labels as L
from .features import Reading, Rows
from .lexical import grouped
from .plan import Group

DOUBT = -4.0
"""A piece is cut too where it is as likely as this (in log-probability) that another article begins or goes on."""


@dataclass
class Piece:
    """Lines of one article's text, by number."""

    lines: list[int]

    @property
    def lead(self) -> list[int]:
        """Its first lines."""
        return self.lines[:_LEAD]


@dataclass
class Parts:
    """A page taken apart, in reading order, with what is asked of its lines again and again."""

    reading: Reading
    labels: list[int]
    scores: Rows
    """Log-probabilities of labels, a row a line."""
    printed: NDArray[np.bool_]
    """Whether each line is furniture by its words."""
    opens: NDArray[np.bool_]
    """Whether each line opens an article by its words."""
    pieces: list[Piece] = field(default_factory=list)
    heads: list[list[Group]] = field(default_factory=list)
    """Headlines that may be of one article each: lists of printed headlines, which are lists of lines."""
    captions: list[Group] = field(default_factory=list)
    furniture: list[int] = field(default_factory=list)

    @property
    def lines(self) -> Lines:
        """The page's lines."""
        return self.reading.lines

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """The first line of each piece."""
        return np.array([piece.lines[0] for piece in self.pieces], int)

    @cached_property
    def ends(self) -> NDArray[np.int64]:
        """The last line of each piece."""
        return np.array([piece.lines[-1] for piece in self.pieces], int)

    def lines_of(self, pieces: Sequence[int]) -> list[int]:
        """The lines of pieces, by their numbers, in the order of these."""
        return [line for piece in pieces for line in self.pieces[piece].lines]

    def lines_of_head(self, head: int) -> list[int]:
        """The lines of a headline."""
        return [line for group in self.heads[head] for line in group]

    def bags(self, *groups: Sequence[Sequence[int]]) -> list[Rows]:
        """For groups of lines which pairs of characters they have, of all that there are: rows of 0 and 1.

        The columns are the same for all that is asked for together.
        """
        starts = self.lines.starts
        every = [[self._ids(lines, starts) for lines in of] for of in groups]
        flat = [ids for of in every for ids in of]
        if not flat:
            return [np.zeros((0, 0), np.float32) for _ in groups]
        order, new = grouped(np.concatenate(flat))
        columns = np.cumsum(new) - 1
        rows = np.repeat(np.arange(len(flat)), [len(ids) for ids in flat])
        table = np.zeros((len(flat), new.sum()), np.float32)
        table[rows[order], columns] = 1
        ends = accumulate(map(len, groups))
        return [table[end - len(of) : end] for of, end in zip(groups, ends, strict=True)]

    def _ids(self, lines: Sequence[int], starts: NDArray[np.int64]) -> NDArray[np.int64]:
        if not len(lines):
            return self.reading.ids[:0]
        if lines[-1] - lines[0] == len(lines) - 1:
            return self.reading.ids[starts[lines[0]] : starts[lines[-1] + 1]]
        return np.concatenate([self.reading.ids[starts[at] : starts[at + 1]] for at in lines])

    def head_before(self, at: int) -> range:
        """The lines of the headline that stands right above a line, if one does."""
        if not at or self.labels[at - 1] not in L.HEADS:
            return range(0)
        first = at - 1
        while first and self.labels[first] in (L.HEAD_NEXT, L.HEAD_WRAPS):
            first -= 1
        return range(first, at)


_LEAD = 8
"""Lines of a piece whose words count as its lead."""
_TEXT = frozenset((*L.TEXT, *L.BYLINES))
_OPENS = frozenset((L.ARTICLE, L.RESUMES, L.RESUMES_PARAGRAPH, L.BYLINE_ARTICLE))
_DOUBTED = (L.ARTICLE, L.RESUMES, L.RESUMES_PARAGRAPH)


def take_apart(
    reading: Reading, labels: list[int], scores: Rows, printed: NDArray[np.bool_], opens: NDArray[np.bool_]
) -> Parts:
    """The parts of a page by the labels of its lines and their log-probabilities."""
    parts = Parts(reading, labels, scores, printed, opens)
    doubted = scores[:, _DOUBTED].max(axis=1) > DOUBT if len(scores) else np.zeros(0, bool)
    groups: list[list[int]] = []
    before_label = -1
    for at, label in enumerate(labels):
        if label in _TEXT:
            apart = before_label not in _TEXT and not (label == L.PARAGRAPH and before_label in L.CAPTIONS and groups)
            if label in _OPENS or apart or (doubted[at] and label in (L.PARAGRAPH, L.WRAPS)) or not groups:
                groups.append([])
            groups[-1].append(at)
        elif label == L.HEAD or (label in L.HEADS and not parts.heads):
            parts.heads.append([[at]])
        elif label == L.HEAD_NEXT:
            if scores[at, L.HEAD] > DOUBT:
                parts.heads.append([])
            parts.heads[-1].append([at])
        elif label == L.HEAD_WRAPS:
            parts.heads[-1][-1].append(at)
        elif label == L.CAPTION_WRAPS and parts.captions:
            parts.captions[-1].append(at)
        elif label in L.CAPTIONS:
            parts.captions.append([at])
        else:
            parts.furniture.append(at)
        before_label = label
    parts.pieces = [Piece(group) for group in groups]
    return parts

