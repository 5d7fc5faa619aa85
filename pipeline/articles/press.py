"""Pages printed in columns: pieces of text, chained to bodies, with the headlines around them."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from itertools import pairwise

from ..clean.cues import Cues
from ..page import Line
from .bodies import BELOW, Body, Layout, Run, owner_of
from .chain import chain
from .flow import Flow, Kind
from .overlap import coverage, grams
from .pieces import Piece, cut, describe, is_list, joins, split_list
from .segments import closes, columns, shape

_WRAPPED = 0.4
"""From this share of its lines on that go on in mid-sentence a page is one of columns."""
_WIDE = 0.05
_LEAST_LINES = 6
_REACH = 2
"""A headline stands so many pieces from its body, at the most."""
_LEAD = 200
_SUBHEAD = 8
_SHORT = 40
_BEST = 0.7
_UNDER = 1.5
"""What speaks against an article that begins under what may be a subhead."""
_WEAK = 0.1
_SAME = 2
_HEAD = 2.6
"""What it is worth that a headline nearby says what a text begins with."""
_ABOVE = 0.5
"""What it is worth that a headline stands right above, and is no more another one's."""


def is_press(lines: Sequence[Line]) -> bool:
    """Whether nearly all lines are set in columns, and end where the column does."""
    if len(lines) < _LEAST_LINES:
        return False
    wide = sum(not line.column for line in lines)
    return wide <= _WIDE * len(lines) and sum(line.joined for line in lines) >= _WRAPPED * len(lines)


def part(lines: list[Line], kinds: list[Kind], cues: Cues, words: Set[str]) -> tuple[Flow, Layout]:
    """The kinds of the lines, and the bodies and headlines of a page of columns."""
    at = [number for number, kind in enumerate(kinds) if kind is not Kind.FURNITURE]
    found = columns([shape(lines[n], kinds[n]) for n in at])
    groups = [[at[position] for position in group] for group in cut(lines, kinds, at, found)]
    column_of = dict(zip(at, found, strict=True))
    groups = [part for group in groups if not _is_head(lines, kinds, group) for part in split_list(lines, group)]
    for group in groups:
        if is_list(lines, group):
            for number in group:
                kinds[number] = Kind.TEXT if kinds[number] is Kind.CAPTION else kinds[number]
    captions = [number for number, kind in enumerate(kinds) if kind is Kind.CAPTION]
    groups = [kept for group in groups if (kept := [n for n in group if kinds[n] is not Kind.CAPTION])]
    texts = {number for group in groups for number in group}
    for number in at:
        if number not in texts and kinds[number] is not Kind.CAPTION:
            kinds[number] = Kind.HEAD
    if not groups:  # headlines alone are the text
        groups = [[number for number, kind in enumerate(kinds) if kind is Kind.HEAD]]
        for number in groups[0]:
            kinds[number] = Kind.TEXT
    for group in groups:
        _wrap(lines, kinds, group)
    flow = Flow(lines, kinds)
    if not groups[0]:
        return flow, Layout([], [], list(range(len(lines))))
    pieces = describe(lines, kinds, groups, [column_of[group[0]] for group in groups], cues)
    runs = _runs(kinds, pieces)
    bodies, owner = _bodies(pieces, _chain(lines, pieces, runs, words))
    runs = [run for run in runs if not _subhead(*run, lines, pieces, bodies, owner)]
    for body in bodies:
        for number in body.lines:
            kinds[number] = Kind.TEXT if kinds[number] is Kind.HEAD else kinds[number]
    loose = [number for number, kind in enumerate(kinds) if kind is Kind.FURNITURE]
    for number in captions:
        above = owner_of(bodies, number)
        (above.captions if above else loose).append(number)
    return flow, Layout(bodies, [_run(run, after, pieces, bodies, owner) for run, after in runs], sorted(loose))


def _wrap(lines: list[Line], kinds: Sequence[Kind], group: Sequence[int]) -> None:
    """Within a piece a line that ends no sentence goes on in the next, unless that is indented."""
    for before, at in pairwise(group):
        line, text = lines[at], lines[before].text.text
        open_ = not (closes(text) or text[-1] in "：:") and kinds[before] is kinds[at] is Kind.TEXT
        if at == before + 1 and open_ and line.indent < 1 and not line.joined:
            lines[at] = replace(line, joined=True)


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


