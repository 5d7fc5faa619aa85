"""Labelled text for benchmarks/ner.py."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline import lexicon
from pipeline.sentences.split import split
from pipeline.toolkits.labels import Labels
from pipeline.train import data

Item = tuple[int, int, str]
"""Start, end, label."""


@dataclass(frozen=True)
class Example:
    """A text whose spans of ``labels`` are known; of other labels nothing is said."""

    text: str
    spans: frozenset[Item]
    labels: frozenset[str]
    source: str
    unit: str
    """What is drawn together when it is asked how sure a score is: the document."""


def load(path: Path) -> list[Example]:
    """The examples of a file as the tagger is trained on, by the first marks of each; those without text are left out.

    Labels are ours, for those that ``conventions.tsv`` gives one of ours.
    Raises ``RenzhiError`` that names file and line where one is wrong.
    """
    ours: dict[str, dict[str, str]] = {}
    for convention, label, our in lexicon.rows("conventions.tsv", 2, 1):
        ours.setdefault(convention, {})[label] = our
    found = []
    for example in chain.from_iterable(data.load(path, Labels({})).splits.values()):
        marks = example.marks[0]
        known = ours[marks.convention]
        if example.text.strip():
            spans = frozenset((a, b, known[label]) for a, b, label in marks.spans if known[label])
            labels = frozenset(known[label] for label in marks.labels) - {""}
            found.append(Example(example.text, spans, labels, path.stem, f"{path.stem} {example.doc}"))
    return found


def sample(examples: Sequence[Example], count: int, seed: int = 0) -> list[Example]:
    """At most ``count`` of the examples, drawn at random, in their order."""
    if len(examples) <= count:
        return list(examples)
    return [examples[i] for i in sorted(random.Random(seed).sample(range(len(examples)), count))]


def sentences(texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Sentences of texts: the index of the text, where the sentence begins, the sentence.

    >>> list(sentences(["甲说。乙说。", "丙说"]))
    [(0, 0, '甲说。'), (0, 3, '乙说。'), (1, 0, '丙说')]
    """
    for number, text in enumerate(texts):
        for start, end in split(text):
            yield number, start, text[start:end]
