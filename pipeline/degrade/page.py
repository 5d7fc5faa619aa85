"""Pages of articles, in memory: draw a style, print the articles, note the truth."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from . import damage, web
from .articles import Clean
from .layout import paper
from .matter import Matter
from .preset import Preset, Style
from .printed import Block
from .rewrite import traditional
from .story import tell
from .truth import DegradedPage, TruthLine

_SPREAD = 1_000_003
"""Between the seeds of two runs, so that their pages share none."""


def degrade(articles: Sequence[Clean], preset: Preset, seed: int) -> DegradedPage:
    """A page of all these articles, in this order; the same arguments give the same page.

    >>> from pipeline.degrade import light, load
    >>> article = light(["林远主持会议"], "3月5日，林远主持召开会议，研究部署当前重点工作。")
    >>> page = degrade([article], load("standard", {"width": 12, "paragraphs": "none", "trailing": 0}), 2)
    >>> for line in page.lines[-3:]:
    ...     print(line.kind, line.article, line.paragraph, line.wraps, page.text[line.start : line.end])
    head 0 0 False 林远主持会议
    text 0 0 False 3月5日，林远主持召开会议，
    text 0 0 True 研究部署当前重点工作。
    """
    rng = Random(seed)
    style = preset.style(rng)
    matter = Matter(rng)
    if style.traditional and rng.random() < style.traditional:
        articles = [article if article.record else traditional(article) for article in articles]
    stories = [tell(article, style, matter, rng) for article in articles]
    cut: set[int] = set()
    if style.layout == "print":
        lines, cut = paper(stories, style, matter, rng)
    else:
        lines = {"web": web.web, "flat": web.flat, "hard": web.hard}[style.layout](stories, style, matter, rng)
    text, truth, strays = _emit(lines, style, rng)
    return DegradedPage(damage.misread(text, style.ocr, rng), truth, stories, strays, cut, style.layout, seed)


def pages(articles: Sequence[Clean], preset: Preset, seed: int, count: int | None = None) -> Iterator[DegradedPage]:
    """Pages of the articles in a shuffled order, as many as a page's style wants on each.

    ``count`` pages, dealing the articles anew when they are used up; by default
    as many as it takes to print each article once. A page can be had again with
    ``degrade`` from its stories' ``clean`` articles, in order, and its ``seed``.

    >>> from pipeline.degrade import light, load
    >>> article = light(["林远主持会议"], "3月5日，林远主持召开会议。")
    >>> [len(page.stories) for page in pages([article] * 20, load("standard", {"articles": 8}), 1)]
    [8, 8, 4]
    """
    order = list(range(len(articles)))
    dealer = Random(seed)
    deck: list[int] = []
    number = 0
    while count is None or number < count:
        page_seed = seed * _SPREAD + number
        wanted = _wanted(preset.style(Random(page_seed)))
        if number == 0 or (count is not None and len(deck) < wanted):
            dealer.shuffle(order)
            left = set(deck)
            deck += [index for index in order if index not in left]  # so that no page has an article twice
        if not deck:
            return
        chosen, deck = deck[:wanted], deck[wanted:]
        yield degrade([articles[index] for index in chosen], preset, page_seed)
        number += 1


def _wanted(style: Style) -> int:
    return style.articles if style.layout == "print" else style.web_articles


def _emit(lines: Block, style: Style, rng: Random) -> tuple[str, list[TruthLine], dict[int, str]]:
    """The page's text, its lines, and the marked texts of those that belong to no article."""
    newline = "\r\n" if rng.random() < style.crlf else "\n"
    feed = rng.randrange(1, len(lines)) if len(lines) > 1 and rng.random() < style.form_feed else 0
    out: list[str] = []
    truth: list[TruthLine] = []
    strays: dict[int, str] = {}
    at = 0
    for place, line in enumerate(lines):
        gap = line.gap if place else ""
        if feed and place >= feed and "\n\n" in gap:
            gap, feed = "\n\f", 0
        gap = gap.replace("\n", newline)
        shown = damage.sow_invisible(line.text, style.invisible, rng)
        start = at + len(gap)
        at = start + len(shown)
        out += (gap, shown)
        truth.append(TruthLine(start, at, line.kind, line.article, line.paragraph, line.wraps))
        if line.article < 0:
            strays[place] = line.marked
    return "".join(out) + newline, truth, strays