def _chain(
    lines: Sequence[Line], pieces: Sequence[Piece], runs: Sequence[tuple[list[int], int]], words: Set[str]
) -> list[int]:
    """For each piece the one that it goes on with, -1 where it begins an article."""
    seen = {p.text[at : at + size] for p in pieces for size in (2, 3, 4) for at in range(len(p.text) - size + 1)}
    headed: dict[int, float] = {}
    under: set[int] = set()
    for run, after in runs:
        own = [grams(lines[at].text.text) for at in run]
        near = range(max(after - _REACH, 0), min(after + _REACH, len(pieces)))
        leads = {place: grams(pieces[place].text[:_LEAD]) for place in near}
        size = sum(len(lines[number].text.text) for number in run)
        if size <= _SUBHEAD and 0 < after < len(pieces) and _alike(pieces[after - 1], pieces[after]):
            under.add(after)
            continue
        for head in own:
            agree = {place: coverage(head, lead) for place, lead in leads.items()}
            most = max(agree.values())
            for place in near:
                worth = _HEAD * agree[place] * (1.0 if agree[place] == most else 0.5)
                if place == after:
                    worth = _above(pieces, place, agree[place], worth, most)
                if pieces[place].starts and not pieces[place].closing:
                    headed[place] = max(headed.get(place, worth), worth)
    begins = [_begin(piece) + headed.get(place, 0.0) - _UNDER * (place in under) for place, piece in enumerate(pieces)]
    known: dict[tuple[int, int], float] = {}

    def joint(before: int, after: int) -> float:
        if (before, after) not in known:
            known[before, after] = joins(pieces[before], pieces[after], seen, words)
        return known[before, after]

    return chain([piece.finished and not piece.opening for piece in pieces], begins, joint)


def _alike(before: Piece, after: Piece) -> bool:
    """Whether a text may go on in the same column, below a subhead."""
    return abs(before.column - after.column) <= _SAME and not (after.lead or after.opened)


def _above(pieces: Sequence[Piece], place: int, agrees: float, worth: float, most: float) -> float:
    """What headlines right above a text are worth: little where they may be its subheads."""
    if place and agrees < _WEAK and _alike(pieces[place - 1], pieces[place]):
        return -_ABOVE
    return worth + _ABOVE * (agrees >= _BEST * most)


def _begin(piece: Piece) -> float:
    """How much speaks for a piece beginning an article."""
    short = len(piece.text) < _SHORT
    score = 3.4 * piece.opened - 1.4 + 0.6 * piece.lead + 0.2 * piece.indented
    return score - 1.5 * short - 4.0 * bool(piece.closing) - 5.0 * (not piece.starts)


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


def _subhead(
    run: list[int],
    after: int,
    lines: Sequence[Line],
    pieces: Sequence[Piece],
    bodies: Sequence[Body],
    owner: Sequence[int],
) -> bool:
    """Whether a line is a subhead of the one body around it; then it is made that body's text."""
    if not 0 < after < len(pieces) or owner[after - 1] != owner[after] or not pieces[after - 1].finished:
        return False
    if (
        len(run) > 1
        or len(lines[run[0]].text) > 1.5 * _SUBHEAD
        or pieces[after - 1].column - pieces[after].column > _SAME
    ):
        return False
    own = grams(lines[run[0]].text.text)
    near = set(owner[max(after - 3, 0) : after + 3])
    texts = {body: grams("".join(lines[at].text.text for at in bodies[body].lines)) for body in near}
    if max(coverage(own, text) for text in texts.values()) > coverage(own, texts[owner[after]]) + _WEAK:
        return False
    body = bodies[owner[after]]
    place = body.lines.index(pieces[after].lines[0])
    if place == 0:
        return False
    body.lines[place:place] = run
    return True


def _run(run: list[int], after: int, pieces: Sequence[Piece], bodies: Sequence[Body], owner: Sequence[int]) -> Run:
    """A run with the bodies that its headlines may be of."""
    options: dict[int, float] = {}
    for place in range(max(after - _REACH, 0), min(after + _REACH, len(pieces))):
        body = owner[place]
        first, last = pieces[place].lines[0] == bodies[body].lines[0], pieces[place].lines[-1] == bodies[body].lines[-1]
        worth = (BELOW + 0.05 if first else -0.1) if place >= after else (0.0 if last else -0.1)
        worth -= 0.3 * (abs(place - after + 0.5) > 1)
        options[body] = max(options.get(body, -1.0), worth)
    return Run(run, sorted(options.items()))
