"""jsonl-triples, FollowTheMoney, GraphML and GEXF: a relation of the records is a relation there."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from pipeline.record import Article


def posts(records: list[Article]) -> list[tuple[str, str, str]]:
    """Person, type and post of each relation."""
    out = []
    for record in records:
        names = {entity.id: entity.text for entity in record.entities}
        for r in record.relations:
            out.append((names[r.person], r.type, (r.org or "") + (r.title or r.role.text)))
    return out


def test_triples(exported: Callable, records: list[Article]) -> None:
    path, notes = exported("jsonl-triples")
    assert not notes
    lines = [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]
    assert [(line["subject"], line["predicate"], line["object"]) for line in lines] == posts(records)
    assert len({tuple(line) for line in lines}) == 1
    last = lines[-2]
    assert (last["org"], last["title"], last["date"]) == ("明湖市委", "书记", ["2024-03-05", "2024-03-06"])
    assert (last["article"], last["issue"], last["raw"]) == ("一/二 三#01", "2024-03-06", [[1, 8]])
    assert last["role"] in last["sentence"]


def entities(path: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n")[:-1]]


PROPERTIES = {
    "Article": {
        *("fileName", "title", "publishedAt", "publisher", "language"),
        *("peopleMentioned", "companiesMentioned", "locationMentioned"),
    },
    "Person": {"name"},
    "Organization": {"name"},
    "Position": {"name", "organization"},
    "Occupancy": {
        *("holder", "post", "startDate", "endDate", "date", "status", "summary", "recordId", "publisher", "proof"),
    },
}
"""As https://followthemoney.tech documents them."""


def test_ftm(exported: Callable, records: list[Article]) -> None:
    path, notes = exported("ftm")
    assert not notes
    found = entities(path)
    by = {item["id"]: item for item in found}
    assert len(by) == len(found)
    for item in found:
        assert set(item["properties"]) <= PROPERTIES[item["schema"]]
        for values in item["properties"].values():
            assert values
            assert all(isinstance(value, str) and value for value in values)
    held = [item["properties"] for item in found if item["schema"] == "Occupancy"]
    assert [
        (by[p["holder"][0]]["properties"]["name"][0], p["status"][0], by[p["post"][0]]["properties"]["name"][0])
        for p in held
    ] == posts(records)
    assert {by[p["proof"][0]]["schema"] for p in held} == {"Article"}
    bodies = {item["properties"]["name"][0] for item in found if item["schema"] == "Organization"}
    assert bodies == {r.org for record in records for r in record.relations if r.org}


def test_ftm_dates(exported: Callable) -> None:
    found = [item["properties"] for item in entities(exported("ftm")[0]) if item["schema"] == "Occupancy"]
    for properties in found:
        kind = properties["status"][0]
        assert "startDate" not in properties or kind == "appointed"
        assert "endDate" not in properties or kind in ("removed", "former")
    assert any("startDate" in properties for properties in found)
    assert any("endDate" in properties for properties in found)
    assert found[-2]["date"] == ["2024-03-05", "2024-03-06"]


def test_posts_of_no_known_body_are_not_one(exported: Callable, records: list[Article]) -> None:
    found = entities(exported("ftm")[0])
    alone = [item for item in found if item["schema"] == "Position" and "organization" not in item["properties"]]
    said = {(record.id, r.title or r.role.text) for record in records for r in record.relations if not r.org}
    assert len(alone) == len(said)


def test_ftm_by_its_own_package(exported: Callable) -> None:
    model = pytest.importorskip("followthemoney").model
    for item in entities(exported("ftm")[0]):
        proxy = model.get_proxy(item, cleaned=False)  # a value that it cannot clean is dropped
        cleaned = proxy.to_dict()["properties"]
        assert {key: len(values) for key, values in cleaned.items()} == {
            key: len(values) for key, values in item["properties"].items()
        }
        model.get(item["schema"]).validate(item)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_graphs(name: str, exported: Callable, records: list[Article]) -> None:
    networkx = pytest.importorskip("networkx")
    path, notes = exported(name)
    assert not notes
    graph = {"graphml": networkx.read_graphml, "gexf": networkx.read_gexf}[name](path)
    assert isinstance(graph, networkx.MultiDiGraph)
    label = dict(graph.nodes(data="label"))
    kind = dict(graph.nodes(data="kind"))
    edges = Counter((label[a], data["relation"]) for a, _, data in graph.edges(data=True))
    assert edges == Counter((person, type_) for person, type_, _ in posts(records))
    bodies = {label[node] for node in graph if kind[node] == "organisation"}
    assert bodies == {r.org for record in records for r in record.relations if r.org}
    assert {kind[a] for a, _ in graph.edges()} == {"person"}
    dated = [data for *_, data in graph.edges(data=True) if data["article"] == "一/二 三#01" and "start" in data]
    assert [(data["start"], data["end"], data["title"]) for data in dated] == [("2024-03-05", "2024-03-06", "书记")]
    unsaid = [data for *_, data in graph.edges(data=True) if data["article"] == "一/二 三#01" and "start" not in data]
    assert "\ufffd" in unsaid[0]["sentence"]  # a control character, which XML has not
