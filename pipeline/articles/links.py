"""Which piece of text goes on with which: evidence for each pair, and the page decided as a whole."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from . import labels as L
from .chain import OPEN, chain
from .features import Rows, as_rows, cos
from .lexical import joint_scores
from .model import Model, certainty, odds
from .pieces import Parts

FEATURES = 29
"""Of a pair of pieces."""
BEGIN_FEATURES = 16
"""Of a piece that may begin an article."""
_LABELLED = 0.3
"""The weight of what the labels say, besides what the weights of links make of them."""
_FIELD = 12
"""Lines that tell what the end or the beginning of a piece is about."""
CHUNK = 64
"""Pieces whose words are compared at a time."""
_FEW = 5
"""So many articles with a dateline tell what a page does."""
_MOST = 0.75
"""Up to this share of articles with one a page may as well have others."""
_UNDATED = 8.0
"""What speaks against an article without one (in log-odds) where all others have one."""
_FAR = -20.0
"""Pieces too far apart."""
_NOT = -40.0
"""A piece with a dateline goes on with none."""


def pairs(parts: Parts) -> list[tuple[int, int]]:
    """Pieces of which the second may go on with the first: the last few before it."""
    return [(i, j) for j in range(len(parts.pieces)) for i in range(max(j - OPEN, 0), j)]


def pair_features(parts: Parts, joints: Rows, found: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """What speaks for and against each pair, a row a pair."""
    if not found:
        return np.zeros((0, FEATURES))
    i, j = np.array(found).T
    last, first = parts.ends[i], parts.starts[j]
    said = joint_scores(joints, parts.reading.chars, parts.lines.starts, last, first)
    shared = likeness(parts, i, j)
    of = parts.scores[first].T
    wraps, paragraph, article = np.maximum(
        of[[L.WRAPS, L.PARAGRAPH, L.ARTICLE]], of[[L.RESUMES, L.RESUMES_PARAGRAPH, L.BYLINE_ARTICLE]]
    )
    likely = np.clip([wraps, paragraph, article, np.maximum(of[L.WRAPS], of[L.PARAGRAPH])], -8, 0)
    ends = parts.reading.ends[last]
    column = parts.reading.column
    narrower = np.abs(column[last] - column[first])
    apart = j - i - 1
    next_ = (apart == 0) & (first == last + 1)
    cut = np.clip(said[:, 0] - np.maximum(said[:, 1], said[:, 2]), -12, 12)
    indented = parts.lines.indent[first] >= 1.5
    alike = narrower <= 0.75
    full = parts.reading.full[last]
    near, whole = _topics(parts, i, j)
    changed = np.abs(column[parts.ends[j - 1]] - column[first]) > 0.75
    return as_rows(
        [
            next_,
            apart == 0,
            np.minimum(apart, 6),
            ends,
            ~ends & (apart > 0),
            np.where(ends, 0, cut) / 4,
            np.where(ends, cut, 0) / 4,
            np.clip(said[:, 1] - said[:, 2], -12, 12) / 4,
            np.minimum(narrower, 6),
            narrower <= 0.75,
            shared * 5,
            *likely[:3],
            np.where(ends, likely[1], likely[0]),
            indented & ~ends,
            next_ * likely[3],
            alike & changed,
            alike & changed & ~ends,
            ~alike & ~changed & (apart > 0),
            ~ends & alike & (cut > 0),
            (apart > 0) & ends & (wraps > paragraph),
            near * 3,
            whole * 3,
            near * next_ * 3,
            _over_rivals(whole, first) * 3,
            full & ~ends & (apart > 0),
            ~full & (wraps > paragraph) & (apart > 0),
            ends & ~full & (wraps > paragraph),
        ],
        np.float64,
    )


def begin_features(parts: Parts) -> NDArray[np.float64]:
    """What speaks for each piece beginning an article."""
    pieces, first = parts.pieces, parts.starts
    of = parts.scores[first].T
    size = np.array([len(piece.lines) for piece in pieces], float)
    ends = np.append(True, parts.reading.ends[parts.ends[:-1]])
    head = [parts.head_before(at) for at in first.tolist()]
    headed = np.array([len(lines) > 0 for lines in head])
    lead, back = np.zeros(len(pieces)), np.zeros(len(pieces))
    for at in range(0, len(pieces), CHUNK):
        here = range(at, min(at + CHUNK, len(pieces)))
        heads, leads, backs = parts.bags(
            [head[n] for n in here], [pieces[n].lead for n in here], [pieces[max(n - 1, 0)].lines for n in here]
        )
        words = np.maximum(heads.sum(axis=1), 1)
        lead[here.start : here.stop] = (heads * leads).sum(axis=1) / words
        back[here.start : here.stop] = (heads * backs).sum(axis=1) / words
    back[0] = 0
    column = parts.reading.column[first]
    reading = parts.reading
    past = np.append(parts.ends[:1], parts.ends[:-1]) + 1
    above = np.array([(lines.start, lines.stop) for lines in head]).T
    own, before, of_head = reading.about(
        np.array([first, np.maximum(past - _FIELD, 0), above[0]]),
        np.array([np.minimum(first + _FIELD, parts.ends + 1), past, above[1]]),
    )
    topic, of_head = cos(own, before), cos(own, of_head)
    topic[0] = 0
    last = np.append(0, parts.ends[:-1])
    broken = np.cumsum(~ends)
    likely = np.maximum(of[[L.ARTICLE, L.RESUMES, L.WRAPS]], of[[L.BYLINE_ARTICLE, L.RESUMES_PARAGRAPH, L.PARAGRAPH]])
    return as_rows(
        [
            *np.clip(likely, -8, 0),
            np.log(size),
            first == 0,
            ends,
            headed,
            size <= 2,
            lead * 3,
            (lead - back) * 3,
            headed & (lead > back),
            np.abs(column - parts.reading.column[last]) > 0.75,
            np.minimum(broken, 3),
            topic * 3,
            topic * headed * 3,
            of_head * 3,
        ],
        np.float64,
    )


def choices(pairs_: NDArray[np.float64], begins: NDArray[np.float64]) -> NDArray[np.float64]:
    """Both kinds of rows in one table: going on with a piece, then beginning an article; each has its own columns."""
    table = np.zeros((len(pairs_) + len(begins), FEATURES + BEGIN_FEATURES + 2))
    table[: len(pairs_), :FEATURES], table[: len(pairs_), FEATURES] = pairs_, 1
    table[len(pairs_) :, FEATURES + 1 : -1], table[len(pairs_) :, -1] = begins, 1
    return table


def solve(parts: Parts, model: Model) -> tuple[list[int], list[float]]:
    """For each piece the one that it goes on with, -1 where it begins an article; and how sure each is, 0–1."""
    if not parts.pieces:
        return [], []
    found = pairs(parts)
    table = choices(pair_features(parts, model.joints, found), begin_features(parts))
    gains = (odds(table, model.links) + _LABELLED * _labelled(parts, found)).tolist()
    joins = dict(zip(found, gains, strict=False))
    begins = gains[len(found) :]
    finished = [bool(parts.reading.ends[piece.lines[-1]]) for piece in parts.pieces]
    before = chain(finished, begins, lambda i, j: joins.get((i, j), _FAR))
    sure = []
    taken: set[int] = set()
    for piece, chosen in enumerate(before):
        gain = {i: joins[i, piece] for i in range(max(piece - OPEN, 0), piece) if i not in taken} | {-1: begins[piece]}
        sure.append(certainty(gain, gain.get(chosen, _FAR)))
        taken.add(chosen)
    return before, sure


def _labelled(parts: Parts, found: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """What the labels of first lines say of each pair, then of each piece beginning an article, as logarithms."""
    i, j = np.array(found, int).reshape(-1, 2).T
    of = np.exp(parts.scores[parts.starts])
    next_ = of[:, [L.WRAPS, L.PARAGRAPH]].sum(axis=1)
    resumes = of[:, [L.RESUMES, L.RESUMES_PARAGRAPH]].sum(axis=1)
    begins = of[:, [L.ARTICLE, L.BYLINE_ARTICLE]].sum(axis=1)
    said = np.where(parts.ends[i] + 1 == parts.starts[j], next_[j], resumes[j])
    opens = parts.opens[parts.starts]
    known = np.append(opens[j], np.zeros(len(parts.pieces), bool))
    out = np.where(known, _NOT, np.log(np.maximum(np.concatenate([said, begins]), 1e-3)))
    out[len(i) :] -= undated(parts) * ~opens / _LABELLED
    return out


def undated(parts: Parts) -> float:
    """What speaks against an article without a dateline (in log-odds), by the share that has one on this page."""
    begun = np.isin(np.array(parts.labels)[parts.starts], (L.ARTICLE, L.BYLINE_ARTICLE))
    dated = parts.opens[parts.starts] & begun
    if dated.sum() < _FEW:
        return 0.0
    return _UNDATED * max(float(dated.sum() / begun.sum() - _MOST) / (1 - _MOST), 0)


def _topics(parts: Parts, i: NDArray[np.int64], j: NDArray[np.int64]) -> tuple[Rows, Rows]:
    """How like in topic pieces are: the end of one and the beginning of the other, and both as a whole."""
    first, end = parts.starts, parts.ends + 1
    tails, heads, wholes = parts.reading.about(
        np.array([np.maximum(end - _FIELD, first), first, first]), np.array([end, np.minimum(first + _FIELD, end), end])
    )
    return cos(tails[i], heads[j]), cos(wholes[i], wholes[j])


def _over_rivals(values: Rows, of: NDArray[np.int64]) -> Rows:
    """Each value less the highest of those ``of`` the same piece, which stand together."""
    starts = np.flatnonzero(np.concatenate([[True], of[1:] != of[:-1]]))
    return values - np.repeat(np.maximum.reduceat(values, starts), np.diff(np.append(starts, len(of))))


def likeness(parts: Parts, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much the pieces of pairs share, by the pairs of characters of each and their rarity; 0 and up."""
    pieces = parts.pieces
    shared = np.zeros(len(first))
    for at in range(0, len(pieces), CHUNK):
        low = max(at - OPEN, 0)
        here = np.flatnonzero((second >= at) & (second < at + CHUNK))
        (bags,) = parts.bags([piece.lines for piece in pieces[low : at + CHUNK]])
        sizes = bags.sum(axis=1)
        common = (bags / bags.sum(axis=0)) @ bags.T
        i, j = first[here] - low, second[here] - low
        shared[here] = common[i, j] / np.sqrt(np.minimum(sizes[i], sizes[j]))
    return shared
