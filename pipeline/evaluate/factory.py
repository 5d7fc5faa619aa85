"""The registered stage."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from ..registry import registry
from .gold import evaluate
from .report import Report


@registry.stages("renzhi.gold.v1")
def make(gold: list[str]) -> Callable[[Path], Report]:
    """A function from a run's folder to its ``Report``; ``gold`` are files, or folders of ``*.jsonl``."""
    return partial(evaluate, gold=[Path(path) for path in gold])
