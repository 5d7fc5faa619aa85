"""What an evaluation found: scores, rows and errors, and the files they are written to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

from ..errors import RenzhiError
from ..record import LABELS, encode, replacing
from .judged import Judged
from .resample import Difference, Interval, Units, compared, intervals, rounded
from .score import Score, add, macro
from .spool import Spool
from .tally import Tally

BY_LABEL = ("entity", "partial", "type")
"""Schemes that are scored by label."""
SHOWN_FAULTS = 1_000
"""Faults in ``metrics.json``; beyond it they are counted."""
LAYOUT = ("article", "headline")
"""Scored by article; the groups of pages show them beside the scores over the page."""
WITHOUT_SKLEARN = (
    "calibration, curves and agreement are left out; they need scikit-learn: pip install 'renzhi[evaluate]'"
)


class Error(msgspec.Struct):
    """Something given that gold does not hold (``false``), or held and not given (``missed``).

    ``split`` is true where the item is right over the page as a whole: the fault
    is the division into articles, not the extraction.
    """

    kind: str
    verdict: str
    page: str
    article: str | None
    record: str | None
    item: str
    sentence: str | None
    split: bool = False


class Row(msgspec.Struct):
    """Scores of one gold article, of one record of none (``article`` is null), or of a page (both are)."""

    page: str
    article: str | None
    record: str | None
    scores: dict[str, Score]


@dataclass
class PageResult:
    """What one page adds to a section."""

    page: Row
    names: list[str] = field(default_factory=list)
    """What was judged by article; rows of articles leave out scores with nothing in them."""
    articles: list[Row] = field(default_factory=list)
    errors: list[Error] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    judged: Judged = field(default_factory=Judged)


@dataclass
class Batch:
    """What some pages add to a section; rows and errors are encoded, so that it goes cheaply between processes."""

    pages: list[tuple[str, dict[str, Score], dict[str, Score], Mapping[str, str]]] = field(default_factory=list)
    """Each page's name, its scores by article and over the page, and its groups."""
    page_rows: list[bytes] = field(default_factory=list)
    article_rows: list[bytes] = field(default_factory=list)
    errors: list[bytes] = field(default_factory=list)
    gold_articles: int = 0
    with_record: int = 0
    tally: Tally = field(default_factory=Tally)
    judged: Judged = field(default_factory=Judged)

    def add(self, result: PageResult, groups: Mapping[str, str]) -> None:
        """Count a page in."""
        sums = dict.fromkeys(result.names, Score())
        for row in result.articles:
            add(sums, row.scores)
            self.gold_articles += row.article is not None
            self.with_record += row.article is not None and row.record is not None
        self.pages.append((result.page.page, sums, result.page.scores, groups))
        self.page_rows.append(encode(result.page))
        self.article_rows += map(encode, result.articles)
        self.errors += map(encode, result.errors)
        self.tally.plus(result.tally)
        self.judged.plus(result.judged)


@dataclass
class Section:
    """Scores against one kind of gold, micro-averaged by article and over whole pages."""

    by_article: dict[str, Score] = field(default_factory=dict)
    by_page: dict[str, Score] = field(default_factory=dict)
    articles: Spool[Row] = field(default_factory=lambda: Spool(Row))
    pages: Spool[Row] = field(default_factory=lambda: Spool(Row))
    errors: Spool[Error] = field(default_factory=lambda: Spool(Error))
    tally: Tally = field(default_factory=Tally)
    groups: dict[str, dict[str, dict[str, Score]]] = field(default_factory=dict)
    """Scores by way to group and by group."""
    judged: Judged = field(default_factory=Judged)
    units: dict[str, Units] = field(default_factory=lambda: {"by_article": Units(), "by_page": Units()})
    """Scores of both kinds by page, to resample."""
    gold_articles: int = 0
    with_record: int = 0
    _sure: dict[str, dict[str, dict[str, Interval | None]]] = field(default_factory=dict, repr=False)

    def add(self, batch: Batch) -> None:
        """Count pages in."""
        for page, sums, scores, groups in batch.pages:
            self.units["by_article"].add(page, sums)
            self.units["by_page"].add(page, scores)
            add(self.by_article, sums)
            add(self.by_page, scores)
            layout = {name: sums[name] for name in LAYOUT if name in sums}
            for way, group in groups.items():
                add(self.groups.setdefault(way, {}).setdefault(group, {}), {**layout, **scores})
        self.pages.write(batch.page_rows)
        self.articles.write(batch.article_rows)
        self.errors.write(batch.errors)
        self.gold_articles += batch.gold_articles
        self.with_record += batch.with_record
        self.tally.plus(batch.tally)
        self.judged.plus(batch.judged)

    def intervals(self, scores: str) -> dict[str, dict[str, Interval | None]]:
        """Those of ``by_article`` or ``by_page``: pages are drawn, or articles where there is one page only."""
        if scores not in self._sure:
            units = self.units[scores]
            if len(units) == 1 and scores == "by_article":
                units = Units()
                for row in self.articles:
                    units.add(f"{row.article} {row.record}", row.scores)
            self._sure[scores] = intervals(units, list(getattr(self, scores)))
        return self._sure[scores]

    def counts(self) -> dict[str, int]:
        """Gold articles, those with a record of the run, and records that belong to none."""
        return {
            "pages": len(self.pages),
            "articles": self.gold_articles,
            "articles_with_record": self.with_record,
            "records_without_article": len(self.articles) - self.gold_articles,
        }

    def macro(self) -> dict[str, dict[str, float | None]]:
        """Means over the labels, by scheme, over the page."""
        out = {}
        for scheme in BY_LABEL:
            labels = [self.by_page[name] for name in (f"{scheme}.{label}" for label in LABELS) if name in self.by_page]
            if labels:
                out[scheme] = macro(labels)
        return out

    def to_dict(self) -> dict[str, Any]:
        """Keys as in ``metrics.json``."""
        out: dict[str, Any] = {"counts": self.counts()}
        for name in ("by_article", "by_page"):
            out[name] = _with_intervals(getattr(self, name), self.intervals(name))
        return out | {
            "entity_macro": self.macro(),
            "groups": _sorted_dicts(self.groups),
            "phenomena": _dicts(self.tally.scores()),
            **(self.sureness or {"confidence": None, "labels": None, "types": None}),
        }

    @cached_property
    def sureness(self) -> dict[str, Any] | None:
        """Confidence, labels and types as in ``metrics.json``; ``None`` without scikit-learn."""
        try:
            return self.judged.to_dict()
        except ImportError:
            return None


