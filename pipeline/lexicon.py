"""Lexicon files: the knowledge of the project as data that a user can extend.

A lexicon is a UTF-8 text file, one entry a line, columns divided by tabs;
``#`` begins a comment; blank lines are passed over. A config names folders of
the user's own (``lexicons``): a file in one of them is read behind the shipped
file of the same name, so that one line in ``my-lexicons/titles.tsv`` is one
title more. Where an entry is a key, a later line wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from . import resources
from .errors import ConfigError

SUFFIXES = (".tsv", ".txt")
_folders: ContextVar[tuple[Path, ...]] = ContextVar("folders", default=())
"""The user's folders while a stage is built; a stage reads its lexicons then, and never again."""


@contextmanager
def extended(folders: Iterable[str | Path]) -> Iterator[None]:
    """While the block runs, shipped lexicons are extended by the files of these folders.

    Raises ``ConfigError`` where a folder is not there, or has a file that
    extends nothing.

    >>> with extended([]):
    ...     len(files("surnames.txt"))
    1
    """
    paths = tuple(Path(folder).expanduser() for folder in folders)
    for path in paths:
        if not path.is_dir():
            raise ConfigError(f"lexicons: {path} is no folder; give one with files named like the shipped ones")
        for file in sorted(path.iterdir()):
            if file.suffix in SUFFIXES and not (resources.lexicons() / file.name).is_file():
                raise ConfigError(f"{file}: extends no shipped lexicon; name it like one of: {', '.join(names())}")
    token = _folders.set(paths)
    try:
        yield
    finally:
        _folders.reset(token)


def names() -> list[str]:
    """The shipped lexicons."""
    return sorted(path.name for path in resources.lexicons().iterdir() if path.suffix in SUFFIXES)


def files(name: str) -> list[Path]:
    """The files that a lexicon is read from: the shipped one, and the user's of the same name behind it.

    Raises ``ConfigError`` that lists the shipped ones where there is none of that name.
    """
    shipped = resources.lexicons() / name
    if not shipped.is_file():
        raise ConfigError(f"lexicon {name!r}: no such file; one of: {', '.join(names())}")
    return [shipped, *(folder / name for folder in _folders.get() if (folder / name).is_file())]


def rows(name: str, columns: int, optional: int = 0) -> Iterator[tuple[str, ...]]:
    """Entries of a lexicon as tuples of ``columns + optional`` strings, missing optional ones empty.

    Raises ``ConfigError`` that names file, line and what is wrong.

    >>> next(rows("surnames.txt", 1))
    ('丁',)
    """
    for path in files(name):
        yield from read(path, columns, optional)


def read(path: Path, columns: int, optional: int = 0) -> Sequence[tuple[str, ...]]:
    """Entries of one file, as ``rows`` gives them; several stages read the same file, which is kept while it is."""
    state = path.stat()
    return _read(path, columns, optional, (state.st_mtime_ns, state.st_size))


@lru_cache(maxsize=256)
def _read(path: Path, columns: int, optional: int, state: tuple[int, int]) -> Sequence[tuple[str, ...]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    entries = []
    for number, line in enumerate(text.splitlines(), 1):
        entry = line.partition("#")[0].rstrip()
        if not entry or entry.isspace():
            continue
        fields = tuple([field.strip() for field in entry.split("\t")])
        if not columns <= len(fields) <= columns + optional or not all(fields[:columns]):
            wanted = f"{columns}" if not optional else f"{columns} to {columns + optional}"
            raise ConfigError(
                f"{path}:{number}: {line!r} has {len(fields)} columns; expected {wanted}, divided by tabs"
            )
        entries.append(fields + ("",) * (columns + optional - len(fields)))
    return entries


def words(name: str) -> list[str]:
    """Entries of a lexicon with one column, in order, each once."""
    return list(dict.fromkeys(row[0] for row in rows(name, 1)))
