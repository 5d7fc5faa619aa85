"""Whose headlines: those between two bodies belong to the one above, the one below, or to none.

The page is solved as a whole: within each gap the headlines are cut once into
those of the body above and those of the body below; of all ways to cut, the one
counts in which words agree best and as many bodies as can be have a headline.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..page import Line
from .bodies import Layout
from .overlap import coverage, grams, rarity

_FIRST = 0.35
"""What a body's first headline is worth, in shares of words that agree."""
_BELOW = 0.08
"""What it is worth that a headline stands above its body, where print puts it mostly."""
_SPLIT = 0.3
"""What it costs to cut between lines with no blank between them."""
_SPLIT_BLOCKS = 0.1
_NONE = 0.12
"""A headline line that agrees less than this with the body that it would fall to, beside others, is a banner."""
_LEAD = 200

Agreement = Callable[[int, int], float]
"""How far a line (by number) agrees with a body."""


@dataclass
class Choice:
    """Headlines by body, the lines left over, and how clear each body's were (0–1)."""

    heads: list[list[int]]
    banners: list[int]
    clear: list[float]


def choose(layout: Layout, lines: list[Line]) -> Choice:
    """Assign the headlines of a page."""
    count = len(layout.bodies)
    if not count or not any(layout.gaps):
        return Choice([[] for _ in range(count)], [at for gap in layout.gaps for at in gap], [0.0] * count)
    texts = ["".join(lines[at].text.text for at in body.lines) for body in layout.bodies]
    bags = [grams(text) for text in texts]
    leads = [grams(text[:_LEAD]) for text in texts]
    weights = rarity(bags)

    def agreement(at: int, body: int) -> float:
        if not 0 <= body < count:
            return -1.0
        head = grams(lines[at].text.text)
        return (coverage(head, bags[body], weights) + coverage(head, leads[body], weights)) / 2

    cuts = _solve(layout, lines, agreement, count)
    heads: list[list[int]] = [[] for _ in range(count)]
    for number, (gap, cut) in enumerate(zip(layout.gaps, cuts, strict=True)):
        if cut:
            heads[number - 1] += gap[:cut]
        if cut < len(gap):
            heads[number] += gap[cut:]
    banners = {at for body in range(count) for at in _banners(heads[body], body, lines, agreement, count)}
    heads = [[at for at in own if at not in banners] for own in heads]
    clear = [max((agreement(at, body) for at in own), default=0.0) for body, own in enumerate(heads)]
    return Choice(heads, sorted(banners), clear)


def _solve(layout: Layout, lines: list[Line], agreement: Agreement, count: int) -> list[int]:
    """For each gap, how many of its lines go to the body above, by dynamic programming over the gaps."""
    # The state is whether the body above the gap has a headline from the gap before it.
    best: dict[bool, float] = {True: 0.0}
    steps: list[dict[bool, tuple[int, bool]]] = []
    for number, gap in enumerate(layout.gaps):
        above, below = number - 1, number
        ups = [agreement(at, above) for at in gap]
        downs = [agreement(at, below) + _BELOW for at in gap]
        after: dict[bool, float] = {}
        step: dict[bool, tuple[int, bool]] = {}
        for cut in range(len(gap) + 1):
            has = cut < len(gap)
            if (cut and above < 0) or (has and below >= count):
                continue
            gain = sum(ups[:cut]) + sum(downs[cut:]) - _cost(gap, cut, lines) + _FIRST * has
            for had, score in best.items():
                total = score + gain + _FIRST * (cut > 0 and not had)
                if has not in after or total > after[has]:
                    after[has], step[has] = total, (cut, had)
        best = after
        steps.append(step)
    state = max(best, key=lambda has: best[has])
    cuts: list[int] = []
    for step in reversed(steps):
        cut, state = step[state]
        cuts.append(cut)
    return cuts[::-1]


def _cost(gap: list[int], cut: int, lines: list[Line]) -> float:
    if not 0 < cut < len(gap):
        return 0.0
    return _SPLIT_BLOCKS if lines[gap[cut]].blank_before else _SPLIT


def _banners(own: list[int], body: int, lines: list[Line], agreement: Agreement, count: int) -> list[int]:
    """Headlines set apart from the body's others that share next to nothing with it."""
    if len(own) < 2 or count < 2:
        return []
    blocks: list[list[int]] = []
    for at in own:
        if blocks and not lines[at].blank_before and blocks[-1][-1] == at - 1:
            blocks[-1].append(at)
        else:
            blocks.append([at])
    scores = [max(agreement(at, body) for at in block) for block in blocks]
    if max(scores) < 2 * _NONE:
        return []
    return [at for block, score in zip(blocks, scores, strict=True) if score < _NONE for at in block]
