"""The report on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from ..record import LABELS
from .report import BY_LABEL, WITHOUT_SKLEARN, Error, Report, Row, Section
from .resample import Difference, Interval
from .score import Score
from .tally import LEVELS

COLUMNS = ("article", "headline", "person", "entity", "surface", "resolved", "typed", "byline")
ORDER = ("article", "boundary", "joint", "headline", "fragment", "fragment_characters", "sentence", "entity", "exact")
"""Rows that come first, where there are any."""
MOST_PAGES = 40
"""Rows of the table by page; beyond it, the worst are shown."""
MOST_CHARACTERS = 120
"""Of a sentence beside an error; errors.jsonl has it whole."""
MOST_FAULTS = 10
SURE = 0.05
"""A difference with less than this chance is marked."""


def show(report: Report, console: Console, errors: int) -> None:
    """Tables of both kinds of gold, the other run, what was not scored, and the first errors."""
    differences = report.differences
    for name, section in report.sections().items():
        _section(name, section, console)
        for scores, found in differences.get(name, {}).items():
            console.print(_compared(f"{_TITLES[scores]}, less the other run", found))
    for note in notes(report):
        console.print(Text(note, style="yellow"))
    for error, _ in zip(report.errors, range(errors), strict=False):
        console.print(_line(error), soft_wrap=True)


_PLURAL = {"entity": "entities", "relation": "relations"}
_TITLES = {"by_article": "by article", "by_page": "over the page"}


def notes(report: Report) -> list[str]:
    """What could not be scored, in words.

    >>> notes(Report("out", unscored_pages=2, unscored_records=7))
    ['the gold is empty: nothing was scored', 'pages of the run with no gold, not scored: 2 (7 records)']
    """
    out = []
    if report.facts is None and report.mentions is None:
        out.append("the gold is empty: nothing was scored")
    if report.missing_pages:
        out.append(f"gold pages with no record in the run, counted as missed: {_some(report.missing_pages)}")
    if report.other_bytes:
        out.append(f"other bytes than the gold's were read, raw offsets may not agree: {_some(report.other_bytes)}")
    if report.unscored_pages:
        pages, records = report.unscored_pages, report.unscored_records
        out.append(f"pages of the run with no gold, not scored: {pages} ({records} records)")
    if report.faults:
        out.append(f"lines that could not be used: {len(report.faults)}")
        out += [f"  {fault}" for fault in report.faults[:MOST_FAULTS]]
    return out


def _some(names: list[str]) -> str:
    more = f" … and {len(names) - MOST_FAULTS} more" if len(names) > MOST_FAULTS else ""
    return ", ".join(names[:MOST_FAULTS]) + more


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
    for scores, title in _TITLES.items():
        found = getattr(section, scores)
        plain = [n for n in found if n.partition(".")[0] not in BY_LABEL or n == "entity"]
        sure = section.intervals(scores)
        plain.sort(key=lambda n: ORDER.index(n) if n in ORDER else len(ORDER))
        console.print(_scores(title, {n: found[n] for n in plain}, {n: sure[n]["f1"] for n in plain}))
    if "entity" in section.by_page:
        console.print(_entities(section))
    for way, groups in sorted(section.groups.items()):
        if len(groups) > 1:
            console.print(_groups(f"F1 by {way}", sorted(groups.items(), key=lambda item: _numbers(item[0]))))
    if tags := section.tally.scores():
        console.print(_phenomena(tags))
    _sure(section, console)
    if len(section.pages) > 1:
        console.print(_pages(section))


def _numbers(group: str) -> list[Any]:
    """Groups of numbers in their order, others by name."""
    return [word.rjust(4, "0") if word.isdecimal() else "" for word in group.split()] + [group]


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1))
    for number, column in enumerate(columns):
        table.add_column(column, justify="right" if number else "left", no_wrap=not number)
    return table


def _scores(title: str, scores: Mapping[str, Score], sure: Mapping[str, Interval | None]) -> Table:
    table = _table(title, "what", "P", "R", "F1", "95 %", "tp", "fp", "fn", "aside")
    for name, score in scores.items():
        counts = (score.right, score.given - score.right, score.gold - score.right, score.aside)
        shares = map(share, (score.precision, score.recall, score.f1))
        table.add_row(name, *shares, between(sure[name]), *(f"{n:g}" for n in counts))
    return table


def _entities(section: Section) -> Table:
    """F1 by label and scheme; exact is strict where only one label is seen."""
    table = _table("entities over the page, F1", "label", "strict", "exact", "partial", "type", "gold")
    found = section.by_page
    for label in LABELS:
        if f"entity.{label}" in found:
            strict, partial, kind = (found[f"{scheme}.{label}"] for scheme in BY_LABEL)
            table.add_row(label, share(strict.f1), "", share(partial.f1), share(kind.f1), f"{strict.gold:g}")
    micro = [share(found[name].f1) for name in ("entity", "exact", "partial", "type")]
    means = section.macro()
    table.add_section()
    table.add_row("micro", *micro, f"{found['entity'].gold:g}")
    macro = [share(means[scheme]["f1"]) if scheme in means else "n/a" for scheme in BY_LABEL]
    table.add_row("macro", macro[0], "", *macro[1:], "")
    return table


def _phenomena(tags: Mapping[str, Mapping[str, Score]]) -> Table:
    """Recall, and what is false beside, by phenomenon."""
    table = _table("by phenomenon: recall (false)", "what", "gold", *LEVELS)
    for name, found in sorted(tags.items(), key=lambda item: ("entity" in item[1], item[0])):
        first = next(iter(found.values()))
        cells = [f"{share(s.recall)} ({s.given - s.right:g})" if (s := found.get(n)) else "" for n in LEVELS]
        table.add_row(name, f"{first.gold:g}", *cells)
    return table


def _sure(section: Section, console: Console) -> None:
    """How good the scores of the run are, and agreement where both have a span."""
    if not section.judged.scores:
        return
    found = section.sureness
    if found is None:
        console.print(Text(WITHOUT_SKLEARN, style="yellow"))
        return
    for kind, curve in found["confidence"].items():
        console.print(
            f"scores of {_PLURAL[kind]}: average precision {share(curve['average_precision'])}, "
            f"expected calibration error {share(curve['ece'])}",
            highlight=False,
        )
    for kind in ("labels", "types"):
        kappa = found[kind]["kappa"]
        console.print(
            f"kappa of {kind}, where both have the span: {'n/a' if kappa is None else f'{kappa:.3f}'}", highlight=False
        )


def _compared(title: str, found: Mapping[str, Difference]) -> Table:
    table = _table(title, "what", "F1", "95 %", "p")
    for name, difference in found.items():
        mark = "*" if difference.p < SURE else ""
        bounds = between(Interval(difference.low, difference.high), signed=True)
        table.add_row(name, f"{100 * difference.f1:+.1f}", bounds, f"{difference.p:.3f}{mark}")
    return table


def _groups(title: str, groups: Iterable[tuple[str, Mapping[str, Score]]]) -> Table:
    rows = list(groups)
    names = [name for name in COLUMNS if any(name in scores for _, scores in rows)]
    table = _table(title, "", *names)
    for group, scores in rows:
        table.add_row(group, *(share(scores.get(name, Score()).f1) for name in names))
    return table


def _pages(section: Section) -> Table:
    """F1 by page: layout by article, all else over the page."""
    layout: dict[str, dict[str, Score]] = {}
    for row in section.articles:
        sums = layout.setdefault(row.page, {})
        for name in ("article", "headline"):
            sums[name] = sums.get(name, Score()).plus(row.scores.get(name, Score()))
    rows = [Row(row.page, None, None, {**layout.get(row.page, {}), **row.scores}) for row in section.pages]
    shown = _worst(rows)
    table = _groups("F1 by page", ((row.page, row.scores) for row in shown))
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


def between(interval: Interval | None, signed: bool = False) -> str:
    """An interval in per cent; nothing where there is none.

    >>> between(Interval(0.5, 0.625)), between(None)
    ('50.0–62.5', '')
    """
    if interval is None:
        return ""
    low, high = (f"{100 * value:+.1f}" if signed else f"{100 * value:.1f}" for value in interval)
    return f"{low} to {high}" if signed else f"{low}–{high}"


def _line(error: Error) -> Text:
    text = Text()
    text.append(f"{error.verdict:6} ", style="red" if error.verdict == "false" else "magenta")
    text.append(f"{error.kind:9} ", style="cyan")
    text.append(f"{error.page} {error.article or '–'} ", style="dim")
    text.append(error.item, style="bold")
    text.append("  (split)" if error.split else "", style="yellow")
    text.append("  " + " ".join((error.sentence or "").split())[:MOST_CHARACTERS])
    return text
