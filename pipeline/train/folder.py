"""A model's folder: weights, the config that made them, and a card that says of what."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..models import CARD, CONFIG, META, WEIGHTS
from ..record import replacing

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


def save(out: Path, trained: Trained, config: str, data: str, files: Sequence[Path]) -> None:
    """Write the folder ``out``: each file beside its place, then moved there. No array holds objects."""
    out.mkdir(parents=True, exist_ok=True)
    with replacing(out / WEIGHTS) as file:
        np.savez_compressed(file, allow_pickle=False, **trained.arrays)
    for name, content in trained.files.items():
        with replacing(out / name) as file:
            file.write(content)
    sha256 = hashlib.sha256((out / WEIGHTS).read_bytes()).hexdigest()
    texts = {CONFIG: config, CARD: card(out.name, trained, data, files, sha256)}
    if trained.meta is not None:
        texts[META] = json.dumps(trained.meta, ensure_ascii=False, indent=1) + "\n"
    for name, text in texts.items():
        with replacing(out / name) as file:
            file.write(text.encode())


def card(name: str, trained: Trained, data: str, files: Sequence[Path], sha256: str) -> str:
    """The model card, in Markdown."""
    made = f"renzhi {__version__}, Python {platform.python_version()}{_version('scikit-learn')}"
    rows: list[tuple[str, Any]] = [
        ("made by", f"`renzhi train {CONFIG}`; {made}, numpy {version('numpy')}"),
        ("weights", f"`{WEIGHTS}`, SHA-256 `{sha256}`"),
        *trained.facts,
    ]
    lines = [f"# Model `{name}`", "", "| | |", "|---|---|", *(f"| {key} | {value} |" for key, value in rows)]
    lines += ["", "## Data", data or "Not said: set `train.data` to what the data is and under which terms.", ""]
    lines += ["| file | SHA-256 |", "|---|---|"]
    lines += [f"| {file.name} | `{hashlib.sha256(file.read_bytes()).hexdigest()}` |" for file in files]
    return "\n".join(lines) + "\n"


def _version(package: str) -> str:
    """A package and its version, behind a comma; nothing where it is not installed, since not all training needs it."""
    try:
        return f", {package} {version(package)}"
    except PackageNotFoundError:
        return ""
