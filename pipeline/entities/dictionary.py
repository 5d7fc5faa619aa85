"""The user's own names and titles, which win over the model, or step back, as each says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, cast, get_args

import ahocorasick

from .. import lexicon
from ..errors import ConfigError
from ..mention import Mention
from ..record import Label
from ..script import simplified
from .titles import HEADS, Titles

FILE = "dictionary.tsv"
MODEL = 0
"""The priority of what the model says; entries above it win over the model, those below only fill."""
_GIVEN = 1
_BY = "dictionary"
_POSTS = ("post", "byline")


class Entry(NamedTuple):
    """What a name or a title is, and how much it counts."""

    label: Label
    priority: int


class Dictionary:
    """Entries of ``dictionary.tsv``, and titles with heads that a user's folder adds to ``titles.tsv``.

    >>> words = Dictionary({"首席数据官": Entry("TITLE", 1)})
    >>> text = "首席数据官林远"
    >>> [(m.text(text), m.label, m.by) for m in words.laid(text, [Mention(2, 7, "PER", "tagger", 0.6)])]
    [('首席数据官', 'TITLE', 'dictionary')]
    """

    def __init__(self, entries: Mapping[str, Entry], heads: Iterable[tuple[str, ...]] = ()):
        """``heads`` are rows of ``titles.tsv``; entries in traditional characters are found in either script."""
        self.entries = {simplified(word): entry for word, entry in entries.items()}
        self._titles = Titles(heads)
        self._automaton = ahocorasick.Automaton()
        for word in self.entries:
            self._automaton.add_word(word, word)
        if self.entries:
            self._automaton.make_automaton()

    def laid(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Mentions with the dictionary's laid over them: of two that overlap the higher in priority, then the longer.

        ``text`` is in simplified characters, one for one. An entry that is a
        mention already, with the same label, makes it the dictionary's if it wins.
        """
        found = self._found(text)
        if not found:
            return list(mentions)
        rivals = []
        for mention in mentions:
            rank = found.pop((mention.start, mention.end, mention.label), MODEL)
            if rank > MODEL:
                mention = replace(mention, by=_BY, score=1.0)
            rivals.append((max(rank, MODEL), mention))
        rivals += [(rank, Mention(start, end, label, _BY, 1.0)) for (start, end, label), rank in found.items()]
        rivals.sort(key=lambda rival: (-rival[0], rival[1].start - rival[1].end, rival[1].start))
        taken = bytearray(len(text))
        out = []
        for _, mention in rivals:
            if not any(taken[mention.start : mention.end]):
                taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
                out.append(mention)
        return sorted(out, key=lambda m: m.start)

    def _found(self, text: str) -> dict[tuple[int, int, Label], int]:
        """Where entries stand, with their priorities."""
        found: dict[tuple[int, int, Label], int] = {
            (title.start, title.end, "TITLE"): _GIVEN for title in self._titles.find(text) if title.kind in _POSTS
        }
        for last, word in self._automaton.iter(text) if self.entries else ():
            entry = self.entries[word]
            found[last + 1 - len(word), last + 1, entry.label] = entry.priority
        return found


def load() -> Dictionary:
    """The dictionary of the lexicons as they are now.

    Raises ``ConfigError`` that names file and entry where a label or a priority is wrong.
    """
    heads = [row for path in lexicon.files(HEADS)[1:] for row in lexicon.read(path, 2, 1)]  # behind the shipped ones
    return Dictionary(dict(entry for path in lexicon.files(FILE) for entry in _entries(path)), heads)


def _entries(path: Path) -> Iterable[tuple[str, Entry]]:
    for word, label, priority in lexicon.read(path, 2, 1):
        if label not in get_args(Label):
            raise ConfigError(f"{path}: {word!r} has the label {label!r}; one of: {', '.join(get_args(Label))}")
        try:
            number = int(priority or _GIVEN)
        except ValueError:
            raise ConfigError(f"{path}: {word!r} has the priority {priority!r}; give a whole number") from None
        if number == MODEL:
            raise ConfigError(f"{path}: {word!r} has the priority {MODEL}, the model's; give one above or below it")
        yield word, Entry(cast(Label, label), number)
