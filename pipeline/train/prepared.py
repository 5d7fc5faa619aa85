"""What a tagger is trained on, read and checked before anything is learned; needs no extra."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import ConfigError, RenzhiError
from ..toolkits.labels import Labels
from . import data, leaks
from .conventions import spoken
from .examples import Example, texts
from .folder import Report
from .rows import LONGEST, PERSON, sentences

_LEAST_ROWS = 100


@dataclass(frozen=True)
class Prepared:
    """Examples by the file that they are from, and what they are measured by."""

    examples: Mapping[str, Sequence[Example]]
    dev: Sequence[Example]
    texts: Sequence[str]
    """All text that is read, labelled or not."""
    spoken: Mapping[str, Mapping[str, str]]
    """The conventions, see ``conventions.spoken``."""
    persons: Sequence[str]
    """Names that are marked, each once."""
    facts: Sequence[tuple[str, str]]
    """What the card says of the data."""


def prepare(
    files: Sequence[Path],
    dev: Sequence[Path],
    plain: Sequence[Path],
    labels: Mapping[str, str],
    conventions: Mapping[str, str],
    report: Report,
) -> Prepared:
    """Read ``files`` to train on, ``dev`` to measure by, and ``plain``, unlabelled; ``report`` is told what is used.

    ``labels`` says which of ours theirs are, before ``toolkit-labels.tsv``;
    ``conventions`` by a file's name without suffix whose its labels are, where
    they are not to be ours. Of a corpus's folder the split ``dev`` measures, and all
    but ``train`` and ``dev`` is left out.

    Raises ``RenzhiError`` where data are wrong or too few, ``ConfigError`` where a setting is.
    """
    ours = Labels(labels)
    names = [path.stem for path in (*files, *dev)]
    unknown = [name for name in conventions if name not in names]
    if unknown:
        raise ConfigError(f"train.conventions: no file {unknown[0]!r}; given: {', '.join(names)}")
    facts: list[tuple[str, str]] = []

    def tell(what: str, how: str) -> None:
        facts.append((Path(what).name, how))
        report(what, how)

    learned: dict[str, list[Example]] = {}
    held: list[Example] = []

    def load(path: Path, use: str = data.TRAIN) -> data.Data:
        found = data.load(path, ours, conventions.get(path.stem, ""))
        if list(found.splits) == [data.TRAIN]:  # no table says otherwise
            found.splits = {use: found.splits[data.TRAIN]}
        for line in found.lines():
            tell(str(path), line)
        for line in found.wrong:
            report("left out", line)
        return found

    for path in files:
        found = load(path)
        learned.setdefault(found.name, []).extend(found.splits.pop(data.TRAIN, []))
        held += found.splits.pop(data.DEV, [])
        for name, part in found.splits.items():
            tell(str(path), f"left out: the {len(part):,} texts of {name}")
    for path in dev:
        found = load(path, data.DEV)
        held += found.splits.get(data.DEV) or found.splits.get(data.TRAIN, [])
    meant = spoken([example for part in learned.values() for example in part])
    held = [example for example in held if any(marks.convention in meant for marks in example.marks)]
    _tell_leaks(learned, held, tell)
    marked = {name: [example for example in part if example.marks] for name, part in learned.items()}
    _tell_sentences(marked, tell)
    unlabelled = [text for path in plain for text in texts(path)]
    if unlabelled:
        tell("unlabelled", f"{len(unlabelled):,} texts, {sum(map(len, unlabelled)):,} characters")
    read = [example.text for part in learned.values() for example in part]
    return Prepared(marked, held, [*read, *unlabelled], meant, _persons(learned), facts)


def _tell_sentences(marked: Mapping[str, Sequence[Example]], tell: Report) -> None:
    """Raises ``RenzhiError`` where there are too few."""
    lost = 0
    counts = dict.fromkeys(marked, 0)
    for name, part in marked.items():
        for example in part:
            found = sentences(example)
            counts[name] += len(found)
            lost += len("".join(example.text.split()))
            lost -= sum(len("".join(example.text[start:end].split())) for start, end in found)
    if lost:
        tell("passed over", f"{lost:,} characters in sentences of more than {2 * LONGEST}")
    if sum(counts.values()) < _LEAST_ROWS:
        raise RenzhiError(f"{sum(counts.values())} sentences are too few; give some thousand")
    tell("data", ", ".join(f"{name} {count:,} sentences" for name, count in counts.items()))


def _tell_leaks(learned: Mapping[str, Sequence[Example]], held: Sequence[Example], tell: Report) -> None:
    if not held:
        tell("dev", "none: no round is measured, and all are made; give train.dev to stop early")
        return
    known = leaks.shared([example.text for part in learned.values() for example in part], [e.text for e in held])
    told = f"{len(held):,} texts, {len(known):,} of which share {leaks.SIZE} characters in a row"
    tell("dev", f"{told} with what is trained on")


def _persons(learned: Mapping[str, Sequence[Example]]) -> list[str]:
    found = (
        example.text[span.start : span.end]
        for part in learned.values()
        for example in part
        for marks in example.marks
        for span in marks.spans
        if span.label in PERSON
    )
    return list(dict.fromkeys(found))
