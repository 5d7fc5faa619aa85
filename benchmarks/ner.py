"""Names, titles and dates found by our tagger and by other tools on the same text, as Markdown tables.

python benchmarks/ner.py --data FILE.jsonl … [--only NAME …] [--readme]

Files of ``--data`` hold labelled text as the tagger is trained on (``pipeline.train.data``);
labels that are not among the first marks' are not judged. The other tools are
those of benchmarks/peers that are installed (requirements-peers.txt).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import examples
import noise
import numpy as np
import peers
import strict
from examples import Example
from peers import Spans
from report import arguments, give, made_with, table
from tools import Tool, asked

LABELS = ("PER", "ORG", "LOC", "TITLE", "DATE")
COMMON = ("PER", "ORG", "LOC")
"""What all of the tools know."""
SHARES = (0.0, 0.01, 0.03, 0.05, 0.1)
BLANKS = (0.0, 0.1)
NOTHING, SEEN = "–", "†"
NOTES = (
    f"{SEEN} made with this source at hand, or trained on it: the figure says little of other text. "
    f"{NOTHING} no such label."
)


@dataclass
class Tests:
    """What all tools are given."""

    sets: dict[str, list[Example]]
    noisy: list[Example]
    """Some of each set, for the noise."""
    damaged: dict[str, list[noise.Noisy]] = field(init=False)
    """The noisy ones, by the degree of noise."""

    def __post_init__(self) -> None:
        clean = [example.text for example in self.noisy]
        degrees = [(share, blanks) for blanks in BLANKS for share in SHARES if clean]
        self.damaged = {degree(*of): noise.damaged(clean, *of) for of in degrees}

    def texts(self) -> dict[str, list[str]]:
        """All texts, by the name of their set."""
        sets = {name: [example.text for example in some] for name, some in self.sets.items()}
        damaged = {name: [one.text for one in some] for name, some in self.damaged.items()}
        return {**sets, **damaged}


def degree(share: float, blanks: float) -> str:
    """The name of a degree of noise.

    >>> degree(0.03, 0.0), degree(0.03, 0.1)
    ('3 %', '3 %, blanks')
    """
    return f"{100 * share:.0f} %" + (", blanks" if blanks else "")


def counted(some: Sequence[Example], found: Sequence[Spans]) -> strict.Counts:
    """Counts of spans in examples."""
    gold, judged, units = ([getattr(example, key) for example in some] for key in ("spans", "labels", "unit"))
    return strict.counts(gold, found, judged, LABELS, units)


def back(damaged: Sequence[noise.Noisy], found: Sequence[Spans]) -> list[Spans]:
    """Spans of damaged texts in the clean ones."""
    return [
        [(*place, label) for start, end, label in spans if (place := one.back(start, end))]
        for one, spans in zip(damaged, found, strict=True)
    ]


def cells(tool: Tool, found: strict.Counts, labels: Sequence[str]) -> list[str]:
    """F1 in per cent with intervals, of labels that the tool has."""
    scores = strict.scores(found)
    return [_cell(scores[LABELS.index(label)]) if label in tool.labels else NOTHING for label in labels]


def _cell(score: strict.F1) -> str:
    if np.isnan(score.value):
        return "n/a"
    return f"{100 * score.value:.1f} ({100 * score.low:.1f}–{100 * score.high:.1f})"


def set_table(name: str, some: Sequence[Example], done: Sequence[Tool]) -> str:
    """F1 of all tools on a set."""
    known = {label for example in some for label in example.labels}
    labels = [label for label in LABELS if label in known]
    sources = {example.source for example in some}
    size = sum(len(example.text) for example in some)
    rows = [
        [
            tool.name + (f" {SEEN}" if sources.intersection(tool.seen) else ""),
            *cells(tool, counted(some, tool.spans[name]), labels),
        ]
        for tool in done
    ]
    return table(f"{name}, {len(some):,} texts, {size:,} characters:", ["F1 (95 %)", *labels], rows)


def noise_table(tests: Tests, done: Sequence[Tool], labels: Sequence[str], what: str) -> str:
    """F1 of all tools at all degrees of noise, of some labels together."""
    columns = [LABELS.index(label) for label in labels]
    rows = []
    for tool in done:
        found = [counted(tests.noisy, back(some, tool.spans[name])) for name, some in tests.damaged.items()]
        sums = np.array([counts[:, columns].sum((0, 1)) for counts in found])
        rows.append([tool.name, *(f"{100 * score:.1f}" for score in strict.f1(sums))])
    size = sum(len(example.text) for example in tests.noisy)
    title = f"{what}, {len(tests.noisy):,} texts of all sets, {size:,} characters, by the share of misread characters"
    return table(f"{title}, without and with stray blanks behind 10 % of them:", ["F1", *tests.damaged], rows)


def cost_table(every: Sequence[Tool], names: Sequence[str]) -> str:
    """Speed over the sets of these names, memory and readiness; of what was not run, why."""
    rows = []
    for tool in every:
        if tool.failed:
            rows.append([tool.name, *[NOTHING] * 3, tool.why])
            continue
        size, seconds = (sum(of[name] for name in names) for of in (tool.characters, tool.seconds))
        seen = f"made with {', '.join(tool.seen)}" if tool.seen else ""
        rows.append([tool.name, f"{size / max(seconds, 1e-9):,.0f}", f"{tool.peak:,.0f}", f"{tool.ready:.1f}", seen])
    columns = ["tool", "characters a second", "peak MB", "seconds to be ready", "remarks"]
    return table("One thread, seconds of the processor, each tool in a process of its own:", columns, rows)


def tables(every: Sequence[Tool], tests: Tests) -> str:
    """All tables, and a line of what they were made with."""
    done = [tool for tool in every if not tool.failed]
    parts = [set_table(name, some, done) for name, some in tests.sets.items()]
    if tests.noisy:
        parts.append(noise_table(tests, done, ["PER"], "Persons"))
        parts.append(noise_table(tests, done, COMMON, "Persons, organisations and places together"))
    clean = [name for name in tests.texts() if name not in tests.damaged]
    return "\n\n".join([*parts, cost_table(every, clean), NOTES, made_with()])


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument("--data", type=Path, nargs="+", required=True, metavar="FILE", help="labelled examples")
    parser.add_argument(
        "--only", nargs="+", choices=peers.NAMES, default=[], metavar="NAME", help=" ".join(peers.NAMES)
    )
    parser.add_argument("--convention", nargs="+", default=[], help="what our tagger shall follow, a row for each")
    parser.add_argument("--sample", type=int, default=1_000, metavar="N", help="texts of each set at most")
    parser.add_argument("--noisy", type=int, default=100, metavar="N", help="texts of each set that are damaged")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the others' answers, and use kept ones")
    options = parser.parse_args()
    sets = {path.stem: examples.sample(examples.load(path), options.sample) for path in options.data}
    noisy = [example for some in sets.values() for example in examples.sample(some, options.noisy)]
    tests = Tests(sets, noisy)
    every = asked(options.only, options.config, options.convention)
    for tool in every:
        print(f"{tool.name} …", file=sys.stderr, flush=True)
        tool.ask(tests.texts(), options.keep)
    give("ner", tables(every, tests), options.readme)


if __name__ == "__main__":
    main()
