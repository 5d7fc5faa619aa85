"""Scores of the default pipeline on the pages of ``corpora/``, by split and in all, as Markdown tables.

python benchmarks/scores.py [--config NAME|PATH] [--data FOLDER]… [--readme]
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from report import CORPORA, arguments, give, made_with, table, tree_hash

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
    """The components, from ``sentences`` on, over the articles of gold."""
    with tempfile.TemporaryDirectory() as out:
        return _section(again(gold, Path(out), config))


def again(gold: Sequence[Path], out: Path, config: str) -> Report | None:
    """Run the components, from ``sentences`` on, over the articles of gold, and write the run into ``out``."""
    records = out / "gold.jsonl"
    records.write_bytes(b"".join(path.read_bytes() for path in gold))
    return run([], out, config=config, start=Start("sentences", records), gold=gold).report


def _section(report: Report | None) -> Section:
    section = report and (report.mentions or report.facts)
    if not section:
        raise SystemExit("nothing was scored: the gold is empty")
    return section


def whole_pages(section: Section) -> dict[str, Score]:
    """Scores over whole pages, without those of the layout, which are by article."""
    return {name: score for name, score in section.by_page.items() if name not in ("article", "headline")}


def all_of(scores: Iterable[Scores]) -> dict[str, Score]:
    """Scores counted together."""
    sums: dict[str, Score] = {}
    for some in scores:
        add(sums, some)
    return sums


def as_table(title: str, rows: Mapping[str, Scores]) -> str:
    """F1 in per cent, a row for each name; columns in which nothing is scored are left out."""
    scored = {name for scores in rows.values() for name in scores}
    columns = {column: names for column, names in COLUMNS.items() if scored.intersection(names)}
    return table(
        title, ["F1", *columns], ([row, *map(partial(_cell, scores), columns.values())] for row, scores in rows.items())
    )


def _cell(scores: Scores, names: Iterable[str]) -> str:
    return next((share(scores[name].f1) for name in names if name in scores), "n/a")


def tables(data: Sequence[Path], config: str) -> str:
    """All tables, and a line of what they were made with; the row "all" is of ``corpora/`` alone."""
    whole: dict[str, Section] = {}
    inner: dict[str, Section] = {}
    for split, names in splits().items():
        gold = [CORPORA / "gold" / f"{name}.jsonl" for name in names]
        whole[split] = end_to_end([CORPORA / "pages" / f"{name}.txt" for name in names], gold, config)
        inner[split] = from_gold(gold, config)
    more = {
        f"{folder.name} {tree_hash([folder / 'pages', folder / 'gold'])}": end_to_end(
            [folder / "pages"], sorted((folder / "gold").glob("*.jsonl")), config
        )
        for folder in data
    }

    def section(title: str, found: Mapping[str, Section], scores: Callable[[Section], Scores]) -> str:
        rows = {name: scores(some) for name, some in found.items()}
        others = {name: scores(some) for name, some in more.items()} if found is whole else {}
        return as_table(title, {**rows, "**all**": all_of(rows.values()), **others})

    parts = [
        section("From the raw page, by article:", whole, lambda found: found.by_article),
        section("From the raw page, over the whole page:", whole, whole_pages),
        section("From the articles of gold:", inner, whole_pages),
        f"Config {config}; pages and gold {tree_hash([CORPORA / 'pages', CORPORA / 'gold'])}; {made_with()}",
    ]
    return "\n\n".join(parts)


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument(
        "--data",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="more pages: a folder with pages/ and gold/",
    )
    options = parser.parse_args()
    if options.readme and (options.data or options.config != "default"):
        parser.error("the README shows the default config on corpora/ alone; leave --data and --config out")
    give("scores", tables([folder.resolve() for folder in options.data], options.config), options.readme)


if __name__ == "__main__":
    main()
