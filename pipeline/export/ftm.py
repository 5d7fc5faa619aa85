"""ftm: entities of FollowTheMoney as lines of JSON, for Aleph, OpenSanctions and their tools.

A relation is an ``Occupancy`` of a ``Person`` and a ``Position``, which has its
``Organization``; ``proof`` is the ``Article``. Property names and ids follow the
schemata of https://followthemoney.tech. A person, and a body, is one by its name.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import IO, Any

from ..collection import Collection
from ..record import Article, Relation
from .formats import Notes
from .triples import post

Properties = dict[str, list[str]]
_BEGINS, _ENDS = ("appointed",), ("removed", "former")


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write entities as they are first met; records without relations are no source of any."""
    seen: set[str] = set()
    for article in source.read():
        if article.relations:
            for entity in entities(article):
                if entity["id"] not in seen:
                    seen.add(entity["id"])
                    file.write(json.dumps(entity, ensure_ascii=False).encode() + b"\n")


def entities(article: Article) -> Iterator[dict[str, Any]]:
    """The article, then the entities of each of its relations."""
    proof = _id("article", article.id)
    issue, names = article.issue, {entity.id: entity.text for entity in article.entities}
    about = {
        "fileName": [article.source.path],
        "title": [" ".join(line.text for line in article.headline)],
        "publishedAt": [issue.date or ""],
        "publisher": [issue.paper or ""],
        "language": ["zho"],
        "peopleMentioned": _names(article, "PER"),
        "companiesMentioned": _names(article, "ORG"),
        "locationMentioned": _names(article, "LOC"),
    }
    yield _entity("Article", proof, about)
    for relation in article.relations:
        name = names[relation.person]
        person = _id("person", name)
        yield _entity("Person", person, {"name": [name]})
        body = _id("organization", relation.org) if relation.org else ""
        if relation.org:
            yield _entity("Organization", body, {"name": [relation.org]})
        # A post whose body nobody knows is not the same as that of another article.
        position = _id("position", post(relation), "" if body else article.id)
        yield _entity("Position", position, {"name": [post(relation)], "organization": [body]})
        start, end = article.sentences[relation.sentence]
        held: Properties = {
            "holder": [person],
            "post": [position],
            **_dates(relation),
            "status": [relation.type],
            "summary": [article.text[start:end]],
            "recordId": [f"{article.id}/{relation.id}"],
            "publisher": [issue.paper or ""],
            "proof": [proof],
        }
        yield _entity("Occupancy", _id("occupancy", article.id, relation.id), held)


def _names(article: Article, label: str) -> list[str]:
    return list(dict.fromkeys(entity.text for entity in article.entities if entity.label == label))


def _dates(relation: Relation) -> Properties:
    """When a post was entered or left, or else the days that the text dates it by."""
    if relation.date is None:
        return {}
    if relation.type in _BEGINS:
        return {"startDate": [relation.date[0]]}
    if relation.type in _ENDS:
        return {"endDate": [relation.date[1]]}
    return {"date": list(dict.fromkeys(relation.date))}


def _entity(schema: str, key: str, properties: Properties) -> dict[str, Any]:
    """An entity without properties that have no value."""
    kept = {name: [value for value in values if value] for name, values in properties.items()}
    return {"id": key, "schema": schema, "properties": {name: values for name, values in kept.items() if values}}


def _id(*parts: str) -> str:
    return "renzhi-" + hashlib.sha1("\0".join(parts).encode(), usedforsecurity=False).hexdigest()
