"""Titles by a lexicon of heads and modifiers, so that 常务副主任 needs no entry of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import ahocorasick

from .. import lexicon
from ..errors import ConfigError

HEADS = "titles.tsv"
MODIFIERS = "title-modifiers.txt"
KINDS = ("post", "byline", "group", "person")


class Title(NamedTuple):
    """A title phrase: offsets into the text searched, the kind of its head, and where the head starts."""

    start: int
    end: int
    kind: str
    head: int


class Titles:
    """Finds title phrases in a text.

    >>> titles = Titles()
    >>> text = "市人大常委会常务副主任顾岚、党组书记李明出席"
    >>> [(text[t.start : t.end], t.kind) for t in titles.find(text)]
    [('常务副主任', 'post'), ('党组书记', 'post')]
    """

    def __init__(self, heads: Iterable[tuple[str, ...]] | None = None) -> None:
        """Of all heads of the lexicon, or of these rows of it."""
        self._heads = ahocorasick.Automaton()
        for head, kind, followers in lexicon.rows(HEADS, 2, 1) if heads is None else heads:
            if kind not in KINDS:
                raise ConfigError(f"title {head!r} in {HEADS}: kind {kind!r} must be one of {', '.join(KINDS)}")
            self._heads.add_word(head, (head, kind, tuple(followers.split())))
        self._heads.make_automaton()
        words = set(lexicon.words(MODIFIERS))
        self._modifiers = words
        self._longest = max(map(len, words), default=0)

    def find(self, text: str) -> list[Title]:
        """Title phrases in order, disjoint: the longest head at a place, its modifiers."""
        heads = self._longest_heads(text) if len(self._heads) else []
        titles: list[Title] = []
        floor = 0
        for start, end, kind in heads:
            if titles and titles[-1].end == start and text[titles[-1].start : start] in self._modifiers:
                titles[-1] = Title(titles[-1].start, end, kind, start)  # 助理教练
            else:
                titles.append(Title(self._modified(text, start, floor), end, kind, start))
            floor = end
        return titles

    def _longest_heads(self, text: str) -> list[tuple[int, int, str]]:
        found = []
        for last, (head, kind, followers) in self._heads.iter(text):
            end = last + 1
            if not text.startswith(followers, end):
                found.append((end - len(head), end, kind))
        found.sort(key=lambda match: (match[0], -match[1]))
        kept: list[tuple[int, int, str]] = []
        for match in found:
            if not kept or match[0] >= kept[-1][1]:
                kept.append(match)
            elif match[1] > kept[-1][1] and match[0] == kept[-1][0]:
                kept[-1] = match
        return kept

    def _modified(self, text: str, start: int, floor: int) -> int:
        """Where the phrase begins whose head begins at ``start``, not before ``floor``."""
        while True:
            for length in range(min(self._longest, start - floor), 0, -1):
                if text[start - length : start] in self._modifiers:
                    start -= length
                    break
            else:
                return start
