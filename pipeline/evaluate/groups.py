"""Pages put together by what is known of them: source, split, noise.

A table beside the gold (``splits.csv`` in its folder, or in the one above)
names pages in its column ``page``; each further column is a way to group them.
Without a column ``source`` or ``style`` the source is the page's folder; without
a column ``noise`` the level is told by how often print breaks gold's text.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from ..errors import RenzhiError
from ..record import Article

TABLE = "splits.csv"
LEVELS = (5, 10, 20)
"""Bounds of the levels of noise, in breaks for a hundred characters."""
Groups = dict[str, str]
"""For each way to group, the group that a page belongs to."""


class Table:
    """What tables beside the gold say of pages."""

    def __init__(self, gold: Iterable[Path]):
        self.rows: dict[str, Groups] = {}
        folders = dict.fromkeys(path if path.is_dir() else path.parent for path in gold)
        tables = dict.fromkeys(found for f in folders for found in (f / TABLE, f.parent / TABLE) if found.is_file())
        for path in tables:
            self._read(path)

    def _read(self, path: Path) -> None:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "page" not in (rows.fieldnames or ()):
                have = ", ".join(rows.fieldnames or ())
                raise RenzhiError(f"{path}:1: no column 'page'; it has: {have}")
            for row in rows:
                self.rows[row["page"]] = {
                    k: v for k, v in row.items() if k and k != "page" and isinstance(v, str) and v
                }

    def of(self, page: str, golds: Sequence[Article] = ()) -> Groups:
        """The groups of a page by its path."""
        path = PurePosixPath(page)
        found = dict(self.rows.get(path.stem) or self.rows.get(page) or {})
        if "style" not in found and "source" not in found:
            found["source"] = path.parent.as_posix()
        if golds and "noise" not in found:
            found["noise"] = noise(golds)
        return found


def noise(golds: Iterable[Article]) -> str:
    """How often lines and blanks break the text of a page, for a hundred characters of it.

    >>> noise([])
    'under 5 breaks'
    """
    pieces = characters = 0
    for gold in golds:
        pieces += max(len(gold.segments) - 1, 0)
        characters += len(gold.text)
    share = 100 * pieces / max(characters, 1)
    low = max((level for level in LEVELS if level <= share), default=None)
    if low is None:
        return f"under {LEVELS[0]} breaks"
    above = [level for level in LEVELS if level > share]
    return f"{low} to {above[0]} breaks" if above else f"{low} breaks and more"
