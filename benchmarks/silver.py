"""Unlabelled news marked by two teachers that agree, as examples for the tagger.

python benchmarks/silver.py texts.jsonl --model MODEL --out silver.jsonl --characters 1500000

The teachers are the words of LAC with the rules of the entities stage, and a
tagger trained before.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from pipeline.entities.lac import LacTagger
from pipeline.entities.tagger import CharacterTagger
from pipeline.entities.tagging import EntityTagger
from pipeline.sentences.split import split
from pipeline.train.examples import Example, Marked, texts, write
from pipeline.train.silver import vote

_GROUP = 32


def main() -> None:
    """Write the examples."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("texts", type=Path)
    parser.add_argument("--model", required=True, help="folder of a tagger")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--characters", type=int, default=1_500_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    found = list(texts(options.texts))
    random.Random(options.seed).shuffle(found)
    chosen: list[str] = []
    size = 0
    for text in found:
        if size >= options.characters:
            break
        chosen.append(text)
        size += len(text)
    teachers = [EntityTagger(LacTagger()), CharacterTagger(options.model)]
    out: list[Example] = []
    for start in range(0, len(chosen), _GROUP):
        group = [(text, split(text)) for text in chosen[start : start + _GROUP]]
        said = [teacher.many(group) for teacher in teachers]
        for number, (text, _) in enumerate(group):
            marks = vote([[Marked(m.start, m.end, m.label) for m in each[number]] for each in said])
            out.append(Example(text, f"silver-{start + number}", (marks,)))
    write(options.out, out)
    print(f"{len(out):,} texts, {size:,} characters written to {options.out}")


if __name__ == "__main__":
    main()
