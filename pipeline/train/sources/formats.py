"""The formats of labelled text: which of them a file is in, and its texts."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ...errors import InputError, RenzhiError
from ...read.encoding import decode
from .. import examples
from ..examples import LIMIT
from . import cluener, columns, docbin, doccano, labelstudio, records
from .items import Item

ESCAPED = re.compile("[\ud800-\udfff]")
"""Bytes that are not UTF-8, as ``read`` keeps them, and halves of characters that JSON wrote as such."""
_LOOKED_AT = 100
"""Lines that tell the format."""

Lines = Sequence[str]
READERS: Mapping[str, Callable[[Lines, Path], Iterable[Item]]] = {
    "examples": lambda lines, _: _examples(lines),
    "records": records.items,
    "columns": columns.items,
    "cluener": cluener.items,
    "doccano": doccano.items,
    "labelstudio": labelstudio.items,
}
"""Formats of text, each with what reads its lines; DocBin is the one that is none."""


def read(path: Path) -> tuple[str, Iterable[Item]]:
    """The format of a file, and its texts.

    Raises ``RenzhiError`` where it is in none of the formats, or where more than ``LIMIT`` of its lines are not UTF-8.
    """
    if path.suffix == ".spacy":
        return "docbin", docbin.items(path)
    lines = _lines(path)
    form = _form(lines, path)
    return form, READERS[form](lines, path)


def _lines(path: Path) -> list[str]:
    """The lines of a file; bytes that are not UTF-8 are kept as lone surrogates, where they are few."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RenzhiError(f"{path}: {error.strerror}; give a file of labelled text") from error
    text = data.removeprefix(codecs.BOM_UTF8).decode("utf-8", "surrogateescape")
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    bad = [number for number, line in enumerate(lines, 1) if ESCAPED.search(line)]
    if len(bad) <= LIMIT * len(lines):
        return lines
    try:
        known = f"it is {decode(data, str(path))[1]}"
    except InputError:
        known = "mend these"
    found = f"{len(bad):,} of {len(lines):,} lines are not UTF-8"
    raise RenzhiError(f"{path}:{bad[0]}: {found} ({known}); save the file as UTF-8")


def _form(lines: Lines, path: Path) -> str:
    begun = next((line.strip() for line in lines if line.strip()), "")
    if re.match(r"\[\s*(\{|\]|$)", begun):
        return "labelstudio"
    for item in _objects(lines) if begun.startswith("{") else ():
        if "marks" in item:
            return "examples"
        if "schema" in item:
            return "records"
        if isinstance(item.get("label"), dict):
            return "cluener"
        if "text" in item and not {"entities", "label", "labels"}.isdisjoint(item):
            return "doccano"
    if columns.is_columns(lines):
        return "columns"
    known = "records, examples, CoNLL or CoNLL-U columns, CLUENER, doccano, Label Studio, DocBin (.spacy)"
    raise RenzhiError(f"{path}: no labelled text in a known format; give one of: {known}")


def _objects(lines: Lines) -> Iterator[dict[str, Any]]:
    for line in lines[:_LOOKED_AT]:
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found


def _examples(lines: Lines) -> Iterator[Item]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield Item(f":{number}", examples.parse(line))
            except ValueError as error:
                yield Item(f":{number}", None, problem=f"{error}; expected a line such as {examples.WANTED}")
