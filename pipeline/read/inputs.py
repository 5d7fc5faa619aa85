"""What the user names (files, folders, globs, ``-``) → inputs with an id each, in a fixed order."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import InputError

STDIN = "-"
SUFFIXES = {
    "text": (".txt",),
    "pdf": (".pdf",),
    "alto": (".xml",),
    "page": (".xml",),
    "hocr": (".hocr", ".html", ".htm"),
}
"""The formats by name, and the suffixes that each is taken from a folder by; a file named by itself may have any."""
ALL_SUFFIXES = tuple(dict.fromkeys(suffix for suffixes in SUFFIXES.values() for suffix in suffixes))


@dataclass(frozen=True)
class Input:
    """One file to read; ``name`` is its path as records give it, ``problem`` why there is nothing to read."""

    file: str
    name: str
    problem: str | None = None

    @property
    def id(self) -> str:
        """The name without its suffix.

        >>> Input("/data/2024/0306-p2.txt", "2024/0306-p2.txt").id
        '2024/0306-p2'
        """
        return os.path.splitext(self.name)[0]

    def read(self) -> bytes:
        """The bytes; raises ``InputError`` that says what is wrong with the input."""
        if self.problem:
            raise InputError(f"{self.file}: {self.problem}")
        try:
            return sys.stdin.buffer.read() if self.file == STDIN else Path(self.file).read_bytes()
        except OSError as error:
            raise InputError(f"{self.file}: cannot be read: {error.strerror}") from error


def find(given: Iterable[str | Path], suffixes: Sequence[str] = ALL_SUFFIXES) -> list[Input]:
    """Inputs for what the user gave, each file once; what cannot be found becomes an input with a ``problem``.

    Of folders the files with one of the ``suffixes`` are taken.
    Names are relative to the folder, where one folder is all that is given.
    Otherwise relative paths stay as they are, and absolute ones become relative
    to the deepest folder that holds them all. A second file with the id of an
    earlier one is a problem too.
    """
    paths = [os.path.normpath(p) for p in given]
    if len(paths) == 1 and os.path.isdir(paths[0]):
        found = list(_folder(paths[0], suffixes))
        found = [Input(i.file, os.path.relpath(i.file, paths[0]), i.problem) for i in found]
    else:
        found = [item for path in paths for item in _expand(path, suffixes)]
        outside = [os.path.dirname(os.path.abspath(i.file)) for i in found if _is_outside(i.file)]
        root = os.path.commonpath(outside) if outside else ""
        found = [Input(i.file, _name(i.file, root), i.problem) for i in found]
    return list(_distinct(Input(i.file, _printable(i.name), i.problem) for i in found))


def _expand(path: str, suffixes: Sequence[str]) -> Iterator[Input]:
    """A path as given → the files that it stands for, their names still to be found."""
    if os.path.isdir(path):
        yield from _folder(path, suffixes)
    elif path == STDIN or os.path.exists(path):
        yield Input(path, "")
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))
        files = [item for match in matches for item in _expand(match, suffixes)]
        yield from files or [Input(path, "", "no file matches; check the pattern")]
    else:
        yield Input(path, "", "no such file or folder; check the path")


def _folder(path: str, suffixes: Sequence[str]) -> Iterator[Input]:
    files = [
        os.path.join(folder, name)
        for folder, _, names in os.walk(path)
        for name in names
        if name.lower().endswith(tuple(suffixes)) and not name.startswith(".")
    ]
    if not files:
        known = " or ".join(filter(None, (", ".join(suffixes[:-1]), suffixes[-1])))
        yield Input(path, "", f"no {known} file in this folder; give the files, or a folder that holds some")
    for file in sorted(files):
        yield Input(file, "")


def _is_outside(file: str) -> bool:
    return os.path.isabs(file) or file.split(os.sep)[0] == os.pardir


def _name(file: str, root: str) -> str:
    if file == STDIN:
        return "stdin"
    return os.path.relpath(file, root) if _is_outside(file) else file


def _printable(name: str) -> str:
    """With ``/`` between folders, and ``�`` for bytes of a file name that are no UTF-8."""
    return os.fsencode(Path(name).as_posix()).decode("utf-8", "replace")


def _distinct(found: Iterable[Input]) -> Iterator[Input]:
    """Each file once, and no two with one id."""
    files: set[str] = set()
    ids: dict[str, str] = {}
    for item in found:
        real = os.path.realpath(item.file)
        if real in files:
            continue
        files.add(real)
        if item.problem is None and item.id in ids:
            problem = f"its id {item.id!r} is already that of {ids[item.id]}; rename one, or run them apart"
            item = Input(item.file, item.name, problem)
        ids.setdefault(item.id, item.file)
        yield item
