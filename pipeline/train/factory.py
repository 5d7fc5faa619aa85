"""The trainers as configs name them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from ..registry import registry
from .folder import Report, Trained

Trainer = Callable[[Sequence[Path], Report], Trained]
"""Takes files of data, tells what it does, gives the arrays of a model and what its card says."""


@registry.trainers("renzhi.layout.v1")
def layout(presets: Sequence[str] = ("training", "standard"), seed: int = 1, data: str = "") -> Trainer:
    """The model of the articles stage, from clean articles as ``renzhi degrade`` reads them.

    ``presets`` are presets of ``renzhi degrade``; pages of all articles are made
    by each, in this order. ``seed`` fixes all chance, ``data`` is what the card
    says of the data and its terms.
    """

    def train(files: Sequence[Path], report: Report) -> Trained:
        from .. import degrade
        from . import layout as trainer  # it imports scikit-learn

        articles = degrade.read(files)
        report("articles", f"{len(articles):,} of {len(files)} files")
        return trainer.train(articles, [degrade.load(name) for name in presets], seed, report)

    return train
