"""Speed by stage, start-up time and peak memory of the default pipeline on one core, as Markdown tables.

python benchmarks/speed.py [--config NAME|PATH] [--characters N] [--readme]
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from itertools import cycle
from pathlib import Path
from time import perf_counter

from report import CORPORA, arguments, give, made_with, table

LINE = 200_000
"""Characters of the one long line."""
RELATIONS = ("roles", "resolve")
"""The stages that are timed alone, too, and how often."""
ROUNDS = 10
STARTS = 3
"""Starts, of which the fastest counts: the first may read from a cold disk."""


def pages() -> list[str]:
    """Texts of the sample pages."""
    return [path.read_text("utf-8") for path in sorted((CORPORA / "pages").glob("*.txt"))]


def one_line(characters: int) -> str:
    """The sample pages without white space, again and again, as one line of this length."""
    text = "".join("".join(page.split()) for page in pages())
    return (text * (characters // len(text) + 1))[:characters]


def start(config: str) -> dict[str, float]:
    """Seconds from ``import pipeline`` until the first sentence is done."""
    begin = perf_counter()
    import pipeline

    nlp = pipeline.load(config)
    list(nlp.texts(["明湖市委书记林远主持召开会议。"]))
    return {"seconds": perf_counter() - begin, "peak": peak()}


def tagger(_config: str) -> dict[str, float]:
    """The default's tagger alone: seconds from its import until its first sentence, and over the sample pages.

    From their text to spans; the best of several rounds.
    """
    begin = perf_counter()
    from pipeline.entities.tagger import CharacterTagger
    from pipeline.sentences.split import split

    tag = CharacterTagger("tagger")
    tag.many([("明湖市委书记林远主持召开会议。", [(0, 15)])])
    ready, used = perf_counter() - begin, peak()
    texts = pages()
    best = float("inf")
    for _ in range(ROUNDS):
        begin = perf_counter()
        tag.many([(text, split(text)) for text in texts])
        best = min(best, perf_counter() - begin)
    return {"ready": ready, "peak": used, "seconds": best, "characters": sum(map(len, texts))}


def volume(config: str, characters: int) -> dict[str, float]:
    """A run over copies of the sample pages, each a file; seconds by stage."""
    with tempfile.TemporaryDirectory() as folder:
        written = 0
        for number, page in enumerate(cycle(pages())):
            if written >= characters:
                break
            (Path(folder) / f"{number:05}.txt").write_text(page, "utf-8")
            written += len(page)
        return _run(config, Path(folder))


def line(config: str, characters: int) -> dict[str, float]:
    """A run over one file of one long line; seconds by stage."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "line.txt").write_text(one_line(characters), "utf-8")
        return _run(config, Path(folder))


def _run(config: str, folder: Path) -> dict[str, float]:
    from pipeline.commands.run import run

    accounts = run([folder], folder / "out", config=config).accounts
    return {**accounts.seconds, "characters": accounts.characters, "peak": peak()}


def alone(config: str) -> dict[str, float]:
    """Seconds of roles and of resolve over the sample articles, tagged before; the best of several rounds."""
    import pipeline
    from pipeline.runner import apply

    loaded = pipeline.load(config)
    texts = [record.text for record in loaded.texts(pages())]
    docs = list(loaded.nlp.pipe(texts))
    parts = dict(loaded.nlp.pipeline)
    gc.freeze()  # as a run does
    best: dict[str, float] = {}
    for _ in range(ROUNDS):
        for stage in RELATIONS:
            begin = perf_counter()
            docs = apply(parts[stage], docs)
            best[stage] = min(best.get(stage, float("inf")), perf_counter() - begin)
    return {**best, "characters": sum(map(len, texts))}


def peak() -> float:
    """Peak memory of this process so far, in MB."""
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return used / (1e6 if sys.platform == "darwin" else 1e3)


JOBS: dict[str, Callable[..., dict[str, float]]] = {
    job.__name__: job for job in (start, tagger, volume, line, alone)
}


def apart(job: str, *arguments: str | int) -> dict[str, float]:
    """A job in a process of its own, on one core where the system lets us choose."""
    command = [sys.executable, __file__, "--job", job, *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=_on_one_core)
    return json.loads(done.stdout.splitlines()[-1])


def _on_one_core() -> None:
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def tables(config: str, characters: int) -> str:
    """The tables, and a line of what they were made with."""
    first = min((apart("start", config) for _ in range(STARTS)), key=lambda found: found["seconds"])
    many, long = apart("volume", config, characters), apart("line", config, LINE)
    sizes = [found.pop("characters") for found in (many, long)]
    peaks = [found.pop("peak") for found in (many, long)]
    sums = [sum(found.values()) for found in (many, long)]
    rows = [
        [stage, *(f"{size / found[stage]:,.0f}" for size, found in zip(sizes, (many, long), strict=True))]
        for stage in many
    ]
    rows.append(["**all**", *(f"**{size / total:,.0f}**" for size, total in zip(sizes, sums, strict=True))])
    inputs = [f"pages, {sizes[0]:,.0f} characters", f"one line, {sizes[1]:,.0f} characters"]
    tags = min((apart("tagger", config) for _ in range(STARTS)), key=lambda found: found["ready"])
    memory = [
        ["the tagger alone, to its first sentence", f"{tags['ready']:.1f}", f"{tags['peak']:,.0f}"],
        ["start, to the first sentence", f"{first['seconds']:.1f}", f"{first['peak']:,.0f}"],
        *([name, f"{total:.1f}", f"{used:,.0f}"] for name, total, used in zip(inputs, sums, peaks, strict=True)),
    ]
    relations = apart("alone", config)
    size = relations.pop("characters")
    rates = [(stage, size / seconds) for stage, seconds in (*relations.items(), ("both", sum(relations.values())))]
    rates.append(("the tagger, from the pages' text to spans", tags["characters"] / tags["seconds"]))
    parts = [
        table("Characters a second, one core:", ["stage", *inputs], rows),
        table(
            f"Alone, over the {size:,.0f} characters of the sample articles, tagged before:",
            ["stage", "characters a second"],
            [[stage, f"{rate:,.0f}"] for stage, rate in rates],
        ),
        table("Time and peak memory:", ["what", "seconds", "MB"], memory),
        f"Config {config}; {made_with()}",
    ]
    return "\n\n".join(parts)


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument(
        "--characters", type=int, default=300_000, metavar="N", help="how much text, in copies of the pages"
    )
    parser.add_argument("--job", nargs="+", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        name, config, *numbers = options.job
        print(json.dumps(JOBS[name](config, *map(int, numbers))))
    else:
        give("speed", tables(options.config, options.characters), options.readme)


if __name__ == "__main__":
    main()
