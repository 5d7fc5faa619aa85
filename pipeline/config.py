"""Configs: which stages run, with which settings, in confection's ``.cfg`` files.

``[run]`` lists the stages; each stage has its section, with ``@stages`` for a
page stage and ``factory`` for a component, and settings beside it.
"""

from __future__ import annotations

import configparser
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, get_origin, get_type_hints

from confection import Config, ConfigValidationError

from . import resources, settings
from .errors import ConfigError
from .registry import COMPONENTS, STAGES, registry

PAGE_STAGES = ("read", "clean", "articles")
"""Every pipeline begins with these; what follows may be left out."""
_RUN_KEYS = ("stages", "lexicons")


def load_config(name: str | Path = "default", overrides: Mapping[str, Any] | None = None) -> Config:
    """A shipped config by its name, or a file by its path, checked; ``overrides`` by dotted key.

    Raises ``ConfigError`` that names the file, the key, and what is available.

    >>> load_config("default", {"read.pattern": "(?P<date>x)"})["read"]["pattern"]
    '(?P<date>x)'
    """
    path = find(name)
    config = read(path, overrides)
    check(config, str(path))
    return config


def load_training(name: str | Path, overrides: Mapping[str, Any] | None = None) -> Config:
    """A config of ``renzhi train`` with all its settings: the section ``[train]`` names the trainer.

    A shipped one goes by its name with or without ``train-``. Raises ``ConfigError``
    that names the file, the key, and what is available.

    >>> load_training("layout", {"train.seed": 2})["train"]["seed"]
    2
    """
    path = find(name, "train")
    config = read(path, overrides)
    _known(str(path), "section", config, ("train",))
    where = f"{path}: [train]"
    if "@trainers" not in config["train"]:
        raise ConfigError(f"{where} has no @trainers; available: {', '.join(settings.names('@trainers'))}")
    _check_block(where, "@trainers", config["train"])
    hints = get_type_hints(settings.function("@trainers", config["train"]["@trainers"]))
    for key, value in config["train"].items():  # a string would be taken for a list of its letters
        if isinstance(value, str) and get_origin(hints.get(key)) is Sequence:
            raise ConfigError(f"{where} {key} = {json.dumps(value)}; expected a list: [{json.dumps(value)}]")
    try:
        return Config({"train": registry.fill({"train": dict(config["train"])})["train"]})
    except ConfigValidationError as error:
        raise ConfigError(f"{where} {one_line(error)}") from error


def names(section: str = "run") -> list[str]:
    """The configs that ship and have this section; presets of `renzhi degrade` lie beside them, with one of their own.

    >>> "default" in names(), "degrade-standard" in names(), "train-layout" in names("train")
    (True, False, True)
    """
    paths = resources.shipped("configs").glob("*.cfg")
    return sorted(path.stem for path in paths if f"[{section}]" in path.read_text("utf-8").splitlines())


def find(name: str | Path, section: str = "run") -> Path:
    """The file of a config: a path, or a shipped one's name, with or without its section before it (``train-``).

    Raises ``ConfigError`` that lists the shipped ones with this section.
    """
    shipped = resources.shipped("configs")
    for path in (Path(name).expanduser(), shipped / f"{section}-{name}.cfg", shipped / f"{name}.cfg"):
        if path.is_file():
            return path
    have = ", ".join(names(section))
    raise ConfigError(f"config {str(name)!r}: no such file; give a path, or one of: {have}")


def read(path: Path, overrides: Mapping[str, Any] | None = None) -> Config:
    """A file as it is, with ``overrides``, unchecked; raises ``ConfigError`` that names it where it cannot be read."""
    try:
        return Config().from_disk(path, overrides=dict(overrides or {}))
    except (ConfigValidationError, configparser.Error, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {one_line(error)}") from error


def parse_override(text: str) -> tuple[str, Any]:
    """``section.key=value`` from a command line; the value is JSON, or else a string.

    >>> parse_override('run.lexicons=["my-lexicons"]'), parse_override("read.pattern=x")
    (('run.lexicons', ['my-lexicons']), ('read.pattern', 'x'))
    """
    key, equals, value = text.partition("=")
    if not equals or "." not in key:
        raise ConfigError(f"--set {text}: write it as section.key=value, for instance read.pattern=…")
    try:
        return key.strip(), json.loads(value)
    except json.JSONDecodeError:
        return key.strip(), value


def check(config: Mapping[str, Any], where: str) -> None:
    """Raise ``ConfigError`` where a section, stage, function or key is not known; ``where`` is the config's file."""
    run = config.get("run", {})
    _known(f"{where}: [run]", "key", run, _RUN_KEYS)
    stages = run.get("stages")
    if not isinstance(stages, list) or stages[:3] != list(PAGE_STAGES):
        begin = json.dumps(PAGE_STAGES)[1:-1]
        raise ConfigError(f"{where}: [run] stages = {stages!r}; expected a list that begins with {begin}")
    _known(where, "section", config, ("run", *STAGES, *(s for s in stages if "factory" in config.get(s, {}))))
    order = [STAGES.index(stage) for stage in stages if stage in STAGES]
    if order != sorted(set(order)):
        raise ConfigError(f"{where}: [run] stages are out of order or twice; the order is: {', '.join(STAGES)}")
    for stage in stages:
        if stage not in config:
            have = ", ".join(s for s in config if s != "run")
            raise ConfigError(f"{where}: [run] stages names {stage!r}, which has no section; sections: {have}")
    for stage in (s for s in config if s != "run"):
        _check_stage(f"{where}: [{stage}]", stage, config[stage])


def _check_stage(where: str, stage: str, section: dict[str, Any]) -> None:
    key = "factory" if stage in COMPONENTS or stage not in STAGES else "@stages"
    if key not in section:
        raise ConfigError(f"{where} has no {key}; available: {', '.join(settings.names(key))}")
    _check_block(where, key, section)


def _check_block(where: str, key: str, block: dict[str, Any]) -> None:
    """A block that names a registered function, with its arguments, and so for blocks inside it."""
    name = block[key]
    function = settings.function(key, name)
    if function is None:
        raise ConfigError(f"{where} {key} = {name!r} is not registered; available: {', '.join(settings.names(key))}")
    _known(where, "key", block, (key, *settings.of(key, name)))
    for inner, value in block.items():
        if isinstance(value, dict):
            for promise in (k for k in value if k.startswith("@")):
                _check_block(f"{where[:-1]}.{inner}]", promise, value)


def _known(where: str, what: str, found: Iterable[str], known: Iterable[str]) -> None:
    known = list(known)
    for key in found:
        if key not in known:
            raise ConfigError(f"{where}: unknown {what} {key!r}; available: {', '.join(known)}")


def one_line(error: Exception) -> str:
    """An error of the config library in one line."""
    if isinstance(error, ConfigValidationError):
        parts = [".".join(map(str, e.get("loc", ()))) + ": " + str(e.get("msg")) for e in error.errors or ()]
        return "; ".join(parts) or " ".join((error.desc or str(error)).split())
    return " ".join(str(error).split())


def with_gold(config: Config, gold: Iterable[Path]) -> Config:
    """The config with an ``evaluate`` stage over gold files at its end."""
    stages = [s for s in config["run"]["stages"] if s != "evaluate"]
    config = config.copy()
    config["run"]["stages"] = [*stages, "evaluate"]
    config["evaluate"] = {"@stages": "renzhi.gold.v1", "gold": [str(path) for path in gold]}
    return config
