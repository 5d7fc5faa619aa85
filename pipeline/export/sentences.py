"""What formats of sentences share: the entities of each sentence, tokens, and their IOB2 tags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from ..record import Article, Entity, Span
from .formats import Notes


class Sentence(NamedTuple):
    """A sentence in offsets of the article's text, and the entities in it."""

    start: int
    end: int
    entities: list[Entity]


def sentences(article: Article, notes: Notes) -> Iterator[Sentence]:
    """The sentences of a record; an entity over the end of one is left out, and counted."""
    entities = iter(article.entities)
    entity = next(entities, None)
    for start, end in article.sentences:
        inside = []
        while entity and entity.start < end:
            if start <= entity.start and entity.end <= end:
                inside.append(entity)
            else:
                notes["entities over the end of a sentence, left out"] += 1
            entity = next(entities, None)
        yield Sentence(start, end, inside)
    while entity:
        notes["entities outside of sentences, left out"] += 1
        entity = next(entities, None)


def cut(words: Iterable[Span], entities: Sequence[Entity], notes: Notes) -> Iterator[Span]:
    """Words, each cut where an entity begins or ends inside it, and counted: no entity is lost.

    >>> entity = Entity("e1", "TITLE", 1, 3, "书记", [], "gold", None)
    >>> list(cut([(0, 2), (2, 3)], [entity], Notes()))
    [(0, 1), (1, 2), (2, 3)]
    """
    edges = sorted({edge for entity in entities for edge in (entity.start, entity.end)})
    at = 0
    for start, end in words:
        while at < len(edges) and edges[at] <= start:
            at += 1
        if at < len(edges) and edges[at] < end:
            notes["words cut at the edge of an entity"] += 1
        while at < len(edges) and edges[at] < end:
            yield start, edges[at]
            start = edges[at]
            at += 1
        yield start, end


def tags(words: Sequence[Span], entities: Iterable[Entity]) -> list[str]:
    """The IOB2 tag of each word; words end where entities do.

    >>> tags([(0, 1), (1, 2), (2, 3)], [Entity("e1", "PER", 0, 2, "周明", [], "gold", None)])
    ['B-PER', 'I-PER', 'O']
    """
    out = []
    left = iter(entities)
    entity = next(left, None)
    for start, _ in words:
        while entity and entity.end <= start:
            entity = next(left, None)
        inside = entity is not None and entity.start <= start
        out.append(f"{'B' if start == entity.start else 'I'}-{entity.label}" if inside and entity else "O")
    return out


def characters(text: str, sentence: Sentence) -> list[Span]:
    """The characters of a sentence that are no white space."""
    return [(at, at + 1) for at in range(sentence.start, sentence.end) if not text[at].isspace()]
