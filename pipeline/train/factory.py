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
    often = _often(times)

    def train(files: Sequence[Path], report: Report) -> Trained:
        from .. import degrade
        from ..articles import model
        from . import layout as trainer  # it imports scikit-learn

        _known(often, files)
        groups = [trainer.Group(degrade.read([path]), often.get(path.stem, 1)) for path in files]
        report("articles", f"{sum(len(group.articles) for group in groups):,} of {len(files)} files")
        begun = model.load(base) if base else None
        return trainer.train(groups, [degrade.load(name) for name in presets], seed, report, begun)

    return train


@registry.trainers("renzhi.tagger.v1")
def tagger(
    dev: Sequence[str] = (),
    texts: Sequence[str] = (),
    words: Sequence[str] = (),
    hidden: Sequence[int] = (160,),
    rounds: int = 6,
    rate: float = 0.003,
    batch: int = 2000,
    rename: float = 0.2,
    run_together: float = 0.1,
    spoilt: float = 0.15,
    times: Mapping[str, float] | None = None,
    seed: int = 1,
    data: str = "",
) -> Trainer:
    """The model of the entities stage, from examples: JSON lines of texts with their marks.

    ``configs/train-tagger.cfg`` explains the settings; ``data`` is what the card
    says of the data and its terms.
    """
    often = _often(times)
    for key, number in (("rounds", rounds), ("batch", batch), *(("hidden", size) for size in hidden)):
        if number < 1:
            raise ConfigError(f"train.{key}: {number}; expected 1 or more")

    def train(files: Sequence[Path], report: Report) -> Trained:
        from . import examples, tagger  # it imports torch
        from . import words as lists

        _known(often, files)

        def checked(path: Path) -> list[examples.Example]:
            found, wrong = examples.checked(examples.read([path]))
            for line in wrong:
                report("passed over", line)
            return found

        good: dict[str, list[examples.Example]] = {}
        for path in files:
            good.setdefault(path.stem, []).extend(checked(path))
        measured = [example for path in dev for example in checked(Path(path))]
        plain = [text for path in texts for text in examples.texts(Path(path))]
        plan = tagger.Plan(hidden, rounds, rate, batch, rename, run_together, spoilt, often, seed)
        return tagger.train(good, measured, plain, lists.load([Path(path) for path in words]), plan, report)

    return train


def _often(times: Mapping[str, float] | None) -> Mapping[str, float]:
    """How often files are taken; raises ``ConfigError`` where that is no number above 0."""
    often = times or {}
    wrong = [name for name, count in often.items() if not isinstance(count, int | float) or count <= 0]
    if wrong:
        raise ConfigError(f"train.times: {wrong[0]!r} is {often[wrong[0]]!r}; expected a number above 0")
    return often


def _known(often: Mapping[str, float], files: Sequence[Path]) -> None:
    """Raises ``ConfigError`` where there is no file of a name."""
    unknown = [name for name in often if name not in [path.stem for path in files]]
    if unknown:
        raise ConfigError(f"train.times: no file {unknown[0]!r}; given: {', '.join(path.stem for path in files)}")


@registry.trainers("renzhi.segmenter.v1")
def segmenter(dev: Sequence[str] = (), rounds: int = 10, least: int = 2, seed: int = 1, data: str = "") -> Trainer:
    """A segmenter of words, from lines of words divided by blanks or from CoNLL-U files.

    ``dev`` are such files to measure by, else a part of the data is held out;
    ``least`` is how often a feature must be seen, ``seed`` fixes all chance,
    ``data`` is what the card says of the data and its terms.
    """
    for key, number in (("rounds", rounds), ("least", least)):
        if number < 1:
            raise ConfigError(f"train.{key}: {number}; expected 1 or more")

    def train(files: Sequence[Path], report: Report) -> Trained:
        from . import segmenter as trainer

        return trainer.train(trainer.read(files), trainer.read(map(Path, dev)), rounds, least, seed, report)

    return train


@registry.trainers("renzhi.judge.v1")
def judge(
    dev: Sequence[str] = (),
    times: Mapping[str, float] | None = None,
    least: int = 3,
    strength: float = 0.3,
    data: str = "",
) -> Trainer:
    """The judge of the roles stage, from records with right entities and relations.

    ``dev`` are such files to measure by; ``times`` weighs the candidates of a
    file, by its name without its suffix; ``least`` is how many candidates must
    have a feature, ``strength`` how far weights may go from nothing; ``data`` is
    what the card says of the data and its terms.
    """
    often = _often(times)
    for key, number in (("least", least), ("strength", strength)):
        if number <= 0:
            raise ConfigError(f"train.{key}: {number}; expected more than 0")

    def train(files: Sequence[Path], report: Report) -> Trained:
        from . import judge as trainer  # it imports scikit-learn

        _known(often, files)
        return trainer.train(files, [Path(path) for path in dev], often, least, strength, report)

    return train
