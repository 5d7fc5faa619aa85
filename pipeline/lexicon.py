"""Lexicon files: the knowledge of the project as data that a user can extend.

A lexicon is a UTF-8 text file, one entry a line, columns divided by tabs;
``#`` begins a comment; blank lines are passed over. A config names the shipped
file by its bare name (``titles.tsv``) and a user's own by its path; several
files of one kind are read one after another, and a later line wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from . import resources
from .errors import ConfigError


def find(name: str) -> Path:
    """The file that a config means by ``name``: a path, or a shipped lexicon.

    Raises ``ConfigError`` that lists the shipped ones where neither is there.
    """
    for path in (Path(name).expanduser(), resources.lexicons() / name):
        if path.is_file():
            return path
    have = ", ".join(sorted(p.name for p in resources.lexicons().iterdir() if p.is_file()))
    raise ConfigError(f"lexicon {name!r}: no such file; give a path, or one of: {have}")


def rows(names: str | Iterable[str], columns: int, optional: int = 0) -> Iterator[tuple[str, ...]]:
    """Entries of one or more files as tuples of ``columns + optional`` strings, missing optional ones empty.

    Raises ``ConfigError`` that names file, line and what is wrong.

    >>> next(rows("surnames.txt", 1))
    ('丁',)
    """
    for name in [names] if isinstance(names, str) else names:
        path = find(name)
        try:
            text = path.read_text("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ConfigError(f"{path}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
        for number, line in enumerate(text.splitlines(), 1):
            entry = line.split("#", 1)[0].rstrip()
            if not entry.strip():
                continue
            fields = tuple(f.strip() for f in entry.split("\t"))
            if not columns <= len(fields) <= columns + optional or not all(fields[:columns]):
                wanted = f"{columns}" if not optional else f"{columns} to {columns + optional}"
                raise ConfigError(
                    f"{path}:{number}: {line!r} has {len(fields)} columns; expected {wanted}, divided by tabs"
                )
            yield fields + ("",) * (columns + optional - len(fields))


def words(names: str | Iterable[str]) -> list[str]:
    """Entries of files with one column, in order, each once."""
    return list(dict.fromkeys(row[0] for row in rows(names, 1)))
