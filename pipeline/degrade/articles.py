"""Clean articles, as pages are made of them, and the files that they are read from."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import record
from ..alignment import Mapped
from ..clean.blanks import mark_spacing
from ..clean.fold import fold_text
from ..clean.invisible import INVISIBLE
from ..errors import RenzhiError
from ..record import GoldArticle

_BLANKS = re.compile(r"\s+")
_KEYS = ("headline", "text", "persons", "places", "kind", "doc", "marks")
"""The last two are for who trains a tagger."""


@dataclass(frozen=True, slots=True)
class Clean:
    """An article before it was printed.

    ``headline`` has its lines in reading order, ``paragraphs`` the paragraphs
    of the text, neither with a line break; ``persons`` are names whose two
    characters print may set wide; ``record`` is what the article was read
    from, if that was a record, whose ``text`` is the paragraphs joined.
    ``places`` are invented names, without what kind of place they are, that
    ``renamed`` may replace.
    """

    headline: tuple[str, ...]
    paragraphs: tuple[str, ...]
    persons: tuple[str, ...] = ()
    record: GoldArticle | None = None
    places: tuple[str, ...] = ()


def light(headline: Iterable[str], text: str, persons: Iterable[str] = (), places: Iterable[str] = ()) -> Clean:
    """An article of plain strings, paragraphs divided by line breaks; widths folded, runs of blanks made one.

    Blanks that divide nothing, beside marks and digits, go as the clean stage takes them out.

    >>> article = light(["林远主持会议 "], "会议３日召开,\\u200b周明参加。\\n\\n散会。")
    >>> article.headline, article.paragraphs
    (('林远主持会议',), ('会议3日召开，周明参加。', '散会。'))
    """
    return Clean(
        tuple(filter(None, map(_tidy, headline))),
        tuple(filter(None, map(_tidy, text.split("\n")))),
        tuple(persons),
        places=tuple(places),
    )


def of_record(item: GoldArticle) -> Clean:
    """An article of a record; its persons are the PER mentions."""
    names = dict.fromkeys(entity.text for entity in item.entities if entity.label == "PER")
    return Clean(tuple(line.text for line in item.headline), tuple(item.text.split("\n")), tuple(names), item)


def read(paths: Iterable[Path]) -> list[Clean]:
    """The articles of JSONL files: records of this project, or ``{"headline": […], "text": "…", "persons": […]}``.

    The second kind may have ``places`` too, and a ``kind``, which is for readers alone.
    Records of fragments and of empty texts are passed over. Raises
    ``RenzhiError`` that names file and line of the first bad line, and where
    there is no article at all.
    """
    paths = list(paths)
    found = [article for path in paths for article in _file(path)]
    if not found:
        raise RenzhiError(f"{', '.join(map(str, paths)) or 'no files'}: no articles there; give files of JSON lines")
    return found


def _file(path: Path) -> Iterable[Clean]:
    try:
        lines = path.read_bytes().split(b"\n")
    except IsADirectoryError as error:
        raise RenzhiError(f"{path}: is a folder; give its files of JSON lines") from error
    except OSError as error:
        raise RenzhiError(f"{path}: cannot be read: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        if line.strip():
            article = _line(line, f"{path}:{number}")
            if article:
                yield article


def _line(line: bytes, where: str) -> Clean | None:
    try:
        item = json.loads(line)
    except UnicodeDecodeError as error:
        raise RenzhiError(f"{where}: not UTF-8 ({error.reason}); save the file as UTF-8") from error
    except ValueError as error:
        raise RenzhiError(f"{where}: no line of JSON: {error}") from error
    if isinstance(item, dict) and "schema" in item:
        found = record.decode(line, GoldArticle, where)
        return of_record(found) if found.kind == "article" and found.text.strip() else None
    article = light(*_checked(item, where))
    if not article.paragraphs:
        raise RenzhiError(f"{where}: 'text' has nothing but blank and invisible characters; leave the line out")
    return article


def _checked(item: Any, where: str) -> tuple[list[str], str, list[str], list[str]]:
    """The fields of a light article; raises ``RenzhiError`` where they are not what they should be."""
    if not isinstance(item, dict):
        raise RenzhiError(f"{where}: a {type(item).__name__} instead of an object with 'headline' and 'text'")
    unknown = [key for key in item if key not in _KEYS]
    if unknown:
        raise RenzhiError(f"{where}: unknown key {unknown[0]!r}; available: {', '.join(_KEYS)}")
    text = item.get("text")
    if not isinstance(text, str) or not text.strip():
        raise RenzhiError(f"{where}: 'text' is {text!r}; it must be a string that is not empty")
    for key in ("headline", "persons", "places"):
        value = item.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, str) for part in value):
            raise RenzhiError(f"{where}: {key!r} is {value!r}; it must be a list of strings")
    return item.get("headline", []), text, item.get("persons", []), item.get("places", [])


def _tidy(line: str) -> str:
    folded = fold_text(_BLANKS.sub(" ", INVISIBLE.sub("", line)).strip())
    return mark_spacing(Mapped.of(folded)).text
