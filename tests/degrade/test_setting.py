from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.degrade.setting import BLANKS, CLOSING, OPENING, set_headline, set_lines, units

TEXTS = st.text("会议指出要抓好落实，。、；：！？“”（）《》…—ABc12.5% 　", min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("会议指出要抓落实", 4, ["会议指出", "要抓落实"]),
        ("会议指出，要抓落实", 4, ["会议指出，", "要抓落实"]),  # squeezed in
        ("会议指出。”周明说完走了", 4, ["会议指", "出。”周", "明说完走", "了"]),  # two marks are not
        ("会议（二次会）", 3, ["会议", "（二次", "会）"]),  # no bracket opens at the end
        ("会议由“远”主持", 4, ["会议由", "“远”主", "持"]),
        ("增长12.25%左右", 4, ["增长", "12.25%左", "右"]),  # numbers are whole
        ("园区ABCDEF公司", 3, ["园区", "ABCDEF", "公司"]),
        ("用Mark Lee的话", 4, ["用Mark", "Lee的话"]),  # the break stands for the blank
        ("记者 林远 周明报道", 5.5, ["记者 林远", "周明报道"]),
        ("抓落实——周明谈", 4, ["抓落实", "——周明", "谈"]),
        ("ABCDEFGHIJKLMNOP", 4, ["ABCDEFGH", "IJKLMNOP"]),  # a word longer than a line
        ("好！！！！！！！", 3, ["好！！！！！！！"]),  # marks that fit nowhere
        ("", 4, []),
    ],
)
def test_lines(text: str, width: float, lines: list[str]) -> None:
    assert [text[slice(*span)] for span in set_lines(text, width, Random(1))] == lines


def test_a_character_is_carried_over() -> None:
    text = "会议指出，要抓落实"
    assert [text[slice(*span)] for span in set_lines(text, 4, Random(1), carry=1)] == ["会议指", "出，要抓", "落实"]


def test_an_indent_and_a_change_of_width() -> None:
    text = "会议指出要抓落实" * 3
    spans = set_lines(text, 8, Random(1), indent=2, change=(14, 5))
    assert [end - start for start, end in spans] == [6, 8, 5, 5]


def test_ragged_lines() -> None:
    spans = set_lines("会" * 3000, 10, Random(1), ragged=0.5)
    widths = {end - start for start, end in spans[:-1]}
    assert widths == {9, 10, 11}


@given(TEXTS, st.integers(5, 20), st.floats(0, 1), st.integers(0, 99))
def test_the_rules_of_print(text: str, width: int, carry: float, seed: int) -> None:
    spans = set_lines(text, width, Random(seed), carry=carry)
    lines = [text[slice(*span)] for span in spans]
    bare = str.maketrans("", "", " \u3000")
    assert "".join(lines).translate(bare) == text.translate(bare)
    for before, line in pairwise(lines):
        assert line[0] not in CLOSING
        assert not BLANKS & {line[0], before[-1]}
        assert before[-1] not in OPENING or set(before) <= OPENING | BLANKS | CLOSING
    for line in lines:
        overfull = line.rstrip("".join(CLOSING | OPENING | BLANKS))
        assert units(line) <= width + 1 or units(overfull) <= width


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("林远主持召开会议", 8, ["林远主持召开会议"]),
        ("林远主持召开全市会议", 8, ["林远主持召", "开全市会议"]),
        ("推动创新，加快发展步伐", 8, ["推动创新，", "加快发展步伐"]),
        ("林远在ABC公司调研", 6, ["林远在ABC", "公司调研"]),
    ],
)
def test_headlines(text: str, limit: float, lines: list[str]) -> None:
    assert [text[slice(*span)] for span in set_headline(text, limit)] == lines


@given(TEXTS, st.floats(2, 30))
def test_headlines_lose_nothing_but_blanks(text: str, limit: float) -> None:
    found = "".join(text[slice(*span)] for span in set_headline(text, limit))
    assert found.replace(" ", "").replace("\u3000", "") == text.replace(" ", "").replace("\u3000", "")
