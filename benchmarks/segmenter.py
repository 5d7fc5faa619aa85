"""Words: F1 of the shipped segmenter, of one trained by `renzhi train train-segmenter`, of jieba, of characters.

python benchmarks/segmenter.py DATA [--lines N] [--rounds N] [--model FOLDER] [--readme]

DATA is a folder with `pfr1998/train.txt` and `pfr1998/dev.txt`, the People's
Daily corpus of Peking University and Fujitsu (lines of words with tags).
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import process_time

from report import arguments, give, made_with, table

from pipeline import lexicon, segment
from pipeline.clean.fold import fold_text
from pipeline.commands.train import train
from pipeline.errors import RenzhiError
from pipeline.train.segmenter import read, word_f1

_WORD = re.compile(r"\[?(\S+?)/([A-Za-z]+)(?:\][A-Za-z]+)?(?=\s|$)")
_NAME = "nr"
TERMS = "The People's Daily corpus of January 1998 (Peking University, Fujitsu), for research."


def plain(source: Path, out: Path, lines: int) -> Path:
    """The first lines of a tagged file as words divided by blanks; the first word of a line is its number.

    A surname and the given name behind it are one word, as elsewhere in this project.
    """
    surnames = frozenset(lexicon.words("surnames.txt"))
    words = (_joined(_WORD.findall(line)[1:], surnames) for line in source.read_text("utf-8").split("\n"))
    kept = [fold_text(" ".join(line)) for line in words if line][:lines]
    out.write_text("\n".join(kept) + "\n", "utf-8")
    return out


def _joined(tagged: Sequence[tuple[str, str]], surnames: frozenset[str]) -> list[str]:
    """The words, names whole.

    >>> _joined([("记者", "n"), ("林", "nr"), ("远", "nr"), ("林远", "nr")], frozenset("林"))
    ['记者', '林远', '林远']
    """
    out: list[str] = []
    surname = False
    for word, tag in tagged:
        if surname and tag == _NAME:
            out[-1] += word
            surname = False
        else:
            out.append(word)
            surname = tag == _NAME and word in surnames
    return out


def row(name: str, segmenter: str, sentences: Sequence[Sequence[str]]) -> list[str]:
    """F1 and speed of a segmenter; that it is missing, where it is."""
    try:
        words = segment.load(segmenter)
    except RenzhiError as error:
        return [name, str(error), ""]
    begin = process_time()
    f1 = word_f1(sentences, words)
    characters = sum(len(word) for sentence in sentences for word in sentence)
    return [name, f"{100 * f1:.2f}", f"{characters / (process_time() - begin):,.0f}"]


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--lines", type=int, default=6000, metavar="N", help="of the training data")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--model", type=Path, help="keep the model here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        data = plain(options.data / "pfr1998" / "train.txt", folder / "train.txt", options.lines)
        dev = plain(options.data / "pfr1998" / "dev.txt", folder / "dev.txt", 10**9)
        model = options.model or folder / "model"
        settings = {"train.dev": [str(dev)], "train.rounds": options.rounds, "train.data": TERMS}
        begin = process_time()
        train("train-segmenter", [data], model, settings, lambda what, how: print(f"{what}: {how}", flush=True))
        seconds = process_time() - begin
        sentences = read([dev])
        trained = f"spacy-pkuseg, {len(read([data])):,} lines, {options.rounds} rounds, trained in {seconds:,.0f} s"
        names = {
            "characters": segment.CHARACTERS,
            "jieba": segment.JIEBA,
            "spacy-pkuseg, the shipped `words`": segment.WORDS,
            trained: str(model),
        }
        rows = [row(key, value, sentences) for key, value in names.items()]
    about = f"Words of the newspaper of 1998, dev, {len(sentences):,} lines:"
    give(
        "segmenter", f"{table(about, ['words by', 'F1', 'characters a second'], rows)}\n\n{made_with()}", options.readme
    )


if __name__ == "__main__":
    main()
