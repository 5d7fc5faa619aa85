"""relations.csv: one row a relation, for people with a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator

from ..record import Article

COLUMNS = (
    "person",
    "role",
    "org",
    "title",
    "type",
    "date",
    "sentence",
    "headline",
    "id",
    "path",
    "raw_start",
    "raw_end",
    "by",
    "score",
)
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
"""How a cell begins that a spreadsheet takes for a formula, full-width forms included."""


def rows(article: Article) -> Iterator[list[str]]:
    """Rows of an article as text, safe in a spreadsheet."""
    for row in cells(article):
        yield [safe("" if cell is None else str(cell)) for cell in row]


def cells(article: Article) -> Iterator[tuple[str | int | float | None, ...]]:
    """Rows of an article in the order of ``COLUMNS``; the raw span is that of the role."""
    names = {entity.id: entity.text for entity in article.entities}
    headline = " ".join(line.text for line in article.headline)
    for relation in article.relations:
        start, end = article.sentences[relation.sentence]
        raw = relation.role.raw
        yield (
            names[relation.person],
            relation.role.text,
            relation.org,
            relation.title,
            relation.type,
            interval(relation.date),
            article.text[start:end],
            headline,
            article.id,
            article.source.path,
            min((s for s, _ in raw), default=None),
            max((e for _, e in raw), default=None),
            relation.by,
            relation.score,
        )


def interval(date: tuple[str, str] | None) -> str:
    """A date, or an ISO 8601 interval of two.

    >>> interval(("2024-03-05", "2024-03-05")), interval(("2024-01-01", "2024-06-30"))
    ('2024-03-05', '2024-01-01/2024-06-30')
    """
    if date is None:
        return ""
    return date[0] if date[0] == date[1] else "/".join(date)


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front.

    >>> safe("=1+1"), safe("市长")
    ("'=1+1", '市长')
    """
    return "'" + cell if cell.startswith(_FORMULA) else cell
