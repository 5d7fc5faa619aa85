"""Pages printed in columns: pieces of text, chained to bodies, with the headlines around them."""

from __future__ import annotations

from collections.abc import Sequence

from ..clean.cues import Cues
from ..page import Line
from .bodies import BELOW, Body, Layout, Run, owner_of
from .chain import chain
from .flow import Flow, Kind
from .overlap import coverage, grams
from .pieces import Piece, cut, describe, is_list, joins
from .segments import columns, shape

_WRAPPED = 0.4
"""From this share of its lines on that go on in mid-sentence a page is one of columns."""
_WIDE = 0.05
_LEAST_LINES = 6
_REACH = 2
"""A headline stands so many pieces from its body, at the most."""
_HEAD = 1.6


def is_press(lines: Sequence[Line]) -> bool:
    """Whether nearly all lines are set in columns, and end where the column does."""
    if len(lines) < _LEAST_LINES:
        return False
    wide = sum(not line.column for line in lines)
    return wide <= _WIDE * len(lines) and sum(line.joined for line in lines) >= _WRAPPED * len(lines)


def part(lines: list[Line], kinds: list[Kind], cues: Cues) -> tuple[Flow, Layout]:
    """The kinds of the lines, and the bodies and headlines of a page of columns."""
    captions = [at for at, kind in enumerate(kinds) if kind is Kind.CAPTION]
    at = [number for number, kind in enumerate(kinds) if kind is not Kind.FURNITURE]
    found = columns([shape(lines[n], kinds[n]) for n in at])
    groups = [[at[position] for position in group] for group in cut(lines, kinds, at, found)]
    column_of = dict(zip(at, found, strict=True))
    groups = [group for group in groups if not _is_head(lines, kinds, group)]
    for group in groups:
        if is_list(lines, group):
            for number in group:
                kinds[number] = Kind.TEXT if kinds[number] is Kind.CAPTION else kinds[number]
    captions = [number for number in captions if kinds[number] is Kind.CAPTION]
    groups = [kept for group in groups if (kept := [n for n in group if kinds[n] is not Kind.CAPTION])]
    texts = {number for group in groups for number in group}
    for number in at:
        if number not in texts and kinds[number] is not Kind.CAPTION:
            kinds[number] = Kind.HEAD
    flow = Flow(lines, kinds)
    if not groups:
        return flow, Layout([], [], [n for n, kind in enumerate(kinds) if kind is not Kind.HEAD])
    pieces = describe(lines, kinds, groups, [column_of[group[0]] for group in groups], cues)
    runs = _runs(kinds, pieces)
    bodies, owner = _bodies(pieces, _chain(lines, pieces, runs))
    loose = [number for number, kind in enumerate(kinds) if kind is Kind.FURNITURE]
    for number in captions:
        body = owner_of(bodies, number)
        (body.captions if body else loose).append(number)
    return flow, Layout(bodies, [_run(run, after, pieces, bodies, owner) for run, after in runs], sorted(loose))


def _is_head(lines: Sequence[Line], kinds: Sequence[Kind], group: Sequence[int]) -> bool:
    """Whether a few lines set as a column have nothing of a sentence."""
    text = "".join(lines[at].text.text for at in group)
    plain = all(kinds[at] is Kind.TEXT for at in group)
    return plain and len(group) < 4 and not any(mark in text for mark in "，。；：、")


def _runs(kinds: Sequence[Kind], pieces: Sequence[Piece]) -> list[tuple[list[int], int]]:
    """Runs of headlines, each with the number of the piece that follows it."""
    after = {number: place for place, piece in enumerate(pieces) for number in piece.lines}
    runs: list[tuple[list[int], int]] = []
    place, new = 0, True
    for number, kind in enumerate(kinds):
        if number in after:
            place, new = after[number] + 1, True
        elif kind is Kind.HEAD:
            if new:
                runs.append(([], place))
            runs[-1][0].append(number)
            new = False
    return runs


def _chain(lines: Sequence[Line], pieces: Sequence[Piece], runs: Sequence[tuple[list[int], int]]) -> list[int]:
    text = "".join(piece.text for piece in pieces)
    seen = {text[at : at + size] for size in (2, 3, 4) for at in range(len(text) - size + 1)}
    for piece in pieces[:-1]:  # what meets only where pieces meet on the page is no evidence
        pass
    begins = [_begin(piece) for piece in pieces]
    for run, after in runs:
        own = grams("".join(lines[at].text.text for at in run))
        near = range(max(after - _REACH, 0), min(after + _REACH, len(pieces)))
        for place in near:
            if pieces[place].starts and not pieces[place].closing:
                worth = 1.0 if place == after else 0.7
                begins[place] = max(begins[place], _begin(pieces[place]) + worth * _HEAD * coverage(own, grams(pieces[place].text[:200])) + 0.4 * (place == after))
    return chain([piece.finished and not piece.opening for piece in pieces], begins, lambda i, j: joins(pieces[i], pieces[j], seen))


def _begin(piece: Piece) -> float:
    """How much speaks for a piece beginning an article."""
    return 2.0 * piece.opened + 0.6 * piece.lead + 0.4 * piece.indented - 4.0 * bool(piece.closing) - 5.0 * (not piece.starts)


def _bodies(pieces: Sequence[Piece], before: Sequence[int]) -> tuple[list[Body], list[int]]:
    """The bodies, and which of them each piece belongs to."""
    bodies: list[Body] = []
    owner: list[int] = []
    for piece, source in zip(pieces, before, strict=True):
        if source < 0:
            owner.append(len(bodies))
            bodies.append(Body(opened=piece.opened))
        else:
            owner.append(owner[source])
        bodies[owner[-1]].lines += piece.lines
    return bodies, owner


def _run(run: list[int], after: int, pieces: Sequence[Piece], bodies: Sequence[Body], owner: Sequence[int]) -> Run:
    """A run with the bodies that its headlines may be of."""
    options: dict[int, float] = {}
    for place in range(max(after - _REACH, 0), min(after + _REACH, len(pieces))):
        body = owner[place]
        first, last = pieces[place].lines[0] == bodies[body].lines[0], pieces[place].lines[-1] == bodies[body].lines[-1]
        worth = (BELOW + 0.05 if first else -0.1) if place >= after else (0.0 if last else -0.1)
        worth -= 0.12 * (abs(place - after + 0.5) > 1)
        options[body] = max(options.get(body, -1.0), worth)
    return Run(run, sorted(options.items()))
