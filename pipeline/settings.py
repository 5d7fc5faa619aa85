"""What is registered, ours and plug-ins' alike, and the settings that it takes.

A *kind* is the key that names a function in a config: ``@stages`` for page
stages, ``factory`` for components, ``@trainers`` for what trains models,
``@misc`` for parts such as taggers.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

import catalogue

from .registry import registry

if TYPE_CHECKING:
    from spacy.lang.zh import Chinese

REQUIRED = inspect.Parameter.empty
"""Stands for the default of a setting that has none."""
_GROUPS = {"@stages": "renzhi_stages", "@trainers": "renzhi_trainers", "factory": "spacy_factories"}
_OURS = ("@stages", "@trainers")


@cache
def language() -> Chinese:
    """A blank pipeline, made once; making it imports the components that entry points announce."""
    from spacy.lang.zh import Chinese  # takes seconds where torch is installed

    return Chinese()


def names(kind: str) -> list[str]:
    """What is registered of a kind, by entry points or by import; of spaCy's own components none.

    >>> "renzhi.text.v1" in names("@stages")
    True
    """
    announced = {entry.name for entry in entry_points(group=_GROUPS.get(kind, f"spacy_{kind[1:]}"))}
    if kind in _OURS:
        announced |= set(getattr(registry, kind[1:]).get_all())
    return sorted(announced)


def function(kind: str, name: str) -> Callable[..., Any] | None:
    """The registered function, or None."""
    from spacy.util import registry as spacy_registry

    if kind == "factory":
        return spacy_registry.factories.get(name) if language().has_factory(name) else None
    try:
        where = registry if kind in _OURS else spacy_registry
        return where.get(kind[1:], name)
    except (catalogue.RegistryError, ValueError):
        return None


def of(kind: str, name: str) -> dict[str, Any]:
    """Settings with their defaults, ``REQUIRED`` where there is none.

    >>> list(of("@stages", "renzhi.text.v1"))
    ['pattern']
    """
    made = function(kind, name)
    parameters = inspect.signature(made).parameters if made else {}
    found = {key: parameter.default for key, parameter in parameters.items()}
    if kind == "factory":
        del found["nlp"], found["name"]
        found |= language().get_factory_meta(name).default_config
    return found


def summary(kind: str, name: str) -> str:
    """The first line of its docstring."""
    return (inspect.getdoc(function(kind, name)) or "").partition("\n")[0]
