"""A tagged span of a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .record import Label


@dataclass(frozen=True, slots=True)
class Mention:
    """A tagged span of a text; ``by`` says which rule or model, ``score`` how sure (0–1)."""

    start: int
    end: int
    label: Label
    by: str
    score: float

    def text(self, text: str) -> str:
        """The words of the mention in ``text``, its own."""
        return text[self.start : self.end]

    def bare(self, text: str) -> Mention | None:
        """The mention without white space at its ends, if there is more of it.

        >>> Mention(1, 4, "PER", "hanlp", 0.9).bare("（ 林远来了").end
        4
        >>> Mention(1, 4, "PER", "hanlp", 0.9).bare("（ 林远来了").start
        2
        """
        words = self.text(text)
        start = self.start + len(words) - len(words.lstrip())
        return replace(self, start=start, end=start + len(words.strip())) if words.strip() else None


def side_by_side(mentions: Sequence[Mention], *labels: Label) -> bool:
    """Whether mentions have these labels, and nothing stands between them.

    >>> county, head = Mention(0, 3, "LOC", "tagger", 0.9), Mention(3, 5, "TITLE", "tagger", 0.9)
    >>> side_by_side([county, head], "LOC", "TITLE"), side_by_side([head], "TITLE", "PER")
    (True, False)
    """
    touching = all(before.end == after.start for before, after in pairwise(mentions))
    return touching and tuple(mention.label for mention in mentions) == labels
