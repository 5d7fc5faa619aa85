"""What the articles stage decides of a page: which lines, by number, make which articles."""

from __future__ import annotations

from dataclasses import dataclass, field

Group = list[int]
"""Numbers of lines that are joined to one: a paragraph, a headline that the column's width broke."""


@dataclass
class Outline:
    """One article: its headline lines in reading order and its paragraphs, bylines and captions among them."""

    heads: list[Group] = field(default_factory=list)
    paragraphs: list[Group] = field(default_factory=list)
    score: float = 1.0
    """How sure it is that these lines, and no others, make an article."""


@dataclass
class Plan:
    """A page taken apart; each line is in one group."""

    articles: list[Outline] = field(default_factory=list)
    fragments: list[list[Group]] = field(default_factory=list)
    """What belongs to no article: each is one record, its groups are its paragraphs."""
