"""Records that are hard to export: the shipped gold, and one with what formats trip over."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import collection, resources
from pipeline.collection import Collection
from pipeline.export.formats import Notes, export
from pipeline.record import Article, Entity, Headline, Issue, Relation, Role, Source, write_lines

TEXT = "=明湖市委 书记Ann Bell到会。\n程岚\x01、\u2028市长<&\"周明>\t讲话。"


def tricky() -> Article:
    """A formula, a name with a blank, control characters, marks of XML, tabs, an entity over two sentences."""

    def entity(number: int, label: str, name: str) -> Entity:
        start = TEXT.index(name)
        return Entity(f"e{number}", label, start, start + len(name), name, [(start, start + len(name))], "test", 0.5)  # type: ignore[arg-type]

    def relation(number: int, person: str, role: str, org: str | None, title: str | None, sentence: int) -> Relation:
        start = TEXT.index(role)
        place = Role(role, start, start + len(role), [(start, start + len(role))])
        date = ("2024-03-05", "2024-03-06") if org else None
        return Relation(f"r{number}", "holds", person, place, org, title, sentence, date, "test", 0.5)

    stop = TEXT.index("。") + 1
    entities = [
        entity(1, "ORG", "明湖市委"),
        entity(2, "TITLE", "书记"),
        entity(3, "PER", "Ann Bell"),
        entity(4, "LOC", "会。\n程岚"),
        entity(5, "TITLE", "市长"),
        entity(6, "PER", "周明"),
    ]
    return Article(
        schema="renzhi.article/1",
        id="一/二 三#01",
        source=Source("一/二 三.txt", "00", "utf-8", 2),
        issue=Issue("@某报", "2024-03-06", None),
        kind="article",
        headline=[Headline("=1+1", [(90, 94)]), Headline("第二行", [(95, 98)])],
        text=TEXT,
        segments=[(0, len(TEXT), 0, len(TEXT))],
        sentences=[(0, stop), (stop + 1, len(TEXT))],
        entities=entities,
        relations=[
            relation(1, "e3", "明湖市委 书记", "明湖市委", "书记", 0),
            relation(2, "e6", "市长", None, None, 1),
        ],
        score=None,
    )


@pytest.fixture(scope="session")
def records() -> list[Article]:
    """Gold without ``optional``, as a run writes it, and the tricky one."""
    gold = list(collection.find(resources.shipped("corpora")).read())
    plain = [Article(**{key: getattr(item, key) for key in Article.__struct_fields__}) for item in gold]
    for item in plain:
        item.relations = [Relation(**{k: getattr(r, k) for k in Relation.__struct_fields__}) for r in item.relations]
    return [*plain, tricky()]


@pytest.fixture(scope="session")
def source(records: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The records as a run on disk."""
    folder = tmp_path_factory.mktemp("run")
    write_lines(folder / "articles.jsonl", records)
    return collection.find(folder)


@pytest.fixture
def exported(source: Collection, tmp_path: Path) -> Callable[..., tuple[Path, Notes]]:
    """Export the records in a format; the path, and what could not be taken."""

    def call(name: str, *arguments: str) -> tuple[Path, Notes]:
        out = tmp_path / f"out.{name}"
        return out, export(source, name, out, *arguments)

    return call
