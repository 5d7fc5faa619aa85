"""Other tools that find names in Chinese text, each behind the same small interface.

A peer is a module of this package with

- ``PACKAGE``: what `requirements-peers.txt` installs,
- ``LABELS``: its own labels that have one of ours, and which,
- ``SEEN``: sources that it was trained on, as far as is known; figures on them say little,
- ``load()``: gives a function from texts to spans ``(start, end, own label)``.

None of them is a dependency of the project. Where one cannot be run, ``load``
raises, and the benchmark says why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from types import ModuleType

Spans = list[tuple[int, int, str]]
Tag = Callable[[list[str]], list[Spans]]

OURS = "renzhi"
NAMES = (OURS, "lac", "foolnltk", "chinesener", "jiagu", "thulac", "jieba")
"""The modules, ours first."""


def peer(name: str) -> ModuleType:
    """The module of a peer; what it stands for is loaded by its ``load`` only.

    >>> peer("jieba").LABELS["nr"]
    'PER'
    """
    return import_module(f".{name}", __name__)


def mapped(spans: Iterable[tuple[int, int, str]], labels: Mapping[str, str]) -> Spans:
    """Spans under our labels, in order; those whose label has none are left out.

    >>> mapped([(3, 5, "ns"), (0, 2, "nr"), (2, 3, "v")], {"nr": "PER", "ns": "LOC"})
    [(0, 2, 'PER'), (3, 5, 'LOC')]
    """
    return sorted((start, end, labels[label]) for start, end, label in spans if label in labels)
