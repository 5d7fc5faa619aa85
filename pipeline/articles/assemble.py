"""Records from bodies: paragraphs joined, headlines joined, fragments gathered, all numbered."""

from __future__ import annotations

import re
from itertools import pairwise

from ..alignment import Alignment, Mapped
from ..clean.cues import Cues
from ..clean.joining import continues, ends, join
from ..page import Line, Page
from ..record import Article, Headline, Issue
from .bodies import Body, Layout
from .flow import Flow, Kind
from .headlines import Choice


def records(page: Page, lines: list[Line], flow: Flow, layout: Layout, choice: Choice, cues: Cues) -> list[Article]:
    """The records of a page by their first raw character, numbered from 01."""
    issue = _issue(page.issue, [lines[at].text.text for at in layout.loose], cues)
    made: list[tuple[int, Article]] = []
    for body, heads, clear in zip(layout.bodies, choice.heads, choice.clear, strict=True):
        text = _text(body, lines, flow)
        joined = _join_heads(heads, lines, text.text)
        made.append(_record(page, issue, "article", joined, text, _score(body, lines, bool(heads), clear)))
    for group in _groups(sorted(layout.loose + choice.banners)):
        text = Mapped.join((lines[at].text for at in group), "\n")
        made.append(_record(page, issue, "fragment", [], text, _FRAGMENT))
    made.sort(key=lambda pair: pair[0])
    for number, (_, article) in enumerate(made, 1):
        article.id = f"{page.id}#{number:02d}"
    return [article for _, article in made]


_FRAGMENT = 0.8
"""How sure it is that lines are no article's."""


def _text(body: Body, lines: list[Line], flow: Flow) -> Mapped:
    """The paragraphs of a body, then its captions."""
    paragraphs: list[list[Line]] = []
    before: int | None = None
    for at in body.lines:
        if before is not None and _goes_on(before, at, lines, flow):
            paragraphs[-1].append(lines[at])
        else:
            paragraphs.append([lines[at]])
        before = at
    caption: list[list[Line]] = []
    for at in body.captions:
        if caption and lines[at].joined and caption[-1][-1] is lines[at - 1]:
            caption[-1].append(lines[at])
        else:
            caption.append([lines[at]])
    return Mapped.join((join(paragraph) for paragraph in paragraphs + caption), "\n")


def _goes_on(before: int, at: int, lines: list[Line], flow: Flow) -> bool:
    if flow.kinds[before] is flow.kinds[at] is Kind.BYLINE and _OPEN.search(lines[before].text.text):
        return at == before + 1
    if Kind.BYLINE in (flow.kinds[before], flow.kinds[at]) or flow.kinds[at] is Kind.OPENER:
        return False
    if at == before + 1:
        return lines[at].joined
    # Something else stands between them (a headline, furniture): only an unfinished sentence goes on.
    return not ends(lines[before].text.text) and continues(lines[before], lines[at])


def _join_heads(heads: list[int], lines: list[Line], text: str) -> list[Mapped]:
    """Headline lines, joined where print broke a phrase: the body has the words on both sides of the break."""
    joined: list[list[Line]] = []
    for number, at in enumerate(heads):
        line = lines[at]
        if number and heads[number - 1] == at - 1 and not line.blank_before and _broken(lines[at - 1], line, text):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [join(group) for group in joined]


_OPEN = re.compile(r"[“‘（《「『][^”’）》」』]*$")


def _broken(before: Line, after: Line, text: str) -> bool:
    head, tail = before.text.text, after.text.text
    if _OPEN.search(head) or tail[0] in "”’）》」』、，":
        return True
    return len(head) > 1 and len(tail) > 1 and head[-2:] + tail[:2] in text


def _groups(loose: list[int]) -> list[list[int]]:
    groups: list[list[int]] = [[loose[0]]] if loose else []
    for before, at in pairwise(loose):
        if at == before + 1:
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _record(
    page: Page, issue: Issue, kind: str, heads: list[Mapped], text: Mapped, score: float
) -> tuple[int, Article]:
    """The record, and where on the page its first character stands."""
    first = min(segment[2] for piece in (*heads, text) for segment in piece.segments)
    article = Article(
        schema="renzhi.article/1",
        id="",
        source=page.source,
        issue=issue,
        kind="article" if kind == "article" else "fragment",
        headline=[Headline(head.text, Alignment(head.segments).raw(0, len(head))) for head in heads],
        text=text.text,
        segments=text.canonical(page.text),
        sentences=[],
        entities=[],
        relations=[],
        score=score,
    )
    return first, article


def _score(body: Body, lines: list[Line], headed: bool, clear: float) -> float:
    """How sure the article is: it ends as articles do, it begins as they do, its headline shares its words."""
    score = 0.97
    if not ends(lines[body.lines[-1]].text.text):
        score -= 0.15
    if not body.opened:
        score -= 0.05
    if headed:
        score -= 0.2 * max(0.0, 0.4 - clear)
    return round(score, 2)


def _issue(issue: Issue, furniture: list[str], cues: Cues) -> Issue:
    """The issue with what the page's furniture says and nothing else did."""
    date, paper = issue.date, issue.paper
    for text in furniture:
        date = date or cues.date_in(text)
        found = cues.paper.search(text)
        paper = paper or (found[0] if found else None)
    return Issue(paper=paper, date=date, region=issue.region)
