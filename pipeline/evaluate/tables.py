"""The report on the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from .report import Error, Report, Row, Section
from .score import Score

COLUMNS = ("article", "headline", "person", "entity", "surface", "resolved", "typed", "byline")
MOST_PAGES = 40
"""Rows of the table by page; beyond it, the worst are shown."""
MOST_CHARACTERS = 120
"""Of a sentence beside an error; errors.jsonl has it whole."""


def show(report: Report, console: Console, errors: int) -> None:
    """Tables of both kinds of gold, what was not scored, and the first errors."""
    for name, section in (("facts", report.facts), ("mentions", report.mentions)):
        if section is not None:
            _section(name, section, console)
    for note in notes(report):
        console.print(Text(note, style="yellow"))
    for error in report.errors[:errors]:
        console.print(_line(error), soft_wrap=True)


def notes(report: Report) -> list[str]:
    """What could not be scored, in words.

    >>> notes(Report("out", unscored_pages=2, unscored_records=7))
    ['the gold is empty: nothing was scored', 'pages of the run with no gold, not scored: 2 (7 records)']
    """
    out = []
    if report.facts is None and report.mentions is None:
        out.append("the gold is empty: nothing was scored")
    if report.missing_pages:
        out.append(f"gold pages with no record in the run, counted as missed: {', '.join(report.missing_pages)}")
    if report.other_bytes:
        out.append(f"other bytes than the gold's were read, raw offsets may not agree: {', '.join(report.other_bytes)}")
    if report.unscored_pages:
        pages, records = report.unscored_pages, report.unscored_records
        out.append(f"pages of the run with no gold, not scored: {pages} ({records} records)")
    return out


def _section(name: str, section: Section, console: Console) -> None:
    counts = section.counts()
    console.print(
        Text(
            f"{name}: {counts['pages']} pages, {counts['articles']} gold articles, "
            f"{counts['articles_with_record']} with a record, "
            f"{counts['records_without_article']} records of no gold article",
            style="bold",
        )
    )
    console.print(_scores("by article", section.by_article))
    console.print(_scores("over the page", section.by_page))
    if len(section.pages) > 1:
        console.print(_pages(section))


def _scores(title: str, scores: Mapping[str, Score]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("what")
    for column in ("P", "R", "F1", "tp", "fp", "fn", "aside"):
        table.add_column(column, justify="right")
    for name, score in scores.items():
        counts = (score.right, score.given - score.right, score.gold - score.right, score.aside)
        table.add_row(name, *map(share, (score.precision, score.recall, score.f1)), *(f"{n:g}" for n in counts))
    return table


def _pages(section: Section) -> Table:
    """F1 by page: layout by article, all else over the page."""
    layout: dict[str, dict[str, Score]] = {}
    for row in section.articles:
        sums = layout.setdefault(row.page, {})
        for name in ("article", "headline"):
            sums[name] = sums.get(name, Score()).plus(row.scores.get(name, Score()))
    rows = [Row(row.page, None, None, {**layout.get(row.page, {}), **row.scores}) for row in section.pages]
    names = [name for name in COLUMNS if any(name in row.scores for row in rows)]
    table = Table(title="F1 by page", title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 0))
    table.add_column("page", no_wrap=True, overflow="fold")
    for name in names:
        table.add_column(name, justify="right")
    shown = _worst(rows)
    for row in shown:
        table.add_row(row.page, *(share(row.scores.get(name, Score()).f1) for name in names))
    if len(shown) < len(rows):
        table.caption = f"the {len(shown)} worst of {len(rows)} pages by surface"
    return table


def _worst(rows: list[Row]) -> list[Row]:
    if len(rows) <= MOST_PAGES:
        return rows
    return sorted(rows, key=lambda row: (row.scores["surface"].f1 or 0.0, row.page))[:MOST_PAGES]


def share(value: float | None) -> str:
    """Per cent with one place, or n/a.

    >>> share(0.5), share(None)
    ('50.0', 'n/a')
    """
    return "n/a" if value is None else f"{100 * value:.1f}"


def _line(error: Error) -> Text:
    text = Text()
    text.append(f"{error.verdict:6} ", style="red" if error.verdict == "false" else "magenta")
    text.append(f"{error.kind:9} ", style="cyan")
    text.append(f"{error.page} {error.article or '–'} ", style="dim")
    text.append(error.item, style="bold")
    text.append("  (split)" if error.split else "", style="yellow")
    text.append("  " + " ".join((error.sentence or "").split())[:MOST_CHARACTERS])
    return text
