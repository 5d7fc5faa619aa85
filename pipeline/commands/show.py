"""``renzhi show``: persons and their roles, as a table for people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import typer

from ..errors import RenzhiError
from ..record import Article, Relation, read_lines

WHERE = 3
"""Records that a row names; the file has all."""


@dataclass
class Post:
    """What all relations of a name to one post say together."""

    person: str
    org: str | None
    title: str
    types: Counter[str] = field(default_factory=Counter)
    dates: set[str] = field(default_factory=set)
    records: list[str] = field(default_factory=list)

    def add(self, relation: Relation, article: Article) -> None:
        """Count one relation; where it is not dated, the issue's date stands for it."""
        self.types[relation.type] += 1
        dates = relation.date or (article.issue.date,)
        self.dates.update(date for date in dates if date)
        if article.id not in self.records:
            self.records.append(article.id)


def posts(articles: Iterable[Article], person: str = "", org: str = "") -> list[Post]:
    """Posts of all persons whose name holds ``person``, in bodies whose name holds ``org``, the most named first."""
    found: dict[tuple[str, str | None, str], Post] = {}
    for article in articles:
        names = {entity.id: entity.text for entity in article.entities}
        for relation in article.relations:
            name, title = names[relation.person], relation.title or relation.role.text
            if person in name and org in (relation.org or ""):
                key = (name, relation.org, title)
                found.setdefault(key, Post(*key)).add(relation, article)
    times = Counter[str]()
    for post in found.values():
        times[post.person] += post.types.total()
    return sorted(found.values(), key=lambda p: (-times[p.person], p.person, -p.types.total()))


def command(
    run_dir: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a run, or its articles.jsonl.")],
    person: Annotated[str, typer.Option(help="Only names that hold this.")] = "",
    org: Annotated[str, typer.Option(help="Only organisations that hold this.")] = "",
) -> None:
    """Persons and their roles, as a table.

    \b
    renzhi show out
    renzhi show out --person 林远
    """
    from rich import box
    from rich.table import Table

    from .terminal import console

    path = run_dir / "articles.jsonl" if run_dir.is_dir() else run_dir
    if not path.is_file():
        raise RenzhiError(f"{path}: no such file; give the folder that `renzhi run --out` wrote")
    table = Table(box=box.SIMPLE_HEAD)
    for name in ("person", "organisation", "title", "type", "date"):
        table.add_column(name, overflow="fold")
    table.add_column("times", justify="right")
    table.add_column("where", overflow="fold")
    last = None
    for post in posts(read_lines(path, Article), person, org):
        if last not in (None, post.person):
            table.add_section()
        table.add_row(
            "" if post.person == last else post.person,
            post.org or "",
            post.title,
            ", ".join(post.types),
            " – ".join(sorted({min(post.dates), max(post.dates)})) if post.dates else "",
            str(post.types.total()),
            ", ".join(post.records[:WHERE]) + (" …" if len(post.records) > WHERE else ""),
        )
        last = post.person
    console().print(table)
