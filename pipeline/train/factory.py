"""The trainers as configs name them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from ..errors import ConfigError
from ..registry import registry
from .folder import Report, Trained

Trainer = Callable[[Sequence[Path], Report], Trained]
"""Takes files of data, tells what it does, gives the arrays of a model and what its card says."""


@registry.trainers("renzhi.layout.v1")
def layout(
    presets: Sequence[str] = ("training", "standard"),
    seed: int = 1,
    data: str = "",
    times: Mapping[str, float] | None = None,
    base: str = "",
) -> Trainer:
    """The model of the articles stage, from clean articles as ``renzhi degrade`` reads them.

    ``presets`` are presets of ``renzhi degrade``; pages of all articles are made
    by each, in this order, those of one file apart from those of another.
    ``seed`` fixes all chance, ``data`` is what the card says of the data and its
    terms. ``times`` says by the name of a file, without its suffix, how often
    each preset prints its articles, where it is not once: a few of the kind that
    matters may so weigh as much as many of another; 0.5 is half of them. ``base``
    is a model, by its name or folder, that training goes on from: with articles
    of one's own paper beside such as it was made of, in files that are the same.
    """
    often = times or {}
    wrong = [name for name, count in often.items() if not isinstance(count, int | float) or count <= 0]
    if wrong:
        raise ConfigError(f"train.times: {wrong[0]!r} is {often[wrong[0]]!r}; expected a number above 0")

    def train(files: Sequence[Path], report: Report) -> Trained:
        from .. import degrade
        from ..articles import model
        from . import layout as trainer  # it imports scikit-learn

        unknown = [name for name in often if name not in [path.stem for path in files]]
        if unknown:
            raise ConfigError(f"train.times: no file {unknown[0]!r}; given: {', '.join(path.stem for path in files)}")
        groups = [trainer.Group(degrade.read([path]), often.get(path.stem, 1)) for path in files]
        report("articles", f"{sum(len(group.articles) for group in groups):,} of {len(files)} files")
        begun = model.load(base) if base else None
        return trainer.train(groups, [degrade.load(name) for name in presets], seed, report, begun)

    return train
