"""The last whole state of a training, from which it goes on after it was killed."""

from __future__ import annotations

import hashlib
import platform
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .. import __version__
from ..errors import RenzhiError
from ..record import replacing

NAME = "checkpoint.npz"
_KEY = "key"

Arrays = Mapping[str, NDArray[Any]]


class Checkpoint:
    """A file of arrays in the model's folder, beside which each new state is written before it takes its place.

    It belongs to one config and data: ``key`` says which, see ``key_of``.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     Checkpoint(Path(folder), "a").save({"round": np.array(3)})
    ...     int(Checkpoint(Path(folder), "a").load()["round"])
    3
    """

    def __init__(self, folder: Path, key: str):
        self.path, self.key = folder / NAME, key

    def load(self) -> dict[str, NDArray[Any]]:
        """The state, empty where there is none.

        Raises ``RenzhiError`` where it cannot be read, or is of another config or other data.
        """
        if not self.path.is_file():
            return {}
        anew = "remove it to begin anew, or give another --out"
        try:
            with np.load(self.path, allow_pickle=False) as found:
                state = dict(found)
        except (OSError, EOFError, ValueError, zipfile.BadZipFile) as error:
            raise RenzhiError(f"{self.path}: cannot be read ({error}); {anew}") from error
        if str(state.pop(_KEY, "")) != self.key:
            raise RenzhiError(f"{self.path}: is of a training with another config, data or version; {anew}")
        return state

    def save(self, state: Arrays) -> None:
        """Put a state in the place of the last one."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        for left in self.path.parent.glob(f".{NAME}.*"):  # of one that was killed while it wrote
            left.unlink()
        with replacing(self.path) as file:
            np.savez(file, allow_pickle=False, **{_KEY: np.array(self.key)}, **state)


def key_of(config: str, files: Iterable[Path], versions: str = "") -> str:
    """A hash of all that a training depends on; ``versions`` names those of packages."""
    digest = hashlib.sha256(config.encode())
    for part in (__version__, platform.python_version(), versions):
        digest.update(f"\0{part}".encode())
    for file in files:
        digest.update(f"\0{file.name}\0".encode() + hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def under(name: str, arrays: Arrays) -> dict[str, NDArray[Any]]:
    """Arrays with a name before theirs.

    >>> list(under("net", {"bias": np.zeros(1)}))
    ['net/bias']
    """
    return {f"{name}/{key}": array for key, array in arrays.items()}


def part(name: str, state: Arrays) -> dict[str, NDArray[Any]]:
    """The arrays that ``under`` named so, by their own names."""
    return {key.removeprefix(f"{name}/"): array for key, array in state.items() if key.startswith(f"{name}/")}


def drawn_from(random: Random) -> NDArray[np.uint32]:
    """The state of a generator as an array; ``continue_`` goes on from it."""
    return np.array(random.getstate()[1], np.uint32)


def continue_(random: Random, state: NDArray[np.uint32]) -> None:
    """Put a generator into a state.

    >>> random, again = Random(1), Random(2)
    >>> continue_(again, drawn_from(random))
    >>> random.random() == again.random()
    True
    """
    random.setstate((Random.VERSION, tuple(state.tolist()), None))
