"""The articles stage as configs name it: cleaned lines to records with final text and no annotations yet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence

from .. import lexicon, models
from ..page import Lines
from ..record import Article
from ..registry import registry
from . import boxed, titles
from . import cues as _cues
from . import model as _model
from .cues import ANSWERS, Cues
from .outline import outline
from .plan import Plan
from .records import records


@registry.stages("renzhi.lines.v1")
def make(
    model: str = "layout", joining: bool = True, lexicons: Sequence[str] = ()
) -> Callable[[Lines], list[Article]]:
    """Lines to articles: wraps joined, bodies, headlines before or behind them, continuations, fragments.

    ``model`` is a shipped model's name or a folder that ``renzhi train`` made.
    ``joining`` off leaves every line a paragraph, for pages whose lines were never broken.
    ``lexicons`` are folders of files that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        cues = _cues.load()
    weights = _model.load(model)

    def articles(page: Lines) -> list[Article]:
        """The articles and fragments of a page, by their first raw character."""
        if page.page.boxes:
            return records(page, _by_boxes(page, cues), cues)
        lines, headlines = titles.part(page, cues)
        return records(lines, outline(lines, cues, weights, headlines, joining), cues)

    articles.models = {f"{model}/{models.WEIGHTS}": models.find(model) / models.WEIGHTS}  # type: ignore[attr-defined]
    return articles


def _by_boxes(lines: Lines, cues: Cues) -> Plan:
    """The plan of a page whose source says where its lines stand."""
    texts = lines.texts()
    boxes = lines.page.boxes
    starts = [box.start for box in boxes]
    found = [boxes[bisect_right(starts, at) - 1] for at in lines.text.raw[lines.starts[:-1]].tolist()]
    said = dict(zip(ANSWERS, cues.ask(lines).T.tolist(), strict=True))
    return boxed.plan(texts, found, said["opens"], said["furniture"])
