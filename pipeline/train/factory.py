"""The trainers as configs name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .. import lexicon, models
from ..errors import ConfigError, RenzhiError
from ..record import GoldArticle, read_lines
from ..registry import registry
from . import threads
from .checkpoint import Checkpoint
from .folder import Job, Report, Trained, Trainer


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

    def prepare(files: Sequence[Path], report: Report) -> Job:
        from .. import degrade
        from ..articles import model
        from . import layout as trainer

        _known(often, files)
        printed = [degrade.load(name) for name in presets]
        groups = [trainer.Group(degrade.read([path]), often.get(path.stem, 1)) for path in files]
        trainer.enough(groups)
        for path, group in zip(files, groups, strict=True):
            report(str(path), f"{len(group.articles):,} articles, printed {group.times:g} times by each preset")
        report("presets", ", ".join(preset.name for preset in printed))
        begun = model.load(base) if base else None

        def train(checkpoint: Checkpoint) -> Trained:
            with threads.one():
                return trainer.train(groups, printed, seed, report, begun, checkpoint)

        return train

    return prepare


@registry.trainers("renzhi.tagger.v1")
def tagger(
    dev: Sequence[str] = (),
    texts: Sequence[str] = (),
    words: Sequence[str] = (),
    labels: Mapping[str, str] | None = None,
    conventions: Mapping[str, str] | None = None,
    lexicons: Sequence[str] = (),
    pairs: int = 60_000,
    hidden: Sequence[int] = (160,),
    foretell: int = 0,
    rounds: int = 6,
    patience: int = 0,
    rate: float = 0.003,
    batch: int = 2000,
    rename: float = 0.2,
    run_together: float = 0.1,
    spoilt: float = 0.15,
    times: Mapping[str, float] | None = None,
    seed: int = 1,
    data: str = "",
    base: str | Sequence[str] = "",
) -> Trainer:
    """The model of the entities stage, from labelled text in any of the formats of ``pipeline.train.data``.

    ``configs/train-tagger.cfg`` explains the settings; ``data`` is what the card
    says of the data and its terms.
    """
    often = _often(times)
    bases = models.listed(base)
    for key, number in (("pairs", pairs), ("rounds", rounds), ("batch", batch), *(("hidden", size) for size in hidden)):
        if number < 1:
            raise ConfigError(f"train.{key}: {number}; expected 1 or more")
    if foretell < 0:
        raise ConfigError(f"train.foretell: {foretell}; expected 0 or more")
    if rate <= 0:
        raise ConfigError(f"train.rate: {rate}; expected more than 0")
    for key, share in (("rename", rename), ("run_together", run_together), ("spoilt", spoilt)):
        if not 0 <= share <= 1:
            raise ConfigError(f"train.{key}: {share}; expected a share, 0 to 1")

    def prepare(files: Sequence[Path], report: Report) -> Job:
        from . import prepared
        from . import words as lists

        _known(often, files)
        _taggers(bases)
        with lexicon.extended(lexicons):
            used = prepared.prepare(files, _paths(dev), _paths(texts), labels or {}, conventions or {}, report)
            listed = lists.load(_paths(words))

        def train(checkpoint: Checkpoint) -> Trained:
            from . import tagger  # it imports torch

            plan = tagger.Plan(
                pairs, hidden, foretell, rounds, patience, rate, batch, rename, run_together, spoilt, often, seed, bases
            )
            with threads.one():
                return tagger.train(used, listed, plan, checkpoint, report)

        return train

    return prepare


def _taggers(bases: Sequence[str]) -> None:
    """Raises ``ConfigError`` where one is no tagger's model, or where several differ in conventions or size."""
    said = []
    for base in bases:
        folder = models.find(base)
        known = models.meta(base) if (folder / models.META).is_file() else {}
        if "conventions" not in known:
            raise ConfigError(f"train.base: {base!r} is no tagger ({folder}); give a tagger's folder, tagger or fast")
        said.append(({name: list(of["labels"]) for name, of in known["conventions"].items()}, known.get("layers")))
    other = next((base for base, what in zip(bases, said, strict=True) if what != said[0]), None)
    if other:
        raise ConfigError(f"train.base: {other!r} has other conventions or layers than {bases[0]!r}")


def _paths(names: Sequence[str]) -> list[Path]:
    return [Path(name).expanduser() for name in names]


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

    def prepare(files: Sequence[Path], report: Report) -> Job:
        from . import segmenter as trainer

        sentences, measured = trainer.parted(trainer.read(files), trainer.read(_paths(dev)), report)

        def train(checkpoint: Checkpoint) -> Trained:
            with threads.one():
                return trainer.train(sentences, measured, rounds, least, seed, report)

        return train

    return prepare


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

    def prepare(files: Sequence[Path], report: Report) -> Job:
        _known(often, files)
        seen: dict[str, str] = {}
        for what, paths in (("train", files), ("dev", _paths(dev))):
            for path in paths:
                records = list(read_lines(path, GoldArticle))
                for number, record in enumerate(records, 1):
                    where = f"{path}: record {number}"
                    if seen.setdefault(record.id, where) != where:
                        already = f"the id {record.id!r} is at {seen[record.id]} already"
                        raise RenzhiError(f"{where}: {already}; leave one out")
                count = sum(len(record.relations) for record in records)
                report(str(path), f"{what}: {len(records):,} records, {count:,} relations")

        def train(checkpoint: Checkpoint) -> Trained:
            from . import judge as trainer  # it imports scikit-learn

            with threads.one():
                return trainer.train(files, _paths(dev), often, least, strength, report)

        return train

    return prepare
