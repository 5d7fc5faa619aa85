"""``renzhi stages``: what is registered, and its settings."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import typer

KINDS = {"@stages": "page stages", "factory": "components", "@misc": "parts"}


def stages() -> Iterator[tuple[str, str, str, dict[str, str]]]:
    """Kind, name, summary and settings (name to default, written as in a config) of all that is registered."""
    from .. import settings

    for kind in KINDS:
        for name in settings.names(kind):
            found = {key: _written(value) for key, value in settings.of(kind, name).items()}
            yield kind, name, settings.summary(kind, name), found


def _written(default: Any) -> str:
    from .. import settings

    if default is settings.REQUIRED:
        return "(required)"
    return json.dumps(default, ensure_ascii=False, default=str)


def command() -> None:
    """The registered stages, plug-ins' too, and their settings with defaults."""
    last = None
    for kind, name, summary, found in stages():
        if kind != last:
            typer.echo(("\n" if last else "") + f"{KINDS[kind]} ({kind})")
        last = kind
        typer.echo(f"  {name}  {summary}")
        for key, default in found.items():
            typer.echo(f"      {key} = {default}")
