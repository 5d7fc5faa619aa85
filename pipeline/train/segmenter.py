"""A segmenter by spacy-pkuseg: conditional random fields over characters and words.

Luo et al., "PKUSEG: A Toolkit for Multi-Domain Chinese Word Segmentation", 2019 (arXiv:1906.11455).
What it writes is msgpack and plain arrays. The library keeps its settings in
one place for the whole process; they are set anew for each training.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import redirect_stdout
from io import TextIOBase
from pathlib import Path

import numpy as np

from .. import segment
from ..clean.fold import fold_text
from ..errors import RenzhiError
from ..record import Span
from .folder import Report, Trained

FEWEST = 20
"""Sentences without which it cannot be trained: it looks back ten times a round."""
SHOWN = 100
"""Sentences that the rounds are measured by; all of them would take as long as the training."""
LONGEST = 20
"""Characters of the longest word; what is longer has no blanks where they should be."""
_TAG = re.compile(r"O|[BIESML](-\w+)?")
_ROUND = re.compile(r"iter(\d+) .*=([\d.]+%)")
HELD_OUT = 20
"""Of so many sentences one is held out, where no others are given to measure by."""


def read(files: Iterable[Path]) -> list[list[str]]:
    """Sentences as words: of CoNLL-U files the words, of others lines of words divided by blanks.

    Widths are folded as the clean stage folds them. Raises ``RenzhiError`` that
    names the file, and the line where there is one, also where most lines are no words.
    """
    return [words for path in files for words in _checked(path, [words for words in _sentences(path) if words])]


def _checked(path: Path, sentences: list[list[str]]) -> list[list[str]]:
    """The sentences of a file; raises ``RenzhiError`` where most of them are not words divided by blanks."""
    tagged = sum(len(words) == 2 and bool(_TAG.fullmatch(words[1])) for words in sentences)
    running = sum(max(map(len, words)) > LONGEST for words in sentences)
    for count, what in ((tagged, "look like characters with tags"), (running, "have no blanks between words")):
        if 2 * count > len(sentences):
            told = f"{count:,} of {len(sentences):,} lines {what}"
            raise RenzhiError(f"{path}: {told}; give lines of words divided by blanks, or CoNLL-U (.conllu)")
    return sentences


def _sentences(path: Path) -> Iterator[list[str]]:
    try:
        lines = path.read_text("utf-8-sig").split("\n")
    except OSError as error:
        raise RenzhiError(f"{path}: {error.strerror}; give a file of words divided by blanks") from error
    except UnicodeDecodeError as error:
        raise RenzhiError(f"{path}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error
    if path.suffix != ".conllu":
        yield from (fold_text(line).split() for line in lines)
        return
    words: list[str] = []
    for number, line in enumerate([*lines, ""], 1):
        columns = line.rstrip("\r").split("\t")
        if not line.strip():
            yield words
            words = []
        elif not line.startswith("#"):
            if len(columns) != 10:
                raise RenzhiError(f"{path}:{number}: {len(columns)} columns; CoNLL-U has 10, divided by tabs")
            if columns[0].isdigit():  # a number such as 3-4 or 3.1 is no word of its own
                words += fold_text(columns[1]).split()


def parted(sentences: list[list[str]], dev: list[list[str]], report: Report) -> tuple[list[list[str]], list[list[str]]]:
    """What is trained on, and what it is measured by: ``dev``, or sentences held out where there are none.

    Raises ``RenzhiError`` where there are too few sentences.
    """
    if not dev:
        dev = sentences[::HELD_OUT]
        sentences = [words for number, words in enumerate(sentences) if number % HELD_OUT]
    if len(sentences) < FEWEST:
        raise RenzhiError(
            f"{len(sentences)} sentences to train on; at least {FEWEST} are needed, some thousand are better"
        )
    report("sentences", f"{len(sentences):,} to train on, {len(dev):,} to measure by")
    return sentences, dev


def train(
    sentences: Sequence[Sequence[str]],
    dev: Sequence[Sequence[str]],
    rounds: int,
    least: int,
    seed: int,
    report: Report,
) -> Trained:
    """A segmenter's model, measured by the words of ``dev``; ``least`` is how often a feature must be seen.

    The library keeps no state between rounds to go on from: what was killed begins anew.
    """
    import spacy_pkuseg
    from spacy_pkuseg.config import config

    config.featureTrim = least - 1
    random.seed(seed)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part, some in (("train", sentences), ("dev", dev[:SHOWN])):
            (folder / part).write_text("".join(" ".join(words) + "\n" for words in some), "utf-8")
        with redirect_stdout(_Lines(report)):
            spacy_pkuseg.train(str(folder / "train"), str(folder / "dev"), str(folder), train_iter=rounds)
        f1 = word_f1(dev, segment.load(name))
        report("words", f"F1 {f1:.2%}")
        features = (folder / segment.FEATURES).read_bytes()
        with np.load(folder / segment.WEIGHTS, allow_pickle=False) as found:
            arrays = dict(found)
    facts = [
        ("what", "words, by spacy-pkuseg; spaCy's Chinese tokenizer takes the folder as `pkuseg_model`"),
        (
            "trained on",
            f"{len(sentences):,} sentences, {sum(map(len, sentences)):,} words; {rounds} rounds, seed {seed}",
        ),
        ("measured on", f"{len(dev):,} sentences: F1 of words {f1:.2%}"),
    ]
    return Trained(arrays, facts, files={segment.FEATURES: features})


def word_f1(sentences: Iterable[Sequence[str]], words: segment.Segment) -> float:
    """F1 of words: a word is right where both its ends are, as in the SIGHAN bakeoffs.

    >>> word_f1([["林远", "来"]], segment.load())
    0.4
    """
    right = found = wanted = 0
    for sentence in sentences:
        gold = set(spans(sentence))
        given = words("".join(sentence))
        right += sum(span in gold for span in given)
        found += len(given)
        wanted += len(gold)
    return 2 * right / (found + wanted) if found + wanted else 0.0


def spans(words: Iterable[str]) -> Iterator[Span]:
    """Where words stand in their sentence."""
    at = 0
    for word in words:
        yield at, at + len(word)
        at += len(word)


class _Lines(TextIOBase):
    """Takes what the library prints and reports its rounds, on the output that it stands before."""

    def __init__(self, report: Report):
        self._report = report
        self._out = sys.stdout

    def write(self, text: str) -> int:
        found = _ROUND.match(text)
        if found:
            with redirect_stdout(self._out):
                self._report(f"round {int(found[1]) + 1}", f"F1 {found[2]} of some sentences")
        return len(text)
