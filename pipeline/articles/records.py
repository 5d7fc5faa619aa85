"""Records from a plan: paragraphs joined, headlines joined, fragments gathered, all numbered."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ..alignment import INSERTED, Mapped
from ..page import Lines
from ..record import Article, Headline, Issue
from .cues import Cues
from .plan import Group, Plan

_FRAGMENT = 0.8
"""How sure it is that lines are no article's."""


def records(lines: Lines, plan: Plan, cues: Cues) -> list[Article]:
    """The records of a page by their first raw character, numbered from 01."""
    page = lines.page
    loose = [lines.line(at).text for groups in plan.fragments for group in groups for at in group]
    issue = _issue(page.issue, loose, cues)
    made: list[tuple[int, Article]] = []
    starts = lines.starts.tolist()

    def add(kind: str, heads: Sequence[Group], paragraphs: Sequence[Group], score: float) -> None:
        joined = [join(lines, group, starts) for group in heads]
        text = Mapped.join((join(lines, group, starts) for group in paragraphs), "\n")
        article = Article(
            schema="renzhi.article/1",
            id="",
            source=page.source,
            issue=Issue(issue.paper, issue.date, issue.region),
            kind="article" if kind == "article" else "fragment",
            headline=[Headline(head.text, head.spans()) for head in joined],
            text=text.text,
            segments=text.segments(page.text),
            sentences=[],
            entities=[],
            relations=[],
            score=round(score, 2),
        )
        made.append((min(int(piece.raw[piece.raw >= 0].min()) for piece in (*joined, text)), article))

    for outline in plan.articles:
        add("article", outline.heads, outline.paragraphs, outline.score)
    for groups in plan.fragments:
        add("fragment", [], groups, _FRAGMENT)
    made.sort(key=lambda pair: pair[0])
    for number, (_, article) in enumerate(made, 1):
        article.id = f"{page.id}#{number:02d}"
    return [article for _, article in made]


def join(lines: Lines, group: Group, starts: Sequence[int]) -> Mapped:
    """Lines as one text, with a blank only between two Latin words; ``starts`` are those of the lines, as a list."""
    text = lines.text.text
    pieces: list[Mapped] = []
    begin = starts[group[0]]
    for before, at in pairwise(group):
        end, cut = starts[before + 1], starts[at]
        latin = _latin(text[end - 1]) and _latin(text[cut])
        if at != before + 1 or latin or text[cut] == " " or text[end - 1] == " ":
            pieces.append(lines.text.slice(begin, end).strip())
            pieces += [_BLANK] if latin else []
            begin = cut
    pieces.append(lines.text.slice(begin, starts[group[-1] + 1]).strip())
    return pieces[0] if len(pieces) == 1 else Mapped.join(pieces)


_BLANK = Mapped(" ", Mapped.of(" ").raw * 0 + INSERTED)


def _latin(char: str) -> bool:
    return char.isalpha() and ord(char) < 0x2E80


def _issue(issue: Issue, furniture: list[str], cues: Cues) -> Issue:
    """The issue with what the page's furniture says and nothing else did."""
    date, paper = issue.date, issue.paper
    for text in furniture:
        date = date or cues.date_in(text)
        found = cues.paper.search(text)
        paper = paper or (found[0] if found else None)
    return Issue(paper=paper, date=date, region=issue.region)
