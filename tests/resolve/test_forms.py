"""How bodies are written, and their normal forms (guideline, section 3)."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.entities.places import Divisions
from pipeline.resolve.forms import Forms

FORMS = Forms(Divisions())


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("柳坪县委", "柳坪县委"),
        ("中共柳坪县委", "柳坪县委"),
        ("中国共产党柳坪县委员会", "柳坪县委"),
        ("中共泽川市委员会", "泽川市委"),
        ("柳坪县政府", "柳坪县人民政府"),
        ("泽川市人民政府", "泽川市人民政府"),
        ("泽川市人大", "泽川市人大常委会"),
        ("柳坪县监察委员会", "柳坪县监委"),
        ("柳坪县纪律检查委员会", "柳坪县纪委"),
        ("中共柳坪县纪律检查委员会", "柳坪县纪委"),
        ("柳坪县法院", "柳坪县人民法院"),
        ("柳坪县检察院", "柳坪县人民检察院"),
        ("泽川市发展和改革局", "泽川市发改局"),
        ("中共中央", "中共中央"),
        ("青木食品有限公司", "青木食品有限公司"),
        ("", ""),
    ],
)
def test_normal(written: str, normal: str) -> None:
    assert FORMS.normal(written) == normal


@pytest.mark.parametrize(
    ("org", "place"),
    [
        ("泽川市公安局", "泽川市"),
        ("柳坪县委", "柳坪县"),
        ("岚江省水利厅", "岚江省"),
        ("高砂镇人民政府", "高砂镇"),
        ("云泊区教育局", "云泊区"),
        ("市公安局", None),
        ("该县水利局", None),
        ("青木食品有限公司", None),
        ("泽川大学", None),
        ("", None),
    ],
)
def test_place(org: str, place: str | None) -> None:
    assert FORMS.place(org) == place


@pytest.mark.parametrize(
    ("org", "level"),
    [
        ("市公安局", "市"),
        ("县委", "县"),
        ("省公安厅", "省"),
        ("自治区党委", "自治区"),
        ("市", None),
        ("市场监管局", None),
        ("区域发展中心", None),
        ("柳坪县委", None),
        ("", None),
    ],
)
def test_level(org: str, level: str | None) -> None:
    assert FORMS.level(org) == level


@pytest.mark.parametrize(
    ("title", "level"),
    [
        ("市长", "市"),
        ("常务副市长", "市"),
        ("代县长", "县"),
        ("副区长", "区"),
        ("镇长", "镇"),
        ("省长", "省"),
        ("市长助理", "市"), ("市长秘书", None),
        ("书记", None),
        ("校长", None),
        ("", None),
    ],
)
def test_government(title: str, level: str | None) -> None:
    assert FORMS.government(title) == level


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("党组副书记", ("党组", "副书记")),
        ("党委书记", ("党委", "书记")),
        ("纪委书记", ("纪委", "书记")),
        ("工会主席", ("工会", "主席")),
        ("书记", None),
        ("局长", None),
    ],
)
def test_branch(title: str, parts: tuple[str, str] | None) -> None:
    assert FORMS.branch(title) == parts


@pytest.mark.parametrize(
    ("title", "parts"),
    [
        ("市公安局局长", ("市公安局", "局长")),
        ("组织部部长", ("组织部", "部长")),
        ("政法委书记", ("政法委", "书记")),
        ("药剂科主任", ("药剂科", "主任")),
        ("市公安局长", ("市公安局", "局长")),
        ("副局长", None),
        ("董事长", None),
        ("书记", None),
    ],
)
def test_divided(title: str, parts: tuple[str, str] | None) -> None:
    assert FORMS.divided(title) == parts


def test_a_users_own_form(tmp_path: Path) -> None:
    (tmp_path / "organisation-forms.tsv").write_text("市护笛委员会\t市护笛委\n", "utf-8")
    with lexicon.extended([tmp_path]):
        forms = Forms(Divisions())
    assert forms.normal("泽川市护笛委员会") == "泽川市护笛委"


@given(st.lists(st.sampled_from(["中共", "泽川市", "柳坪县", "委", "委员会", "政府", "人大", "监察", "公安局", "法院"])).map("".join))
def test_a_normal_form_stays_what_it_is(org: str) -> None:
    assert FORMS.normal(FORMS.normal(org)) == FORMS.normal(org) or org.count("中共") > 1
