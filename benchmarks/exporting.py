"""Time and peak memory of `renzhi export`, by format, over copies of the articles of the sample pages.

python benchmarks/exporting.py [--articles 100000] [--to parquet …] [--readme]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import process_time

from report import CORPORA, arguments, give, made_with, table
from speed import _on_one_core, peak

FORMATS = ["parquet", "arrow", "csv", "conll", "jsonl-triples"]
FRACTION = 10
"""Memory is also measured over as small a part of the articles: where it is flat, both are the same."""


def copies(number: int, config: str) -> Iterator[str]:
    """Lines of records: what the pipeline makes of the sample pages, again and again under other ids."""
    import pipeline

    articles = [article.to_dict() for article in pipeline.load(config).pages(CORPORA / "pages")]
    whole = [article for article in articles if article["kind"] == "article"]
    for copy in count():
        for article in whole:
            if number <= 0:
                return
            name = f"{copy:05}/{article['id']}"
            yield json.dumps(article | {"id": name}, ensure_ascii=False, separators=(",", ":")) + "\n"
            number -= 1


def make(out: Path, number: int, config: str) -> dict[str, float]:
    """Write copies of the sample articles, and the first of them into another file."""
    with out.open("w", encoding="utf-8") as many, few(out).open("w", encoding="utf-8") as less:
        for line_number, line in enumerate(copies(number, config)):
            many.write(line)
            if line_number < number // FRACTION:
                less.write(line)
    return {}


def few(records: Path) -> Path:
    """The file of the first records."""
    return records.with_name("few.jsonl")


def job(records: Path, to: str, out: Path) -> dict[str, float]:
    """An export, in seconds of the processor from the first import on."""
    begin = process_time()
    from pipeline import collection
    from pipeline.export.formats import export

    export(collection.find(records), to, out)
    size = out.stat().st_size if out.is_file() else sum(path.stat().st_size for path in out.rglob("*"))
    return {"seconds": process_time() - begin, "peak": peak(), "size": size / 1e6}


def apart(name: str, *given: str | Path) -> dict[str, float]:
    """A job in a process of its own, on one core where the system lets us choose."""
    command = [sys.executable, __file__, "--job", name, *map(str, given)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, preexec_fn=_on_one_core)
    return json.loads(done.stdout.splitlines()[-1])


def tables(config: str, number: int, formats: list[str]) -> str:
    """A row a format."""
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder) / "articles.jsonl"
        apart("make", large, str(number), config)  # elsewhere: a process begins with the peak of the one that made it
        rows = []
        for to in formats:
            less = apart("export", few(large), to, Path(folder) / f"small.{to}")
            more = apart("export", large, to, Path(folder) / f"large.{to}")
            rows.append(
                [to, f"{more['seconds']:.1f}", f"{less['peak']:,.0f}", f"{more['peak']:,.0f}", f"{more['size']:,.0f}"]
            )
        about = f"{number:,} articles, {large.stat().st_size / 1e6:,.0f} MB of JSON lines, one core:"
    heads = ["format", "seconds", f"peak MB, {number // FRACTION:,} articles", f"peak MB, {number:,}", "written, MB"]
    return f"{table(about, heads, rows)}\n\n{made_with()}"


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument("--articles", type=int, default=100_000, metavar="N")
    parser.add_argument("--to", nargs="+", default=FORMATS, metavar="FORMAT")
    parser.add_argument("--job", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.job:
        name, path, what, target = options.job
        done = make(Path(path), int(what), target) if name == "make" else job(Path(path), what, Path(target))
        print(json.dumps(done))
    else:
        give("exporting", tables(options.config, options.articles, options.to), options.readme)


if __name__ == "__main__":
    main()
