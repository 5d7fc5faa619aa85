"""jsonl-triples: a line of JSON a relation, of its person, its type and its post, with the source."""

from __future__ import annotations

import json
from typing import IO, Any

from ..collection import Collection
from ..record import Article, Relation
from .formats import Notes


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write the relations in the order of the records; a fixed set of keys."""
    for article in source.read():
        names = {entity.id: entity.text for entity in article.entities}
        for relation in article.relations:
            line = triple(article, relation, names[relation.person])
            file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")


def triple(article: Article, relation: Relation, person: str) -> dict[str, Any]:
    """A relation as subject, predicate and object; the object is the post in full, organisation and title."""
    start, end = article.sentences[relation.sentence]
    return {
        "subject": person,
        "predicate": relation.type,
        "object": post(relation),
        "org": relation.org,
        "title": relation.title,
        "role": relation.role.text,
        "date": relation.date,
        "sentence": article.text[start:end],
        "article": article.id,
        "path": article.source.path,
        "issue": article.issue.date,
        "raw": relation.role.raw,
        "by": relation.by,
        "score": relation.score,
    }


def post(relation: Relation) -> str:
    """The post in full, as far as it is known."""
    return (relation.org or "") + (relation.title or relation.role.text)
