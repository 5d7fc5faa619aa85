"""Our configs and other tools over the same gold: entities and relations by strict F1, speed, as Markdown tables.

python benchmarks/leaderboard.py [--data [NAME=]PATH]… [--config PATH] [--only NAME …] [--readme]

The gold is the test pages of ``corpora/`` and each ``--data``: records, in a file or a
folder, or a folder with ``gold/`` (facts) and ``pages/``. The configs are the shipped ones, and
``--config``; the tools are those of benchmarks/peers (requirements-peers.txt).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

import peers
from baseline import filled
from goldsets import GoldSet, external, held_out
from ner import NOTHING, cost_table
from report import arguments, give, made_with, table
from scores import COLUMNS
from tools import Tool, asked

import pipeline
from pipeline import config
from pipeline.evaluate import evaluate
from pipeline.evaluate.report import Section
from pipeline.evaluate.tables import between, share
from pipeline.record import LABELS, write_lines

RELATIONS = ("surface", "resolved", "typed")
NOTES = (
    "Strict: the same bounds and the same label; where gold is facts, the distinct names of a page. Gold follows "
    "this project's guideline, which the others do not know. Relations of the others: a title right before a name, "
    f"with the bodies that touch it. {NOTHING} it does not look for that."
)


def of_configs(more: str) -> list[Tool]:
    """A row for each config that ships, and for one more.

    >>> [tool.name for tool in of_configs("my/own.cfg")][:1], [tool.name for tool in of_configs("my/own.cfg")][-1:]
    (['**renzhi**, default'], ['**renzhi**, own'])
    """
    every = dict.fromkeys([*config.names(), more])
    return [Tool(f"**renzhi**, {Path(name).stem}", peers.OURS, {"config": name}) for name in every]


def scored(tool: Tool, sets: Sequence[GoldSet]) -> dict[str, Section]:
    """What a tool that was asked reaches on each set; of ours the whole pipeline from sentences on."""
    nlp = pipeline.load(tool.settings["config"]) if tool.peer == peers.OURS else None
    found = {}
    for gold in sets:
        records = nlp.articles(gold.records, "sentences") if nlp else map(filled, gold.records, tool.spans[gold.name])
        with tempfile.TemporaryDirectory() as folder:
            write_lines(Path(folder) / "articles.jsonl", records)
            report = evaluate(Path(folder), gold.files, strict=True)
        section = report.mentions or report.facts
        assert section is not None
        found[gold.name] = section
    return found


def set_table(gold: GoldSet, every: Sequence[Tool], found: Mapping[str, Mapping[str, Section]]) -> str:
    """A row for each tool, also for those that were not asked; ``found`` is by tool and set."""
    sections = {name: some[gold.name] for name, some in found.items()}
    judged = {name for section in sections.values() for name in section.by_page}
    columns = {
        column: next(name for name in COLUMNS[column] if name in judged)
        for column in (*LABELS, *RELATIONS)
        if judged.intersection(COLUMNS[column])
    }
    rows = []
    for tool in every:
        if tool.failed:
            rows.append([tool.name, tool.why.partition(":")[0], *[NOTHING] * (len(columns) - 1)])
        else:
            known = {*tool.labels, *(RELATIONS if "TITLE" in tool.labels else ())}
            cell = partial(_cell, sections[tool.name])
            rows.append([tool.name, *(cell(name) if column in known else NOTHING for column, name in columns.items())])
    size = sum(map(len, gold.texts))
    title = f"{gold.name}, {gold.pages} pages, {len(gold.records)} texts, {size:,} characters"
    return table(f"{title}, sha256 {gold.sha256[:12]}:", ["F1 (95 %)", *columns], rows)


def _cell(section: Section, name: str) -> str:
    sure = between(section.intervals("by_page")[name]["f1"])
    return share(section.by_page[name].f1) + (f" ({sure})" if sure else "")


def tables(every: Sequence[Tool], sets: Sequence[GoldSet]) -> str:
    """All tables, and a line of what they were made with."""
    found = {}
    for tool in every:
        print(f"{tool.name} …", file=sys.stderr, flush=True)
        tool.ask({gold.name: gold.texts for gold in sets})
        if not tool.failed:
            found[tool.name] = scored(tool, sets)
    parts = [set_table(gold, every, found) for gold in sets]
    return "\n\n".join([*parts, cost_table(every, [gold.name for gold in sets]), NOTES, made_with()])


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument("--data", action="append", default=[], metavar="[NAME=]PATH", help="more gold")
    parser.add_argument("--only", nargs="+", choices=peers.NAMES, default=peers.NAMES, metavar="NAME", help="of these")
    options = parser.parse_args()
    sets = [held_out(), *(external(named, pipeline.load) for named in options.data)]
    ours = of_configs(options.config) if peers.OURS in options.only else []
    others = [tool for name in options.only if name != peers.OURS for tool in asked([name], options.config, [])]
    give("leaderboard", tables([*ours, *others], sets), options.readme)


if __name__ == "__main__":
    main()
