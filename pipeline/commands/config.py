"""``renzhi config``: what a config says, with all defaults, and whether it can be read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from .options import Overrides

app = typer.Typer(help="Configs: shown with all settings, compared, checked.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME|PATH", help="A shipped config, or a .cfg file.")]
_MISSING = object()


@app.command()
def show(name: Name, settings: Overrides = None) -> None:
    """A config with the default of every setting, as a .cfg file.

    \b
    renzhi config show default > my.cfg
    """
    from .. import filled
    from ..config import parse_override

    _, config = filled.load(name, dict(map(parse_override, settings or [])))
    typer.echo(config.to_str())


@app.command()
def diff(
    first: Annotated[str, typer.Argument(metavar="A", help="A shipped config, or a .cfg file.")],
    second: Annotated[str, typer.Argument(metavar="B", help="Another.")],
) -> None:
    """The settings in which two configs differ, defaults filled in.

    \b
    renzhi config diff default lac
    """
    from .. import filled

    for line in differences(filled.load(first)[1], filled.load(second)[1]):
        typer.echo(line)


@app.command()
def check(name: Name, settings: Overrides = None) -> None:
    """Whether all sections, stages, keys and types of a config are known; no model is loaded.

    The exit code is 0 if it is fine, 2 if not.

    \b
    renzhi config check my.cfg
    """
    from .. import filled
    from ..config import parse_override

    kind, config = filled.load(name, dict(map(parse_override, settings or [])))
    typer.echo(f"{name}: a {filled.KINDS[kind]}, {len(filled.flat(config))} settings, fine")


def differences(first: dict[str, Any], second: dict[str, Any]) -> Iterator[str]:
    """A line for each setting that only one has, or that differs, by key.

    >>> list(differences({"a": {"b": 1, "c": "x"}}, {"a": {"b": 2}}))
    ['a.b: 1 → 2', 'a.c: "x" → (none)']
    """
    from .. import filled

    left, right = filled.flat(first), filled.flat(second)
    for key in dict.fromkeys([*left, *right]):
        one, other = _written(left.get(key, _MISSING)), _written(right.get(key, _MISSING))
        if one != other:
            yield f"{key}: {one} → {other}"


def _written(value: Any) -> str:
    return "(none)" if value is _MISSING else json.dumps(value, ensure_ascii=False)
