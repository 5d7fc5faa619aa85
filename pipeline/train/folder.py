"""A model's folder: weights, the config that made them, and a card that says of what."""

from __future__ import annotations

import hashlib
import json
import os
import platform
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..errors import RenzhiError
from ..models import CARD, CONFIG, META, WEIGHTS
from ..record import replacing_folder
from .checkpoint import NAME as CHECKPOINT
from .checkpoint import Checkpoint

Report = Callable[[str, str], None]
"""Told what is being done, and how it went."""


@dataclass
class Trained:
    """What a trainer gives: arrays by name, and lines for the card, each a name and a value."""

    arrays: Mapping[str, NDArray[np.generic]]
    facts: Sequence[tuple[str, str]]
    meta: Mapping[str, Any] | None = None
    """What a model says of itself beside its arrays, if it does."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Files that another library reads, by name."""


Job = Callable[[Checkpoint], Trained]
"""Learns from what a trainer has read, from a checkpoint on if it keeps one."""
Trainer = Callable[[Sequence[Path], Report], Job]
"""Reads and checks files of data, and tells what of them is used; nothing is learned or written before its job runs."""


def check(out: Path) -> None:
    """Raises ``RenzhiError`` where ``out`` is a file, cannot be written, or has files and no model or checkpoint."""
    if out.exists() and not out.is_dir():
        raise RenzhiError(f"{out}: is a file; give a folder")
    parent = next(path for path in out.absolute().parents if path.exists())
    for there in (parent, out):  # the model is made beside its place, and what is there goes along
        if there.exists() and not os.access(there, os.R_OK | os.W_OK | os.X_OK):
            raise RenzhiError(f"{out}: {there} cannot be written; give another --out")
    names = [path.name for path in out.iterdir()] if out.is_dir() else []
    if names and CONFIG not in names and not any(CHECKPOINT in name for name in names):
        raise RenzhiError(f"{out}: has files that are no model's ({min(names)}); give another --out")


def save(out: Path, trained: Trained, config: str, data: str, files: Sequence[Path]) -> None:
    """Put the model in the place of ``out`` as a whole, without its checkpoint. No array holds objects.

    Files of other names that are in ``out`` stay there.
    """
    with replacing_folder(out) as made:
        if out.is_dir():
            shutil.copytree(out, made, dirs_exist_ok=True, ignore=shutil.ignore_patterns(f"*{CHECKPOINT}*"))
        np.savez_compressed(made / WEIGHTS, allow_pickle=False, **trained.arrays)
        for name, content in trained.files.items():
            (made / name).write_bytes(content)
        sha256 = hashlib.sha256((made / WEIGHTS).read_bytes()).hexdigest()
        (made / CONFIG).write_text(config, "utf-8")
        (made / CARD).write_text(card(out.name, trained, data, files, sha256), "utf-8")
        if trained.meta is not None:
            (made / META).write_text(json.dumps(trained.meta, ensure_ascii=False, indent=1) + "\n", "utf-8")


def card(name: str, trained: Trained, data: str, files: Sequence[Path], sha256: str) -> str:
    """The model card, in Markdown."""
    made = f"renzhi {__version__}, Python {platform.python_version()}, {versions('scikit-learn', 'numpy')}"
    rows: list[tuple[str, Any]] = [
        ("made by", f"`renzhi train {CONFIG}`; {made}"),
        ("weights", f"`{WEIGHTS}`, SHA-256 `{sha256}`"),
        *trained.facts,
    ]
    lines = [f"# Model `{name}`", "", "| | |", "|---|---|", *(f"| {key} | {value} |" for key, value in rows)]
    lines += ["", "## Data", data or "Not said: set `train.data` to what the data is and under which terms.", ""]
    lines += ["| file | SHA-256 |", "|---|---|"]
    for file in files:
        called = f"{file.parent.name}/{file.name}" if file.name == WEIGHTS else file.name  # of a model gone on from
        lines.append(f"| {called} | `{hashlib.sha256(file.read_bytes()).hexdigest()}` |")
    return "\n".join(lines) + "\n"


def versions(*packages: str) -> str:
    """Packages and their versions; one that is not installed is left out, since not all training needs all.

    >>> versions("numpy", "no-such-package").startswith("numpy ")
    True
    """
    found = []
    for package in packages:
        with suppress(PackageNotFoundError):
            found.append(f"{package} {version(package)}")
    return ", ".join(found)
