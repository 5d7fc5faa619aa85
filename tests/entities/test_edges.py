"""Where names and bodies that stand side by side end and begin."""

from __future__ import annotations

from itertools import pairwise

import pytest

from pipeline.entities.edges import Edges
from pipeline.entities.names import Names
from pipeline.entities.places import Divisions
from tests.entities.test_guideline import parsed

EDGES = Edges(Names(), Divisions())

CASES = [
    # what the model found, and what is right
    ("[司马亮省林业局]O[副局长]T", "[司马亮]P[省林业局]O[副局长]T"),
    (
        "[成员]T：[苌楚市水利局]O[局长]T[束河清]P[市城管局]O[局长]T",
        "[成员]T：[苌楚]P[市水利局]O[局长]T[束河清]P[市城管局]O[局长]T",
    ),
    ("[成员]T：[荆州市水利局]O[局长]T[束河清]P", "[成员]T：[荆州市水利局]O[局长]T[束河清]P"),
    ("[成员]T：[高新区管委会]O[主任]T[束河清]P", "[成员]T：[高新区管委会]O[主任]T[束河清]P"),
    ("地点：[苌楚市水利局]O[局长]T[束河清]P主持", "地点：[苌楚市水利局]O[局长]T[束河清]P主持"),
    ("据[苌楚市水利局]O[局长]T[束河清]P说", "据[苌楚市水利局]O[局长]T[束河清]P说"),
    ("[程岚江州大学历史学院]O[教授]T，[江州大学]O", "[程岚]P[江州大学历史学院]O[教授]T，[江州大学]O"),
    ("[明湖省林业局]O[副局长]T", "[明湖省林业局]O[副局长]T"),
    ("[卫福]P[部长]T[程岚]P", "[卫福]O[部长]T[程岚]P"),
    ("[程岚]P[部长]T到会", "[程岚]P[部长]T到会"),
    ("[导师]T[卢清]P和接受专访", "[导师]T[卢清和]P接受专访"),
    ("[导师]T[卢清]P和，", "[导师]T[卢清和]P，"),
    ("[卢清]P和[程岚]P到会", "[卢清]P和[程岚]P到会"),
    ("[卢清]P和同事到会", "[卢清]P和同事到会"),
    ("[平屏县第一中学]O[校长]T[米小娟平]P屏[县实验小学]O", "[平屏县第一中学]O[校长]T[米小娟]P[平屏县实验小学]O"),
    ("[平屏县第一中学]O和[县实验小学]O", "[平屏县第一中学]O和[县实验小学]O"),
    ("《南风》[杂志主编]T[程岚]P", "[《南风》杂志]O[主编]T[程岚]P"),
    ("《南风》杂志[主编]T[程岚]P", "[《南风》杂志]O[主编]T[程岚]P"),
    ("《条例》[起草人]T[程岚]P", "《条例》[起草人]T[程岚]P"),
    ("[《南风》杂志]O[主编]T", "[《南风》杂志]O[主编]T"),
    ("他反驳公冶平。", "他反驳[公冶平]P。"),
    ("他反驳独孤所长。", "他反驳独孤所长。"),
    ("岛上官兵，提前五分钟离场，弘扬楼宇文化。", "岛上官兵，提前五分钟离场，弘扬楼宇文化。"),
    ("[欧阳海灌区管理局]O[局长]T", "[欧阳海灌区管理局]O[局长]T"),
    ("[周明]P和[主持人]T[唐文静]P合影", "[周明]P和[主持人]T[唐文静]P合影"),
    ("[周明]P和参加会议的代表", "[周明]P和参加会议的代表"),
    ("他反驳[公冶平]P。", "他反驳[公冶平]P。"),
    ("", ""),
]


@pytest.mark.parametrize(("given", "right"), CASES)
def test_mended(given: str, right: str) -> None:
    text, _, mentions = parsed(given)
    plain, expected, _ = parsed(right)
    assert text == plain
    found = EDGES.mended(text, mentions)
    assert [(m.text(text), m.label) for m in found] == expected
    assert all(before.end <= after.start for before, after in pairwise(found))
