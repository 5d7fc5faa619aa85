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
_PACKAGES = ("numpy", "scipy", "scikit-learn", "torch")
"""What a result depends on, where it is installed."""
_LISTS = ("dev", "texts", "words")
"""Settings that name files."""


def train(
    config: str | Path,
    files: Sequence[Path],
    out: Path,
    overrides: Mapping[str, Any],
    report: Any,
    dry_run: bool = False,
) -> None:
    """Train what ``config`` names on ``files``, and put the model in the place of the folder ``out``.

    A training that was killed goes on from the checkpoint in ``out``. With
    ``dry_run`` config and data are read and told of, and nothing is written.

    Raises ``RenzhiError`` where config or data are wrong, where ``out`` holds
    other things, or where a package that training needs is missing.
    """
    from .. import models
    from ..config import load_training
    from ..registry import registry
    from ..train import folder
    from ..train.checkpoint import Checkpoint, key_of
    from ..train.data import files_of

    section = load_training(config, overrides)
    if not files:
        raise RenzhiError("no data; give files or folders with --data, of a kind that the config names at its head")
    named = [Path(str(path)).expanduser() for key in _LISTS for path in section["train"].get(key, ())]
    missing = [path for path in (*files, *named) if not path.exists()]
    if missing:
        raise RenzhiError(f"{missing[0]}: no such file; give one of a kind that the config names at its head")
    real = [path.resolve() for path in files]
    twice = next((path for number, path in enumerate(files) if real[number] in real[:number]), None)
    if twice:
        raise RenzhiError(f"--data {twice}: stands twice; give it once")
    folder.check(out)
    trainer = registry.resolve({"train": dict(section["train"])})["train"]
    try:
        of_base = [models.find(name) / models.WEIGHTS for name in models.listed(section["train"].get("base"))]
        job = trainer(files, report)
        if dry_run:
            return
        used = [*files_of([*files, *named]), *of_base]
        trained = job(Checkpoint(out, key_of(section.to_str(), used, folder.versions(*_PACKAGES))))
    except ModuleNotFoundError as error:
        raise RenzhiError(EXTRA.format(missing=error.name)) from error
    folder.save(out, trained, section.to_str(), section["train"].get("data", ""), used)


def command(
    config: Annotated[str, typer.Argument(help="A config with a section \\[train]: a shipped one's name, or a path.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The model's folder.")],
    data: Annotated[
        list[Path] | None,
        typer.Option(
            "--data", "-d", metavar="PATH", help="A file; for taggers a run's or corpus's folder, too; repeatable."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check config and data, say what will be used, write nothing.")
    ] = False,
    settings: Overrides = None,
) -> None:
    """Train a model; what it learned from and how well is in its card.

    Killed, the same command goes on behind the last whole round.

    \b
    renzhi train train-tagger --data mine.conll --out models/mine --dry-run
    renzhi train train-tagger --data mine.conll --out models/mine
    renzhi run pages --set entities.tagger.model=models/mine
    """
    from ..config import parse_override

    overrides = dict(map(parse_override, settings or ()))
    for key in overrides:
        if not key.startswith("train."):
            raise ConfigError(f"--set {key}: write --set train.key=value")
    start = time.perf_counter()
    screen = console()

    def report(what: str, how: str) -> None:
        line = f"{time.perf_counter() - start:6.0f} s  {what}: {how}"
        screen.print(line, highlight=False, markup=False, soft_wrap=True)

    train(config, data or [], out, overrides, report, dry_run)
    report(*(("dry run", "nothing was written") if dry_run else ("written", f"{out}/")))
