"""A record as annotation tools see it: a text, labelled spans, and arcs between them.

A relation is an arc from a PER to a span ``ROLE``, its label the type. The post in
full belongs to the role and is written as in gold's mark-up,
``ORG / TITLE ; optional @ DATE``; ``-`` is none.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ..errors import RenzhiError
from ..gold.dates import interval
from ..record import LABELS, TYPES, Article, Span

ROLE = "ROLE"
SPAN_LABELS = (*LABELS, ROLE)
ARC_LABELS = TYPES
_NONE = "-"


class Source(Protocol):
    """Records that can be read from the beginning."""

    def read(self) -> Iterator[Article]:
        """The records, in their order."""
        ...


class Post(NamedTuple):
    """What a role means: body and title in full, its date, and whether it is optional."""

    org: str | None
    title: str | None
    date: tuple[str, str] | None = None
    optional: bool = False

    def __str__(self) -> str:
        """The post as it is written.

        >>> str(Post("明湖市委", "书记", ("2024-03-05", "2024-03-05")))
        '明湖市委 / 书记 @ 2024-03-05'
        """
        text = f"{self.org or _NONE} / {self.title or _NONE}" + (" ; optional" if self.optional else "")
        return text + (f" @ {'..'.join(dict.fromkeys(self.date))}" if self.date else "")


def post(text: str, where: str) -> Post:
    """A post that is written; raises ``RenzhiError`` that names ``where``.

    >>> post("- / 教授 ; optional @ 2021..2022", "p")
    Post(org=None, title='教授', date=('2021-01-01', '2022-12-31'), optional=True)
    """
    body, _, when = text.strip().partition(" @ ")
    full, optional, _ = body.strip().partition(" ; optional")
    org, slash, title = full.strip().rpartition(" / ")
    try:
        date = interval(when.strip()) if when.strip() else None
    except ValueError:
        slash, date = "", None
    if not slash:
        raise RenzhiError(f"{where}: post {text!r}; write ORG / TITLE, then '; optional' and '@ 2024-03-05' as needed")
    return Post(_known(org), _known(title), date, bool(optional))


def _known(text: str) -> str | None:
    return None if text.strip() in ("", _NONE) else text.strip()


class Mark(NamedTuple):
    """A labelled span; ``post`` is what a ROLE means, where that is said."""

    id: str
    label: str
    start: int
    end: int
    post: Post | None = None


class Arc(NamedTuple):
    """A relation: a type, the id of the person's mark, the id of the role's."""

    type: str
    person: str
    role: str


@dataclass
class Marked:
    """A record with its marks; ``where`` is the place in a file that it was read from."""

    record: str
    text: str
    marks: list[Mark] = field(default_factory=list)
    arcs: list[Arc] = field(default_factory=list)
    where: str = ""

    @classmethod
    def of(cls, article: Article) -> Marked:
        """Entities as they are; a ROLE for each role, again where it means another post."""
        found = cls(article.id, article.text)
        found.marks = [Mark(entity.id, entity.label, entity.start, entity.end) for entity in article.entities]
        roles: dict[tuple[Span, Post], str] = {}
        for relation in article.relations:
            span = (relation.role.start, relation.role.end)
            full = Post(relation.org, relation.title, relation.date, getattr(relation, "optional", False))
            if (span, full) not in roles:
                roles[span, full] = f"p{len(roles) + 1}"
                found.marks.append(Mark(roles[span, full], ROLE, *span, full))
            found.arcs.append(Arc(relation.type, relation.person, roles[span, full]))
        return found


def read_lines(path: Path, made: Callable[[Any, str], Marked | None], wrong: str) -> Iterator[Marked]:
    """What ``made`` makes of the lines of a JSONL file, of each with where it stands; it may pass one over.

    Raises ``RenzhiError`` that names file and line of one that it cannot read; ``wrong`` says what is with it.
    """
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise RenzhiError(f"{path}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        try:
            marked = made(json.loads(line), where)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise RenzhiError(f"{where}: {wrong.format(repr(error))}") from error
        if marked is not None:
            yield marked


def units(text: str) -> list[int]:
    """For each character, and for the end, its offset in UTF-16 units, as JavaScript counts.

    >>> units("𠮷林")
    [0, 2, 3]
    """
    out = [0]
    for char in text:
        out.append(out[-1] + (2 if ord(char) > 0xFFFF else 1))
    return out
