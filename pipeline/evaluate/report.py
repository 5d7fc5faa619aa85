"""What an evaluation found: scores, rows and errors, and the files they are written to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from rich.console import Console

from ..errors import RenzhiError
from ..record import replacing, write_lines
from .score import Score, add, macro


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

    def to_dict(self) -> dict[str, Any]:
        """Keys as in ``metrics.json``; scores with nothing in them are left out."""
        scores = {name: score.to_dict() for name, score in self.scores.items() if any(score)}
        return {"page": self.page, "article": self.article, "record": self.record, "scores": scores}


class PageResult(msgspec.Struct):
    """What one page adds to a section."""

    page: Row
    articles: list[Row] = []
    errors: list[Error] = []


class Section(msgspec.Struct):
    """Scores against one kind of gold, micro-averaged by article and over whole pages, with their rows."""

    by_article: dict[str, Score] = {}
    by_page: dict[str, Score] = {}
    articles: list[Row] = []
    pages: list[Row] = []

    def add(self, result: PageResult) -> None:
        """Count a page in."""
        self.pages.append(result.page)
        add(self.by_page, result.page.scores)
        for row in result.articles:
            self.articles.append(row)
            add(self.by_article, row.scores)

    def counts(self) -> dict[str, int]:
        """Gold articles, those with a record of the run, and records that belong to none."""
        gold = [row for row in self.articles if row.article is not None]
        return {
            "pages": len(self.pages),
            "articles": len(gold),
            "articles_with_record": sum(row.record is not None for row in gold),
            "records_without_article": len(self.articles) - len(gold),
        }

    def to_dict(self) -> dict[str, Any]:
        """Keys as in ``metrics.json``."""
        labels = [score for name, score in self.by_page.items() if name.startswith("entity.")]
        return {
            "counts": self.counts(),
            "by_article": {name: score.to_dict() for name, score in self.by_article.items()},
            "by_page": {name: score.to_dict() for name, score in self.by_page.items()},
            "entity_macro": macro(labels) if labels else None,
            "pages": [row.to_dict() for row in self.pages],
            "articles": [row.to_dict() for row in self.articles],
        }


class Report(msgspec.Struct):
    """An evaluation; ``facts`` and ``mentions`` are null where there is no such gold."""

    run: str
    facts: Section | None = None
    mentions: Section | None = None
    missing_pages: list[str] = []
    unscored_pages: int = 0
    unscored_records: int = 0
    other_bytes: list[str] = []
    errors: list[Error] = []

    def to_dict(self) -> dict[str, Any]:
        """The content of ``metrics.json``: a fixed order of keys, no times and no absolute paths."""
        return {
            "facts": self.facts.to_dict() if self.facts else None,
            "mentions": self.mentions.to_dict() if self.mentions else None,
            "missing_pages": self.missing_pages,
            "other_bytes": self.other_bytes,
            "unscored_pages": self.unscored_pages,
            "unscored_records": self.unscored_records,
            "errors": len(self.errors),
        }

    def write(self, folder: Path) -> None:
        """``metrics.json`` and ``errors.jsonl`` in ``folder``, each whole or not at all."""
        try:
            with replacing(folder / "metrics.json") as file:
                file.write(self.to_json() + b"\n")
            write_lines(folder / "errors.jsonl", self.errors)
        except OSError as error:
            raise RenzhiError(f"{folder}: the scores cannot be written here: {error.strerror}") from error

    def to_json(self) -> bytes:
        """``to_dict`` as indented JSON, Chinese unescaped."""
        return msgspec.json.format(msgspec.json.encode(self.to_dict()), indent=1)

    def print(self, console: Console | None = None, errors: int = 0) -> None:
        """Tables, and the first ``errors`` errors, to the terminal."""
        from .tables import show  # tables are made of reports, so they come after them

        show(self, console or Console(), errors)
