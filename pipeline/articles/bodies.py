"""Bodies: the text lines of each article, with the headlines that stand around them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from ..clean.joining import ends
from ..page import Line
from .flow import Flow, Kind

_RESUMES = 2.0
"""The evidence that a paragraph is the rest of a sentence that stands elsewhere."""
_SAME_COLUMN = 1.5


@dataclass
class Body:
    """The lines of one article's text, by number."""

    lines: list[int] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    opened: bool = False
    """Whether an opener began it."""


BELOW = 0.08
"""What it is worth that a headline stands above its body, where print puts it mostly."""


@dataclass
class Run:
    """Headline lines in a row, and whose they may be: bodies from above to below, with what their place is worth."""

    lines: list[int]
    bodies: list[tuple[int, float]]


@dataclass
class Layout:
    """A page taken apart."""

    bodies: list[Body]
    runs: list[Run]
    loose: list[int]
    """Furniture, and captions with no body."""


def part(flow: Flow) -> Layout:
    """The bodies of a page and the headlines between them."""
    bodies: list[Body] = []
    gaps: list[list[int]] = [[]]
    new = True
    for number, at in enumerate(flow.at):
        kind = flow.kinds[at]
        if kind in (Kind.HEAD, Kind.INTERRUPTION):
            gaps[-1].append(at)
            new = new or (kind is Kind.HEAD and _opens_next(flow, number))
            continue
        if kind is Kind.CAPTION:  # known for one only by the headline before it
            continue
        if new or kind is Kind.OPENER:
            bodies.append(Body(opened=kind is Kind.OPENER))
            gaps.append([])
            new = False
        bodies[-1].lines.append(at)
    if not bodies:
        bodies, gaps = ([Body(list(flow.at))], [[], []]) if flow.at else ([], [[]])
    _rejoin(bodies, flow.lines)
    loose = [at for at, kind in enumerate(flow.kinds) if kind is Kind.FURNITURE]
    for at, kind in enumerate(flow.kinds):
        if kind is Kind.CAPTION:
            owner = owner_of(bodies, at)
            (owner.captions if owner else loose).append(at)
    runs = [
        Run(gap, [(body, BELOW * (body == number)) for body in (number - 1, number) if 0 <= body < len(bodies)])
        for number, gap in enumerate(gaps)
        if gap
    ]
    return Layout(bodies, runs, sorted(loose))


def _opens_next(flow: Flow, number: int) -> bool:
    """Whether text that follows this headline is a new article's; not where it is the page's last word."""
    return any(flow.kinds[at] in (Kind.TEXT, Kind.BYLINE, Kind.OPENER) for at in flow.at[number + 1 : number + 13])


def owner_of(bodies: list[Body], at: int) -> Body | None:
    """The body that a caption stands in or after, else the first."""
    before = [body for body in bodies if body.lines[0] < at]
    return before[-1] if before else bodies[0] if bodies else None


def _rejoin(bodies: list[Body], lines: list[Line]) -> None:
    """Give a body cut off in mid-sentence the rest of its text, where it stands at the end of the next one."""
    if all(ends(lines[body.lines[-1]].text.text) for body in bodies[:-1]):
        return
    text = "".join(lines[at].text.text for body in bodies for at in body.lines)
    seen = {text[at : at + size] for size in (2, 3, 4) for at in range(len(text) - size + 1)}
    for body, following in pairwise(bodies):
        if not ends(lines[body.lines[-1]].text.text):
            cut = _resumption(lines[body.lines[-1]], [lines[at] for at in following.lines], seen)
            if cut:
                body.lines += following.lines[cut:]
                del following.lines[cut:]


def _resumption(last: Line, following: list[Line], seen: set[str]) -> int | None:
    """Where among the lines ``following`` the sentence that ``last`` breaks off goes on.

    It begins after a finished paragraph. What speaks for it: words that it makes
    with the end of ``last`` and that the page has elsewhere; the column of ``last``
    come back; no indent where other paragraphs have one.
    """
    starts = [
        number
        for number, (before, line) in enumerate(pairwise(following), 1)
        if ends(before.text.text) and not line.joined
    ]
    indented = sum(following[number].indent >= 1 for number in starts) * 2 > len(starts)
    best = (0.0, 0)
    for number in starts:
        before, line = following[number - 1], following[number]
        tail, head = last.text.text, line.text.text
        score = float(sum(tail[-size:] + head[:other] in seen for size, other in ((1, 1), (1, 2), (2, 1), (2, 2))))
        changed = abs(line.column - before.column) > _SAME_COLUMN
        score += 2 * (changed and abs(line.column - last.column) < abs(before.column - last.column))
        score += 2 * (indented and line.indent < 1)
        if score >= _RESUMES and score > best[0]:
            best = score, number
    return best[1] or None
