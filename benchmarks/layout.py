"""How well degraded pages are put together again, and how fast, as Markdown tables.

python benchmarks/layout.py [--data FOLDER] [--pages N] [--preset NAME] [--readme]

Pages are made by `renzhi degrade`'s preset from the articles of corpora/ and,
with --data, from held-out days of the research data that benchmarks/sources.py
knows. The shipped model learned from none of them; its training was chosen by
the gold of corpora/ but for the test page, and by its dev articles.
"""

from __future__ import annotations

import gc
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any

import sources
from report import CORPORA, arguments, give, made_with, table
from scores import from_gold

from pipeline.articles.factory import make as make_articles
from pipeline.clean.factory import make as make_clean
from pipeline.clean.invisible import INVISIBLE
from pipeline.commands.run import run
from pipeline.degrade import Clean, DegradedPage, load, pages, read
from pipeline.page import Page
from pipeline.record import Article, GoldArticle, Source, write_lines

SEED = 2024
_UNPRINTED = rf"(?:\s|{INVISIBLE.pattern})+"
_UNPRINTED_END, _UNPRINTED_START = re.compile(_UNPRINTED + r"\Z"), re.compile(r"\A" + _UNPRINTED)
LONG = 5_000_000
"""Characters of the one long page."""
ROLE_PAGES = 3
"""Pages of each sample paper's articles that roles are looked for on."""
CLEAN, ARTICLES = make_clean(), make_articles()


def split(page: str) -> list[Article]:
    """The records of a page, by the clean and the articles stage."""
    return ARTICLES(CLEAN(Page("page", page, Source("page.txt", "", "utf-8"))))


def score(page: DegradedPage, counts: Counter[str]) -> None:
    """Count what was right of a page."""
    truth = page.numbered("page")
    found = split(page.text)
    joints(page, found, counts)
    characters(page, truth, counts)
    bodies = {places(record): record for record in found if record.kind == "article"}
    for gold, number in truth:
        if number < 0:
            continue
        kind = "interleaved" if number in page.interleaved else "whole"
        record = bodies.get(places(gold))
        counts[f"{kind} of"] += 1
        counts[kind] += record is not None
        counts["text"] += record is not None and record.text == gold.text
        if gold.headline:
            counts["headlines of"] += 1
            own = set(places(gold))
            best = max(found, key=lambda record: len(own.intersection(places(record))))
            counts["headlines"] += headline(gold, page.text) == headline(best, page.text)


def places(record: Article) -> tuple[int, ...]:
    """The raw places of the characters of a text, in its order, blanks left out."""
    return tuple(
        start + at
        for clean, size, start, _ in record.segments
        for at in range(size)
        if not record.text[clean + at].isspace()
    )


def headline(record: Article, page: str) -> set[int]:
    """The raw places of the characters of a headline, blanks left out."""
    spans = [span for line in record.headline for span in line.raw]
    return {at for low, high in spans for at in range(low, high) if not page[at].isspace()}


def joints(page: DegradedPage, found: Sequence[Article], counts: Counter[str]) -> None:
    """Breaks between printed lines: taken for wraps where they are, and only there.

    A break is taken for a wrap where the first character behind it follows the
    last one before it with no paragraph or headline between.
    """
    joined: set[tuple[int, int]] = set()
    for record in found:
        where = {clean + at: start + at for clean, size, start, _ in record.segments for at in range(size)}
        text = record.text
        last = -1
        for at, char in enumerate(text):
            if char == "\n":
                last = -1
            elif at in where and not char.isspace():
                joined.add((last, where[at]))
                last = where[at]
        for line in record.headline:
            joined.update((low[1] - 1, high[0]) for low, high in zip(line.raw, line.raw[1:], strict=False))
    for before, after in zip(page.lines, page.lines[1:], strict=False):
        # With what prints nothing taken off, as far as it goes.
        last = _UNPRINTED_END.sub("", page.text[before.start : before.end])
        first = _UNPRINTED_START.sub("", page.text[after.start : after.end])
        ends = (before.start + len(last) - 1, after.end - len(first))
        same = (before.article, before.kind, before.paragraph) == (after.article, after.kind, after.paragraph)
        wraps = after.wraps and same
        given = ends in joined
        counts["wraps"] += wraps
        counts["given"] += given
        counts["wraps right"] += wraps and given


def characters(page: DegradedPage, truth: Sequence[tuple[GoldArticle, int]], counts: Counter[str]) -> None:
    """Characters of bodies that cleaning left as they should be; one too many is as bad as one that is wrong."""
    cleaned = CLEAN(Page("page", page.text, Source("page.txt", "", "utf-8"))).text
    given = dict(zip(cleaned.raw.tolist(), cleaned.text, strict=True))
    for gold, number in truth:
        if number < 0:
            continue
        wanted = {s + at: gold.text[c + at] for c, size, s, _ in gold.segments for at in range(size)}
        spans = [(line.start, line.end) for line in page.lines if line.article == number and line.kind != "head"]
        counts["characters"] += len(wanted)
        counts["characters right"] += sum(given.get(at) == char for at, char in wanted.items())
        counts["characters right"] -= sum(at in given and at not in wanted for a, b in spans for at in range(a, b))


