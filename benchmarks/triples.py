"""Persons and posts in sentences of news whose triples of organisation, title and person are known.

python benchmarks/triples.py DATA [--split train|dev|test] [--misses N] [--config NAME|PATH] [--records FILE]

``DATA`` holds ``role_triples/train.jsonl``, lines of ``{"text", "triples": [[organisation,
title, person], …]}``. A fifth of its sentences, by a hash of the text, is ``test`` and
another ``dev``; the rest may be trained on. The triples were collected for another task:
kinship, epithets and things are among them, and what ``triples-left-out.txt`` lists is not scored.
Under the figures of ``test`` stands what its errors are put down to (``triples-misses.tsv``).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import misses
from report import made_with, table
from spacy.tokens import Doc

import pipeline
from pipeline.clean.fold import fold_text
from pipeline.docbin import to_article
from pipeline.record import GoldArticle, GoldRelation, Role, write_lines

Split = Literal["train", "dev", "test"]
_SPLITS: tuple[Split, ...] = ("test", "dev", "train", "train", "train")
_LEFT_OUT = Path(__file__).with_name("triples-left-out.txt")
_TYPED = re.compile(r"^(?:原|前任|前|时任|现任|曾任|新任|拟任|候任|已故|任)|[（(][^（）()]*[）)]")
"""What guideline 2 keeps out of a role, and the triples do not."""


class Triple(NamedTuple):
    """An organisation, or nothing, a title and a person."""

    org: str
    title: str
    person: str


@dataclass
class Text:
    """A sentence, the key of its errors, what is to be found in it, by rank in its row, and what counts neither way."""

    text: str
    key: str
    wanted: dict[int, Triple]
    aside: list[Triple]


class Error(NamedTuple):
    """A triple that is false or missed, where it is, and its sentence."""

    key: misses.Key
    triple: Triple
    text: str


@dataclass
class Counts:
    """Right, false and missed triples."""

    right: int = 0
    false: list[Error] = field(default_factory=list)
    missed: list[Error] = field(default_factory=list)

    def row(self, name: str) -> list[str]:
        """Precision, recall and F1 in per cent."""
        found, wanted = self.right + len(self.false), self.right + len(self.missed)
        shares = (self.right / found if found else 0, self.right / wanted if wanted else 0)
        f1 = 2 * self.right / (found + wanted) if found + wanted else 0
        counts = (self.right, len(self.false), len(self.missed))
        return [name, *(f"{100 * share:.1f}" for share in (*shares, f1)), *map(str, counts)]


def load(data: Path, split: Split) -> Iterator[Text]:
    """The sentences of a split, in the order of the file, each once."""
    left_out = tuple(word for word in _lines(_LEFT_OUT))
    seen: set[str] = set()
    for line in (data / "role_triples" / "train.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = fold_text(row["text"])
        if row["text"] in seen or split_of(row["text"]) != split:
            continue
        seen.add(row["text"])
        given = [Triple(*(fold_text(part).strip() for part in triple)) for triple in row["triples"]]
        wanted = {
            rank: triple
            for rank, triple in enumerate(given, 1)
            if not triple.title.endswith(left_out) and _named(triple.person, text)
        }
        yield Text(text, _hash(row["text"])[:12], wanted, [t for t in given if t not in wanted.values()])


def split_of(text: str) -> Split:
    """Which split a sentence belongs to."""
    return _SPLITS[int(_hash(text), 16) % 5]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _named(person: str, text: str) -> bool:
    """Whether a word can be a whole name that stands in the text: no surname alone, no body."""
    return person in text and len(person) > 1 and not person.endswith(("公司", "集团", "银行", "大学"))


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


def found(doc: Doc) -> Iterator[tuple[Triple, Triple]]:
    """The triples of a text, as written and in full."""
    for bond in doc._.relations:
        person = bond.person.text(doc.text)
        yield Triple("", doc.text[slice(*bond.role)], person), Triple(bond.org or "", bond.title or "", person)


def same(wanted: Triple, written: Triple, full: Triple) -> bool:
    """Whether a relation is the triple's: person, title, and the organisation as written or in full.

    Where a body ends and its title begins is a matter of convention, and either may be the longer one.
    """
    if wanted.person != written.person:
        return False
    title = _TYPED.sub("", wanted.title)
    for org, role in (("", written.title), (full.org, full.org + full.title)):
        whole = _TYPED.sub("", role)
        if not whole.endswith(title) and not title.endswith(whole):
            continue
        if not wanted.org or not org or _TYPED.sub("", wanted.org + title).endswith(whole):
            return True
        if whole.endswith(wanted.org + title) or wanted.org in whole:
            return True
    return False


def score(texts: Sequence[Text], docs: Iterable[Doc]) -> Counts:
    """Each wanted triple against one relation; relations of a person and title that are aside count neither way."""
    counts = Counts()
    for text, doc in zip(texts, docs, strict=True):
        made = {(written.person, written.title): (written, full) for written, full in found(doc)}
        left = dict(enumerate(made.values(), 1))
        for rank, wanted in text.wanted.items():
            match = next((place for place, pair in left.items() if same(wanted, *pair)), None)
            if match:
                del left[match]
                counts.right += 1
            else:
                counts.missed.append(Error(misses.Key(text.key, rank), wanted, text.text))
        for rank, (written, full) in left.items():
            if not any(same(aside, written, full) for aside in text.aside):
                triple = Triple(full.org or "-", written.title, written.person)
                counts.false.append(Error(misses.Key(text.key, rank), triple, text.text))
    return counts


def records(texts: Iterable[Text], docs: Iterable[Doc]) -> Iterator[GoldArticle]:
    """Texts with their tagged entities as records, for the judge to learn from; triples that are aside are optional."""
    for number, (text, doc) in enumerate(zip(texts, docs, strict=True), 1):
        article = to_article(doc, f"triples-{number}")
        relations = []
        behind = [
            Triple("", title.text, person.text)  # the triples pass titles behind names over (周明教授)
            for person, title in pairwise(article.entities)
            if person.label == "PER" and title.label == "TITLE" and person.end == title.start
        ]
        optional = [*text.aside, *behind]
        for triple, aside in [*((t, False) for t in text.wanted.values()), *((t, True) for t in optional)]:
            pairs = [
                (person, title)
                for person in article.entities
                for title in article.entities
                if person.label == "PER" and title.label == "TITLE"
                if same(triple, Triple("", title.text, person.text), Triple("", title.text, person.text))
            ]
            pairs.sort(key=lambda pair: abs(pair[0].start - pair[1].start))
            for rank, (person, title) in enumerate(pairs):  # the nearest is meant, the others may be
                role = Role(title.text, title.start, title.end, title.raw)
                at = bisect_right([end for _, end in article.sentences], title.start)
                name, either = f"r{len(relations) + 1}", aside or rank > 0
                relations.append(
                    GoldRelation(name, "holds", person.id, role, None, None, at, None, "gold", None, either)
                )
        fields = {key: getattr(article, key) for key in article.__struct_fields__}
        yield GoldArticle(**{**fields, "relations": relations})


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("data", type=Path)
    options.add_argument("--split", choices=("train", "dev", "test"), default="dev")
    options.add_argument("--misses", type=int, default=0, help="print so many of the errors, drawn at random")
    options.add_argument("--config", default="default")
    options.add_argument("--records", type=Path, help="write the sentences as records that the judge learns from")
    given = options.parse_args()
    texts = list(load(given.data, given.split))
    nlp = pipeline.load(given.config, {"roles.judge": None} if given.records else {})
    if given.records:
        with nlp.nlp.select_pipes(enable=["sentences", "entities"]):
            write_lines(given.records, records(texts, nlp.nlp.pipe(text.text for text in texts)))
        return
    counts = score(texts, nlp.nlp.pipe(text.text for text in texts))
    columns = ("", "P", "R", "F1", "right", "false", "missed")
    print(table("Persons and posts of `role_triples`:", columns, [counts.row(given.split)]))
    print(f"\nConfig {given.config}; {len(texts)} sentences; {made_with()}")
    by_kind = {"false": counts.false, "missed": counts.missed}
    if given.split == "test":
        keys = {kind: [error.key for error in errors] for kind, errors in by_kind.items()}
        print(f"\n{misses.report(counts.right, keys, misses.load())}")
    draw = random.Random(1)
    for kind, errors in by_kind.items():
        for (sentence, rank), triple, text in draw.sample(errors, min(given.misses, len(errors))):
            print(f"\n{kind} ({sentence}, {rank}): {' / '.join(triple)}\n  {text}")


if __name__ == "__main__":
    main()
