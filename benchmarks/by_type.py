"""Typed relations by type on the sentences of ``corpora/types/``, as a Markdown table; the articles are gold's.

python benchmarks/by_type.py [--config NAME|PATH] [--misses] [--readme]
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from report import CORPORA, arguments, give, made_with, table, tree_hash
from scores import again

from pipeline.evaluate.mentions import Mentions, items_of
from pipeline.evaluate.relations import judge, written_post
from pipeline.evaluate.score import Score, total
from pipeline.evaluate.tables import share
from pipeline.record import TYPES, Article, GoldArticle, read_lines

FOLDER = CORPORA / "types"
LEVELS = ("typed", "byline")
"""The outcomes that tell of all types between them."""


class Miss(NamedTuple):
    """A relation that is not found, or found where there is none of its type."""

    type: str
    verdict: str
    person: str
    role: str
    sentence: str


class Found(NamedTuple):
    """Scores by type, the sentences that hold a relation of it, and what is wrong."""

    scores: dict[str, Score]
    sentences: dict[str, int]
    misses: list[Miss]


def gold_files() -> list[Path]:
    """The compiled gold, a file a type."""
    return sorted((FOLDER / "gold").glob("*.jsonl"))


def articles(gold: Sequence[Path], config: str) -> tuple[list[GoldArticle], list[Article]]:
    """Those of gold, and beside each the one that the pipeline makes of its text."""
    with tempfile.TemporaryDirectory() as out:
        again(gold, Path(out), config)
        given = list(read_lines(Path(out) / "articles.jsonl", Article))
    wanted = [article for path in gold for article in read_lines(path, GoldArticle)]
    lost = {article.id for article in wanted} - {article.id for article in given}
    if lost:
        raise SystemExit(f"not in the run: {', '.join(sorted(lost))}; `renzhi run` on their page says why")
    return wanted, given


def scored(pairs: Iterable[tuple[Article, Article]]) -> Found:
    """The given articles against those of gold, by type."""
    relations, sentences = Counter[str](), Counter[str]()
    misses: list[Miss] = []
    for gold, given in pairs:
        wanted = items_of(gold)
        relations.update({r[:2]: r.type for r in wanted.relations if not r.optional}.values())
        sentences.update(kind for kind, _ in {(r.type, r.sentence) for r in gold.relations})
        misses += _misses(wanted, items_of(given))
    wrong = Counter((miss.type, miss.verdict) for miss in misses)
    scores: dict[str, Score] = {}
    for name in TYPES:
        right = relations[name] - wrong[name, "missed"]
        scores[name] = Score(right, right + wrong[name, "false"], relations[name])
    return Found(scores, {name: sentences[name] for name in TYPES}, misses)


def _misses(gold: Mentions, given: Mentions) -> Iterator[Miss]:
    outcomes = judge(gold.relations, given.relations, written_post)
    for level in LEVELS:
        for verdict, side in (("false", given), ("missed", gold)):
            for key, where in getattr(outcomes[level], verdict).items():
                person, role, *kind = key
                yield Miss(kind[0] if kind else level, verdict, person[2], role[2], side.sentence(where) or "")


def tables(found: Found) -> str:
    """The table, with a row over all types."""
    rows: Mapping[str, Score] = {**found.scores, "**micro**": total(found.scores.values())}
    sentences = {**found.sentences, "**micro**": sum(found.sentences.values())}
    return table(
        "Person, role and type, from the articles of gold:",
        ["type", "sentences", "relations", "precision", "recall", "F1"],
        (
            [name, str(sentences[name]), str(score.gold), *map(share, (score.precision, score.recall, score.f1))]
            for name, score in rows.items()
        ),
    )


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument("--misses", action="store_true", help="print every error in its sentence")
    options = parser.parse_args()
    if options.readme and options.config != "default":
        parser.error("the README shows the default config; leave --config out")
    found = scored(zip(*articles(gold_files(), options.config), strict=True))
    if options.misses:
        for miss in found.misses:
            print(*miss, sep="\t")
    about = f"Config {options.config}; sentences {tree_hash([FOLDER])}; {made_with()}"
    give("types", f"{tables(found)}\n\n{about}", options.readme)


if __name__ == "__main__":
    main()
