"""Time and peak memory of `renzhi evaluate` over many articles, as a Markdown table.

The pages of ``corpora/`` again and again under new names; the run is the gold with
one entity in twenty and one relation in twenty lost or changed.

python benchmarks/scoring.py [--articles N] [--readme]
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter

from report import CORPORA, arguments, give, made_with, table
from speed import peak

from pipeline.record import Article, GoldArticle, encode, read_lines

VARIANTS = 20
"""Differently wrong copies of each page."""
WRONG = 0.05
"""Share of the entities, and of the relations, that are lost or changed."""
NAME = "the-name-of-the-page"


def pages() -> list[list[GoldArticle]]:
    """The records of the sample pages, their page called ``NAME``."""
    found = []
    for path in sorted((CORPORA / "gold").glob("*.jsonl")):
        records = list(read_lines(path, GoldArticle))
        for number, record in enumerate(records, 1):
            record.id = f"{NAME}#{number:02}"
            record.source.path = f"{NAME}.txt"
        found.append(records)
    return found


def spoilt(record: GoldArticle, rng: Random) -> Article:
    """A record as a run might give it."""
    fields = record.to_dict()
    kept = [e for e in fields["entities"] if rng.random() > WRONG / 2]
    for entity in kept:
        entity["score"] = 0.99
        if rng.random() < WRONG / 2:
            entity["label"] = rng.choice(["PER", "ORG", "LOC", "TITLE"])
    persons = {e["id"] for e in kept if e["label"] == "PER"}
    relations = []
    for relation in fields["relations"]:
        del relation["optional"]
        if relation["person"] in persons and rng.random() > WRONG / 2:
            relation["score"] = 0.9
            if rng.random() < WRONG / 2:
                relation["type"] = "former"
            relations.append(relation)
    return Article(**{**_parts(record), "entities": kept, "relations": relations, "score": 0.9})  # type: ignore[arg-type]


def _parts(record: GoldArticle) -> dict[str, object]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def write(folder: Path, articles: int) -> int:
    """Gold and run of at least so many articles; gives how many."""
    rng = Random(1)
    golds = pages()
    gold_bytes = [b"".join(map(encode, records)) for records in golds]
    run_bytes = [
        [b"".join(encode(spoilt(record, rng)) for record in records) for _ in range(VARIANTS)] for records in golds
    ]
    sizes = [sum(record.kind == "article" for record in records) for records in golds]
    written = number = 0
    (folder / "run").mkdir()
    with open(folder / "gold.jsonl", "wb") as gold, open(folder / "run" / "articles.jsonl", "wb") as run:
        while written < articles:
            at = number % len(golds)
            name = f"p{number:06}".encode()
            gold.write(gold_bytes[at].replace(NAME.encode(), name))
            run.write(run_bytes[at][rng.randrange(VARIANTS)].replace(NAME.encode(), name))
            written += sizes[at]
            number += 1
    return written


def score(folder: str) -> Iterator[tuple[str, float]]:
    """Seconds and peak memory of scoring what ``write`` has written."""
    from pipeline.commands.evaluate import evaluate

    start = perf_counter()
    evaluate(Path(folder) / "run", [Path(folder) / "gold.jsonl"])
    yield "seconds", perf_counter() - start
    yield "processors", len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    yield "MB", peak()
    yield "MB of a process", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e3


def tables(articles: int) -> str:
    """The table, and a line of what it was made with."""
    with tempfile.TemporaryDirectory() as name:
        written = write(Path(name), articles)
        command = [sys.executable, __file__, "--job", name]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        found = json.loads(done.stdout.splitlines()[-1])
    columns = ["what", *found]
    row = [
        f"{written:,} articles",
        *(f"{value:,.1f}" if name == "seconds" else f"{value:,.0f}" for name, value in found.items()),
    ]
    return "\n\n".join([table("Scoring:", columns, [row]), made_with()])


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument("--articles", type=int, default=100_000, metavar="N", help="how many, at the least")
    parser.add_argument("--job", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        print(json.dumps(dict(score(options.job))))
    else:
        give("scoring", tables(options.articles), options.readme)


if __name__ == "__main__":
    main()
