"""Folders of trained models: where they are, and their arrays, read without unpickling anything."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from . import resources
from .errors import ConfigError

WEIGHTS, META, CARD, CONFIG = "weights.npz", "meta.json", "README.md", "config.cfg"
AGAIN = "train it again with this version: renzhi train"


def find(name: str) -> Path:
    """The folder of a model by the name of a shipped one or by its path.

    Raises ``ConfigError`` that lists the shipped ones.

    >>> find("layout").name
    'layout'
    """
    shipped = resources.shipped("models")
    for folder in (Path(name).expanduser(), shipped / name):
        if (folder / WEIGHTS).is_file():
            return folder
    have = ", ".join(sorted(path.parent.name for path in shipped.glob(f"*/{WEIGHTS}")))
    raise ConfigError(f"model {name!r}: no folder with a {WEIGHTS}; give a path, or one of: {have}")


def listed(names: str | Sequence[str] | None) -> list[str]:
    """A setting that names a model, several or none, as a list.

    >>> listed("tagger"), listed(["a", "b"]), listed("")
    (['tagger'], ['a', 'b'], [])
    """
    return [names] if names and isinstance(names, str) else list(names or ())


def arrays(name: str, wanted: Iterable[str], version: int) -> dict[str, NDArray[Any]]:
    """The arrays ``wanted`` of a model.

    Raises ``ConfigError`` where there is no such model, or where its file is broken, lacks one or is another version's.
    """
    file = find(name) / WEIGHTS
    try:
        with np.load(file, allow_pickle=False) as found:
            missing = [key for key in wanted if key not in found]
            if missing:
                raise ConfigError(f"{file}: has no {missing[0]!r}; {AGAIN}")
            if "version" not in found or int(found["version"]) != version:
                raise ConfigError(f"{file}: is another version's; {AGAIN}")
            return {key: found[key] for key in wanted}
    except (OSError, EOFError, ValueError, zipfile.BadZipFile) as error:
        raise ConfigError(f"{file}: is no model that can be read ({error}); {AGAIN}") from error


def meta(name: str) -> dict[str, Any]:
    """What a model says of itself; raises ``ConfigError`` where its ``meta.json`` is missing or broken."""
    file = find(name) / META
    try:
        return dict(json.loads(file.read_text("utf-8")))
    except (OSError, TypeError, ValueError) as error:
        raise ConfigError(f"{file}: cannot be read ({error}); {AGAIN}") from error
