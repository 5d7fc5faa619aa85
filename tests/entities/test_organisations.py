"""Organisations put together from a row of pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.entities.organisations import Organisations
from pipeline.entities.pieces import Piece

ORGANISATIONS = Organisations()


def row(marked: str) -> tuple[str, list[Piece]]:
    """``柳坪县/LOC 局长/TITLE`` as a text and its pieces."""
    text, pieces = "", []
    for word, _, tag in (part.rpartition("/") for part in marked.split()):
        pieces.append(Piece(len(text), len(text) + len(word), tag, 0.9))
        text += word
    return text, pieces


@pytest.mark.parametrize(
    ("marked", "organisations"),
    [
        # A place, a level or an organisation begins it, a head ends it.
        ("柳坪县/LOC 水利/n 局/n 局长/TITLE", ["柳坪县水利局"]),
        ("柳坪县/LOC 水利局/n 召开/v 会议/n", ["柳坪县水利局"]),
        ("市/n 教育局/n 局长/TITLE", ["市教育局"]),
        ("省/n 公安厅/n 要求/v", ["省公安厅"]),
        ("泽川/LOC 大学/n 医学院/n 教授/TITLE", ["泽川大学医学院"]),
        ("泽川大学/ORG 附属/vn 医院/n 院长/TITLE", ["泽川大学附属医院"]),
        ("青木/nz 食品/n 有限公司/n 董事长/TITLE", ["青木食品有限公司"]),
        ("青木食品公司/ORG", ["青木食品公司"]),
        ("柳坪县/LOC 高砂镇/LOC 中心/n 小学/n 校长/TITLE", ["柳坪县高砂镇中心小学"]),
        # Names joined by 和.
        ("泽川市/LOC 住房/n 和/c 城乡/n 建设/vn 局/n 局长/TITLE", ["泽川市住房和城乡建设局"]),
        ("泽川市/LOC 人力资源/n 和/c 社会/n 保障/vn 局/n 局长/TITLE", ["泽川市人力资源和社会保障局"]),
        # Groups named for their task.
        ("柳坪县/LOC 防汛/vn 指挥部/n 总指挥/TITLE", ["柳坪县防汛指挥部"]),
        # Brackets that belong to the name.
        ("青木集团/ORG （/w 泽川/LOC ）/w 有限公司/n 总经理/TITLE", ["青木集团（泽川）有限公司"]),
        # Demonstratives are no part of it.
        ("该校/r 党委/n 书记/TITLE", []),
        ("我县/n 水利/n 局/n 局长/TITLE", ["县水利局"]),
        ("该/r 公司/n 董事长/TITLE", []),
        # Nothing but a head, a verb, a stop.
        ("公司/n 总经理/TITLE", []),
        ("公安局/n 局长/TITLE", []),
        ("会议/n 强调/v 水利/n", []),
        ("柳坪县/LOC 发展/vn 很/d 快/a", []),
        ("近日/n 水利/n 局/n 局长/TITLE", ["水利局"]),
        # A head of one character needs a title behind it.
        ("柳坪县/LOC 全/a 部/n", []),
        ("", []),
    ],
)
def test_build(marked: str, organisations: list[str]) -> None:
    text, pieces = row(marked)
    built = ORGANISATIONS.build(text, pieces)
    assert [text[p.start : p.end] for p in built if p.tag == "ORG"] == organisations


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("市委书记", ["市委"]),
        ("市委组织部部长", ["市委组织部"]),
        ("县人大常委会主任", ["县人大常委会"]),
        ("国务院总理", ["国务院"]),
        ("市委、市政府", ["市委", "市政府"]),
        ("城市", []),
    ],
)
def test_bare(text: str, bare: list[str]) -> None:
    assert [text[a:b] for a, b in ORGANISATIONS.find_bare(text)] == bare


@pytest.mark.parametrize(("text", "length"), [("柳坪县水利局", 1), ("青木有限公司", 4), ("县人大常委会", 5), ("柳坪县", 0), ("", 0)])
def test_head(text: str, length: int) -> None:
    assert ORGANISATIONS.head(text, 0, len(text)) == length


WORDS = st.sampled_from(["柳坪县/LOC", "水利/n", "局/n", "和/c", "（/w", "）/w", "公司/n", "建设/v", "书记/TITLE", "青木/ORG", "该校/r"])


@given(st.lists(WORDS, max_size=14).map(" ".join))
def test_the_row_stays_whole(marked: str) -> None:
    text, pieces = row(marked)
    built = ORGANISATIONS.build(text, pieces)
    assert "".join(text[p.start : p.end] for p in built) == text
    assert all(a.end == b.start for a, b in pairwise(built))
    if "（" not in text:
        assert [p for p in built if p.tag == "TITLE"] == [p for p in pieces if p.tag == "TITLE"]
