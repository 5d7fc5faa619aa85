"""``renzhi export``: a run in the formats of other tools."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .. import collection
from ..export.formats import FORMATS, export
from .terminal import console

_LISTED = "\n\n\b\n" + "\n".join(f"{name:<14} {made.about}" for name, made in FORMATS.items())


def command(
    run: Annotated[
        Path,
        typer.Argument(metavar="RUN", help="Folder of a run, a file of records, or a corpus with gold and splits.csv."),
    ],
    to: Annotated[str, typer.Option("--to", "-t", metavar="FORMAT", help="One of the formats above.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="TARGET", help="The file, or the folder, to write.")],
    split: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only the pages that splits.csv says are of this one.")
    ] = None,
    segmenter: Annotated[
        str,
        typer.Option(metavar="NAME|PATH", help="Words of conllu and docbin: characters, words, jieba, or a model."),
    ] = "characters",
) -> None:
    source = collection.find(run)
    if split:
        source = source.only(split)
    notes = export(source, to, out, segmenter)
    screen = console()
    for what, times in sorted(notes.items()):
        screen.print(f"{times:,} {what}", highlight=False, markup=False)
    screen.print(f"written to {out}{'/' if out.is_dir() else ''}", highlight=False, markup=False)


command.__doc__ = f"""A run in the formats of other tools.

    TARGET is replaced when all is written: what stops before leaves it as it was.
    {_LISTED}

    \b
    renzhi export out --to xlsx --out relations.xlsx
    renzhi export out --to conllu --out words.conllu --segmenter words
    """
