"""Divisions, their codes and what they lie in."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.entities.places import Divisions, short

DIVISIONS = Divisions()


@pytest.mark.parametrize(
    ("name", "full", "code"),
    [
        ("荆州市", "荆州市", "421000"),
        ("荆州", "荆州市", "421000"),
        ("湖北", "湖北省", "420000"),
        ("内蒙古", "内蒙古自治区", "150000"),
        ("北京", "北京市", "110000"),
    ],
)
def test_names_and_codes(name: str, full: str, code: str) -> None:
    assert (full, code) in [(d.name, d.code) for d in DIVISIONS.named(name)]


@pytest.mark.parametrize("name", ["柳坪县", "县", "", "市"])
def test_names_of_no_division(name: str) -> None:
    assert DIVISIONS.named(name) == []


def test_one_name_for_several_places() -> None:
    assert len(DIVISIONS.named("朝阳区")) > 1


@pytest.mark.parametrize(
    ("name", "ancestors"),
    [("荆州市", ["湖北省"]), ("湖北省", []), ("西湖区", ["杭州市", "浙江省"])],
)
def test_ancestors(name: str, ancestors: list[str]) -> None:
    assert ancestors in [DIVISIONS.ancestors(d.code) for d in DIVISIONS.named(name)]


def test_every_chain_ends() -> None:
    table = DIVISIONS
    assert all(len(table.ancestors(code)) <= 4 for code in table._by_code)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("湖北省荆州市松滋市", ["湖北省", "荆州市", "松滋市"]),
        ("到荆州调研", []),
        ("内蒙古自治区呼和浩特市", ["内蒙古自治区", "呼和浩特市"]),
        ("市区", []),
        ("", []),
    ],
)
def test_find(text: str, places: list[str]) -> None:
    assert [text[a:b] for a, b in DIVISIONS.find(text)] == places


@pytest.mark.parametrize(
    ("name", "without"),
    [("荆州市", "荆州"), ("华县", "华县"), ("延边朝鲜族自治州", "延边朝鲜族"), ("大兴安岭地区", "大兴安岭"), ("沙市区", "沙市")],
)
def test_short(name: str, without: str) -> None:
    assert short(name) == without


def test_a_users_own_division(tmp_path: Path) -> None:
    own = tmp_path / "divisions.tsv"
    own.write_text("岚江省\t990000\n泽川市\t990100\t990000\n柳坪县\t990101\t990100\n", "utf-8")
    with lexicon.extended([tmp_path]):
        table = Divisions()
    assert table.ancestors("990101") == ["泽川市", "岚江省"]
    assert [d.name for d in table.named("泽川")] == ["泽川市"]
    assert table.find("岚江省泽川市") == [(0, 3), (3, 6)]


def test_a_place_that_lies_in_itself_ends_the_chain(tmp_path: Path) -> None:
    own = tmp_path / "divisions.tsv"
    own.write_text("甲市\t1\t2\n乙市\t2\t1\n", "utf-8")
    with lexicon.extended([tmp_path]):
        assert len(Divisions().ancestors("1")) <= 4


@given(st.lists(st.sampled_from(["荆州", "荆州市", "市", "湖北省", "省", "州", "，", "松滋市", "朝阳区"])).map("".join))
def test_places_are_disjoint_and_known(text: str) -> None:
    spans = DIVISIONS.find(text)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert all(DIVISIONS.named(text[a:b]) for a, b in spans)
