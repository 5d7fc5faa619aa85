"""The pages of docs/: what they show runs, what they say of settings and records is so, links and tables are whole."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

import pipeline
from pipeline import config, filled, record, settings
from pipeline.commands.run import run as run_pages
from pipeline.registry import COMPONENTS, STAGES
from tests.snippets import ROOT, anchor, blocks, headings, links, read, run, tables, write

PAGES = sorted(path.name for path in (ROOT / "docs").glob("*.md"))
DOCUMENTS = [
    *("README.md", "README.zh.md", "CHANGELOG.md", "benchmarks/README.md", "corpora/README.md", "models/README.md"),
    *(f"docs/{name}" for name in PAGES),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a reader has who comes from the README: its page, the run of it, and the corpora."""
    made = tmp_path_factory.mktemp("docs")
    (page,) = (block for block in blocks(read("README.md")) if block.file)
    write(page, made)
    shutil.copytree(ROOT / "corpora", made / "corpora")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        run_pages(["pages"], Path("out"))
    return made


@pytest.mark.parametrize("name", PAGES)
def test_what_a_page_shows_is_what_happens(
    name: str, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renzhi: Callable[..., NamedTuple]
) -> None:
    shutil.copytree(folder, tmp_path / "here")
    monkeypatch.chdir(tmp_path / "here")
    assert run(f"docs/{name}", read(f"docs/{name}"), renzhi) or name == "README.md"


def test_each_page_is_in_the_index() -> None:
    assert sorted({path for path, _ in links(read("docs/README.md")) if "/" not in path}) == [
        name for name in PAGES if name != "README.md"
    ]


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_a_page_with_its_settings(stage: str) -> None:
    text = read(f"docs/{stage}.md")
    assert text.startswith(f"# {stage}\n")
    shipped = config.load_config("default")
    kind = "factory" if stage in COMPONENTS else "@stages"
    name = shipped[stage][kind] if stage in shipped else "renzhi.gold.v1"
    found = settings.of(kind, name)
    shown = [row[0] for table in tables(text) if table[0][0] == "setting" for row in table[2:]]
    assert shown == [f"`{setting}`" for setting in found]


def test_each_rule_of_roles_is_at_work_where_the_page_says() -> None:
    rows = next(table for table in tables(read("docs/roles.md")) if table[0][0] == "`by`")[2:]
    examples = [(rule.strip("`"), example) for rule, cell in rows for example in cell.split(" ")]
    found = pipeline.load().texts(example for _, example in examples)
    for (rule, example), article in zip(examples, found, strict=True):
        assert rule in {relation.by for relation in article.relations}, example


def test_each_config_is_explained() -> None:
    first = " ".join(row[0] for row in tables(read("docs/configs.md"))[0])
    assert {f"`{name}`" for name in filled.names()} <= set(first.replace(",", " ").split())


STRUCTS = (record.Article, record.Source, record.Issue, record.Headline, record.Entity, record.Role, record.Relation)
FACTS = (record.Facts, record.FactRelation)


@pytest.mark.parametrize("kind", [*STRUCTS, *FACTS], ids=lambda kind: kind.__name__)
def test_the_record_is_as_the_page_says(kind: type[Any]) -> None:
    """A table a struct, under its name: keys in their order, with their types."""
    _, _, chapter = read("docs/record.md").partition(f"\n### {kind.__name__}\n")
    rows = tables(chapter)[0]
    defined = record.json_schema(kind)["$defs"][kind.__name__]["properties"]
    assert [(row[0], row[1]) for row in rows[2:]] == [(f"`{key}`", words(what)) for key, what in defined.items()]


def words(schema: dict[str, Any]) -> str:
    """A type of JSON Schema in the words of the page."""
    if "anyOf" in schema:
        return " or ".join(words(part) for part in schema["anyOf"])
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "enum" in schema:
        return "string"
    if schema["type"] == "array":
        if "prefixItems" in schema:
            return f"[{', '.join(words(part) for part in schema['prefixItems'])}]"
        return f"list of {words(schema['items'])}"
    return schema["type"]


@pytest.mark.parametrize("name", ["record.md", "annotation.md"])
def test_labels_and_types_are_all_there(name: str) -> None:
    first = {row[0] for table in tables(read(f"docs/{name}")) for row in table}
    assert {f"`{word}`" for word in (*record.LABELS, *record.TYPES)} <= first


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    for path, place in links(read(name)):
        target = (ROOT / name).parent / path if path else ROOT / name
        assert target.exists(), f"{name}: {path}"
        if place:
            assert place in map(anchor, (head for _, head in headings(target.read_text("utf-8")))), f"{name}: #{place}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_tables_are_whole(name: str) -> None:
    for table in tables(read(name)):
        assert set("".join(table[1])) <= set("-:"), f"{name}: {table[0]}"
        for row in table:
            assert len(row) == len(table[0]), f"{name}: {row}"
