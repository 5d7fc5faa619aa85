"""Two articles taken for one, and one taken for two, told by their headlines: an article has its own in one place.

Where a headline stands before its article and the next one's behind it, the two
bodies meet with nothing between them. Such an article is parted where another
most likely begins; one that got a second headline inside, below that.

Under one headline several despatches may stand, or an editor's note, a caption
with the picture's own first words, and then the report, each with a dateline. A
text that has no headline is one with the text beside it whose headline it says again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from . import labels as L
from .headlines import Text
from .links import undated
from .pieces import Parts, Piece
from .plan import Group

LEAST = -6.0
"""How likely a beginning there must be against a new paragraph, in log-odds, at the least."""
LOOSE = -2.0
"""The same where one of the headlines was given to no one: it stands beside the article, and may be a banner."""
TOLD = 3.0
"""What it is worth, in log-odds, that all that a text says again of a headline stands on the headline's side."""
AGAIN = 0.12
"""How much of the words of a headline a text must have to be of its article, 0–1."""
OVER = 2.0
"""So many times as much as the text that has the headline so far."""
_FEW = 3
"""Fewer pairs of characters are shared by chance."""
_AROUND = 6
"""Texts on a side by which the words of a headline are rare or not."""
_HALF = 0.5
"""How sure it is that an article begins where one was parted."""
_BEGINS = (L.ARTICLE, L.BYLINE_ARTICLE)
_GOES_ON = (L.PARAGRAPH, L.WRAPS, L.RESUMES, L.RESUMES_PARAGRAPH)


def part(
    parts: Parts, texts: Sequence[Text], chosen: Sequence[int], sure: Sequence[float]
) -> tuple[Parts, list[Text], list[float]] | None:
    """The page with such articles parted, and how sure each piece is; none where there is none.

    ``chosen`` is the article of each headline, ``sure`` how sure each piece is so far.
    """
    heads: dict[int, list[list[Group]]] = {}
    for head, of in zip(parts.heads, chosen, strict=True):
        heads.setdefault(of, []).append(head)
    loose = heads.pop(-1, [])
    above = {head[-1][-1] + 1: head for head in loose}
    below = {head[0][0] - 1: head for head in loose}
    dated = undated(parts)
    cuts = set()
    for number, own in heads.items():
        lines = parts.lines_of(texts[number].pieces)
        beside = [near for near in (above.get(lines[0]), below.get(lines[-1])) if near]
        least = LEAST
        if len(own) == 1 and beside:
            own, least = [*own, *beside], LOOSE
        if len(own) > 1 and (cut := _cut(parts, lines, own, dated, least)) is not None:
            cuts.add(cut)
    if not cuts:
        return None
    pieces: list[Piece] = []
    now: list[list[int]] = []
    said: list[float] = []
    for piece, so_far in zip(parts.pieces, sure, strict=True):
        at = [place for place, line in enumerate(piece.lines) if place and line in cuts]
        halves = [piece.lines[a:b] for a, b in zip([0, *at], [*at, len(piece.lines)], strict=True)]
        now.append(list(range(len(pieces), len(pieces) + len(halves))))
        pieces += map(Piece, halves)
        said += [so_far, *[_HALF] * len(at)]
    made = []
    for text in texts:
        new = Text([])
        for number in (number for piece in text.pieces for number in now[piece]):
            if new.pieces and pieces[number].lines[0] in cuts:
                made.append(new)
                new = Text([])
            new.pieces.append(number)
        made.append(new)
    made.sort(key=lambda text: text.pieces[0])
    return replace(parts, pieces=pieces), made, said


def _cut(
    parts: Parts, lines: list[int], heads: Sequence[list[Group]], dated: float, least: float
) -> int | None:
    """The line where an article with headlines in two places is parted.

    ``dated`` speaks against a beginning without a dateline; ``least`` is how likely a beginning there must be.
    """
    above = [line for head in heads if head[-1][-1] < lines[0] for group in head for line in group]
    below = [line for head in heads if head[0][0] > lines[-1] for group in head for line in group]
    within = [head[-1][-1] for head in heads if lines[0] < head[0][0] < lines[-1]]
    told = np.zeros(len(lines) - 1)
    if within and (above or below or len(within) > 1):  # the other's headline stands right above it
        behind = {next(line for line in lines if line > last) for last in within}
        places = np.array([at for at, line in enumerate(lines) if line in behind])
    elif above and below and len(lines) > 1:
        own, other = _said(parts, above, lines), _said(parts, below, lines)
        told = TOLD * (np.cumsum(own)[:-1] + np.cumsum(other[::-1])[::-1][1:])
        places = np.arange(1, len(lines))
    else:
        return None
    scores = parts.scores[np.array(lines)[places]]
    odds = scores[:, _BEGINS].max(axis=1) - scores[:, _GOES_ON].max(axis=1)
    odds -= dated * ~parts.opens[np.array(lines)[places]]
    best = int((odds + told[places - 1]).argmax())
    return lines[places[best]] if odds[best] > least else None


