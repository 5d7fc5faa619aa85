"""Research data as examples for the tagger, for benchmarks and training only; nothing of it belongs into the project.

python benchmarks/labelled.py DATA --out FOLDER

``DATA`` holds the folders ``msra``, ``cluener``, ``pfr1998``, ``resume``, ``time``,
``uner_gsdsimp``, ``gazetteer``, ``unlabelled`` and ``role_triples``. Writes a file for
each source into ``train`` and into ``dev``, this project's marked articles and the
paragraphs of news that ``hand.tsv`` has labels of among them; the People's Daily
without the marks of our rules into ``plain``; ``words.tsv``, and ``texts.jsonl`` of
unlabelled news. What is held out shares no document and no 14 characters in a row
with the labelled texts that are trained on.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import sources
from triples import split_of

from pipeline import lexicon
from pipeline.clean.fold import fold_text
from pipeline.entities.matches import LONGEST, SHORTEST
from pipeline.entities.names import Names
from pipeline.entities.pieces import Piece
from pipeline.entities.places import Divisions
from pipeline.entities.tagging import EntityTagger
from pipeline.record import LABELS
from pipeline.resolve.forms import Forms
from pipeline.sentences.split import split
from pipeline.train import leaks
from pipeline.train.examples import Example, Marked, Marks, parse, write
from pipeline.train.sources import cluener, columns, pfr, triples

MSRA = ("PER", "ORG", "LOC")
CLUENER = ("name", "position", "government", "organization", "company", "address", "scene", "book", "movie", "game")
RESUME = ("NAME", "TITLE", "ORG", "EDU", "LOC", "PRO", "RACE", "CONT")
_BLOCK, _EVERY, _HELD = 1000, 11, 5
"""Of the sentences of MSRA, whose documents are not marked, every eleventh thousand is held out."""
ARTICLES = Path("articles", "marked.jsonl")
"""Of the project's corpora, what was written and labelled for training."""
HAND = Path(__file__).with_name("hand.tsv")
_TITLE = 8
"""Characters of the longest title that a triple is believed in."""
_WORD = re.compile(f"[\u4e00-\u9fff·A-Za-z0-9]{{{SHORTEST},{LONGEST}}}")
_TAGS = {
    "nr": "PER", "ns": "LOC", "nt": "ORG", "t": "TIME", "Tg": "TIME", "Ng": "n", "Vg": "v", "Ag": "a", "Dg": "d",
    "i": "a", "b": "a", "z": "a", "l": "n", "j": "n", "k": "n", "h": "n", "nx": "nz", "y": "xc", "o": "xc", "e": "xc",
}  # fmt: skip
"""Word classes of the People's Daily corpus as LAC names them, which the rules read."""


class ByRules:
    """The rules of the entities stage over the words of the People's Daily corpus: our guideline on its paragraphs.

    The rules were written for the words of a tagger and do better with those of
    an annotator; persons stay as he marked them, without bare surnames.
    """

    def __init__(self) -> None:
        self._rules = EntityTagger(lambda sentences, tails: [])

    def __call__(self, text: str, words: list[pfr.Word]) -> Marks:
        """Marks by our convention."""
        persons = [Marked(w.start, w.end, "PER") for w in words if w.tag == "nr" and w.end - w.start > 1]
        spans: list[Marked] = list(persons)
        for start, end in split(text):
            pieces = [
                Piece(max(w.start, start) - start, min(w.end, end) - start, _TAGS.get(w.tag, w.tag), 0.99)
                for w in words
                if w.start < end and start < w.end
            ]
            for piece in self._rules.sentence(text[start:end], pieces) if pieces else ():
                span = Marked(start + piece.start, start + piece.end, piece.tag)
                if piece.tag in LABELS and piece.tag != "PER":
                    spans.append(span)
        kept: list[Marked] = []
        for span in sorted(spans, key=lambda s: (s.label != "PER", s.start)):
            if all(span.end <= other.start or other.end <= span.start for other in kept):
                kept.append(span)
        return Marks("renzhi", LABELS, tuple(sorted(kept)))


