"""Gold, and the texts that all are given for it: of records their own, of facts those that our first stages make."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from report import CORPORA
from scores import splits

from pipeline.errors import RenzhiError
from pipeline.evaluate.faults import Faults
from pipeline.evaluate.lines import gold_files
from pipeline.evaluate.pages import Gold
from pipeline.record import Article, GoldArticle, read_lines
from pipeline.runner import Pipeline


@dataclass(frozen=True)
class GoldSet:
    """What a table is made on."""

    name: str
    files: tuple[Path, ...]
    """The gold."""
    pages: int
    records: tuple[Article, ...]
    """With the texts; what else they say is not read."""
    sha256: str
    """Of the files of gold, and the pages if it is facts, one behind the other."""

    @property
    def texts(self) -> list[str]:
        """The texts of the records, in their order."""
        return [record.text for record in self.records]


def held_out() -> GoldSet:
    """The pages of ``corpora/`` that nothing is tuned on."""
    files = [CORPORA / "gold" / f"{page}.jsonl" for page in splits()["test"]]
    return of_records("corpora, test", files, Gold(files, Faults(strict=True)))


def external(named: str, nlp: Callable[[], Pipeline]) -> GoldSet:
    """Gold by its path, or ``NAME=PATH``: a file or folder of records, or a folder with ``gold/`` and ``pages/``.

    ``nlp`` makes the pipeline that puts pages together. Raises ``RenzhiError``
    that says what is missing.
    """
    name, _, given = named.rpartition("=")
    path = Path(given)
    if not path.exists():
        raise RenzhiError(f"{path}: no such file or folder; give gold as --data PATH or --data NAME=PATH")
    files = gold_files([path / "gold" if (path / "gold").is_dir() else path])
    gold = Gold(files, Faults(strict=True))
    if bool(gold.facts) == bool(gold.mentions):
        what = "both facts and records; give them apart" if gold.facts else "no gold; expected facts or records"
        raise RenzhiError(f"{path}: holds {what}")
    name = name or path.resolve().stem
    return of_facts(name, files, gold, path / "pages", nlp()) if gold.facts else of_records(name, files, gold)


def of_records(name: str, files: Sequence[Path], gold: Gold) -> GoldSet:
    """The texts of gold, whose offsets they are."""
    records = tuple(record for path in files for record in read_lines(path, GoldArticle))
    return GoldSet(name, tuple(files), len(gold.mentions), records, sha256(files))


def of_facts(name: str, files: Sequence[Path], gold: Gold, folder: Path, nlp: Pipeline) -> GoldSet:
    """Raw pages as ``nlp`` puts them together; facts have no texts of their own."""
    pages = [folder / page for page in sorted(gold.facts)]
    for page in pages:
        if not page.is_file():
            raise RenzhiError(f"{page}: no such page, and facts have no text; put pages/ beside gold/")
    return GoldSet(name, tuple(files), len(pages), tuple(nlp.pages(pages)), sha256([*files, *pages]))


def sha256(files: Sequence[Path]) -> str:
    """The hash of files one behind the other, as ``cat FILES | sha256sum`` gives it."""
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.read_bytes())
    return digest.hexdigest()
