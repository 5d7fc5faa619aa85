"""Records with what a tool found in their texts, and the plainest of all relations where it finds titles."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple, cast

import msgspec
from peers import Spans

from pipeline.alignment import Alignment
from pipeline.record import Article, Entity, Label, Relation, Role

BODIES = ("ORG", "LOC")


class Held(NamedTuple):
    """A post before a name: the number of the person's span, where the post begins, where its title does."""

    person: int
    start: int
    title: int


def held(spans: Spans) -> Iterator[Held]:
    """Persons right behind a title, with it and the bodies that touch it; nothing is shared, carried or looked up.

    >>> list(held([(0, 4, "ORG"), (4, 6, "TITLE"), (6, 8, "PER"), (9, 11, "PER")]))
    [Held(person=2, start=0, title=4)]
    """
    for number, (start, _, label) in enumerate(spans):
        first = number - 1
        if label != "PER" or first < 0 or spans[first][1:] != (start, "TITLE"):
            continue
        title = spans[first][0]
        while first and spans[first - 1][1] == spans[first][0] and spans[first - 1][2] in BODIES:
            first -= 1
        yield Held(number, spans[first][0], title)


def filled(record: Article, spans: Spans) -> Article:
    """The record with these spans, sorted and under our labels, as its entities; each of ``held`` is a relation."""
    text, raw = record.text, Alignment(record.segments).raw
    entities = [
        Entity(f"e{number}", cast(Label, label), start, end, text[start:end], raw(start, end), "tool", None)
        for number, (start, end, label) in enumerate(spans, 1)
    ]
    begins = [start for start, _ in record.sentences]
    relations = []
    for number, post in enumerate(held(spans), 1):
        end = spans[post.person][0]
        relations.append(
            Relation(
                id=f"r{number}",
                type="holds",
                person=entities[post.person].id,
                role=Role(text[post.start : end], post.start, end, raw(post.start, end)),
                org=text[post.start : post.title] or None,
                title=text[post.title : end],
                sentence=max(bisect_right(begins, post.start) - 1, 0),
                date=None,
                by="title-before-name",
                score=None,
            )
        )
    return msgspec.structs.replace(record, entities=entities, relations=relations)