def ours(example: Example, labels: dict[str, str]) -> Example:
    """The example with marks by our convention too, for the labels that mean the same; a surname alone is none."""
    marks = example.marks[0]
    spans = tuple(Marked(a, b, labels[label]) for a, b, label in marks.spans if label in labels and b - a > 1)
    return Example(example.text, example.doc, (marks, Marks("renzhi", tuple(sorted(set(labels.values()))), spans)))


def load(data: Path) -> dict[str, tuple[list[Example], list[Example]]]:
    """For each source what is trained on and what is held out."""

    def lines(name: str) -> Iterable[str]:
        return (data / name).read_text("utf-8").splitlines()

    def both(read: Callable[[str], Iterable[Example]]) -> tuple[list[Example], list[Example]]:
        return list(read("train")), list(read("dev"))

    by_rules = ByRules()
    found: dict[str, tuple[list[Example], list[Example]]] = {}
    msra = [ours(e, {"PER": "PER"}) for e in columns.read(lines("msra/train.bio"), "msra", MSRA)]
    found["msra"] = _parted(msra, lambda number: number // _BLOCK % _EVERY == _HELD)
    names = [ours(e, {"name": "PER"}) for e in cluener.read(lines("cluener/train.jsonl"), CLUENER)]
    found["cluener"] = _parted(names, lambda number: number % 10 == _HELD)
    found["pfr"] = both(lambda part: pfr.read(lines(f"pfr1998/{part}.txt"), by_rules))
    found["time"] = both(lambda part: columns.read(lines(f"time/{part}.bio"), "time", ["TIME"]))
    for name, suffix, labels, place, same in (
        ("resume", "bmes", RESUME, (0, 1), {"NAME": "PER", "TITLE": "TITLE"}),
        ("uner_gsdsimp", "iob2", MSRA, (1, 2), {"PER": "PER"}),
    ):
        short = name.partition("_")[0]
        found[short] = both(
            lambda part: [ours(e, same) for e in columns.read(lines(f"{name}/{part}.{suffix}"), short, labels, *place)]  # noqa: B023
        )
    by_hand = list(hand(data))
    taken = {example.text for example in by_hand}
    found["triples"] = [e for e in known(lines("role_triples/train.jsonl")) if e.text not in taken], []
    found["hand"] = by_hand, []
    return found


def hand(data: Path) -> Iterator[Example]:
    """Paragraphs of news that were labelled by hand for this project; ``hand.tsv`` has the labels, not the texts.

    A line is the hash of a text and its spans; a span ``?`` is what the labellers differed on.
    """
    with HAND.open(encoding="utf-8") as file:
        spans = {key: rest.split() for key, _, rest in (line.rstrip("\n").partition("\t") for line in file)}
    texts = [*unlabelled(data, data / "unlabelled"), *paragraphs(data)]
    for number, text in enumerate(dict.fromkeys(texts)):
        found = spans.get(key_of(text))
        if found is not None:
            marks = tuple(Marked(int(a), int(b), label) for a, b, label in (span.split(":") for span in found))
            yield Example(text, f"hand-{number}", (Marks("renzhi", LABELS, marks),))


def paragraphs(data: Path) -> Iterator[str]:
    """Paragraphs of the transcripts of training days."""
    for article in sources.load(data, "train", ["xwlb.jsonl"]):
        yield from article.paragraphs


def key_of(text: str) -> str:
    """What ``hand.tsv`` calls a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def known(lines: Iterable[str]) -> Iterator[Example]:
    """Persons and titles of the triples that may be trained on."""
    forms, names = Forms(Divisions()), Names()
    heads = tuple(head for head, kind, _ in lexicon.rows("titles.tsv", 2, 1) if kind == "post")

    def is_title(word: str) -> bool:
        return 1 < len(word) <= _TITLE and word.endswith(heads) and not forms.divided(word) and not forms.level(word)

    usable = (line for line in lines if split_of(json.loads(line)["text"]) == "train")
    return triples.read(
        usable, is_title, lambda word: names.formed(word) or "·" in word, lexicon.words("title-edges.txt")
    )


def own(split_name: str, corpora: Path) -> list[Example]:
    """Articles of the project's own gold."""
    out = []
    with (corpora / "splits.csv").open(encoding="utf-8") as file:
        pages = [row["page"] for row in csv.DictReader(file) if row["split"] == split_name]
    for page in pages:
        for line in (corpora / "gold" / f"{page}.jsonl").read_text("utf-8").splitlines():
            item = json.loads(line)
            spans = tuple(Marked(e["start"], e["end"], e["label"]) for e in item["entities"])
            out.append(Example(item["text"], item["id"], (Marks("renzhi", LABELS, spans),)))
    return out


def words(gazetteer: Path) -> Iterator[tuple[str, str]]:
    """Words of open lists with their categories; HanLP's (Apache-2.0), THUOCL (MIT), divisions (WTFPL)."""
    for name, category in (("人名词典", "person"), ("机构名词典", "body"), ("CoreNatureDictionary", "")):
        for line in (gazetteer / "hanlp" / f"{name}.txt").read_text("utf-8").splitlines():
            fields = line.split()
            if len(fields) > 1:
                yield fields[0], _category(fields[1], category)
    for line in (gazetteer / "hanlp" / "全国地名大全.txt").read_text("utf-8").split():
        yield line, "place"
    for name, category in (("THUOCL_diming", "place"), ("THUOCL_lishimingren", "person")):
        for line in (gazetteer / "thuocl" / f"{name}.txt").read_text("utf-8-sig").splitlines():
            if line.split():
                yield line.split()[0], category
    for name in ("provinces", "cities", "areas", "streets"):
        with (gazetteer / "divisions" / f"{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                yield row["name"], "place"


def _category(tag: str, otherwise: str) -> str:
    for begins, category in (
        ("nrf", "foreign"), ("nr", "person"), ("ns", "place"), ("nis", "head"), ("nt", "body"), ("nit", "body"),
        ("nnt", "title"), ("nnd", "title"), ("vn", "noun"),
    ):  # fmt: skip
        if tag.startswith(begins):
            return category
    return otherwise or ("noun" if tag[0] in "ngb" else "other")


def _parted(examples: Sequence[Example], held: Callable[[int], bool]) -> tuple[list[Example], list[Example]]:
    out: tuple[list[Example], list[Example]] = ([], [])
    for number, example in enumerate(examples):
        out[held(number)].append(example)
    return out


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--corpora", type=Path, default=Path(__file__).resolve().parent.parent / "corpora")
    options = parser.parse_args()
    for part in ("train", "plain", "dev"):
        (options.out / part).mkdir(parents=True, exist_ok=True)
    found = load(options.data)
    found["own"] = own("train", options.corpora), own("dev", options.corpora)
    found["articles"] = [parse(line) for line in (options.corpora / ARTICLES).read_text("utf-8").splitlines()], []
    held = [example.text for _, dev in found.values() for example in dev]
    held += [example.text for example in own("test", options.corpora)]
    for name, (train, dev) in found.items():
        kept = [train[number] for number in leaks.unshared([example.text for example in train], held)]
        write(options.out / "train" / f"{name}.jsonl", kept)
        if name == "pfr":
            for file, part in (("pfr", kept), ("pfr-dev", dev)):
                write(options.out / "plain" / f"{file}.jsonl", [replace(e, marks=e.marks[:1]) for e in part])
        write(options.out / "dev" / f"{name}.jsonl", dev)
        size = sum(len(example.text) for example in kept)
        out = len(train) - len(kept)
        print(f"{name}: {len(kept):,} texts, {size:,} characters; {out} left out, {len(dev):,} held out")
    listed = {entry: None for entry in words(options.data / "gazetteer") if _WORD.fullmatch(entry[0])}
    (options.out / "words.tsv").write_text("".join(f"{w}\t{c}\n" for w, c in listed), "utf-8")
    with (options.out / "texts.jsonl").open("w", encoding="utf-8") as file:
        for text in unlabelled(options.data, options.data / "unlabelled"):
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    print(f"{len(listed):,} words; written to {options.out}/")


def unlabelled(data: Path, folder: Path) -> Iterator[str]:
    """News without labels, for vectors: articles of training days, and paragraphs."""
    for article in sources.load(data, "train", ["xwlb.jsonl", "incidents.jsonl"]):
        yield "\n".join(article.paragraphs)
    for path in (folder / "news2024.jsonl", data / "role_triples" / "train.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            yield fold_text(json.loads(line)["text"])


if __name__ == "__main__":
    main()
