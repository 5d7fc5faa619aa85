"""JSONL files read page by page: one light pass for the heads, then records where they are needed.

A run of many pages and its gold are never in memory whole.
"""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple, TypeVar

import msgspec

from ..errors import RenzhiError
from ..record import decode
from .faults import Faults

T = TypeVar("T", bound=msgspec.Struct)


class Origin(msgspec.Struct):
    """Of ``source``, what tells pages apart."""

    path: str
    sha256: str
    page: int | None = None


class Head(msgspec.Struct):
    """Of a line, what tells whose it is: ``source`` and ``id`` of articles, ``page`` and ``article`` of facts."""

    schema: str
    source: Origin | None = None
    id: str | None = None
    page: str | None = None
    article: str | None = None


_FRONT = re.compile(
    rb'{"schema":"([^"\\\\]*)","id":"([^"\\\\]*)","source":{"path":"([^"\\\\]*)","sha256":"([^"\\\\]*)",'
    rb'"encoding":"[^"\\\\]*","page":(null|[0-9]+)}'
)
"""The head of an article as this project writes it; what is behind is read when the record is needed."""


def head(line: bytes, where: str) -> Head:
    """The head of a line; raises ``RenzhiError`` that names ``where``."""
    found = _FRONT.match(line)
    if found is None or not line.rstrip().endswith(b"}"):
        return decode(line, Head, where)
    schema, name, path, sha256, page = (part.decode() for part in found.groups())
    return Head(schema, Origin(path, sha256, None if page == "null" else int(page)), name)


class Line(NamedTuple):
    """Where a record stands: its file, its line number (from 1) and its first byte."""

    file: Path
    number: int
    offset: int
    head: Head

    def __str__(self) -> str:
        return f"{self.file}:{self.number}"

    @property
    def source(self) -> Origin:
        """The page of an article; facts have none."""
        if self.head.source is None:
            raise RenzhiError(f"{self}: no `source`; an article says which page it is from")
        return self.head.source


def scan(path: Path, faults: Faults) -> Iterator[Line]:
    """The heads of a JSONL file; blank lines are passed over, bad ones are faults."""
    try:
        with open(path, "rb") as file:
            offset = 0
            for number, line in enumerate(file, 1):
                if line.strip():
                    try:
                        yield Line(path, number, offset, head(line, f"{path}:{number}"))
                    except RenzhiError as error:
                        faults.say(str(error))
                offset += len(line)
    except OSError as error:
        raise RenzhiError(f"{path}: cannot be read: {error.strerror}") from error


def load(lines: Iterable[Line], kind: type[T], faults: Faults) -> list[T]:
    """The whole records of lines, in their order; bad ones are faults, and left out."""
    by_file: dict[Path, list[Line]] = defaultdict(list)
    for line in lines:
        by_file[line.file].append(line)
    records = []
    for path, wanted in by_file.items():
        with open(path, "rb") as file:
            for line in wanted:
                file.seek(line.offset)
                try:
                    records.append(decode(file.readline(), kind, str(line)))
                except RenzhiError as error:
                    faults.say(str(error))
    return records


def gold_files(paths: Iterable[Path]) -> list[Path]:
    """Files as they are, folders with all their ``*.jsonl``; each once."""
    files: dict[Path, Path] = {}
    for path in paths:
        found = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        if not found:
            raise RenzhiError(f"{path}: no *.jsonl in this folder; give gold files, or a folder that holds some")
        files.update((file.resolve(), file) for file in found)
    return list(files.values())


def run_file(run: Path) -> Path:
    """``articles.jsonl`` of a run's folder, or the file itself."""
    file = run / "articles.jsonl" if run.is_dir() else run
    if not file.is_file():
        raise RenzhiError(f"{file}: no such file; give the folder of a run, or its articles.jsonl")
    return file


@contextmanager
def no_cycles() -> Iterator[None]:
    """No search for cycles while the block runs: records hold none, and looking through them takes half of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()
