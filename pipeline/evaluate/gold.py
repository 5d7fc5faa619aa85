"""A run beside its gold, page by page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..errors import RenzhiError
from ..record import Article, Facts, GoldArticle
from . import facts, mentions
from .faults import Faults
from .groups import Groups, Table
from .lines import load, no_cycles
from .pages import Gold, Run
from .report import PageResult, Report, Section


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


class _Scoring:
    """One run beside its gold."""

    def __init__(self, run: Path, gold: Sequence[Path], strict: bool):
        self.faults = Faults(strict)
        self.run, self.gold = Run(run, self.faults), Gold(gold, self.faults)
        self.table = Table(gold)
        self.report = Report(str(run))
        used = self._facts() | self._mentions()
        left = {path: lines for path, lines in self.run.pages.items() if path not in used}
        self.report.unscored_pages, self.report.unscored_records = len(left), sum(map(len, left.values()))
        self.report.faults = self.faults.found
        if self.report.missing_pages:
            missing = ", ".join(self.report.missing_pages[:10])
            self.faults.refuse(f"{self.run.file}: no record of the gold pages {missing}; run them too")

    def _facts(self) -> set[str]:
        used: set[str] = set()
        section = self.report.facts = Section() if self.gold.facts else None
        for page in sorted(self.gold.facts):
            path = self._find(page)
            used.update([path] if path else ())
            golds = sorted(load(self.gold.facts[page], Facts, self.faults), key=lambda item: item.article)
            given = load(self.run.lines(path), Article, self.faults)
            self._count(section, facts.score(page, golds, given), path is None, self.table.of(page))
        return used

    def _mentions(self) -> set[str]:
        used: set[str] = set()
        section = self.report.mentions = Section() if self.gold.mentions else None
        for key in sorted(self.gold.mentions, key=lambda item: (item[0], item[1] or 0)):
            lines = self.gold.mentions[key]
            sha256 = lines[0].source.sha256
            page = key[0] if key[1] is None else f"{key[0]}:{key[1]}"
            path = self._find(key[0], sha256)
            used.update([path] if path else ())
            if path and not self.run.same_bytes(path, sha256):
                self.report.other_bytes.append(page)
                self.faults.refuse(f"{lines[0]}: the run read other bytes than the gold's page {page}; run it again")
            found = [line for line in self.run.lines(path) if line.source.page == key[1]]
            golds = sorted(load(lines, GoldArticle, self.faults), key=lambda item: (len(item.id), item.id))
            given = load(found, Article, self.faults)
            self._count(section, mentions.score(page, golds, given), not found, self.table.of(key[0], golds))
        return used

    def _find(self, page: str, sha256: str | None = None) -> str | None:
        try:
            return self.run.find(page, sha256)
        except RenzhiError as error:
            self.faults.say(str(error))
            return None

    def _count(self, section: Section | None, result: PageResult, missing: bool, groups: Groups) -> None:
        assert section is not None
        section.add(result, groups)
        self.report.errors.extend(result.errors)
        if missing:
            self.report.missing_pages.append(result.page.page)
