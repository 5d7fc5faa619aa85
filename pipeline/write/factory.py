"""The stage as configs name it: ``@stages = "renzhi.files.v1"``."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any

from ..accounts import Accounts
from ..errors import RenzhiError
from ..record import Article, encode, replacing, write_lines
from ..registry import registry
from .boxes import placed
from .manifest import manifest
from .relations import COLUMNS, rows

ARTICLES, RELATIONS, MANIFEST, QUARANTINE = "articles.jsonl", "relations.csv", "manifest.json", "quarantine.jsonl"
BOXES = "boxes.jsonl"
SCORES = ("metrics.json", "scores.jsonl", "errors.jsonl", "errors.html")

Writer = Callable[[Iterable[Article], Path, Accounts, dict[str, Any]], None]
"""Writes articles as they come into a folder; the accounts are complete when they have ended."""


class _NothingDone(Exception):
    """Leaves the block that would move the files into place."""


@registry.stages("renzhi.files.v1")
def make() -> Writer:
    """The files of a run: articles.jsonl, relations.csv, manifest.json, quarantine.jsonl; boxes.jsonl for layouts."""
    return write


def write(articles: Iterable[Article], out: Path, accounts: Accounts, about: dict[str, Any]) -> None:
    """Stream articles into the files of ``out``, written beside and moved into place at the end.

    Where not one page could be processed, an earlier run's files stay, and only
    ``quarantine.jsonl`` is written.
    """
    prepare(out)
    try:
        with ExitStack() as stack:
            # The last opened is the first moved: the manifest comes when all it speaks of is there.
            last, table, lines = (
                stack.enter_context(replacing(out / name)) for name in (MANIFEST, RELATIONS, ARTICLES)
            )
            boxed = _stream(articles, lines, table, accounts, lambda: stack.enter_context(replacing(out / BOXES)))
            if accounts.nothing_done:
                raise _NothingDone
            write_lines(out / QUARANTINE, accounts.quarantine)
            for stale in SCORES if boxed else (*SCORES, BOXES):  # of an earlier run's articles
                (out / stale).unlink(missing_ok=True)
            last.write(json.dumps(manifest(accounts, about), ensure_ascii=False, indent=2).encode() + b"\n")
    except _NothingDone:
        write_lines(out / QUARANTINE, accounts.quarantine)


def prepare(out: Path) -> None:
    """Make the folder; raises ``RenzhiError`` where it cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise RenzhiError(f"{out}: cannot be written as output folder: {error.strerror}; choose another") from error


def _stream(
    articles: Iterable[Article],
    lines: IO[bytes],
    table: IO[bytes],
    accounts: Accounts,
    open_boxes: Callable[[], IO[bytes]],
) -> bool:
    """Write each article; whether there were boxes, for which a file is opened only then."""
    text = io.TextIOWrapper(table, "utf-8-sig", newline="", write_through=True)  # Excel needs the mark
    cells = csv.writer(text, lineterminator="\n")
    cells.writerow(COLUMNS)
    boxes: IO[bytes] | None = None
    for article in articles:
        with accounts.stage("write"):
            lines.write(encode(article))
            cells.writerows(rows(article))
            for line in placed(article, accounts.boxes):
                boxes = boxes or open_boxes()
                boxes.write(encode(line))
    text.detach()
    return boxes is not None
