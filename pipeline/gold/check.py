"""Gold looked through: what is wrong, and what the guideline makes doubtful, with file, line and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple

from ..errors import RenzhiError
from ..record import Article, GoldArticle, decode
from .compile import SUFFIX, compile_file
from .lints import lint
from .locate import is_blank, key
from .markup import parse

Verdict = Literal["error", "doubt"]


class Finding(NamedTuple):
    """Something to mend (``error``) or to look at (``doubt``)."""

    where: str
    verdict: Verdict
    reason: str

    def __str__(self) -> str:
        return f"{self.where}: {self.verdict}: {self.reason}"


def check(path: Path) -> Iterator[Finding]:
    """What is to be said of a file of marked-up gold, or of records; a page beside it (``../pages``) is compared."""
    return _markup(path) if path.name.endswith(SUFFIX) else _records(path)


def _markup(path: Path) -> Iterator[Finding]:
    try:
        records = compile_file(path)
        drafts = parse(path.read_text("utf-8-sig"), str(path)).drafts
    except RenzhiError as error:
        where, _, reason = str(error).partition(": ")
        yield Finding(where, "error", reason)
        return
    by_text = {draft.text: draft for draft in drafts}
    for record in records:
        draft = by_text[record.text]
        yield from (Finding(f"{path}:{line}", "error", reason) for line, reason in _at(draft.line, overlaps(record)))
        yield from (Finding(f"{path}:{draft.line_at(at)}", "doubt", reason) for at, reason in lint(record))


def _records(path: Path) -> Iterator[Finding]:
    try:
        lines = path.read_bytes().splitlines()
    except OSError as error:
        raise RenzhiError(f"{path}: cannot be read: {error.strerror}") from error
    seen: dict[str, int] = {}
    pages: dict[str, str | None] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            record = decode(line, GoldArticle, where)
        except RenzhiError as error:
            yield Finding(where, "error", str(error).removeprefix(f"{where}: "))
            continue
        if record.id in seen:
            yield Finding(where, "error", f"the record {record.id} stands in line {seen[record.id]} already")
        seen[record.id] = number
        for reason in (*overlaps(record), *_beside(record, path, pages)):
            yield Finding(where, "error", reason)
        for at, reason in lint(record):
            yield Finding(where, "doubt", f"character {at}: {reason}")


def _at(line: int, reasons: Iterator[str]) -> Iterator[tuple[int, str]]:
    return ((line, reason) for reason in reasons)


def overlaps(record: Article) -> Iterator[str]:
    """Entities and sentences that overlap or are out of order."""
    for first, second in zip(record.entities, record.entities[1:], strict=False):
        if second.start < first.end:
            yield (
                f"entities {first.id} {first.text!r} and {second.id} {second.text!r} overlap or are out of order; "
                "entities are sorted, and each character is in one at most"
            )
    for number, (one, two) in enumerate(zip(record.sentences, record.sentences[1:], strict=False), 1):
        if two[0] < one[1]:
            yield f"sentences {number - 1} and {number} overlap or are out of order"


def _beside(record: GoldArticle, path: Path, pages: dict[str, str | None]) -> Iterator[str]:
    """Spans whose raw pieces do not say on the page what they say in the text."""
    name = record.source.path
    if name not in pages:
        pages[name] = _page(path.parent.parent / "pages" / name, record.source.sha256)
    raw = pages[name]
    if raw is None:
        return
    spans = [(entity.text, entity.raw) for entity in record.entities]
    spans += [(relation.role.text, relation.role.raw) for relation in record.relations]
    spans += [(line.text, line.raw) for line in record.headline]
    for text, pieces in spans:
        said = "".join(raw[start:end] for start, end in pieces)
        if _squeezed(said) != _squeezed(text):
            yield f"{text!r} stands on the page as {said!r}; its raw pieces are wrong"


def _page(path: Path, sha256: str) -> str | None:
    """The page, if it is there, plain text, and of the same bytes."""
    if not path.is_file():
        return None
    content = path.read_bytes()
    same = hashlib.sha256(content).hexdigest() == sha256
    try:
        return content.decode("utf-8-sig") if same else None
    except UnicodeDecodeError:
        return None


def _squeezed(text: str) -> str:
    return "".join(key(char) for char in text if not is_blank(char))
