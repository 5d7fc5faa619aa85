"""Title phrases by heads and modifiers."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import lexicon
from pipeline.entities.titles import Titles
from pipeline.errors import ConfigError

TITLES = Titles()


def found(text: str, titles: Titles = TITLES) -> list[tuple[str, str]]:
    return [(text[t.start : t.end], t.kind) for t in titles.find(text)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("市长", ["市长"]),
        ("常务副市长程岚", ["常务副市长"]),
        ("党组副书记、副局长", ["党组副书记", "副局长"]),
        ("党组书记兼局长", ["党组书记", "局长"]),
        ("首席执行官", ["首席执行官"]),
        ("名誉副会长", ["名誉副会长"]),
        ("代理检察长", ["代理检察长"]),
        ("市长助理", ["市长助理"]),
        ("助理教练", ["助理教练"]),
        ("正厅级巡视员", ["正厅级巡视员"]),
        ("总经理助理", ["总经理助理"]),
        ("驻村第一书记", ["驻村第一书记"]),
        ("书记员", ["书记员"]),
        ("主任委员", ["主任委员"]),
        ("二级巡视员", ["二级巡视员"]),
        ("董事长兼总经理", ["董事长", "总经理"]),
        # What follows makes another word of the head.
        ("委员会", []),
        ("主席台", []),
        ("代表团", []),
        ("书记处", []),
        ("专家组", []),
        ("", []),
        ("天气晴", []),
    ],
)
def test_phrases(text: str, titles: list[str]) -> None:
    assert [title for title, _ in found(text)] == titles


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("副书记", "post"),
        ("记者", "byline"),
        ("特约通讯员", "byline"),
        ("领导", "group"),
        ("村民", "person"),
        ("女士", "person"),
    ],
)
def test_kinds(text: str, kind: str) -> None:
    assert found(text) == [(text, kind)]


def test_the_head_is_where_the_modifiers_end() -> None:
    (title,) = TITLES.find("常务副市长")
    assert (title.start, title.head, title.end) == (0, 3, 5)


def test_a_modifier_belongs_to_one_title_only() -> None:
    assert [t for t, _ in found("副书记副市长")] == ["副书记", "副市长"]


def test_a_users_own_title(tmp_path: Path) -> None:
    (tmp_path / "titles.tsv").write_text("护笛使\tpost\t团\n", "utf-8")
    with lexicon.extended([tmp_path]):
        titles = Titles()
    assert found("副护笛使程岚", titles) == [("副护笛使", "post")]
    assert found("护笛使团", titles) == []


def test_an_unknown_kind_is_named(tmp_path: Path) -> None:
    (tmp_path / "titles.tsv").write_text("护笛使\toffice\n", "utf-8")
    with pytest.raises(ConfigError, match=r"护笛使.*'office'"), lexicon.extended([tmp_path]):
        Titles()


@given(st.lists(st.sampled_from([*"副总代正的、市长书记员会处", "常务", "党组", "主任", "助理", "教练", "记者", "委员"])).map("".join))
def test_titles_are_disjoint_and_in_order(text: str) -> None:
    titles = TITLES.find(text)
    assert all(0 <= t.start <= t.head < t.end <= len(text) for t in titles)
    assert all(a.end <= b.start for a, b in pairwise(titles))
