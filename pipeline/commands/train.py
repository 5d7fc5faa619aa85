"""``renzhi train``: a model from data and a config."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from ..errors import ConfigError, RenzhiError
from .options import Overrides
from .terminal import console

EXTRA = "training needs {missing}; install it with: pip install 'renzhi[train]'"


def train(config: str | Path, files: Sequence[Path], out: Path, overrides: Mapping[str, Any], report: Any) -> None:
    """Train what ``config`` names on ``files``, and write the model's folder ``out``.

    Raises ``RenzhiError`` where config or data are wrong, where ``out`` holds
    other things, or where a package that training needs is missing.
    """
    from ..config import load_training
    from ..models import CONFIG
    from ..registry import registry
    from ..train.folder import save

    section = load_training(config, overrides)
    missing = [path for path in files if not path.is_file()]
    if missing:
        raise RenzhiError(f"{missing[0]}: no such file; give files of JSON lines, as the config says at its head")
    if out.is_dir() and any(out.iterdir()) and not (out / CONFIG).is_file():
        raise RenzhiError(f"{out}: has files that are no model's; give another --out")
    trainer = registry.resolve({"train": dict(section["train"])})["train"]
    try:
        trained = trainer(files, report)
    except ModuleNotFoundError as error:
        raise RenzhiError(EXTRA.format(missing=error.name)) from error
    save(out, trained, section.to_str(), section["train"].get("data", ""), files)


def command(
    config: Annotated[str, typer.Argument(help="A config with a section [train]: a shipped one's name, or a path.")],
    data: Annotated[list[Path], typer.Argument(help="What to train on: files of JSON lines.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The model's folder.")],
    settings: Overrides = None,
) -> None:
    """Train a model; what it learned from and how well is in its card.

    \b
    renzhi train train-layout articles.jsonl --out my-layout
    renzhi run pages --set articles.model=my-layout
    """
    from ..config import parse_override

    overrides = dict(map(parse_override, settings or ()))
    for key in overrides:
        if not key.startswith("train."):
            raise ConfigError(f"--set {key}: write --set train.key=value")
    start = time.perf_counter()
    screen = console()

    def report(what: str, how: str) -> None:
        screen.print(f"{time.perf_counter() - start:6.0f} s  {what}: {how}", highlight=False)

    train(config, data, out, overrides, report)
    report("written", f"{out}/")
