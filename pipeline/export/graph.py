"""The relations as a graph: persons and organisations, an edge a relation; needs the extra ``export``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..record import Article
from .triples import triple

if TYPE_CHECKING:
    from networkx import MultiDiGraph

EDGE = ("title", "role", "issue", "sentence", "article", "by", "score")
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 has not."""


def graph(articles: Iterable[Article]) -> MultiDiGraph:
    """Nodes have ``kind`` and ``label``, edges ``relation``, ``title``, ``start``, ``end``, and where they are from.

    A person, and a body, is one by its name. Where the body is not known, the
    edge leads to a node of kind ``title``.
    """
    from networkx import MultiDiGraph

    made = MultiDiGraph()

    def node(kind: str, name: str) -> str:
        key = f"{kind}:{_plain(name)}"
        made.add_node(key, kind=kind, label=_plain(name))
        return key

    for article in articles:
        names = {entity.id: entity.text for entity in article.entities}
        for relation in article.relations:
            found = triple(article, relation, names[relation.person])
            person = node("person", found["subject"])
            body = node("organisation", found["org"]) if found["org"] else node("title", found["object"])
            about = {key: found[key] for key in EDGE if found[key] is not None}
            dates = dict(zip(("start", "end"), relation.date or (), strict=False))
            plain = {key: _plain(value) if isinstance(value, str) else value for key, value in about.items()}
            made.add_edge(person, body, relation=relation.type, **dates, **plain)
    return made


def _plain(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)
