"""Scores of the default pipeline on the pages of ``corpora/``, by split and in all, as Markdown tables.

python benchmarks/scores.py [--config NAME|PATH] [--data FOLDER]… [--readme]
"""

from __future__ import annotations

import argparse
import csv
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from report import CORPORA, give, made_with, table, tree_hash

from pipeline.commands.run import Start, run
from pipeline.evaluate import Report
from pipeline.evaluate.report import Section
from pipeline.evaluate.score import Score, add
from pipeline.evaluate.tables import share

COLUMNS = {
    "articles": ("article",),
    "headlines": ("headline",),
    "sentences": ("sentence",),
    "PER": ("entity.PER", "person"),
    "ORG": ("entity.ORG", "org"),
    "LOC": ("entity.LOC", "loc"),
    "TITLE": ("entity.TITLE",),
    "DATE": ("entity.DATE",),
    "surface": ("surface",),
    "resolved": ("resolved",),
    "typed": ("typed",),
    "bylines": ("byline",),
}
"""What a column shows: the score of this name, in mention gold or in fact gold."""
Scores = Mapping[str, Score]


def splits() -> dict[str, list[str]]:
    """Names of the pages of each split."""
    found: dict[str, list[str]] = {}
    with open(CORPORA / "splits.csv", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found.setdefault(row["split"], []).append(row["page"])
    return found


def end_to_end(pages: Sequence[Path], gold: Sequence[Path], config: str) -> Section:
    """The whole pipeline over raw pages."""
    with tempfile.TemporaryDirectory() as out:
        return _section(run(pages, Path(out), config=config, gold=gold).report)


def from_gold(gold: Sequence[Path], config: str) -> Section:
    """The components from ``entities`` on, over the articles and sentences of gold."""
    with tempfile.TemporaryDirectory() as out:
        records = Path(out) / "gold.jsonl"
        records.write_bytes(b"".join(path.read_bytes() for path in gold))
        return _section(run([], Path(out), config=config, start=Start("entities", records), gold=gold).report)


def _section(report: Report | None) -> Section:
    section = report and (report.mentions or report.facts)
    if not section:
        raise SystemExit("nothing was scored: the gold is empty")
    return section


def whole_pages(section: Section) -> dict[str, Score]:
    """Scores over whole pages, without those of the layout, which are by article."""
    return {name: score for name, score in section.by_page.items() if name not in ("article", "headline")}


def with_all(rows: Iterable[tuple[str, Scores]]) -> Iterator[tuple[str, Scores]]:
    """The rows, and one of their sums behind several."""
    sums: dict[str, Score] = {}
    number = 0
    for number, (name, scores) in enumerate(rows, 1):
        add(sums, scores)
        yield name, scores
    if number > 1:
        yield "all", sums


def as_table(title: str, rows: Iterable[tuple[str, Scores]]) -> str:
    """F1 in per cent, a row for each name; columns in which nothing is scored are left out."""
    every = list(with_all(rows))
    columns = {
        column: names for column, names in COLUMNS.items() if any(name in scores for _, scores in every for name in names)
    }
    cells = (
        [row] + [next((share(scores[name].f1) for name in names if name in scores), "n/a") for names in columns.values()]
        for row, scores in every
    )
    return table(title, ["F1", *columns], cells)


def tables(data: Sequence[Path], config: str) -> str:
    """All tables, and a line of what they were made with."""
    whole: dict[str, Section] = {}
    inner: dict[str, Section] = {}
    for split, names in splits().items():
        gold = [CORPORA / "gold" / f"{name}.jsonl" for name in names]
        row = f"{split} ({len(names)} {'page' if len(names) == 1 else 'pages'})"
        whole[row] = end_to_end([CORPORA / "pages" / f"{name}.txt" for name in names], gold, config)
        inner[row] = from_gold(gold, config)
    for folder in data:
        row = f"{folder.name} ({tree_hash([folder / 'pages', folder / 'gold'])})"
        gold = sorted((folder / "gold").glob("*.jsonl"))
        whole[row] = end_to_end([folder / "pages"], gold, config)
    parts = [
        as_table("From the raw page, by article:", ((row, s.by_article) for row, s in whole.items())),
        as_table("From the raw page, over the whole page:", ((row, whole_pages(s)) for row, s in whole.items())),
        as_table("From the articles and sentences of gold:", ((row, whole_pages(s)) for row, s in inner.items())),
        f"Config {config}; pages and gold {tree_hash([CORPORA / 'pages', CORPORA / 'gold'])}; {made_with()}",
    ]
    return "\n\n".join(parts)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", default="default", help="name or path of a config")
    parser.add_argument(
        "--data", type=Path, action="append", default=[], metavar="FOLDER", help="more pages: a folder with pages/ and gold/"
    )
    parser.add_argument("--readme", action="store_true", help="put the tables into the README")
    options = parser.parse_args()
    if options.readme and (options.data or options.config != "default"):
        parser.error("the README shows the default config on corpora/ alone; leave --data and --config out")
    give("scores", tables([folder.resolve() for folder in options.data], options.config), options.readme)


if __name__ == "__main__":
    main()
