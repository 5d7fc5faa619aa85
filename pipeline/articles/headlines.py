"""Whose headlines: each run of headline lines is one article's, or no one's.

Evidence for each pair of a headline and an article nearby; then the page is
decided as a whole, by a beam search over the headlines in their order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from . import labels as L
from .features import Rows, as_rows, cos
from .links import CHUNK
from .model import Model, certainty, odds
from .pieces import Parts

FEATURES = 24
_BELOW, _SAID, _NEAREST = 1, 10, 23
"""Columns of them: whether a headline is right below its article, how much of it the article has, and how much
nearer in topic the article is than the others near it."""
_NEAR = 3
"""A headline stands so many pieces from its article's beginning or end, at the most."""
_AGAIN = -3.0
"""What it costs that an article has headlines in two places."""
_AGAIN_STRANGE = -4.5
"""What it costs where one of them is strange to its text, as banners are that stand below it."""
_STRANGE = 0.1
"""A headline of which an article has less than this is strange to it, where another is nearer in topic."""
_TOLD, _OUTTOLD = 0.3, -1.5
"""Where another headline has so large a share of its words from the article, a strange one costs so much."""
_FIRST = 1.0
"""What it is worth that an article has a headline at all."""
_LEAST = -6.0
_HOPELESS = 8.0
"""What is so much worse than the best is not gone on with."""
_BEAM = 24
_REMEMBERED = 8


@dataclass
class Text:
    """An article's pieces, by number."""

    pieces: list[int]


Past = tuple["Past | None", int]
"""The articles chosen, last first."""


@dataclass(frozen=True)
class _State:
    """A beginning of a solution: its score, the articles that lately got a headline, and the choices, last first."""

    score: float
    headed: tuple[int, ...]
    past: Past | None


def candidates(parts: Parts, texts: Sequence[Text]) -> list[tuple[int, int]]:
    """Pairs of a headline (the number of its run of lines) and an article nearby."""
    owner = {piece: number for number, text in enumerate(texts) for piece in text.pieces}
    after = _piece_after(parts)
    found = []
    for head, at in enumerate(after.tolist()):
        near = range(max(at - _NEAR, 0), min(at + _NEAR, len(parts.pieces)))
        found += [(head, text) for text in sorted({owner[piece] for piece in near})]
    return found


def _piece_after(parts: Parts) -> NDArray[np.int64]:
    """For each headline the number of the piece that follows it."""
    return np.searchsorted(parts.starts, [head[0][0] for head in parts.heads])


def features(parts: Parts, texts: Sequence[Text], found: Sequence[tuple[int, int]]) -> NDArray[np.float64]:
    """What speaks for each pair, a row a pair."""
    if not found:
        return np.zeros((0, FEATURES))
    head, text = np.array(found).T
    after = _piece_after(parts)
    at = after[head]
    first, last = np.array([(own.pieces[0], own.pieces[-1]) for own in texts])[text].T
    owner = np.full(len(parts.pieces) + 1, -1)
    for number, own in enumerate(texts):
        owner[own.pieces] = number
    lead, whole = _coverages(parts, texts, head, text)
    topic_lead, topic_whole = _topics(parts, texts, head, text)
    lead_gap, whole_gap, topic_lead_gap, topic_whole_gap = _gaps(np.stack([lead, whole, topic_lead, topic_whole]), head)
    place, size = _runs(after)
    place, size = place[head], size[head]
    above, below = at == first, at == last + 1
    inside = ((owner[at] == text) | (owner[at - 1] == text) & (at > 0)) & ~above & ~below
    tops = parts.starts[first]
    highs, lows = np.array([(own[0][0], own[-1][-1]) for own in parts.heads])[head].T
    blank = parts.lines.blank_before > 0
    opens = np.clip(parts.scores[tops][:, [L.ARTICLE, L.BYLINE_ARTICLE]].max(axis=1), -8, 0)
    sizes = np.array([len(piece.lines) for piece in parts.pieces])[last]
    return as_rows(
        [
            above,
            below,
            inside,
            ~(above | below | inside),
            above & (place == size - 1),
            below & (place == 0),
            above & (place < size - 1),
            below & (place > 0),
            size > 1,
            lead,
            whole,
            lead_gap,
            whole_gap,
            whole + lead > 0.1,
            (lead_gap >= 0) & (lead > 0),
            parts.lines.width[lows] / 20,
            above & blank[tops],
            below & blank[highs],
            above * opens,
            np.log(sizes + 1) * below / 3,
            topic_lead * 3,
            topic_whole * 3,
            topic_lead_gap * 3,
            topic_whole_gap * 3,
        ],
        np.float64,
    )


