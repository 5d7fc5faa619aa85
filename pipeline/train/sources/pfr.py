"""The People's Daily corpus of Peking University and Fujitsu (PFR): words with tags, names in brackets.

A line is a paragraph, ``19980101-01-001-002/m  中共中央/nt  总书记/n …``, and
begins with the number of its article. A person's surname and given name are
two words ``nr``; ``[中国/ns 银行/n]nt`` is a name of several words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from ... import lexicon
from ...clean.fold import fold_text
from ..examples import Example, Marked, Marks

LABELS = ("nr", "ns", "nt", "t")
_TOKEN = re.compile(r"(\[?)(\S+?)/([A-Za-z]+)(?:\]([A-Za-z]+))?(?=\s|$)")


class Word(NamedTuple):
    """A word or a name, its place in the paragraph, and its tag; the words cover the paragraph."""

    start: int
    end: int
    tag: str


def paragraphs(lines: Iterable[str]) -> Iterator[tuple[str, str, list[Word]]]:
    """The number of its article, its text folded, and its words, for each paragraph; names in brackets are one word.

    >>> line = "19980101-01-001-002/m  [中国/ns  银行/n]nt  行长/n  王/nr  小明/nr"
    >>> _, text, words = next(paragraphs([line]))
    >>> text, [tuple(word) for word in words]
    ('中国银行行长王小明', [(0, 4, 'nt'), (4, 6, 'n'), (6, 9, 'nr')])
    """
    surnames = frozenset(lexicon.words("surnames.txt"))
    for line in lines:
        tokens = _TOKEN.findall(line)
        if not tokens:
            continue
        text = ""
        words: list[Word] = []
        opened = -1
        for opens, word, tag, closes in tokens[1:]:
            if opens:
                opened = len(words)
            words.append(Word(len(text), len(text) + len(word), tag))
            text += word
            if closes and opened >= 0:
                words[opened:] = [Word(words[opened].start, len(text), closes)]
                opened = -1
        if text:
            yield tokens[0][1].rpartition("-")[0], fold_text(text), list(_joined(text, words, surnames))


def read(lines: Iterable[str], also: Callable[[str, list[Word]], Marks] | None = None) -> Iterator[Example]:
    """Paragraphs as examples by the corpus's own convention, and by another that ``also`` makes of text and words."""
    for doc, text, words in paragraphs(lines):
        spans = tuple(Marked(*word) for word in _times(words) if word.tag in LABELS)
        marks = (Marks("pfr", LABELS, spans),)
        yield Example(text, doc, (*marks, also(text, words)) if also else marks)


def _joined(text: str, words: Sequence[Word], surnames: frozenset[str]) -> Iterator[Word]:
    """A surname and the given name behind it as one name."""
    at = 0
    while at < len(words):
        word = words[at]
        following = words[at + 1] if at + 1 < len(words) else None
        if word.tag == "nr" and following and following.tag == "nr" and text[word.start : word.end] in surnames:
            yield Word(word.start, following.end, "nr")
            at += 2
        else:
            yield word
            at += 1


def _times(words: Iterable[Word]) -> Iterator[Word]:
    """Words of time that touch are one expression (１２月/t ３１日/t)."""
    held: Word | None = None
    for word in words:
        if held and held.tag == word.tag == "t":
            held = Word(held.start, word.end, "t")
            continue
        if held:
            yield held
        held = word
    if held:
        yield held
