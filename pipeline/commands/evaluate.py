"""``renzhi evaluate DIR GOLD…``: a run against gold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from ..evaluate import Report
from ..evaluate import evaluate as score
from .terminal import console

SOME_FAILED = 1
"""Exit code where lines of the run or of the gold could not be used."""


def evaluate(run_dir: Path, gold: list[Path], strict: bool = False, against: Path | None = None) -> Report:
    """Score a run, and write what was found beside its ``articles.jsonl``."""
    report = score(run_dir, gold, strict=strict, against=against)
    report.write(run_dir if run_dir.is_dir() else run_dir.parent)
    return report


def command(
    run_dir: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a run, or its articles.jsonl.")],
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files, or folders of *.jsonl.")],
    against: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Another run over the same pages: is the difference chance?")
    ] = None,
    errors: Annotated[int, typer.Option(help="Show the first N errors; errors.html has them in their sentences.")] = 0,
    strict: Annotated[bool, typer.Option("--strict", help="Stop at the first line that cannot be used.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print metrics.json instead of tables.")] = False,
) -> None:
    """Score a run against gold.

    Into DIR are written metrics.json, scores.jsonl (by page and article),
    errors.jsonl and errors.html. The exit code is 1 if lines could not be used.

    \b
    renzhi evaluate out corpora/gold
    renzhi evaluate out gold --against out-before --strict
    """
    report = evaluate(run_dir, gold, strict, against)
    if as_json:
        typer.echo(report.to_json())
    else:
        report.print(console(), errors)
    if report.faults:
        sys.exit(SOME_FAILED)