def choices(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows behind one for belonging to no article."""
    table = np.zeros((1 + len(rows), FEATURES + 2))
    table[0, -1] = 1
    table[1:, :-2], table[1:, -2] = rows, 1
    return table


def _strange(rows: NDArray[np.float64]) -> NDArray[np.bool_]:
    """For each pair, a row of ``features``, whether the headline is right below the article and strange to it."""
    return np.asarray((rows[:, _BELOW] > 0) & (rows[:, _SAID] < _STRANGE) & (rows[:, _NEAREST] < 0))


def _gaps(rows: NDArray[np.float64], head: NDArray[np.int64]) -> NDArray[np.float64]:
    """Each value of each row less the highest of the others of the same headline, whose columns stand together."""
    starts = np.flatnonzero(np.concatenate([[True], head[1:] != head[:-1]]))
    sizes = np.diff(np.append(starts, len(head)))
    most = np.repeat(np.maximum.reduceat(rows, starts, axis=1), sizes, axis=1)
    first = rows == most
    # Of equal ones each has the other above it.
    alone = first & np.repeat(np.add.reduceat(first.astype(np.int64), starts, axis=1) == 1, sizes, axis=1)
    second = np.maximum.reduceat(np.where(alone, 0.0, rows), starts, axis=1)
    return np.asarray(rows - np.where(alone, np.repeat(second, sizes, axis=1), most), np.float64)


def solve(parts: Parts, texts: Sequence[Text], model: Model) -> tuple[list[int], list[float]]:
    """For each headline its article, -1 for none, and how sure that is, 0–1."""
    found = candidates(parts, texts)
    rows = features(parts, texts, found)
    none, *gains = odds(choices(rows), model.heads).tolist()
    options: list[list[tuple[int, float, float]]] = [[(-1, none, 0.0)] for _ in parts.heads]
    told = {text for (_, text), said in zip(found, rows[:, _SAID].tolist(), strict=True) if said > _TOLD}
    for (head, text), gain, strange in zip(found, gains, _strange(rows), strict=True):
        gain += _OUTTOLD * (strange and text in told)
        options[head].append((text, gain, _AGAIN_STRANGE if strange else _AGAIN))
    states = [_State(0.0, (), None)]
    for number, all_ in enumerate(options):
        most = max(gain for _, gain, _ in all_)
        own = [(text, gain, again) for text, gain, again in all_ if gain > most - _HOPELESS]
        tied = _tie(parts, number)
        steps: list[tuple[float, _State, int]] = []
        for state in states:
            before = state.past[1] if state.past else -1
            for text, gain, again in own:
                score = state.score + gain
                if tied:
                    score += tied[0] if text == before else tied[1]
                if text >= 0 and not (tied and text == before):
                    score += again if text in state.headed else _FIRST
                steps.append((score, state, text))
        least = max(score for score, _, _ in steps) - _HOPELESS
        best: dict[tuple[int, ...], _State] = {}
        for score, state, text in steps:
            if score > least:
                headed = _headed(state.headed, text)
                if headed not in best or score > best[headed].score:
                    best[headed] = _State(score, headed, (state.past, text))
        states = sorted(best.values(), key=lambda state: -state.score)[:_BEAM]
    chosen: list[int] = []
    past = states[0].past
    while past is not None:
        chosen.append(past[1])
        past = past[0]
    chosen.reverse()
    gained = [{text: gain for text, gain, _ in own} for own in options]
    return chosen, [certainty(own, own[text]) for text, own in zip(chosen, gained, strict=True)]


def _headed(headed: tuple[int, ...], text: int) -> tuple[int, ...]:
    """The articles that have headlines, the last one last, with one more."""
    if text < 0 or (headed and headed[-1] == text):
        return headed
    if text in headed:
        headed = tuple(other for other in headed if other != text)
    return (*headed, text)[-_REMEMBERED:]


def _tie(parts: Parts, number: int) -> tuple[float, float] | None:
    """What speaks for a headline going on with the one before it, and against, where it stands right below it."""
    if not number or parts.heads[number - 1][-1][-1] != parts.heads[number][0][0] - 1:
        return None
    scores = parts.scores[parts.heads[number][0][0], [L.HEAD_NEXT, L.HEAD_WRAPS, L.HEAD]]
    of = np.clip(scores, _LEAST, 0).tolist()
    return max(of[:2]), of[2]


def _runs(after: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each headline its place among those between the same two pieces of text, and their number."""
    new = np.flatnonzero(np.concatenate([[True], after[1:] != after[:-1], [True]]))
    sizes = np.diff(new)
    return np.arange(len(after)) - np.repeat(new[:-1], sizes), np.repeat(sizes, sizes)


def _topics(
    parts: Parts, texts: Sequence[Text], head: NDArray[np.int64], text: NDArray[np.int64]
) -> tuple[Rows, Rows]:
    """How like in topic headlines are to the leads of articles, and to all of them."""
    about, sums = parts.reading.about, parts.reading.topics
    heads = about(*np.array([(own[0][0], own[-1][-1] + 1) for own in parts.heads]).T)
    first = [parts.pieces[own.pieces[0]] for own in texts]
    leads = about(*np.array([(piece.lines[0], piece.lead[-1] + 1) for piece in first]).T)
    pieces = sums[parts.ends + 1] - sums[parts.starts]
    wholes = np.array([pieces[own.pieces].sum(axis=0) for own in texts])
    wholes /= np.maximum(np.linalg.norm(wholes, axis=1, keepdims=True), 1e-6)
    return cos(heads[head], leads[text]), cos(heads[head], wholes[text])


def _coverages(
    parts: Parts, texts: Sequence[Text], head: NDArray[np.int64], text: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each pair, how much of the headline's words the article's lead has, and all of it, 0–1.

    Pairs of characters that few articles nearby have count more.
    """
    lead, whole = np.zeros(len(head)), np.zeros(len(head))
    for at in range(0, len(parts.heads), CHUNK):
        here = np.flatnonzero((head >= at) & (head < at + CHUNK))
        if not len(here):
            continue
        near, column = np.unique(text[here], return_inverse=True)
        lines = [parts.lines_of_head(own) for own in range(at, min(at + CHUNK, len(parts.heads)))]
        bodies = [parts.lines_of(texts[number].pieces) for number in near]
        heads, leads, wholes = parts.bags(
            lines, [parts.pieces[texts[number].pieces[0]].lead for number in near], bodies
        )
        heads = heads / np.maximum(wholes.sum(axis=0), 1)
        size = heads.sum(axis=1)[head[here] - at]
        lead[here] = (heads @ leads.T)[head[here] - at, column] / size
        whole[here] = (heads @ wholes.T)[head[here] - at, column] / size
    return lead, whole
