"""Which records of a run lie on which page of the gold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from ..errors import RenzhiError
from ..record import ARTICLE_SCHEMA, FACTS_SCHEMA
from .faults import Faults
from .lines import Line, gold_files, run_file, scan

PageKey = tuple[str, int | None]
"""``source.path`` and ``source.page``."""


class Gold:
    """The lines of gold by page: facts by the name of the page, mentions by path and page number."""

    def __init__(self, paths: Iterable[Path], faults: Faults):
        self.facts: dict[str, list[Line]] = defaultdict(list)
        self.mentions: dict[PageKey, list[Line]] = defaultdict(list)
        seen: dict[tuple[str | None, ...], Line] = {}
        for file in gold_files(paths):
            for line in scan(file, faults):
                head = line.head
                name = (head.schema, head.page, head.article, head.id)
                if name in seen:
                    faults.say(f"{line}: the same article as {seen[name]}; leave one of the two out")
                    continue
                seen[name] = line
                try:
                    self._add(line)
                except RenzhiError as error:
                    faults.say(str(error))

    def _add(self, line: Line) -> None:
        head = line.head
        if head.schema == FACTS_SCHEMA and head.page:
            self.facts[head.page].append(line)
        elif head.schema == ARTICLE_SCHEMA:
            self.mentions[line.source.path, line.source.page].append(line)
        else:
            raise RenzhiError(f"{line}: schema {head.schema!r} is no gold; expected {FACTS_SCHEMA} or {ARTICLE_SCHEMA}")


class Run:
    """The lines of a run by page, found by path, by file name or by content."""

    def __init__(self, run: Path, faults: Faults):
        self.file = run_file(run)
        self.pages: dict[str, list[Line]] = defaultdict(list)
        self._names: dict[str, set[str]] = defaultdict(set)
        self._contents: dict[str, set[str]] = defaultdict(set)
        seen: dict[tuple[str, str | None], Line] = {}
        for line in scan(self.file, faults):
            try:
                self._add(line)
            except RenzhiError as error:
                faults.say(str(error))
                continue
            first = seen.setdefault((line.source.path, line.head.id), line)
            if first is not line:
                faults.say(
                    f"{line}: the record {line.head.id} stands in line {first.number} already; it counts as false"
                )

    def _add(self, line: Line) -> None:
        if line.head.schema != ARTICLE_SCHEMA:
            raise RenzhiError(f"{line}: schema {line.head.schema!r}; a run holds {ARTICLE_SCHEMA} records")
        path = line.source.path
        self.pages[path].append(line)
        self._names[PurePosixPath(path).name].add(path)
        self._contents[line.source.sha256].add(path)

    def find(self, page: str, sha256: str | None = None) -> str | None:
        """The path in the run of a gold page: the same path, else the path that ends in it, else that file name.

        Of several, the one of the same bytes is meant; where that does not
        tell either, ``RenzhiError`` names them. A page under another name is
        known by its bytes.
        """
        if page in self.pages:
            return page
        named = self._names.get(PurePosixPath(page).name, set())
        alike = self._contents.get(sha256, set()) if sha256 else set()
        for found in ({p for p in named if p.endswith("/" + page)}, named & alike, named, alike):
            if len(found) == 1:
                return next(iter(found))
        if named:
            raise RenzhiError(
                f"{self.file}: gold page {page!r} can be any of {', '.join(sorted(named))};"
                " name more of its path in the gold, or evaluate the folders apart"
            )
        return None

    def lines(self, path: str | None) -> list[Line]:
        """The lines of a page in the order of their ids, whatever the order of the file."""
        found = self.pages.get(path, []) if path is not None else []
        return sorted(found, key=lambda line: (len(line.head.id or ""), line.head.id or ""))

    def same_bytes(self, path: str, sha256: str) -> bool:
        """Whether the run read these bytes under ``path``; else raw offsets may not agree."""
        return path in self._contents.get(sha256, ())
