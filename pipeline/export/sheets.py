"""csv: relations.csv, persons.csv and articles.csv in a folder; xlsx writes the same tables as sheets."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..collection import Collection
from ..record import Article
from ..write.relations import COLUMNS, cells, safe
from .formats import Notes

Cell = str | int | float | None
Row = Sequence[Cell]
Sink = Callable[[Row], Any]
"""Takes the rows of a table, its head first."""
PERSONS = ("person", "mentions", "relations", "articles", "first", "last", "posts")
ARTICLES = (
    *("id", "kind", "paper", "date", "region", "headline", "text", "characters", "sentences", "entities"),
    *("relations", "path", "page", "score"),
)
TABLES = ("relations", "persons", "articles")


@dataclass
class Person:
    """What all records say of a name; persons of the same name are one."""

    mentions: int = 0
    relations: int = 0
    articles: int = 0
    first: str = ""
    last: str = ""
    posts: Counter[str] = field(default_factory=Counter)

    def dated(self, dates: Iterable[str | None]) -> None:
        """Widen the time in which the name stands."""
        for date in filter(None, dates):
            self.first = min(self.first or date, date)
            self.last = max(self.last, date)


def write(folder: Path, source: Collection, notes: Notes) -> None:
    """Write the three tables; UTF-8 with a mark, which Excel needs."""
    with ExitStack() as stack:

        def table(name: str) -> Sink:
            file = stack.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline=""))
            rows = csv.writer(file, lineterminator="\n")
            return lambda row: rows.writerow(["" if cell is None else safe(str(cell)) for cell in row])

        fill(source.read(), {name: table(name) for name in TABLES})


def fill(articles: Iterable[Article], sinks: dict[str, Sink]) -> None:
    """Rows of all tables: relations and articles as they come, persons at the end, the most named first."""
    for name, head in (("relations", COLUMNS), ("persons", PERSONS), ("articles", ARTICLES)):
        sinks[name](head)
    persons: dict[str, Person] = {}
    for article in articles:
        for row in cells(article):
            sinks["relations"](row)
        sinks["articles"](_article(article))
        _count(article, persons)
    for name, person in sorted(persons.items(), key=lambda item: (-item[1].relations, -item[1].mentions, item[0])):
        posts = "; ".join(post for post, _ in sorted(person.posts.items(), key=lambda item: (-item[1], item[0])))
        counts = (person.mentions, person.relations, person.articles)
        sinks["persons"]((name, *counts, person.first or None, person.last or None, posts))


def _article(article: Article) -> Row:
    headline = " ".join(line.text for line in article.headline)
    about = (article.issue.paper, article.issue.date, article.issue.region)
    sizes = (len(article.text), len(article.sentences), len(article.entities), len(article.relations))
    where = (article.source.path, article.source.page)
    return (article.id, article.kind, *about, headline, article.text, *sizes, *where, article.score)


def _count(article: Article, persons: dict[str, Person]) -> None:
    names = {entity.id: entity.text for entity in article.entities if entity.label == "PER"}
    for name in names.values():
        persons.setdefault(name, Person()).mentions += 1
    for name in dict.fromkeys(names.values()):
        persons[name].articles += 1
        persons[name].dated([article.issue.date])
    for relation in article.relations:
        person = persons.setdefault(names.get(relation.person, ""), Person())
        person.relations += 1
        person.dated(relation.date or ())
        person.posts["".join(filter(None, (relation.org, relation.title or relation.role.text)))] += 1
