"""``renzhi export``: a run in the formats of other tools."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from ..evaluate.lines import gold_files, run_file
from ..export.formats import FORMATS, export
from ..record import Article, GoldArticle, read_lines


@dataclass(frozen=True)
class Records:
    """Files of records, read lazily, as often as is wanted."""

    files: tuple[Path, ...]

    @classmethod
    def find(cls, path: Path) -> Records:
        """A run's folder, a file of records, or a folder of gold."""
        if path.is_dir() and not (path / "articles.jsonl").is_file():
            return cls(tuple(gold_files([path])))
        return cls((run_file(path),))

    def read(self) -> Iterator[Article]:
        """The records in their order."""
        return (record for path in self.files for record in read_lines(path, GoldArticle))


def command(
    run: Annotated[
        Path, typer.Argument(metavar="RUN", help="Folder of a run, a file of records, or a folder of gold.")
    ],
    to: Annotated[str, typer.Option("--to", "-t", metavar="FORMAT", help=f"One of {', '.join(FORMATS)}.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="TARGET", help="The file, or the folder, to write.")],
) -> None:
    """A run in the formats of other tools.

    \b
    renzhi export out --to labelstudio --out label-studio
    """
    for what, times in sorted(export(Records.find(run), to, out).items()):
        typer.echo(f"{times:,} {what}")
    typer.echo(f"written to {out}")
