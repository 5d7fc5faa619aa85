"""Labelled text for benchmarks/ner.py: examples with spans, and pages with the names that are on them."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from pipeline import lexicon
from pipeline.evaluate.items import squash
from pipeline.runner import Pipeline, text_page
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


@dataclass(frozen=True)
class Named:
    """A page: the texts of its articles, and its distinct names by label; labels that are not listed are not judged."""

    page: str
    texts: tuple[str, ...]
    names: frozenset[tuple[str, str]]
    labels: frozenset[str]


KEYS = {"persons": "PER", "orgs": "ORG", "locs": "LOC"}


def pages(shared: Path, nlp: Pipeline) -> list[Named]:
    """The pages under ``shared/pages`` with facts under ``shared/gold``, put together by our own first stages."""
    found = []
    for gold in sorted((shared / "gold").glob("*.jsonl")):
        by_page: dict[str, list[dict]] = {}
        for line in gold.read_text("utf-8").splitlines():
            facts = json.loads(line)
            by_page.setdefault(facts["page"], []).append(facts)
        for name, articles in by_page.items():
            path = shared / "pages" / name
            records = nlp.split(nlp.clean(text_page(name, path.read_text("utf-8"))))
            texts = tuple(record.text for record in records if record.kind == "article")
            found.append(Named(name, texts, names(articles), listed(articles)))
    return found


def names(articles: Sequence[dict]) -> frozenset[tuple[str, str]]:
    """All names of a page's facts.

    >>> sorted(names([{"persons": ["沈 岩"], "orgs": []}, {"persons": ["沈岩"], "orgs": ["市委"]}]))
    [('市委', 'ORG'), ('沈岩', 'PER')]
    """
    return frozenset(
        (squash(text), label) for facts in articles for key, label in KEYS.items() for text in facts.get(key, ())
    )


def listed(articles: Sequence[dict]) -> frozenset[str]:
    """The labels that a page's facts list: persons always, the others where there are any."""
    others = any(facts.get(key) for facts in articles for key in ("orgs", "locs"))
    return frozenset(KEYS.values()) if others else frozenset({"PER"})
