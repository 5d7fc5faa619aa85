"""Labelled text as people have it, made into examples: its format found, its labels understood, what is wrong told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from .. import collection
from ..errors import RenzhiError
from ..toolkits.labels import Labels
from . import examples
from .conventions import OURS, labels_of
from .examples import Example, Marks
from .sources.formats import ESCAPED, read
from .sources.items import OWN, Item

TRAIN, DEV = "train", "dev"


@dataclass
class Data:
    """What a file or a folder holds that can be trained on, by split."""

    name: str
    """The file's name without suffix; settings name it so."""
    form: str
    splits: dict[str, list[Example]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    """Where texts are left out since something is wrong with them, and what."""
    left_out: Counter[str] = field(default_factory=Counter)
    """What else is left out."""

    def lines(self) -> Iterator[str]:
        """What it holds, a line a split, and what is left out."""
        for split, found in self.splits.items():
            spans = Counter(s.label for example in found for marks in example.marks for s in marks.spans)
            counted = ", ".join(f"{label} {times:,}" for label, times in sorted(spans.items())) or "no spans"
            size = sum(len(example.text) for example in found)
            yield f"{self.form}, {split}: {len(found):,} texts, {size:,} characters; {counted}"
        left_out = self.left_out + Counter({"wrong texts": len(self.wrong)})
        if left_out:
            yield "left out: " + ", ".join(f"{times:,} {what}" for what, times in sorted(left_out.items()))


def files_of(paths: Iterable[Path]) -> list[Path]:
    """The files that are read for these files and folders; raises ``RenzhiError`` where there are none."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            tables = (path / collection.SPLITS, path.parent / collection.SPLITS)
            found += [*collection.find(path).files, *(table for table in tables if table.is_file())]
        else:
            found.append(path)
    return found


def load(path: Path, ours: Labels, convention: str = "") -> Data:
    """The texts of a file in any of the formats, or of a run's or corpus's folder in its splits.

    Labels of the file's own are understood by ``ours``, or are those of a
    ``convention`` of ``conventions.tsv``. Wrong are: spans that leave their
    text, overlap or are not what the file says; unknown labels; tags of
    another scheme than the rest; an id that stands twice; bytes that are not UTF-8.

    Raises ``RenzhiError`` where more than ``LIMIT`` of the texts are wrong,
    with the first of them, and where the format is none of these.
    """
    pages: Mapping[str, str] = {}
    sources: tuple[Path, ...] = (path,)
    if path.is_dir():
        corpus = collection.find(path)
        sources, pages = corpus.files, corpus.pages
    data = Data(path.stem, "")
    meaning = _Meaning(ours, convention, data.left_out)
    found: list[tuple[str, Example | str]] = []
    for source in sources:
        data.form, items = read(source)
        for item in items:
            if item.example is None and not item.problem:
                data.left_out["texts that nobody annotated"] += 1
            else:
                where = f"{source}{item.place}"
                found.append((where, meaning.of(item, where)))
    good, data.wrong = examples.checked(found)
    for example in meaning.spoken(good):
        split = pages.get(example.doc.partition("#")[0], "of no split in splits.csv") if pages else TRAIN
        data.splits.setdefault(split, []).append(example)
    return data


class _Meaning:
    """Understands the labels of one file, and knows the ids that it has met."""

    def __init__(self, ours: Labels, convention: str, left_out: Counter[str]):
        self.ours, self.left_out = ours, left_out
        self.convention = convention or OURS
        self.known = tuple(labels_of(self.convention))
        self.label = self._its if convention else self._ours
        self.own = False
        """Whether labels were the file's own."""
        self.all = bool(convention)
        """Whether all labels count as marked, since somebody says so."""
        self.seen: dict[str, str] = {}

    def of(self, item: Item, where: str) -> Example | str:
        """The example with labels that are known, or what is wrong with it."""
        if item.example is None:
            return item.problem
        if ESCAPED.search(item.example.text):
            return "bytes that are not UTF-8, or half a character; save the file as UTF-8"
        if item.id and self.seen.setdefault(item.id, where) != where:
            return f"the id {item.id!r} is at {self.seen[item.id]} already"
        marks = item.example.marks
        if len(marks) != 1 or marks[0].convention != OWN:
            return item.example
        self.own = True
        try:
            labelled = [(span, self.label(span.label)) for span in marks[0].spans]
        except RenzhiError as error:
            return str(error)
        self.left_out.update(f"spans {span.label} (none of ours)" for span, label in labelled if not label)
        spans = tuple(span._replace(label=label) for span, label in labelled if label)
        return replace(item.example, marks=(Marks(self.convention, self.known, spans),))

    def spoken(self, good: list[Example]) -> list[Example]:
        """The examples of the file; where its labels were made ours, it speaks of those that it has."""
        if not self.own or self.all:
            return good
        found = {span.label for example in good for span in example.marks[0].spans}
        labels = tuple(label for label in self.known if label in found)
        return [replace(example, marks=(replace(example.marks[0], labels=labels),)) for example in good]

    def _its(self, label: str) -> str:
        if label not in self.known:
            raise RenzhiError(f"conventions.tsv has no {self.convention!r} with {label}; add a line for each label")
        return label

    def _ours(self, label: str) -> str:
        return self.ours(label) or ""
