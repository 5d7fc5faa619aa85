"""``renzhi gold``: mention-level gold, from mark-up to records, checked and compared."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from .. import collection, record, resources
from ..errors import RenzhiError
from ..evaluate.tables import between, share
from ..gold.compile import SUFFIX, compile_file
from ..gold.strip import strip as strip_markup
from ..record import GoldArticle
from .terminal import console

app = typer.Typer(help="Mention-level gold: from mark-up to records, checked and compared.", no_args_is_help=True)

LABELLINGS = ("gold", "second")
"""Folders of ``corpora/`` with mark-up: the gold, and what somebody else labelled on the same pages."""


def compile_gold(files: Iterable[Path], check: bool = False) -> dict[Path, list[GoldArticle]]:
    """Compile mark-up files, each to ``<name>.jsonl`` beside it; with ``check`` compare instead of writing."""
    compiled = {}
    for path in files:
        records = compile_file(path)
        out = path.with_name(path.name.removesuffix(SUFFIX) + ".jsonl")
        if not check:
            record.write_lines(out, records)
        elif not out.is_file() or out.read_bytes() != b"".join(map(record.encode, records)):
            raise RenzhiError(f"{out}: is not what {path} compiles to; run `renzhi gold compile {path}`")
        compiled[path] = records
    return compiled


def counts(records: list[GoldArticle]) -> dict[str, str]:
    """What a data card says of a page.

    >>> counts([])["relations"]
    '0'
    """
    labels = Counter(entity.label for item in records for entity in item.entities)
    types = Counter(relation.type for item in records for relation in item.relations)
    return {
        "articles": str(sum(item.kind == "article" for item in records)),
        "fragments": str(sum(item.kind == "fragment" for item in records)),
        "characters": str(sum(len(item.text) + sum(len(line.text) for line in item.headline) for item in records)),
        "sentences": str(sum(len(item.sentences) for item in records)),
        "entities": _total(labels, record.LABELS),
        "relations": _total(types, record.TYPES),
    }


@app.command("import")
def import_gold(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What the tool exports; for brat its folder.")],
    form: Annotated[
        str, typer.Option("--from", metavar="FORMAT", help="labelstudio, doccano, brat or prodigy, as `renzhi export`.")
    ],
    run: Annotated[Path, typer.Option("--records", metavar="RUN", help="The run, or gold, that was exported.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="JSONL", help="Gold to write.")],
) -> None:
    """Make gold of what people corrected in an annotation tool, offsets and relations whole.

    \b
    renzhi gold import project.json --from labelstudio --records out --out gold/mine.jsonl
    """
    from ..gold.restore import Notes, read

    notes = Notes()
    out.parent.mkdir(parents=True, exist_ok=True)
    count = record.write_lines(out, read(file, form, replace(collection.find(run), kind=GoldArticle).read(), notes))
    for what, times in sorted(notes.items()):
        typer.echo(f"{times:,} {what}")
    typer.echo(f"{count} records written to {out}")


def agreement_table(figures: Mapping[str, Any]) -> Table:
    """The figures of an agreement, as a data card shows them."""
    table = Table(box=box.SIMPLE_HEAD, title=f"{figures['pages']} pages", title_justify="left")
    for name in ("agreement", "F1", "95 %", "in A", "in B"):
        table.add_column(name, justify="left" if name == "agreement" else "right")
    for name, score in figures.items():
        if isinstance(score, dict) and "f1" in score:
            table.add_row(name, share(score["f1"]), between(score["interval"]), f"{score['a']:g}", f"{score['b']:g}")
    for name, kappa in figures["kappa"].items():
        table.add_row(f"kappa of {name}", "n/a" if kappa is None else f"{kappa:.3f}", "", "", "")
    return table


def _total(found: Mapping[Any, int], order: Iterable[str]) -> str:
    parts = ", ".join(f"{key} {found[key]}" for key in order if found[key])
    return f"{sum(found.values())} ({parts})" if parts else "0"


@app.command("compile")
def command(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILES...]", help=f"Mark-up files, <name>{SUFFIX}; all that ship by default."),
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Only compare with the records that are there.")] = False,
) -> None:
    """Compile marked-up pages into records, and count what they hold.

    \b
    renzhi gold compile corpora/gold/mypage.gold.txt
    """
    for path, records in compile_gold(files or shipped(), check).items():
        name = path.name.removesuffix(SUFFIX)
        typer.echo(f"{name}: " + ", ".join(f"{value} {key}" for key, value in counts(records).items()))


def shipped() -> list[Path]:
    """The marked-up pages that ship, in each labelling."""
    folders = [resources.shipped("corpora") / name for name in LABELLINGS]
    return [path for folder in folders for path in sorted(folder.glob("*" + SUFFIX))]


@app.command("strip")
def strip(
    files: Annotated[list[Path], typer.Argument(metavar="FILES...", help=f"Mark-up files, <name>{SUFFIX}.")],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder for files of the same names.")],
) -> None:
    """Write marked-up pages without their labels and relations, to be labelled a second time.

    Records, headlines, sentences and paragraphs stay. No file is overwritten.

    \b
    renzhi gold strip corpora/gold/*.gold.txt --out second
    """
    texts = {}
    for path in files:
        target = out / path.name
        if target.exists():
            raise RenzhiError(f"{target}: is there already, and may hold somebody's labels; give another --out")
        try:
            texts[target] = strip_markup(path.read_text("utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise RenzhiError(f"{path}: cannot be read: {error}") from error
    out.mkdir(parents=True, exist_ok=True)
    for target, text in texts.items():
        with record.replacing(target) as file:
            file.write(text.encode())
        typer.echo(str(target))


@app.command("check")
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[FILES...]", help=f"Mark-up (<name>{SUFFIX}) or records (.jsonl); all that ship."),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Errors only, no doubts.")] = False,
) -> None:
    """Look gold through: errors in schema, offsets and overlaps, and doubts by the guideline.

    Each is named with file, line and reason. A doubt may be an exception that the
    text makes; the exit code is 1 if there are errors.

    \b
    renzhi gold check corpora/gold/*.gold.txt
    """
    from ..gold.check import check as look

    found = Counter[str]()
    for path in files or shipped():
        for finding in look(path):
            found[finding.verdict] += 1
            if not (quiet and finding.verdict == "doubt"):
                typer.echo(str(finding))
    typer.echo(f"{found['error']} errors, {found['doubt']} doubts")
    if found["error"]:
        raise typer.Exit(1)


@app.command("agree")
def agree(
    first: Annotated[Path, typer.Argument(metavar="A", help="A labelling: a file, or a folder of compiled gold.")],
    second: Annotated[Path, typer.Argument(metavar="B", help="Another labelling of the same pages.")],
    brief: Annotated[bool, typer.Option("--brief", help="Figures only, no differences.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="The figures as JSON.")] = False,
) -> None:
    """How far two labellings of the same pages agree, and every difference in its sentence.

    \b
    renzhi gold agree corpora/gold corpora/second
    """
    from ..gold.agree import agree as compare

    found = compare([first], [second])
    if as_json:
        typer.echo(json.dumps(found.to_dict(), ensure_ascii=False, indent=1))
        return
    if not brief:
        for difference in found.differences:
            typer.echo(str(difference))
    for side, pages in (("A", found.only_a), ("B", found.only_b)):
        if pages:
            typer.echo(f"only in {side}, not compared: {', '.join(pages)}")
    console().print(agreement_table(found.to_dict()))
