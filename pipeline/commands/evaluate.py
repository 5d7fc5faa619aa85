"""``renzhi evaluate DIR GOLD…``: a run against gold."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from ..evaluate import Report
from ..evaluate import evaluate as score


def evaluate(run_dir: Path, gold: list[Path]) -> Report:
    """Score a run, and write ``metrics.json`` and ``errors.jsonl`` beside its ``articles.jsonl``."""
    report = score(run_dir, gold)
    report.write(run_dir if run_dir.is_dir() else run_dir.parent)
    return report


def command(
    run_dir: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a run, or its articles.jsonl.")],
    gold: Annotated[list[Path], typer.Argument(metavar="GOLD...", help="Gold files, or folders of *.jsonl.")],
    errors: Annotated[int, typer.Option(help="Show the first N errors; errors.jsonl has them all.")] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print metrics.json instead of tables.")] = False,
) -> None:
    """Score a run against gold; metrics.json and errors.jsonl are written into DIR."""
    report = evaluate(run_dir, gold)
    if as_json:
        typer.echo(report.to_json())
    else:
        report.print(Console(), errors)
