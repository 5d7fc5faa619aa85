"""``renzhi gold``: mention-level gold, from mark-up to records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from .. import record, resources
from ..errors import RenzhiError
from ..gold.compile import SUFFIX, compile_file
from ..record import GoldArticle

app = typer.Typer(help="Mention-level gold, from mark-up to records.", no_args_is_help=True)


def compile_gold(files: Iterable[Path], check: bool = False) -> dict[str, list[GoldArticle]]:
    """Compile mark-up files, each to ``<name>.jsonl`` beside it; with ``check`` compare instead of writing."""
    compiled = {}
    for path in files:
        records = compile_file(path)
        out = path.with_name(path.name.removesuffix(SUFFIX) + ".jsonl")
        if not check:
            record.write_lines(out, records)
        elif not out.is_file() or out.read_bytes() != b"".join(map(record.encode, records)):
            raise RenzhiError(f"{out}: is not what {path} compiles to; run `renzhi gold compile {path}`")
        compiled[path.name.removesuffix(SUFFIX)] = records
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
    files = files or sorted((resources.shipped("corpora") / "gold").glob("*" + SUFFIX))
    for name, records in compile_gold(files, check).items():
        typer.echo(f"{name}: " + ", ".join(f"{value} {key}" for key, value in counts(records).items()))
