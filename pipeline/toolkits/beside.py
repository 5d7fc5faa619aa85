"""Two taggers as one: what a toolkit does not look for, titles as a rule, another one finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ..entities.taggers import Tagger
from ..mention import Mention
from ..record import Label, Span


class Knowing(Tagger, Protocol):
    """A tagger that says which labels it finds."""

    @property
    def labels(self) -> frozenset[Label]:
        """Those of ours that it looks for."""


class Beside:
    """Mentions of ``first``, and of labels that it does not look for those of ``second`` that overlap none of them."""

    def __init__(self, first: Knowing, second: Tagger):
        self.first = first
        self.second = second
        self.models: Mapping[str, Path] = {**first.models, **second.models}

    def many(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[list[Mention]]:
        """Mentions of each text with its sentences: sorted, disjoint, offsets into the text."""
        pairs = zip(self.first.many(texts), self.second.many(texts), strict=True)
        return [together(first, [m for m in second if m.label not in self.first.labels]) for first, second in pairs]


def together(first: Sequence[Mention], second: Sequence[Mention]) -> list[Mention]:
    """Both, sorted; of the second those that overlap none of the first.

    >>> person, title = Mention(2, 4, "PER", "a", 1.0), Mention(0, 2, "TITLE", "b", 1.0)
    >>> [m.label for m in together([person], [title, Mention(3, 5, "TITLE", "b", 1.0)])]
    ['TITLE', 'PER']
    """
    taken = {at for mention in first for at in range(mention.start, mention.end)}
    free = [mention for mention in second if taken.isdisjoint(range(mention.start, mention.end))]
    return sorted([*first, *free], key=lambda mention: mention.start)
