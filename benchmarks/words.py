"""Words of this project's own articles: divided by a segmenter, persons by their marks.

python benchmarks/words.py EXAMPLES.jsonl … --model MODEL --out words.txt

EXAMPLES are texts with marks (`corpora/articles/marked.jsonl`), MODEL is the folder of
a segmenter, for instance one that `segmenter.py DATA --model MODEL` made. A person's
name is one word, and no other word reaches into it; a foreign name ends at its dots.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from pipeline import segment
from pipeline.errors import RenzhiError
from pipeline.record import Span
from pipeline.train import examples

_DOT = "·"


def divided(text: str, words: Iterable[Span], persons: Iterable[Span]) -> Iterator[str]:
    """The words of a text, cut where persons begin and end, and joined inside them.

    >>> list(divided("书记林远来", [(0, 3), (3, 4), (4, 5)], [(2, 4)]))
    ['书记', '林远', '来']
    """
    cuts = {at for span in words for at in span}
    for start, end in persons:
        cuts -= set(range(start + 1, end))
        cuts |= {start, end}
        cuts |= {at + side for at in range(start, end) if text[at] == _DOT for side in (0, 1)}
    ends = sorted(cuts | {0, len(text)})
    yield from (word for start, end in pairwise(ends) if (word := text[start:end].strip()))


def main() -> None:
    """Write a paragraph a line, its words divided by blanks; each paragraph once."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--model", required=True, help="folder of a segmenter")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    words = segment.load(options.model)
    lines: dict[str, None] = {}
    for path in options.data:
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            try:
                example = examples.parse(line)
            except ValueError as error:
                raise RenzhiError(f"{path}:{number}: {error}") from error
            persons = [(m.start, m.end) for marks in example.marks for m in marks.spans if m.label == "PER"]
            at = 0
            for text in example.text.split("\n"):
                inside = [(start - at, end - at) for start, end in persons if at <= start < at + len(text)]
                lines[" ".join(divided(text, words(text), inside))] = None
                at += len(text) + 1
    lines.pop("", None)
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"{len(lines):,} paragraphs, {sum(line.count(' ') + 1 for line in lines):,} words written to {options.out}")


if __name__ == "__main__":
    main()
