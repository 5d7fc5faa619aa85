"""A run beside its gold, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import RenzhiError
from ..record import Article, Facts, GoldArticle
from . import facts, mentions
from .faults import Faults
from .groups import Table
from .lines import load, no_cycles
from .pages import Gold, PageKey, Run
from .parallel import batches
from .report import Batch, Report, Section


def evaluate(run: Path, gold: Iterable[Path], *, strict: bool = False, against: Path | None = None) -> Report:
    """Score ``run`` (its folder or its ``articles.jsonl``) against gold files and folders of ``*.jsonl``.

    Facts and mentions may be mixed; a line's ``schema`` tells them apart. The
    order of lines does not matter. A gold page with no record counts as missed
    whole; pages of the run with no gold are counted, not scored. A line that
    cannot be used is counted among ``faults``; with ``strict`` it raises
    ``RenzhiError``. ``against`` is another run over the same pages, scored too.
    """
    gold = list(gold)
    with no_cycles():
        report = _Scoring(run, gold, strict).report
        if against is not None:
            report.against = _Scoring(against, gold, strict).report
    return report


@dataclass
class _Scored(Batch):
    """Some pages, with what else is to be said of them."""

    used: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    other_bytes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


class _Scoring:
    """One run beside its gold."""

    def __init__(self, run: Path, gold: Sequence[Path], strict: bool):
        self.faults = Faults(strict)
        self.run, self.gold = Run(run, self.faults), Gold(gold, self.faults)
        self.table = Table(gold)
        self.report = report = Report(str(run), faults=self.faults.found)
        used: set[str] = set()
        if self.gold.facts:
            report.facts = Section()
            self._count(report.facts, map(self._facts, sorted(self.gold.facts)), used)
        if self.gold.mentions:
            report.mentions = Section()
            keys = sorted(self.gold.mentions, key=lambda key: (key[0], key[1] or 0))
            self._count(report.mentions, batches(self._mentions, keys), used)
        left = {path: lines for path, lines in self.run.pages.items() if path not in used}
        report.unscored_pages, report.unscored_records = len(left), sum(map(len, left.values()))
        if report.missing_pages:
            missing = ", ".join(report.missing_pages[:10])
            self.faults.refuse(f"{self.run.file}: no record of the gold pages {missing}; run them too")

    def _count(self, section: Section, found: Iterable[_Scored], used: set[str]) -> None:
        for batch in found:
            section.add(batch)
            used.update(batch.used)
            self.report.missing_pages += batch.missing
            self.report.other_bytes += batch.other_bytes
            self.faults.found += batch.faults

    def _facts(self, page: str) -> _Scored:
        out = _Scored()
        faults = Faults(self.faults.strict, out.faults)
        path = self._find(page, None, faults)
        golds = sorted(load(self.gold.facts[page], Facts, faults), key=lambda item: item.article)
        given = load(self.run.lines(path), Article, faults)
        out.used += [path] if path else []
        out.missing += [] if path else [page]
        out.add(facts.score(page, golds, given), self.table.of(page))
        return out

    def _mentions(self, keys: Sequence[PageKey]) -> _Scored:
        out = _Scored()
        faults = Faults(self.faults.strict, out.faults)
        with no_cycles():
            for key in keys:
                self._page(key, out, faults)
        return out

    def _page(self, key: PageKey, out: _Scored, faults: Faults) -> None:
        lines = self.gold.mentions[key]
        sha256 = lines[0].source.sha256
        page = key[0] if key[1] is None else f"{key[0]}:{key[1]}"
        path = self._find(key[0], sha256, faults)
        out.used += [path] if path else []
        if path and not self.run.same_bytes(path, sha256):
            out.other_bytes.append(page)
            faults.refuse(f"{lines[0]}: the run read other bytes than the gold's page {page}; run it again")
        found = [line for line in self.run.lines(path) if line.source.page == key[1]]
        out.missing += [] if found else [page]
        golds = sorted(load(lines, GoldArticle, faults), key=lambda item: (len(item.id), item.id))
        given = load(found, Article, faults)
        out.add(mentions.score(page, golds, given), self.table.of(key[0], golds))

    def _find(self, page: str, sha256: str | None, faults: Faults) -> str | None:
        try:
            return self.run.find(page, sha256)
        except RenzhiError as error:
            faults.say(str(error))
            return None
