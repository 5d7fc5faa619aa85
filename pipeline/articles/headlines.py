"""Whose headlines: those between bodies belong to one of them, or to none.

The page is solved as a whole: each run of headlines is cut into those of the
bodies around it, in their order; of all ways to cut, the one counts in which
words agree best and as many bodies as can be have a headline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..page import Line
from .bodies import Layout, Run
from .overlap import coverage, grams, rarity

_FIRST = 0.35
"""What a body's first headline is worth, in shares of words that agree."""
_AGAIN = 0.25
"""What it costs that a body has headlines in two places."""
_SPLIT = 0.3
"""What it costs to cut between lines with no blank between them."""
_SPLIT_BLOCKS = 0.1
_NONE = 0.12
"""A headline line that agrees less than this with the body that it would fall to, beside others, is a banner."""
_LEAD = 200
_SUBLINE = re.compile("——|—|─")
"""Begins a line that goes with the one above."""
_BEAM = 16
_REMEMBERED = 6

Agreement = Callable[[int, int], float]
"""How far a line (by number) agrees with a body."""


Past = tuple["Past | None", int]
"""The bodies chosen so far, last first."""


@dataclass(frozen=True)
class _State:
    """A beginning of a solution: its score, the place of the last line among its run's bodies, who has headlines."""

    score: float
    place: int | None
    headed: tuple[int, ...]
    past: Past | None


@dataclass
class Choice:
    """Headlines by body, the lines left over, and how clear each body's were (0–1)."""

    heads: list[list[int]]
    banners: list[int]
    clear: list[float]


def choose(layout: Layout, lines: list[Line]) -> Choice:
    """Assign the headlines of a page."""
    count = len(layout.bodies)
    if not count or not layout.runs:
        return Choice([[] for _ in range(count)], [at for run in layout.runs for at in run.lines], [0.0] * count)
    texts = ["".join(lines[at].text.text for at in body.lines) for body in layout.bodies]
    bags = [grams(text) for text in texts]
    leads = [grams(text[:_LEAD]) for text in texts]
    weights = rarity(bags)

    def agreement(at: int, body: int) -> float:
        head = grams(lines[at].text.text)
        return (coverage(head, bags[body], weights) + coverage(head, leads[body], weights)) / 2

    heads: list[list[int]] = [[] for _ in range(count)]
    banners: list[int] = []
    for at, owner in _solve(layout, lines, agreement).items():
        (banners if owner < 0 else heads[owner]).append(at)
    banners += [at for body in range(count) for at in _banners(heads[body], body, lines, agreement, count)]
    heads = [[at for at in own if at not in banners] for own in heads]
    clear = [max((agreement(at, body) for at in own), default=0.0) for body, own in enumerate(heads)]
    return Choice(heads, sorted(banners), clear)


def _solve(layout: Layout, lines: list[Line], agreement: Agreement) -> dict[int, int]:
    """The body of each headline line, -1 for none, by a beam search over the lines."""
    states: list[_State] = [_State(0.0, None, (), None)]
    order: list[int] = []
    for run in layout.runs:
        states = [replace(state, place=None) for state in states]
        for number, at in enumerate(run.lines):
            gains = [agreement(at, body) + bonus for body, bonus in run.bodies]
            new_block = number == 0 or lines[at].blank_before > 0
            tied = number > 0 and _SUBLINE.match(lines[at].text.text) is not None
            options: dict[tuple[int | None, tuple[int, ...]], _State] = {}
            for state in states:
                for after in _steps(state, run, gains, new_block, tied):
                    key = after.place, after.headed
                    if key not in options or after.score > options[key].score:
                        options[key] = after
            states = sorted(options.values(), key=lambda state: -state.score)[:_BEAM]
            order.append(at)
    owners: dict[int, int] = {}
    past = states[0].past
    for at in reversed(order):
        if past is not None:
            past, owners[at] = past
    return dict(sorted(owners.items()))


def _steps(state: _State, run: Run, gains: list[float], new_block: bool, tied: bool) -> Iterator[_State]:
    """What may become of a run's next line: another one of the same body's, one of a lower body's, none's."""
    first = state.place or 0
    last = len(gains)
    if tied:
        last = 0 if state.place is None else first + 1
    for place in range(first, last):
        body = run.bodies[place][0]
        score = state.score + gains[place]
        headed = state.headed
        if place != state.place:
            score += -_AGAIN if body in headed else _FIRST
            if state.place is not None:
                score -= _SPLIT_BLOCKS if new_block else _SPLIT
        if body not in headed:
            headed = (*headed, body)[-_REMEMBERED:]
        yield _State(score, place, headed, (state.past, body))
    if new_block or not gains or (tied and state.place is None):
        yield replace(state, past=(state.past, -1))


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
