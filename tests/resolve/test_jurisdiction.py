"""Which place a bare level stands for."""

from __future__ import annotations

import pytest

from pipeline.entities.places import Divisions
from pipeline.mention import Mention
from pipeline.resolve.forms import Forms
from pipeline.resolve.jurisdiction import Evidence, Jurisdiction, level_of

DIVISIONS = Divisions()


def where(places: dict[str, float], region: str | None = None) -> Jurisdiction:
    return Jurisdiction(dict(places), region, DIVISIONS)


@pytest.mark.parametrize(
    ("places", "region", "levels"),
    [
        # The article's own words come first, then the page's region.
        ({"柳坪县": 4}, None, {"县": "柳坪县", "市": None, "省": None}),
        ({"柳坪县": 4}, "云泊县", {"县": "柳坪县"}),
        ({}, "柳坪县", {"县": "柳坪县"}),
        ({}, None, {"县": None, "市": None, "省": None, "区": None}),
        # The place that is said most.
        ({"柳坪县": 4, "云泊县": 1}, None, {"县": "柳坪县"}),
        # Parents by the gazetteer.
        ({"松滋市": 6, "荆州市": 2}, None, {"市": "松滋市", "省": "湖北省", "县": None}),
        ({"广州市": 3}, None, {"市": "广州市", "省": "广东省"}),
        ({}, "荆州市", {"市": "荆州市", "省": "湖北省"}),
        # Of several places of one name, the one whose parent is said.
        ({"西湖区": 3, "杭州市": 1}, None, {"区": "西湖区", "市": "杭州市", "省": "浙江省"}),
        ({"朝阳区": 3}, None, {"区": "朝阳区", "市": None}),
        ({"朝阳区": 3, "北京市": 1}, None, {"区": "朝阳区", "市": "北京市"}),
        # Small places are not what a page is about, but they have their level.
        ({"高砂镇": 5, "柳坪县": 2}, None, {"镇": "高砂镇", "县": "柳坪县"}),
    ],
)
def test_levels(places: dict[str, float], region: str | None, levels: dict[str, str | None]) -> None:
    found = where(places, region)
    assert {level: found.place(level) for level in levels} == levels


@pytest.mark.parametrize(
    ("places", "region", "expected"),
    [
        ({"柳坪县": 4, "泽川市": 1}, None, "柳坪县"),
        ({"高砂镇": 4, "柳坪县": 1}, None, "柳坪县"),
        ({"高砂镇": 4}, "柳坪县", "柳坪县"),
        ({}, None, None),
    ],
)
def test_region(places: dict[str, float], region: str | None, expected: str | None) -> None:
    assert where(places, region).region == expected


@pytest.mark.parametrize(
    ("place", "places", "whole"),
    [
        ("朝阳区", {"朝阳区": 3, "北京市": 1}, "北京市朝阳区"),
        ("西湖区", {"西湖区": 2, "杭州市": 1}, "杭州市西湖区"),
        ("朝阳区", {"朝阳区": 3}, "朝阳区"),
        ("柳坪县", {"柳坪县": 3}, "柳坪县"),
        ("佛山顺德区", {}, "佛山市顺德区"),
        ("广西壮族自治区", {}, "广西壮族自治区"),
    ],
)
def test_districts_carry_their_city(place: str, places: dict[str, float], whole: str) -> None:
    assert where(places).whole(place) == whole


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("泽川市", "市"),
        ("柳坪县", "县"),
        ("高砂镇", "镇"),
        ("内蒙古自治区", "自治区"),
        ("延边朝鲜族自治州", "自治州"),
        ("岚江", ""),
        ("", ""),
    ],
)
def test_level_of(place: str, level: str) -> None:
    assert level_of(place) == level


def test_a_place_with_its_own_organs_counts_more() -> None:
    text = "好" * 60 + "柳坪县委在云泊县"
    mentions = [Mention(60, 64, "ORG", "", 1.0), Mention(65, 68, "LOC", "", 1.0)]
    counts = Evidence(Forms(DIVISIONS)).count(text, mentions)
    assert set(counts) == {"柳坪县", "云泊县"}
    assert counts["柳坪县"] > counts["云泊县"]


def test_the_opening_counts_more() -> None:
    text = "柳坪县" + "好" * 60 + "云泊县"
    mentions = [Mention(0, 3, "LOC", "", 1.0), Mention(63, 66, "LOC", "", 1.0), Mention(66, 66, "PER", "", 1.0)]
    counts = Evidence(Forms(DIVISIONS)).count(text, mentions)
    assert counts["柳坪县"] > counts["云泊县"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("永修全县召开大会。", {"永修县"}),  # no mention, but a name and its level
        ("总统和政府发言。", set()),  # 和政县: nothing speaks of a county
        ("两国友好区域合作。", set()),  # 友好区: a word
    ],
)
def test_names_without_endings(text: str, expected: set[str]) -> None:
    assert set(Evidence(Forms(DIVISIONS)).count(text, [])) == expected


@pytest.mark.parametrize("place", ["加勒比地区", "欧盟", "南方共同市场", "中方"])
def test_what_is_no_division(place: str) -> None:
    assert Evidence(Forms(DIVISIONS)).count(place, [Mention(0, len(place), "LOC", "tagger", 0.9)]) == {}
