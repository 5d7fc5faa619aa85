"""A run beside its gold, page by page."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..record import Article, Facts, GoldArticle
from . import facts, mentions
from .lines import load
from .pages import Gold, Run
from .report import PageResult, Report, Section


def evaluate(run: Path, gold: Iterable[Path]) -> Report:
    """Score ``run`` (its folder or its ``articles.jsonl``) against gold files and folders of ``*.jsonl``.

    Facts and mentions may be mixed; a line's ``schema`` tells them apart. The
    order of lines does not matter. A gold page with no record counts as missed
    whole; pages of the run with no gold are counted, not scored.
    """
    given, wanted = Run(run), Gold(gold)
    report = Report(str(run))
    used = _facts(report, given, wanted) | _mentions(report, given, wanted)
    left = {path: lines for path, lines in given.pages.items() if path not in used}
    report.unscored_pages, report.unscored_records = len(left), sum(map(len, left.values()))
    return report


def _facts(report: Report, run: Run, gold: Gold) -> set[str]:
    used: set[str] = set()
    report.facts = Section() if gold.facts else None
    for page in sorted(gold.facts):
        path = run.find(page)
        used.update([path] if path else ())
        golds = sorted(load(gold.facts[page], Facts), key=lambda item: item.article)
        _count(report, report.facts, facts.score(page, golds, load(run.lines(path), Article)), path is None)
    return used


def _mentions(report: Report, run: Run, gold: Gold) -> set[str]:
    used: set[str] = set()
    report.mentions = Section() if gold.mentions else None
    for key in sorted(gold.mentions, key=lambda item: (item[0], item[1] or 0)):
        lines = gold.mentions[key]
        sha256 = lines[0].source.sha256
        page = key[0] if key[1] is None else f"{key[0]}:{key[1]}"
        path = run.find(key[0], sha256)
        used.update([path] if path else ())
        if path and not run.same_bytes(path, sha256):
            report.other_bytes.append(page)
        found = [line for line in run.lines(path) if line.source.page == key[1]]
        golds = sorted(load(lines, GoldArticle), key=lambda item: (len(item.id), item.id))
        _count(report, report.mentions, mentions.score(page, golds, load(found, Article)), not found)
    return used


def _count(report: Report, section: Section | None, result: PageResult, missing: bool) -> None:
    assert section is not None
    section.add(result)
    report.errors += result.errors
    if missing:
        report.missing_pages.append(result.page.page)
