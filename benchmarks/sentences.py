"""Sentences by our rules and by HanLP's, against the gold of corpora/, as a Markdown table.

python benchmarks/sentences.py [--readme]

Needs the extra `hanlp`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hanlp.utils.rules import split_sentence
from report import arguments, give, made_with, table

from pipeline import collection, resources
from pipeline.record import Span
from pipeline.sentences.split import split
from pipeline.toolkits.hanlp_sentences import placed

Split = Callable[[str], Sequence[Span]]
RULES: dict[str, Split] = {
    "**renzhi**": split,
    "HanLP": lambda text: placed(text, split_sentence(text)),
}


def row(name: str, rule: Split) -> list[str]:
    """How many sentences a rule finds, and precision, recall and F1 of both their ends."""
    right = found = wanted = 0
    for record in collection.find(resources.shipped("corpora")).read():
        gold, said = set(record.sentences), set(rule(record.text))
        right, found, wanted = right + len(gold & said), found + len(said), wanted + len(gold)
    shares = (right / found, right / wanted, 2 * right / (found + wanted))
    return [name, f"{found:,}", *(f"{100 * share:.1f}" for share in shares)]


def main() -> None:
    """The command line."""
    options = arguments(__doc__).parse_args()
    columns = ["sentences by", "found", "precision", "recall", "F1"]
    rows = [row(name, rule) for name, rule in RULES.items()]
    found = table("Sentences of the articles of gold, per cent:", columns, rows)
    give("sentences", f"{found}\n\n{made_with()}", options.readme)


if __name__ == "__main__":
    main()