def measured(articles: Sequence[Clean], preset: str, count: int | None) -> Counter[str]:
    """Counts over pages of articles."""
    counts: Counter[str] = Counter()
    for page in pages(articles, load(preset), SEED, count):
        counts["pages"] += 1
        score(page, counts)
    return counts


def row(name: str, counts: Counter[str]) -> list[str]:
    """A row of the table."""
    precision, recall = (counts["wraps right"] / max(counts[of], 1) for of in ("given", "wraps"))
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)

    def share(of: str) -> str:
        return f"{100 * counts[of] / max(counts[of + ' of'], 1):.1f}"

    return [
        f"{name}, {counts['pages']:,} pages",
        f"{100 * f1:.2f}",
        f"{100 * counts['characters right'] / max(counts['characters'], 1):.3f}",
        share("whole"),
        share("interleaved"),
        share("headlines"),
    ]


COLUMNS = ("in per cent", "joints F1", "characters", "articles whole", "interleaved", "headlines")


def speed(texts: Sequence[str]) -> tuple[float, float]:
    """Characters a second of the two stages over pages, and over one page of ``LONG`` characters."""
    split(texts[0])
    one_by_one = _timed(lambda: [split(text) for text in texts], sum(map(len, texts)))
    whole = "\n".join(texts)
    whole = (whole * (LONG // len(whole) + 1))[:LONG]
    return one_by_one, _timed(lambda: split(whole), len(whole))


def _timed(work: Callable[[], Any], size: int) -> float:
    best = 0.0
    for _ in range(3 if size < LONG else 1):
        gc.collect()
        start = perf_counter()
        work()
        best = max(best, size / (perf_counter() - start))
    return best


def roles() -> Iterator[tuple[str, float, float]]:
    """F1 of relations on the sample articles as they are, and on degraded pages of them.

    A page is of one paper, as pages are: what 市委 means is told by the articles beside it.
    """
    gold = sorted((CORPORA / "gold").glob("*.jsonl"))
    clean = from_gold(gold, "default").by_page
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "pages").mkdir()
        (root / "gold").mkdir()
        for paper in gold:
            for number, page in enumerate(pages(read([paper]), load("standard"), SEED, ROLE_PAGES)):
                name = f"{paper.stem}-{number}"
                (root / "pages" / f"{name}.txt").write_bytes(page.text.encode())
                write_lines(root / "gold" / f"{name}.jsonl", page.records(name))
        answers = sorted((root / "gold").glob("*.jsonl"))
        report = run([root / "pages"], root / "out", config="default", gold=answers).report
    found = report.mentions.by_page if report and report.mentions else {}
    for name in ("surface", "resolved", "typed"):
        yield name, 100 * (clean[name].f1 or 0), 100 * (found[name].f1 or 0)


def tables(data: Path | None, preset: str, count: int) -> str:
    """All tables, and a line of what they were made with."""
    sets: dict[str, list[Clean]] = {
        "corpora, gold": read(sorted((CORPORA / "gold").glob("*.jsonl"))),
        "corpora, dev articles": read([CORPORA / "articles" / "dev.jsonl"]),
    }
    if data:
        sets["newspaper of 1998"] = sources.load(data, "test", ["pfr1998"])
        sets["all held out"] = sources.load(data, "test")
    rows = [row(name, measured(articles, preset, count)) for name, articles in sets.items()]
    texts = [page.text for page in pages(list(sets.values())[-1], load(preset), SEED, 60)]
    paged, long = speed(texts)
    fast = [["pages", f"{paged:,.0f}"], [f"one page of {LONG:,} characters", f"{long:,.0f}"]]
    role_rows = [[name, f"{clean:.1f}", f"{damaged:.1f}"] for name, clean, damaged in roles()]
    parts = [
        table(f"Pages of the preset `{preset}`:", COLUMNS, rows),
        table(
            "Relations, F1 over whole pages:",
            ("F1", "articles as they are", "`standard` pages of each paper's"),
            role_rows,
        ),
        table("Clean and articles, characters a second, one core:", ("what", "characters a second"), fast),
        made_with(),
    ]
    return "\n\n".join(parts)


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument("--data", type=Path, metavar="FOLDER", help="research data that benchmarks/sources.py reads")
    parser.add_argument("--pages", type=int, default=200, metavar="N", help="pages of each set of articles")
    parser.add_argument("--preset", default="standard", help="a preset of `renzhi degrade`")
    options = parser.parse_args()
    give("layout", tables(options.data, options.preset, options.pages), options.readme)


if __name__ == "__main__":
    main()
