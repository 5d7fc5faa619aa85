"""The articles stage: cleaned lines to records with final text and no annotations yet."""

from __future__ import annotations

from collections.abc import Callable

from .. import lexicon
from ..clean import cues as _cues
from ..page import Lines
from ..record import Article
from ..registry import registry
from . import bodies, headlines, press, titles
from .assemble import records
from .labels import kinds_of, label


@registry.stages("renzhi.lines.v1")
def make(
    openers: str = "layout-openers.tsv",
    bylines: str = "layout-bylines.txt",
    furniture: str = "layout-furniture.tsv",
    captions: str = "layout-captions.tsv",
    words: str = "common-words.txt",
) -> Callable[[Lines], list[Article]]:
    """The stage ``renzhi.lines.v1``; the arguments name lexicon files."""
    cues = _cues.load(openers, bylines, furniture, captions)
    known_words = frozenset(lexicon.words(words))

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
