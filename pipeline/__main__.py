"""The command ``renzhi``, also as ``python -m pipeline``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from . import __version__
from .commands import config, curve, degrade, evaluate, explain, export, gold, run, schema, show, stages, train
from .errors import RenzhiError

app = typer.Typer(
    name="renzhi",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
for module in (run, show, explain, export, stages, schema, evaluate, curve, train, degrade):
    app.command(module.__name__.rpartition(".")[2])(module.command)
app.add_typer(config.app, name="config")
app.add_typer(gold.app, name="gold")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"renzhi {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """renzhi (任职): who holds which post, from the text of Chinese newspaper pages.

    \b
    renzhi run                     the sample pages, into renzhi-out/
    renzhi show renzhi-out         who holds which post there
    renzhi explain '市长林远说…'    why, for one line
    """


def main() -> None:
    """Run the command line; a ``RenzhiError`` becomes a message and exit code 2."""
    try:
        app()
    except RenzhiError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
