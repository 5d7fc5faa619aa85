"""The record: one article a line, the public contract of the project.

Everything that the pipeline writes, and everything that reads it, goes through
the structs and functions of this module. Offsets count Unicode code points and
are end-exclusive: *clean* offsets point into ``Article.text``, *raw* offsets
into the decoded input.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import IO, Any, Literal, TypeVar

import msgspec

from .errors import RenzhiError

ARTICLE_SCHEMA = "renzhi.article/1"
FACTS_SCHEMA = "renzhi.facts/1"

Span = tuple[int, int]
"""``(start, end)`` in code points, end-exclusive."""
Segment = tuple[int, int, int, int]
"""``(clean_start, clean_len, raw_start, raw_len)``."""
Label = Literal["PER", "ORG", "LOC", "TITLE", "DATE"]
LABELS: tuple[Label, ...] = ("PER", "ORG", "LOC", "TITLE", "DATE")
RelationType = Literal["holds", "appointed", "removed", "proposed", "former", "byline"]
TYPES: tuple[RelationType, ...] = ("holds", "appointed", "removed", "proposed", "former", "byline")


class _Struct(msgspec.Struct, forbid_unknown_fields=True):
    """Keys in the order of the fields, none left out, none besides."""


class Source(_Struct):
    """The input that a record came from; ``sha256`` is of its bytes."""

    path: str
    sha256: str
    encoding: str
    page: int | None = None


class Issue(_Struct):
    """The newspaper issue; ``date`` is ISO 8601; null where nothing says it."""

    paper: str | None = None
    date: str | None = None
    region: str | None = None


class Headline(_Struct):
    """One headline line, cleaned, with the raw pieces that it covers."""

    text: str
    raw: list[Span]


class Entity(_Struct):
    """A mention: ``text == article.text[start:end]``; ``by`` is the rule or model."""

    id: str
    label: Label
    start: int
    end: int
    text: str
    raw: list[Span]
    by: str
    score: float | None


class Role(_Struct):
    """The longest run of text that names a post (guideline, section 2)."""

    text: str
    start: int
    end: int
    raw: list[Span]


class Relation(_Struct):
    """A person (entity id) joined to a role; ``org`` and ``title`` are the post in full."""

    id: str
    type: RelationType
    person: str
    role: Role
    org: str | None
    title: str | None
    sentence: int
    date: tuple[str, str] | None
    by: str
    score: float | None


class GoldRelation(Relation):
    """A relation of hand-labelled gold; ``optional`` ones count neither way (guideline 2.11)."""

    optional: bool = False


class Article(_Struct):
    """One article, or a fragment of a page that belongs to no article."""

    schema: Literal["renzhi.article/1"]
    id: str
    source: Source
    issue: Issue
    kind: Literal["article", "fragment"]
    headline: list[Headline]
    text: str
    segments: list[Segment]
    sentences: list[Span]
    entities: list[Entity]
    relations: list[Relation]
    score: float | None

    def to_dict(self) -> dict[str, Any]:
        """The record as plain dicts and lists, keys in the order of the contract."""
        return msgspec.to_builtins(self)


class GoldArticle(Article):
    """An article of mention-level gold."""

    relations: list[GoldRelation]  # type: ignore[assignment]


class FactRelation(_Struct):
    """A relation of fact-level gold: strings instead of offsets."""

    person: str
    role: str
    org: str | None
    title: str | None
    type: RelationType
    optional: bool = False


class Facts(_Struct):
    """Fact-level gold of one article; names are strings, compared after NFKC without white space."""

    schema: Literal["renzhi.facts/1"]
    page: str
    article: str
    anchor: str
    headline: str | None
    ends: str | None
    region: str | None
    persons: list[str]
    orgs: list[str]
    locs: list[str]
    relations: list[FactRelation]


_T = TypeVar("_T", bound=msgspec.Struct)
_encoder = msgspec.json.Encoder()
_decoder = lru_cache(msgspec.json.Decoder)


def encode(item: msgspec.Struct) -> bytes:
    r"""One line of JSONL, Chinese unescaped, ``\n`` at its end."""
    return _encoder.encode(item) + b"\n"


def decode(line: bytes, kind: type[_T], where: str) -> _T:
    """One line read as ``kind``; raises ``RenzhiError`` that names ``where`` and what is wrong."""
    try:
        item = _decoder(kind).decode(line)
    except UnicodeDecodeError as error:
        raise RenzhiError(f"{where}: not UTF-8 ({error.reason}); save the file as UTF-8") from error
    except msgspec.DecodeError as error:
        raise RenzhiError(f"{where}: no record of the kind {kind.__name__}: {error}") from error
    if isinstance(item, Article):
        consistent(item, where)
    return item


def read_lines(path: Path, kind: type[_T]) -> Iterator[_T]:
    """Records of a JSONL file, lazily; blank lines are passed over.

    Raises ``RenzhiError`` that names the file and the line of the first bad one.
    """
    try:
        file = path.open("rb")
    except IsADirectoryError as error:
        raise RenzhiError(f"{path}: is a folder; give its files of JSON lines") from error
    except OSError as error:
        raise RenzhiError(f"{path}: cannot be read: {error.strerror}") from error
    with file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield decode(line, kind, f"{path}:{number}")


def consistent(article: Article, where: str) -> None:
    """Raises ``RenzhiError`` that names ``where`` if the parts of a record do not fit together."""
    text = article.text

    def wrong(what: str) -> RenzhiError:
        return RenzhiError(f"{where}: record {article.id}: {what}; run the pages again, or mend the line")

    size = len(text)
    for number, (start, end) in enumerate(article.sentences):
        if not 0 <= start <= end <= size:
            raise wrong(f"sentence {number} at {start}:{end} of {size} characters")
    for clean, length, raw, raw_length in article.segments:
        if clean < 0 or length < 0 or clean + length > size or raw < 0 or raw_length < 0:
            raise wrong(f"segment [{clean}, {length}, {raw}, {raw_length}] of {size} characters")
    ids = {entity.id for entity in article.entities}
    if len(ids) != len(article.entities):
        raise wrong("an entity id stands twice")
    for entity in article.entities:
        start, end = entity.start, entity.end
        if text[start:end] != entity.text or not 0 <= start < end <= size:
            raise wrong(f"entity {entity.id} {entity.text!r} is not what stands at {start}:{end}")
        for low, high in entity.raw:
            if not 0 <= low < high:
                raise wrong(f"entity {entity.id} has the raw piece {low}:{high}")
    for relation in article.relations:
        role = relation.role
        if relation.person not in ids:
            raise wrong(f"relation {relation.id} names the person {relation.person}, which is no entity of it")
        if role.text != text[role.start : role.end]:
            raise wrong(f"the role of relation {relation.id} is not what stands at {role.start}:{role.end}")
        if not 0 <= relation.sentence < max(len(article.sentences), 1):
            raise wrong(f"relation {relation.id} names sentence {relation.sentence} of {len(article.sentences)}")


def write_lines(path: Path, items: Iterable[msgspec.Struct]) -> int:
    """Write records beside ``path``, then move them into place; returns their number."""
    count = 0
    with replacing(path) as file:
        for item in items:
            file.write(encode(item))
            count += 1
    return count


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A binary file that takes the place of ``path`` when the block ends well, and vanishes when it does not."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """A folder that takes the place of ``path`` when the block ends well, and vanishes when it does not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    old = made.with_name(made.name + ".old")
    try:
        yield made
        made.chmod(0o755)
        if path.exists():
            os.replace(path, old)
        os.replace(made, path)
    except BaseException:
        if old.exists() and not path.exists():
            os.replace(old, path)
        shutil.rmtree(made, ignore_errors=True)
        raise
    shutil.rmtree(old, ignore_errors=True)


def json_schema(kind: type[msgspec.Struct] = Article) -> dict[str, Any]:
    """JSON Schema (2020-12) of a record.

    >>> json_schema()["$defs"]["Source"]["required"]
    ['path', 'sha256', 'encoding']
    """
    return msgspec.json.schema(kind)
