"""The formats that ``renzhi export`` writes, and how a file or a folder of one comes into its place."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, NamedTuple

from ..errors import RenzhiError
from ..record import replacing
from .marked import Source

Notes = Counter[str]
"""What a format could not take, or had to change: in words, and how often."""


class Format(NamedTuple):
    """A format: the module with its function ``write``, what it makes, and whether that is a folder."""

    module: str
    about: str
    folder: bool = False


FORMATS = {
    "labelstudio": Format("labelstudio", "Label Studio: a folder with tasks.json and config.xml", True),
    "doccano": Format("doccano", "doccano: JSON lines with relations"),
    "brat": Format("brat", "brat: a folder of standoff with annotation.conf", True),
    "prodigy": Format("prodigy", "Prodigy: JSON lines for rel.manual"),
}


def export(source: Source, name: str, out: Path) -> Notes:
    """Write records in a format; the file or folder ``out`` comes into its place when all is written.

    Raises ``RenzhiError`` where the format is unknown, a record is bad or ``out`` cannot be written.
    """
    if name not in FORMATS:
        raise RenzhiError(f"--to {name}: no such format; one of: {', '.join(FORMATS)}")
    wanted, notes = FORMATS[name], Notes()
    write = import_module(f".{wanted.module}", __package__).write
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with _folder(out) if wanted.folder else _file(out) as target:
            write(target, source, notes)
    except OSError as error:
        raise RenzhiError(f"{out}: cannot be written: {error.strerror or error}; choose another") from error
    return notes


@contextmanager
def _file(out: Path) -> Iterator[IO[bytes] | Path]:
    with replacing(out) as file:
        yield file


@contextmanager
def _folder(out: Path) -> Iterator[IO[bytes] | Path]:
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise RenzhiError(f"{out}: is there already, and people may have worked on it; give another --out")
    made = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        yield made
        made.chmod(0o755)
        os.replace(made, out)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