def _said(parts: Parts, head: list[int], lines: list[int]) -> NDArray[np.float64]:
    """How much of what a text says again of a headline each of its lines says; 1 in all, or 0 where it says nothing."""
    heads, said = parts.bags([head], [[line] for line in lines])
    counts = (said @ heads[0]).astype(np.float64)
    return np.asarray(counts / max(counts.sum(), 1))


def hand_over(parts: Parts, texts: Sequence[Text], chosen: Sequence[int]) -> list[int]:
    """Each headline's text, mended where headlines stand in a run.

    What was given to no one beside a line of a text's headline, in one with it, is that text's, too. One of several
    headlines of a text is that of the text beside it, which has none, where that one says it again and the other
    hardly does.
    """
    found = list(chosen)
    for head in range(1, len(found)):
        above, line = parts.heads[head - 1][-1][-1], parts.heads[head][0][0]
        if line == above + 1 and not parts.lines.blank_before[line]:
            if found[head] < 0:
                found[head] = found[head - 1]
            elif found[head - 1] < 0 and parts.labels[line] in (L.HEAD_NEXT, L.HEAD_WRAPS):
                found[head - 1] = found[head]
    count = Counter(found)
    for head, of in enumerate(found):
        if of < 0 or count[of] < 2:
            continue
        lines = parts.lines_of_head(head)
        for other in (of - 1, of + 1):
            free = 0 <= other < len(texts) and not count[other]
            if free and _touch(parts, texts, min(of, other), max(of, other)):
                said = _says_again(parts, texts, lines, other)
                if said >= AGAIN and said > OVER * _says_again(parts, texts, lines, of):
                    found[head] = other
                    count.update({of: -1, other: 1})
                    break
    return found


def reunite(parts: Parts, texts: Sequence[Text], chosen: Sequence[int]) -> tuple[list[Text], list[int]]:
    """The texts, those without a headline put to the neighbour whose headline they say again; and each headline's text.

    ``chosen`` is the text of each headline so far, -1 for none.
    """
    headed: dict[int, list[int]] = {}
    for head, of in enumerate(chosen):
        headed.setdefault(of, []).extend(parts.lines_of_head(head))
    owner = list(range(len(texts)))
    for number in range(len(texts)):
        if number in headed:
            continue
        beside = [(number - 1, number), (number, number + 1)]
        touching = [pair for pair in beside if _touch(parts, texts, *pair)]
        said = {
            of: _says_again(parts, texts, headed[of], number)
            for of in (owner[sum(pair) - number] for pair in touching)
            if of in headed
        }
        if said and max(said.values()) >= AGAIN:
            owner[number] = max(said, key=lambda of: said[of])
    made: dict[int, Text] = {}
    for number, text in enumerate(texts):
        made.setdefault(owner[number], Text([])).pieces += text.pieces
    order = sorted(made, key=lambda number: made[number].pieces[0])
    place = {number: at for at, number in enumerate(order)} | {-1: -1}
    return [made[number] for number in order], [place[of] for of in chosen]


def _touch(parts: Parts, texts: Sequence[Text], first: int, second: int) -> bool:
    """Whether two texts stand one behind the other, with nothing between."""
    if first < 0 or second == len(texts):
        return False
    return bool(parts.ends[texts[first].pieces[-1]] + 1 == parts.starts[texts[second].pieces[0]])


def _says_again(parts: Parts, texts: Sequence[Text], head: Sequence[int], number: int) -> float:
    """How much of the words of headline lines a text has, 0–1; those of few texts nearby count more."""
    low = max(number - _AROUND, 0)
    bodies = [parts.lines_of(text.pieces) for text in texts[low : number + _AROUND + 1]]
    heads, said = parts.bags([sorted(head)], bodies)
    words = heads[0] / np.maximum(said.sum(axis=0), 1)
    again = heads[0] * said[number - low]
    return float(words @ again / words.sum()) if again.sum() >= _FEW else 0.0
