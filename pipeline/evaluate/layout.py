"""How a page was put together, by raw offsets: bodies, their bounds, joints of lines, headlines, fragments."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..record import Article, Span
from .items import Found, Outcome, compare
from .score import Score
from .spans import bounds, mention, merge, shared

if TYPE_CHECKING:
    from .mentions import Record


def of_pair(gold: Record, record: Record | None) -> dict[str, Outcome]:
    """Whether body and kind are gold's, and the headline."""
    exact = record is not None and gold.like(record) and record.article.kind == gold.article.kind
    fault = "no record shares its text" if record is None else "body or kind differs"
    missed: Found = {} if exact else {f"{fault} | {gold.article.text[:40]}": None}
    out = {str(gold.article.kind): Outcome(Score(int(exact), int(record is not None), 1), {}, missed)}
    if gold.headline or (record and record.headline):
        out["headline"] = compare(_headline(gold), _headline(record) if record else {})
    return out


def of_stray(record: Record) -> dict[str, Outcome]:
    """A record that belongs to no gold article: its body and its headline are false."""
    body = Outcome(Score(0, 1, 0), {record.article.text[:40]: None}, {})
    return {record.article.kind: body, "headline": compare({}, _headline(record))}


def of_page(gold: Sequence[Record], given: Sequence[Record]) -> dict[str, Score]:
    """Over the page: bounds of articles, joints of lines, and the characters of fragments.

    Nothing is looked up twice where the run put the page together as gold does.
    """
    alike = len(gold) == len(given) and all(a.same(b) for a, b in zip(gold, given, strict=True))
    out = {"fragment_characters": _fragments(gold, given)}
    for name, places in (("boundary", _boundaries), ("joint", _joints)):
        wanted = {place for r in gold for place in places(r.article)}
        offered = wanted if alike else {place for r in given for place in places(r.article)}
        out[name] = Score(len(wanted & offered), len(offered), len(wanted))
    return out


def _headline(record: Record) -> Found:
    """The lines as one item: how they are divided does not matter."""
    text = "".join(line.text for line in record.article.headline)
    return {mention(text, record.headline): None} if record.headline else {}


def _boundaries(article: Article) -> list[tuple[str, int]]:
    """Where the body of an article begins and where it ends."""
    if article.kind != "article" or not article.text:
        return []
    ((start, end),) = bounds(article.segments, [(0, len(article.text))])
    return [("begin", start), ("end", end)]


def _joints(article: Article) -> list[tuple[str, int]]:
    """Where lines are not joined: the first and the last character of each paragraph.

    Joints inside a paragraph are not counted: they are most of all, and right as a rule.
    """
    spans: list[Span] = []
    at = 0
    for paragraph in article.text.split("\n"):
        spans.append((at, at + len(paragraph)))
        at += len(paragraph) + 1
    found = bounds(article.segments, spans)
    return [(name, raw[side]) for raw in found for side, name in enumerate(("begin", "end"))]


def _fragments(gold: Sequence[Record], given: Sequence[Record]) -> Score:
    """Fragments by raw characters: how lines are grouped into fragments does not matter."""
    wanted, offered = (
        merge(span for r in side if r.article.kind == "fragment" for span in r.body + r.headline)
        for side in (gold, given)
    )
    right = shared([(*span, 0) for span in wanted], offered)[0]
    return Score(right, sum(map(_length, offered)), sum(map(_length, wanted)))


def _length(span: Span) -> int:
    return span[1] - span[0]
