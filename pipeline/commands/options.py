"""Options that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

ConfigName = Annotated[
    str, typer.Option("--config", "-c", metavar="NAME|PATH", help="A shipped config, or a .cfg file.")
]
Overrides = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="SECTION.KEY=VALUE", help="Change one setting of the config; may be repeated."),
]
