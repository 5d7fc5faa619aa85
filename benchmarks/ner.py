"""Names, titles and dates found by our tagger and by other tools on the same text, as Markdown tables.

python benchmarks/ner.py --data FILE.jsonl … [--shared FOLDER] [--only NAME …] [--readme]

A line of ``--data`` is ``{"source": "msra", "doc": "…", "text": "…", "spans":
[[start, end, "PER"], …], "labels": ["PER", "ORG", "LOC"]}``; labels that are not
listed are not judged. ``--shared`` is a folder with ``pages/`` and ``gold/``
(facts): there the distinct names of a page are compared. The other tools are
those of benchmarks/peers that are installed (requirements-peers.txt).
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import examples
import noise
import numpy as np
import peers
import strict
from examples import Example, Named
from peers import Spans
from report import ROOT, arguments, give, made_with, table

import pipeline
from pipeline.evaluate.items import squash

LABELS = ("PER", "ORG", "LOC", "TITLE", "DATE")
COMMON = ("PER", "ORG", "LOC")
"""What all of the tools know."""
SHARES = (0.0, 0.01, 0.03, 0.05, 0.1)
BLANKS = (0.0, 0.1)
NOTHING = "–"
SEEN = "†"
PATIENCE = 3 * 3600
"""Seconds that one tool may take."""


@dataclass
class Tests:
    """What all tools are given."""

    sets: dict[str, list[Example]]
    noisy: list[Example]
    """Some of each set, for the noise."""
    pages: list[Named]
    damaged: dict[str, list[noise.Noisy]] = field(init=False)

    def __post_init__(self) -> None:
        clean = [example.text for example in self.noisy]
        self.damaged = {
            point(share, blanks): noise.damaged(clean, share, blanks) for blanks in BLANKS for share in SHARES
        }

    def texts(self) -> dict[str, list[str]]:
        """All texts, by the name of the set."""
        sets = {name: [example.text for example in some] for name, some in self.sets.items()}
        damaged = {name: [one.text for one in some] for name, some in self.damaged.items()} if self.noisy else {}
        facts = {"pages": [text for page in self.pages for text in page.texts]} if self.pages else {}
        return {**sets, **facts, **damaged}


def point(share: float, blanks: float) -> str:
    """The name of a degree of noise.

    >>> point(0.03, 0.1)
    '3 % misread, 10 % blanks'
    """
    return f"{share:.0%} misread, {blanks:.0%} blanks".replace("%", " %")


@dataclass
class Row:
    """A tool: what it was asked for, and what came of it."""

    name: str
    peer: str
    settings: dict[str, str]
    spans: dict[str, list[Spans]] = field(default_factory=dict)
    """By set, a list a text, under our labels."""
    cost: dict[str, float] = field(default_factory=dict)
    failed: str = ""

    @property
    def labels(self) -> set[str]:
        """Ours that the tool has."""
        return set(peers.peer(self.peer).LABELS.values())

    def seen(self, name: str) -> bool:
        """Whether the tool was trained on the source of a set."""
        return any(source in name for source in peers.peer(self.peer).SEEN)


def rows(only: Sequence[str], config: str, conventions: Sequence[str]) -> list[Row]:
    """All tools that are asked for; ours once for each convention."""
    found = []
    for name in only or peers.NAMES:
        if name == peers.OURS:
            found += [
                Row(
                    f"**{name}**" + (f", as {way}" if way else ""),
                    name,
                    {"config": config, **({"convention": way} if way else {})},
                )
                for way in conventions or [""]
            ]
        else:
            found.append(Row(f"{peers.peer(name).PACKAGE} {_version(peers.peer(name).PACKAGE)}".rstrip(), name, {}))
    return found


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def run(row: Row, texts: dict[str, list[str]], keep: Path | None) -> None:
    """Give the texts to a tool in a process of its own, and take its answer into the row."""
    module = peers.peer(row.peer)
    whole = getattr(module, "WHOLE", False)
    parts = {
        name: [(n, 0, text) for n, text in enumerate(some)] if whole else list(examples.sentences(some))
        for name, some in texts.items()
    }
    sets = {name: [text for _, _, text in some] for name, some in parts.items()}
    answer = _answer(row, json.dumps({"sets": sets, "settings": row.settings}), keep)
    row.failed = answer.get("failed", "")
    if row.failed:
        return
    for name, found in answer["sets"].items():
        spans: list[Spans] = [[] for _ in texts[name]]
        for (number, at, _), some in zip(parts[name], found["spans"], strict=True):
            spans[number] += [(at + start, at + end, label) for start, end, label in peers.mapped(some, module.LABELS)]
        row.spans[name] = spans
    row.cost = {"ready": answer["ready"], "peak": answer["peak"], "characters": 0, "seconds": 0}
    for name in texts:
        if name not in noise_points():
            row.cost["characters"] += sum(map(len, sets[name]))
            row.cost["seconds"] += answer["sets"][name]["seconds"]


def noise_points() -> set[str]:
    """Names of the noisy sets."""
    return {point(share, blanks) for share in SHARES for blanks in BLANKS}


def _answer(row: Row, job: str, keep: Path | None) -> dict[str, Any]:
    """What the process of a tool answers; with ``keep``, that of an earlier run on the same texts."""
    digest = hashlib.sha256(f"{row.name}\n{job}".encode()).hexdigest()[:12]
    kept = keep / f"{row.peer}-{digest}.json" if keep and row.peer != peers.OURS else None
    if kept and kept.exists():
        return json.loads(kept.read_text("utf-8"))
    paths = [str(ROOT), str(ROOT / "benchmarks"), *filter(None, [os.environ.get("PYTHONPATH")])]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    environment = {**os.environ, **threads, "PYTHONPATH": os.pathsep.join(paths)}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "job.json", Path(folder) / "answer.json"
        source.write_text(job, "utf-8")
        command = [sys.executable, "-W", "ignore", "-m", "peers", row.peer, str(source), str(target)]
        try:
            done = subprocess.run(
                command, env=environment, cwd=folder, timeout=PATIENCE, stderr=subprocess.PIPE, text=True
            )
        except subprocess.TimeoutExpired:
            return {"failed": f"not done after {PATIENCE} seconds"}
        if done.returncode:
            return {"failed": (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]}
        text = target.read_text("utf-8")
    answer = json.loads(text)
    if kept and "failed" not in answer:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(text, "utf-8")
    return answer


def counted(row: Row, name: str, some: Sequence[Example]) -> strict.Counts:
    """Counts of a tool on a set, or on a damaged one, its spans taken back to the clean text."""
    return strict.counts(
        [example.spans for example in some],
        row.spans[name],
        [example.labels for example in some],
        LABELS,
        [example.unit for example in some],
    )


def of_damaged(row: Row, tests: Tests, name: str) -> strict.Counts:
    """Counts on damaged text."""
    clean = [
        [(*place, label) for start, end, label in spans if (place := one.back(start, end))]
        for one, spans in zip(tests.damaged[name], row.spans[name], strict=True)
    ]
    back = Row(row.name, row.peer, {}, {name: clean})
    return counted(back, name, tests.noisy)


def of_pages(row: Row, pages: Sequence[Named]) -> strict.Counts:
    """Counts of distinct names by page."""
    given = []
    at = 0
    for page in pages:
        spans = row.spans["pages"][at : at + len(page.texts)]
        at += len(page.texts)
        given.append(
            {
                (squash(text[start:end]), label)
                for text, some in zip(page.texts, spans, strict=True)
                for start, end, label in some
            }
        )
    return strict.counts(
        [page.names for page in pages], given, [page.labels for page in pages], LABELS, [page.page for page in pages]
    )


def cells(row: Row, found: strict.Counts, labels: Sequence[str], intervals: bool = True) -> list[str]:
    """F1 in per cent with intervals, of labels that the tool has."""
    scores = strict.scores(found)
    return [_cell(scores[LABELS.index(label)], intervals) if label in row.labels else NOTHING for label in labels]


def _cell(score: strict.F1, intervals: bool) -> str:
    if np.isnan(score.value):
        return "n/a"
    spread = f" ({100 * score.low:.1f}–{100 * score.high:.1f})" if intervals else ""
    return f"{100 * score.value:.1f}{spread}"


def set_table(name: str, some: Sequence[Example], done: Sequence[Row]) -> str:
    """F1 of all tools on a set."""
    known = frozenset().union(*(example.labels for example in some))
    labels = [label for label in LABELS if label in known]
    size = sum(len(example.text) for example in some)
    lines = [
        [row.name + (f" {SEEN}" if row.seen(name) else ""), *cells(row, counted(row, name, some), labels)]
        for row in done
    ]
    return table(f"{name}, {len(some):,} texts, {size:,} characters:", [f"F1, {name}", *labels], lines)


def page_table(pages: Sequence[Named], done: Sequence[Row]) -> str:
    """Precision, recall and F1 of the distinct names of pages."""
    lines = []
    for row in done:
        found = of_pages(row, pages)
        sums = found.sum(0)
        line = [row.name]
        for label, score in zip(COMMON, cells(row, found, COMMON), strict=True):
            right, given, gold = sums[LABELS.index(label)]
            shares = [f"{100 * right / of:.1f}" if of else "n/a" for of in (given, gold)]
            line += [*(shares if label in row.labels else [NOTHING] * 2), score]
        lines.append(line)
    columns = [f"{label} {share}" for label in COMMON for share in ("P", "R", "F1")]
    return table(f"Distinct names of {len(pages)} real pages and articles:", ["in per cent", *columns], lines)


def noise_table(tests: Tests, done: Sequence[Row], labels: Sequence[str], what: str) -> str:
    """F1 of all tools at all degrees of noise."""
    columns = [LABELS.index(label) for label in labels]
    lines = []
    for row in done:
        sums = [strict.together(of_damaged(row, tests, name), columns).sum((0, 1)) for name in tests.damaged]
        lines.append([row.name, *(f"{100 * score:.1f}" for score in map(strict.f1, sums))])
    heads = [
        f"{share:.0%}".replace("%", " %") + (", blanks" if blanks else "") for blanks in BLANKS for share in SHARES
    ]
    size = sum(len(example.text) for example in tests.noisy)
    title = f"{what}, by the share of misread characters, without and with a stray blank behind 10 % of them"
    return table(f"{title} ({len(tests.noisy):,} texts of all sets, {size:,} characters):", ["F1", *heads], lines)


def cost_table(every: Sequence[Row]) -> str:
    """Speed, memory and readiness of all tools; those that were not run, with the reason."""
    lines = []
    for row in every:
        if row.failed:
            lines.append([row.name, NOTHING, NOTHING, NOTHING, f"not run: {row.failed.replace('|', '/')}"])
            continue
        seen = ", ".join(peers.peer(row.peer).SEEN)
        speed = row.cost["characters"] / max(row.cost["seconds"], 1e-9)
        lines.append(
            [
                row.name,
                f"{speed:,.0f}",
                f"{row.cost['peak']:,.0f}",
                f"{row.cost['ready']:.1f}",
                f"trained on {seen}" if seen else "",
            ]
        )
    columns = ["tool", "characters a second", "peak MB", "seconds to be ready", "remarks"]
    return table("One thread, seconds of the processor, each tool in a process of its own:", columns, lines)


def tables(every: Sequence[Row], tests: Tests) -> str:
    """All tables, and a line of what they were made with."""
    done = [row for row in every if not row.failed]
    parts = [set_table(name, some, done) for name, some in tests.sets.items()]
    if tests.pages:
        parts.append(page_table(tests.pages, done))
    if tests.noisy:
        parts.append(noise_table(tests, done, ["PER"], "Persons"))
        parts.append(noise_table(tests, done, COMMON, "Persons, organisations and places together"))
    parts.append(cost_table(every))
    parts.append(
        f"{SEEN} trained on this source, so that the figure says little of other text. {NOTHING} has no such label."
    )
    parts.append(made_with())
    return "\n\n".join(parts)


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument(
        "--data", type=Path, nargs="+", default=[], metavar="FILE", help="labelled examples, JSON lines"
    )
    parser.add_argument("--shared", type=Path, metavar="FOLDER", help="real pages: a folder with pages/ and gold/")
    parser.add_argument(
        "--only", nargs="+", choices=peers.NAMES, default=[], metavar="NAME", help=", ".join(peers.NAMES)
    )
    parser.add_argument(
        "--convention", nargs="+", default=[], help="what our tagger is asked to follow; a row for each"
    )
    parser.add_argument("--sample", type=int, default=1_000, metavar="N", help="texts of each set at most")
    parser.add_argument(
        "--noisy", type=int, default=100, metavar="N", help="texts of each set that are damaged; 0 for none"
    )
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the others' answers, and use kept ones")
    options = parser.parse_args()
    sets = {path.stem: examples.sample(examples.load(path), options.sample) for path in options.data}
    noisy = [example for some in sets.values() for example in examples.sample(some, options.noisy)]
    pages = examples.pages(options.shared, pipeline.load(options.config)) if options.shared else []
    tests = Tests(sets, noisy, pages)
    texts = tests.texts()
    if not texts:
        parser.error("nothing to measure on; give --data or --shared")
    every = rows(options.only, options.config, options.convention)
    for row in every:
        print(f"{row.name} …", file=sys.stderr, flush=True)
        run(row, texts, options.keep)
    give("ner", tables(every, tests), options.readme)


if __name__ == "__main__":
    main()
