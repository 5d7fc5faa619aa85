"""Records from a plan: paragraphs joined, headlines joined, fragments gathered, all numbered."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import numpy as np

from ..alignment import INSERTED, Alignment, Mapped, codes, decoded
from ..clean.characters import BLANK
from ..page import Lines
from ..record import Article, Headline, Issue
from .cues import Cues
from .plan import Group, Plan

_FRAGMENT = 0.8
"""How sure it is that lines are no article's."""
_LATIN = np.array([*(chr(code).isalpha() for code in range(0x2E80)), False])
"""Whether a code point is a letter of those that stand before the Chinese characters."""


def records(lines: Lines, plan: Plan, cues: Cues) -> list[Article]:
    """The records of a page by their first raw character, numbered from 01."""
    page = lines.page
    loose = [lines.line(at).text for groups in plan.fragments for group in groups for at in group]
    issue = _issue(page.issue, loose, cues)
    planned = [("article", of.heads, of.paragraphs, of.score) for of in plan.articles]
    planned += [("fragment", [], groups, _FRAGMENT) for groups in plan.fragments]
    # What all records say is one text first: a page is looked up with a few array operations.
    text, bounds = join(lines, [group for _, heads, paragraphs, _ in planned for group in (*heads, *paragraphs)])
    segments = text.segments(page.text)
    raw = Alignment(segments).raw
    made: list[tuple[int, Article]] = []
    first = 0
    for kind, heads, paragraphs, score in planned:
        body, last = first + len(heads), first + len(heads) + len(paragraphs)
        start, cut = bounds[body], bisect_left(segments, (bounds[body],))
        end = bisect_left(segments, (bounds[last],))
        article = Article(
            schema="renzhi.article/1",
            id="",
            source=page.source,
            issue=Issue(issue.paper, issue.date, issue.region),
            kind="article" if kind == "article" else "fragment",
            headline=[
                Headline(text.text[low : high - 1], raw(low, high))
                for low, high in zip(bounds[first:body], bounds[first + 1 :], strict=False)
            ],
            text=text.text[start : bounds[last] - 1],
            segments=[(clean - start, size, at, size) for clean, size, at, _ in segments[cut:end]],
            sentences=[],
            entities=[],
            relations=[],
            score=round(score, 2),
        )
        begin = bisect_left(segments, (bounds[first],))
        made.append((min(at for _, _, at, _ in segments[begin:end]), article))
        first = last
    made.sort(key=lambda pair: pair[0])
    for number, (_, article) in enumerate(made, 1):
        article.id = f"{page.id}#{number:02d}"
    return [article for _, article in made]


def join(lines: Lines, groups: Sequence[Group]) -> tuple[Mapped, list[int]]:
    """The lines of groups as one text, a line end behind each group, and where each begins and the last one ends.

    Inside a group a blank stands between lines only where it divides two Latin words.
    """
    chars = codes(lines.text.text)
    order = np.array([at for group in groups for at in group], int)
    first, end = _bare(lines, chars)
    first, end = first[order], end[order]
    last = np.cumsum([len(group) for group in groups], dtype=int) - 1
    letters = _LATIN[np.minimum(chars, len(_LATIN) - 1)]
    divided = np.zeros(len(order), np.uint32)
    divided[:-1][letters[end[:-1] - 1] & letters[first[1:]]] = ord(" ")
    divided[last] = ord("\n")
    sizes = end - first + (divided > 0)
    ends = np.cumsum(sizes)
    places = np.repeat(end - ends + (divided > 0), sizes) + np.arange(len(order) and ends[-1])
    inserted = ends[divided > 0] - 1
    places[inserted] = 0
    said, raw = chars[places], lines.text.raw[places]
    said[inserted], raw[inserted] = divided[divided > 0], INSERTED
    return Mapped(decoded(said), raw), [0, *ends[last].tolist()]


def _bare(lines: Lines, chars: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Where lines begin and end without the blanks at their ends, which some have that ``titles`` cut."""
    first, end = lines.starts[:-1].copy(), lines.starts[1:].copy()
    blank = BLANK.of(chars)
    while (more := blank[first] & (first < end)).any():
        first += more
    while (more := blank[end - 1] & (first < end)).any():
        end -= more
    return first, end


def _issue(issue: Issue, furniture: list[str], cues: Cues) -> Issue:
    """The issue with what the page's furniture says and nothing else did."""
    date, paper = issue.date, issue.paper
    for text in furniture:
        date = date or cues.date_in(text)
        found = cues.paper.search(text)
        paper = paper or (found[0] if found else None)
    return Issue(paper=paper, date=date, region=issue.region)
