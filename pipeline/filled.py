"""Configs with all their settings: what a run, a training or a preset is made with when nothing else is said."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from confection import Config, ConfigValidationError

from . import config, resources, settings
from .errors import ConfigError
from .registry import registry

KINDS = {"run": "run", "train": "training", "degrade": "preset", "nlp": "spaCy pipeline"}
"""The section that tells what a config is for."""


def load(name: str | Path, overrides: Mapping[str, Any] | None = None) -> tuple[str, Config]:
    """What a config is for, one of ``KINDS``, and the config, checked, with the default of each setting.

    ``name`` is a shipped one's, or a path. Raises ``ConfigError`` that names
    the file, the key, and what is available.

    >>> kind, filled = load("default", {"entities.page_names": False})
    >>> kind, filled["entities"]["page_names"], filled["articles"]["joining"]
    ('run', False, True)
    """
    path = find(name)
    given = config.read(path, overrides)
    kind = next((section for section in KINDS if section in given), None)
    if kind == "run":
        return kind, _run(config.load_config(path, overrides), str(path))
    if kind == "train":
        return kind, config.load_training(path, overrides)
    if kind == "degrade":
        from .degrade.preset import load as preset

        preset(str(path), {key.partition(".")[2]: value for key, value in (overrides or {}).items()})
        return kind, given
    if kind == "nlp":
        return kind, _spacy(given, str(path))
    raise ConfigError(f"{path}: has none of the sections {', '.join(f'[{section}]' for section in KINDS)}")


def names() -> list[str]:
    """All configs that ship.

    >>> {"default", "train-layout", "degrade-standard", "spacy-ner"} <= set(names())
    True
    """
    return sorted(path.stem for path in resources.shipped("configs").glob("*.cfg"))


def find(name: str | Path) -> Path:
    """The file of a config of any kind; raises ``ConfigError`` that lists the shipped ones."""
    for path in (Path(name).expanduser(), resources.shipped("configs") / f"{name}.cfg"):
        if path.is_file():
            return path
    raise ConfigError(f"config {str(name)!r}: no such file; give a path, or one of: {', '.join(names())}")


def flat(section: Mapping[str, Any], above: str = "") -> dict[str, Any]:
    """Settings by dotted key.

    >>> flat({"entities": {"tagger": {"model": "tagger"}, "lexicons": []}})
    {'entities.tagger.model': 'tagger', 'entities.lexicons': []}
    """
    found: dict[str, Any] = {}
    for key, value in section.items():
        found |= flat(value, f"{above}{key}.") if isinstance(value, dict) and value else {above + key: value}
    return found


def _run(given: Config, where: str) -> Config:
    filled = {"run": dict(given["run"])}
    for stage in (section for section in given if section != "run"):
        try:
            fill = _component if "factory" in given[stage] else _stage
            filled[stage] = fill(given[stage], stage)
        except ConfigValidationError as error:
            raise ConfigError(f"{where}: [{stage}] {config.one_line(error)}") from error
    return Config(filled)


def _stage(section: Mapping[str, Any], stage: str) -> dict[str, Any]:
    return dict(registry.fill({stage: dict(section)})[stage])


def _component(section: Mapping[str, Any], stage: str) -> dict[str, Any]:
    """As spaCy fills it when it makes a component, but without making it."""
    from spacy.util import registry as spacy_registry

    nlp, factory = settings.language(), section["factory"]
    own = {key: value for key, value in section.items() if key != "factory"}
    full = Config(nlp.get_factory_meta(factory).default_config).merge(own)
    filled = spacy_registry.fill({stage: {"nlp": nlp, "name": stage, **full, "@factories": factory}})[stage]
    return {"factory": factory} | {key: filled[key] for key in filled if key not in ("nlp", "name", "@factories")}


def _spacy(given: Config, where: str) -> Config:
    from spacy.util import load_model_from_config

    try:
        return Config(load_model_from_config(given, auto_fill=True).config)
    except (ConfigValidationError, ValueError) as error:
        raise ConfigError(f"{where}: {config.one_line(error)}") from error
