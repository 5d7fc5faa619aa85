"""Records and gold made from plain text, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from pipeline.record import (
    ARTICLE_SCHEMA,
    FACTS_SCHEMA,
    Article,
    Entity,
    FactRelation,
    Facts,
    GoldArticle,
    Headline,
    Issue,
    Relation,
    Role,
    Source,
    write_lines,
)

Post = tuple[str, str, str | None, str | None, str]
"""Person, role, org, title, type."""


def record(
    text: str,
    entities: Iterable[tuple[str, str]] = (),
    posts: Iterable[Post] = (),
    *,
    path: str = "a.txt",
    number: int = 1,
    at: int = 0,
    headline: str = "",
    kind: str = "article",
    sha256: str = "00",
    page: int | None = None,
) -> Article:
    """An article whose text stands in the raw page from ``at`` on, each item at its first place in the text."""

    def span(piece: str) -> tuple[int, int]:
        start = text.index(piece)
        return start, start + len(piece)

    mentions = []
    for label, name in entities:
        start, end = span(name)
        raw = [(at + start, at + end)]
        mentions.append(Entity(f"e{len(mentions) + 1}", label, start, end, name, raw, "test", 1.0))
    mentions.sort(key=lambda entity: entity.start)
    persons = {entity.text: entity.id for entity in mentions if entity.label == "PER"}
    relations = []
    for person, role, org, title, type_ in posts:
        start, end = span(role)
        place = Role(role, start, end, [(at + start, at + end)])
        number_ = len(relations) + 1
        relations.append(Relation(f"r{number_}", type_, persons[person], place, org, title, 0, None, "test", 1.0))
    lines = [Headline(headline, [(at + len(text) + 1, at + len(text) + 1 + len(headline))])] if headline else []
    return Article(
        ARTICLE_SCHEMA, f"{Path(path).stem}#{number:02}", Source(path, sha256, "utf-8", page), Issue(), kind, lines,
        text, [(0, len(text), at, len(text))], [(0, len(text))] if text else [], mentions, relations, 1.0,
    )  # fmt: skip


def gold_of(article: Article, optional: Sequence[str] = ()) -> GoldArticle:
    """The same record as mention-level gold; relations whose id is in ``optional`` are so."""
    fields = article.to_dict()
    fields["relations"] = [{**r, "optional": r["id"] in optional} for r in fields["relations"]]
    return msgspec.convert(fields, GoldArticle)


def facts(
    article: str,
    anchor: str,
    persons: Sequence[str] = (),
    posts: Iterable[Post] = (),
    *,
    optional: Iterable[Post] = (),
    page: str = "a.txt",
    headline: str | None = None,
    ends: str | None = None,
    orgs: Sequence[str] = (),
    locs: Sequence[str] = (),
) -> Facts:
    """A line of fact-level gold."""
    relations = [FactRelation(*post) for post in posts] + [FactRelation(*post, optional=True) for post in optional]
    return Facts(
        FACTS_SCHEMA, page, article, anchor, headline, ends, None, list(persons), list(orgs), list(locs), relations
    )


def run_of(folder: Path, *records: Article) -> Path:
    """A run's folder that holds the records."""
    folder.mkdir(exist_ok=True)
    write_lines(folder / "articles.jsonl", records)
    return folder


def gold_file(path: Path, *items: msgspec.Struct) -> Path:
    """A gold file."""
    write_lines(path, items)
    return path
