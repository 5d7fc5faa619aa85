"""The articles stage: cleaned lines to records with final text and no annotations yet."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .. import lexicon
from ..clean import cues as _cues
from ..page import Lines
from ..record import Article
from ..registry import registry
from . import bodies, headlines, press, titles
from .assemble import records
from .labels import kinds_of, label


@registry.stages("renzhi.lines.v1")
def make(lexicons: Sequence[str] = ()) -> Callable[[Lines], list[Article]]:
    """Lines to articles: bodies, headlines before or behind them, bylines, continuations, fragments.

    ``lexicons`` are folders of files that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        cues = _cues.load()
        known_words = frozenset(lexicon.words("common-words.txt"))

    def articles(page: Lines) -> list[Article]:
        """The articles and fragments of a page, by their first raw character."""
        lines, known = titles.part(page.lines, cues)
        kinds = kinds_of(lines, known, cues)
        if press.is_press(lines):
            flow, layout = press.part(lines, kinds, cues, known_words)
        else:
            flow = label(lines, kinds, cues)
            layout = bodies.part(flow)
        return records(page.page, lines, flow, layout, headlines.choose(layout, lines), cues)

    return articles
