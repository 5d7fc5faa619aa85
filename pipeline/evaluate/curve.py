"""Scores against noise: the same pages with more and more characters misread, or blanks strewn in."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from ..degrade import Clean, load, pages
from ..degrade.noise import spoil
from ..errors import RenzhiError
from ..record import GoldArticle, replacing, write_lines
from .gold import evaluate
from .report import Section

KINDS = ("ocr", "blanks")
PRESET = "standard"
SHOWN = ("entity", "surface", "resolved", "typed", "article")
"""Scores of a curve: over the page, and articles by article."""
TITLES = {"ocr": "look-alikes misread, in per cent", "blanks": "blanks behind characters, in per cent"}


class Point(NamedTuple):
    """A score at a rate of noise, with its 95 % interval over pages."""

    noise: str
    rate: float
    score: str
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None
    gold: int


def points(
    nlp: Any, articles: Sequence[Clean], rates: Mapping[str, Sequence[float]], seed: int, count: int | None
) -> Iterator[Point]:
    """Scores of a pipeline (``pipeline.load``) over pages of ``articles``, for each kind of noise and rate."""
    made = [
        (page.text, page.records(f"p{at:04}")) for at, page in enumerate(pages(articles, load(PRESET), seed, count))
    ]
    for kind in KINDS:
        for rate in rates.get(kind, ()):
            section = _scored(nlp, made, {kind: rate}, seed)
            for name in SHOWN:
                by = "by_article" if name == "article" else "by_page"
                score, sure = getattr(section, by)[name], section.intervals(by)[name]["f1"]
                low, high = sure if sure is not None else (None, None)
                yield Point(kind, rate, name, score.precision, score.recall, score.f1, low, high, score.gold)


def _scored(nlp: Any, made: Sequence[tuple[str, list[GoldArticle]]], rates: Mapping[str, float], seed: int) -> Section:
    """A run over the pages with this noise, and its scores."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "pages").mkdir()
        gold: list[GoldArticle] = []
        for at, (page, records) in enumerate(made):
            text, moved = spoil(page, records, rates.get("ocr", 0), rates.get("blanks", 0), Random(f"{seed} {at}"))
            (folder / "pages" / f"p{at:04}.txt").write_bytes(text.encode())
            gold += moved
        write_lines(folder / "gold.jsonl", gold)
        write_lines(folder / "articles.jsonl", nlp.pages(folder / "pages"))
        section = evaluate(folder, [folder / "gold.jsonl"], strict=True).mentions
    assert section is not None
    return section


def table(found: Iterable[Point]) -> str:
    """The points as CSV, numbers with six places, n/a as nothing.

    >>> print(table([Point("ocr", 0.05, "entity", 1.0, 0.5, 2 / 3, None, None, 4)]))
    noise,rate,score,precision,recall,f1,low,high,gold
    ocr,0.05,entity,1.0,0.5,0.666667,,,4
    <BLANKLINE>
    """
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(Point._fields)
    rows.writerows([round(cell, 6) if isinstance(cell, float) else cell for cell in point] for point in found)
    return out.getvalue()


def plot(found: Sequence[Point], path: Path) -> None:
    """The curves as a picture, SVG or PNG by the name; raises ``RenzhiError`` where matplotlib is missing."""
    try:
        import matplotlib
    except ImportError as error:
        raise RenzhiError("the plot needs matplotlib; install it with: pip install 'renzhi[evaluate]'") from error
    matplotlib.use("Agg")
    matplotlib.rcParams.update({"svg.hashsalt": "renzhi", "svg.fonttype": "none", "font.family": "sans-serif"})
    from matplotlib import pyplot

    kinds = [kind for kind in KINDS if any(point.noise == kind for point in found)]
    figure, axes = pyplot.subplots(1, len(kinds), figsize=(5.2 * len(kinds), 4.2), sharey=True, squeeze=False)
    for axis, kind in zip(axes[0], kinds, strict=True):
        for name in SHOWN:
            _line(axis, name, [point for point in found if (point.noise, point.score) == (kind, name)])
        axis.set_xlabel(TITLES[kind])
        axis.grid(alpha=0.25)
        axis.spines[["top", "right"]].set_visible(False)
    axes[0][0].set_ylabel("F1 in per cent")
    axes[0][0].set_ylim(0, 102)
    axes[0][-1].legend(frameon=False, loc="lower left")
    figure.tight_layout()
    with replacing(path) as file:
        figure.savefig(file, format=path.suffix[1:], metadata={"Date": None} if path.suffix == ".svg" else {}, dpi=150)
    pyplot.close(figure)


def _line(axis: Any, name: str, found: Sequence[Point]) -> None:
    some = [point for point in found if point.f1 is not None]
    rates = [100 * point.rate for point in some]
    (line,) = axis.plot(rates, [100 * (point.f1 or 0) for point in some], marker="o", markersize=3.5, label=name)
    sure = [point for point in some if point.low is not None and point.high is not None]
    bounds = ([100 * (getattr(point, side) or 0) for point in sure] for side in ("low", "high"))
    axis.fill_between([100 * point.rate for point in sure], *bounds, color=line.get_color(), alpha=0.12, linewidth=0)
