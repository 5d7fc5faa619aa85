"""What ``renzhi run`` shows on a terminal: progress, failures, the closing table."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.progress import track
from rich.table import Table

from ..accounts import Accounts
from ..registry import STAGES
from .terminal import console

SHOWN = 20
"""Failures that are printed; the file has all."""


def progress(items: Iterable[Any]) -> Iterable[Any]:
    """The items, with a bar on a terminal's standard error and nothing elsewhere."""
    if not sys.stderr.isatty():
        return items
    total = len(items) if isinstance(items, list) else None
    return track(items, "pages", total=total, console=Console(stderr=True), transient=True)


def failures(accounts: Accounts, out: Path) -> None:
    """Print what could not be processed, and why."""
    for failure in accounts.quarantine[:SHOWN]:
        where = "" if failure.error.startswith(failure.path) else f"{failure.path}: "
        print(f"failed: {where}{failure.error} [{failure.stage}]", file=sys.stderr)
    if accounts.quarantine:
        print(f"{len(accounts.quarantine)} failed, listed in {out / 'quarantine.jsonl'}", file=sys.stderr)


def summary(accounts: Accounts, out: Path) -> None:
    """Print the closing tables."""
    screen = console()
    screen.print(_counts(accounts))
    screen.print(_times(accounts))
    if accounts.doubtful:
        print(f"{len(accounts.doubtful)} doubtful pages, listed in {out / 'manifest.json'}")
    print(f"written to {out}/")


def _counts(accounts: Accounts) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_header=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    rows = [
        ("pages", accounts.pages, ""),
        ("articles", accounts.records - accounts.fragments, ""),
        ("fragments", accounts.fragments, ""),
        ("sentences", accounts.sentences, ""),
        ("entities", accounts.entities.total(), _list(accounts.entities)),
        ("relations", accounts.relations.total(), _list(accounts.relations)),
    ]
    for name, number, note in rows:
        table.add_row(name, f"{number:,}", note)
    return table


def _list(counts: dict[str, int]) -> str:
    return ", ".join(f"{key} {number:,}" for key, number in sorted(counts.items(), key=lambda item: -item[1]))


def _times(accounts: Accounts) -> Table:
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("stage")
    table.add_column("seconds", justify="right")
    table.add_column("characters/s", justify="right")
    order = {stage: number for number, stage in enumerate(STAGES)}
    for stage, seconds in sorted(accounts.seconds.items(), key=lambda item: order.get(item[0], len(STAGES))):
        table.add_row(stage, f"{seconds:.2f}", _speed(accounts.characters, seconds))
    total = sum(accounts.seconds.values())
    table.add_section()
    table.add_row("all", f"{total:.2f}", _speed(accounts.characters, total))
    return table


def _speed(characters: int, seconds: float) -> str:
    return f"{characters / seconds:,.0f}" if seconds else ""
