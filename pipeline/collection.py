"""Records on disk, whoever wrote them: a run, a file of JSON lines, or a corpus in splits."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import msgspec

from .errors import RenzhiError
from .record import Article, GoldArticle, read_lines
from .write.factory import ARTICLES

SPLITS = "splits.csv"
"""The table of a corpus that says of which split a page is: columns ``page`` and ``split``."""
GOLD = "gold"
"""The folder of a corpus's records."""
ALL = "train"
"""The split of everything where no table says another."""


@dataclass(frozen=True)
class Collection:
    """Files of records, read lazily and in their order, again as often as is wanted."""

    files: tuple[Path, ...]
    kind: type[Article] = Article
    """``GoldArticle`` where relations have the key ``optional``."""
    pages: dict[str, str] = field(default_factory=dict)
    """The split of each page, where there is a table."""
    name: str = ""
    """That of the file or folder given."""
    wanted: str | None = None
    """The one split that it is of, if it is."""

    @property
    def splits(self) -> tuple[str, ...]:
        """Names of the splits, in the order of the table."""
        found = tuple(dict.fromkeys(self.pages.values())) or (ALL,)
        return found if self.wanted is None else (self.wanted,)

    def only(self, split: str) -> Collection:
        """The records of one split; raises ``RenzhiError`` that lists them where there is none of that name."""
        if split not in self.splits:
            raise RenzhiError(f"--split {split}: no such split; one of: {', '.join(self.splits)}")
        return replace(self, wanted=split)

    def read(self, split: str | None = None) -> Iterator[Article]:
        """The records, or those of one split.

        Raises ``RenzhiError`` that names file and line of a bad one, or a page that the table has not.
        """
        split = split or self.wanted
        for path in self.files:
            for article in read_lines(path, self.kind):
                if split is None or self.split_of(article) == split:
                    yield article

    def split_of(self, article: Article) -> str:
        """The split of a record, by its page."""
        if not self.pages:
            return ALL
        page = article.id.partition("#")[0]
        if page not in self.pages:
            raise RenzhiError(f"{SPLITS}: has no line for the page {page!r}; add one, or remove the table")
        return self.pages[page]


def find(path: Path) -> Collection:
    """The records of a run's folder, of a file, or of a folder of files with or without ``splits.csv``.

    Raises ``RenzhiError`` where there are none.

    >>> from pipeline import resources
    >>> find(resources.shipped("corpora")).splits
    ('train', 'dev', 'test')
    """
    if path.is_file():
        return Collection((path,), _kind((path,)), name=path.stem)
    name = path.resolve().name
    if (path / ARTICLES).is_file():
        return Collection((path / ARTICLES,), _kind((path / ARTICLES,)), _table(path / SPLITS), name)
    for folder, table in ((path / GOLD, path / SPLITS), (path, (path.parent if path.name == GOLD else path) / SPLITS)):
        files = tuple(sorted(folder.glob("*.jsonl")))
        if files:
            return Collection(files, _kind(files), _table(table), name)
    raise RenzhiError(f"{path}: no records; give the folder that `renzhi run --out` wrote, or a file of such records")


def _kind(files: tuple[Path, ...]) -> type[Article]:
    """What the first record with relations is; a file that is no records is told of when it is read."""
    for path in files:
        try:
            found = next((item for item in read_lines(path, _Glance) if item.relations), None)
        except RenzhiError:
            continue
        if found:
            return GoldArticle if "optional" in found.relations[0] else Article
    return Article


class _Glance(msgspec.Struct):
    """As much of a record as tells gold from a run."""

    relations: list[dict[str, msgspec.Raw]] = []


def _table(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows, 2):
        if not row.get("page") or not row.get("split"):
            raise RenzhiError(f"{path}:{number}: expected the columns page and split; found {dict(row)}")
    return {row["page"]: row["split"] for row in rows}
