"""xlsx: relations, persons and articles as sheets of a workbook (Office Open XML, ECMA-376)."""

from __future__ import annotations

import re
import tempfile
import zipfile
from typing import IO, Any

from ..collection import Collection
from .formats import Notes
from .sheets import TABLES, Cell, Row, Sink, fill

ROWS, CHARACTERS = 1_048_576, 32_767
"""What a sheet and a cell can hold."""
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_TIME = (1980, 1, 1, 0, 0, 0)


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write the sheets; a longer table goes on in another sheet, a longer text than a cell's is cut, and counted."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheets = {name: book.create_sheet(name) for name in TABLES}
    try:
        fill(source.read(), {name: _sink(book, sheets[name], notes) for name in TABLES})
    except BaseException:
        for sheet in book.worksheets:  # they hold files open
            sheet.close()
        raise
    with tempfile.TemporaryFile() as made:
        book.save(made)
        _same_bytes(made, file)


def _sink(book: Any, sheet: Any, notes: Notes) -> Sink:
    """Writes rows as text and numbers; nothing is taken for a formula."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    name, count, head = sheet.title, 0, None

    def cell(value: Cell) -> Any:
        if not isinstance(value, str):
            return value
        if len(value) > CHARACTERS:
            notes[f"texts cut at {CHARACTERS:,} characters, which a cell can hold"] += 1
        made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("\ufffd", value[:CHARACTERS]))
        made.data_type = "s"
        return made

    def add(row: Row) -> None:
        nonlocal sheet, count, head
        head = head or row
        if count and count % ROWS == 0:
            sheet = book.create_sheet(f"{name} {count // ROWS + 1}")
            sheet.append(head)
            count += 1
        sheet.append([cell(value) for value in row])
        count += 1

    return add


def _same_bytes(made: IO[bytes], file: IO[bytes]) -> None:
    """Copy a workbook without the times at which it was made."""
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            about = zipfile.ZipInfo(name, _NO_TIME)
            about.compress_type = zipfile.ZIP_DEFLATED
            with old.open(name) as source, new.open(about, "w", force_zip64=True) as target:
                if name == "docProps/core.xml":
                    target.write(_STAMP.sub(rb"\g<1>1980-01-01T00:00:00Z", source.read()))
                    continue
                while part := source.read(1 << 20):
                    target.write(part)