def _with_intervals(scores: Mapping[str, Score], sure: Mapping[str, Mapping[str, Interval | None]]) -> dict[str, Any]:
    return {
        name: {**score.to_dict(), "interval": {what: rounded(bounds) for what, bounds in sure[name].items()}}
        for name, score in scores.items()
    }


def _dicts(scores: Mapping[str, Mapping[str, Score]]) -> dict[str, Any]:
    return {group: {name: score.to_dict() for name, score in some.items()} for group, some in scores.items()}


def _sorted_dicts(groups: Mapping[str, Mapping[str, Mapping[str, Score]]]) -> dict[str, Any]:
    return {way: _dicts(dict(sorted(found.items()))) for way, found in sorted(groups.items())}


@dataclass(frozen=True)
class Errors:
    """Errors of several sections, one behind the other."""

    spools: list[Spool[Error]]

    def __len__(self) -> int:
        return sum(map(len, self.spools))

    def __iter__(self) -> Iterator[Error]:
        return (error for spool in self.spools for error in spool)


@dataclass
class Report:
    """An evaluation; ``facts`` and ``mentions`` are null where there is no such gold."""

    run: str
    facts: Section | None = None
    mentions: Section | None = None
    missing_pages: list[str] = field(default_factory=list)
    unscored_pages: int = 0
    unscored_records: int = 0
    other_bytes: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    against: Report | None = None

    @property
    def errors(self) -> Errors:
        """Those of all sections."""
        return Errors([section.errors for section in self.sections().values()])

    def sections(self) -> dict[str, Section]:
        """Those that there are, by name."""
        return {name: found for name in ("facts", "mentions") if (found := getattr(self, name)) is not None}

    @cached_property
    def differences(self) -> dict[str, dict[str, dict[str, Difference]]]:
        """By section, by kind of score and name: how the run differs from ``against``."""
        out: dict[str, dict[str, dict[str, Difference]]] = {}
        other = self.against.sections() if self.against else {}
        for name, section in self.sections().items():
            if name not in other:
                continue
            out[name] = {}
            for scores in ("by_article", "by_page"):
                names = [n for n in getattr(section, scores) if n in getattr(other[name], scores)]
                out[name][scores] = compared(section.units[scores], other[name].units[scores], names)
        return out

    def to_dict(self) -> dict[str, Any]:
        """The content of ``metrics.json``: a fixed order of keys, no times and no absolute paths."""
        against = {
            section: {
                scores: {name: dict(zip(found._fields, rounded(found), strict=True)) for name, found in some.items()}
                for scores, some in by.items()
            }
            for section, by in self.differences.items()
        }
        return {
            "facts": self.facts.to_dict() if self.facts else None,
            "mentions": self.mentions.to_dict() if self.mentions else None,
            "missing_pages": self.missing_pages,
            "other_bytes": self.other_bytes,
            "unscored_pages": self.unscored_pages,
            "unscored_records": self.unscored_records,
            "faults": {"count": len(self.faults), "first": self.faults[:SHOWN_FAULTS]},
            "errors": len(self.errors),
            "against": against or None,
        }

    def write(self, folder: Path) -> None:
        """``metrics.json``, ``scores.jsonl``, ``errors.jsonl`` and ``errors.html`` in ``folder``, each whole or not."""
        from .html import write as write_page  # pages are made of reports, so they come after them

        try:
            with replacing(folder / "metrics.json") as file:
                file.write(self.to_json() + b"\n")
            rows = [spool for section in self.sections().values() for spool in (section.pages, section.articles)]
            spools: Sequence[Spool[Any]]
            for name, spools in (("scores.jsonl", rows), ("errors.jsonl", self.errors.spools)):
                with replacing(folder / name) as file:
                    file.writelines(line for spool in spools for line in spool.lines())
            with replacing(folder / "errors.html") as file:
                write_page(self, file)
        except OSError as error:
            raise RenzhiError(f"{folder}: the scores cannot be written here: {error.strerror}") from error

    def to_json(self) -> bytes:
        """``to_dict`` as indented JSON, Chinese unescaped."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=1)

    def print(self, console: Console | None = None, errors: int = 0) -> None:
        """Tables, and the first ``errors`` errors, to the terminal."""
        from .tables import show  # tables are made of reports, so they come after them

        show(self, console or Console(), errors)
