"""Blanks that print made, and blanks that divide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import Mapped
from pipeline.clean import blanks

WORDS = blanks.word_spacing({"王", "李", "赵", "周", "林", "项", "欧阳"}, {"记者", "通讯员", "摄影"})
STEPS = (blanks.letter_spacing, blanks.wide_names, blanks.mark_spacing, WORDS)


def run(text: str) -> str:
    page = Mapped.of(text)
    for step in STEPS:
        page = step(page)
    return page.text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("林 远 指 出 ，开 发 区 要 加 快", "林远指出，开发区要加快"),
        ("同 比 增 长 12.2％ ，税 收", "同比增长12.2％，税收"),
        ("项 明，市长林远", "项明，市长林远"),
        ("主任项 明、林 远等", "主任项明、林远等"),
        ("2 月 21 日", "2月21日"),
        ("共签约 96家，投产 73 家", "共签约96家，投产73家"),
        ("记者 王一平 李小雨", "记者 王一平 李小雨"),
        ("（记者王一平　李小雨）近日，", "（记者王一平 李小雨）近日，"),
        ("记者 周 明 李小雨", "记者 周明 李小雨"),
        ("林 远　周 明", "林远 周明"),
        ("凝聚共识　　打好攻坚战", "凝聚共识 打好攻坚战"),
        ("会议要求深入 学习，切实 贯彻", "会议要求深入学习，切实贯彻"),
        ("他任首任校长 李明是主席，", "他任首任校长 李明是主席，"),
        ("会议强调， 要抓好 。", "会议强调，要抓好。"),
        ("Mark Lee met Ann Wu.", "Mark Lee met Ann Wu."),
        ("校长 Mark Lee 到会，", "校长Mark Lee到会，"),
        ("1 500", "1 500"),
        ("没有空格", "没有空格"),
        ("林 远\n周 明 说", "林远\n周明说"),
    ],
)
def test_blanks(raw: str, clean: str) -> None:
    assert run(raw) == clean


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("到会。　　周明主持。", "到会。\n　周明主持。"),
        ("到会。    周明主持。", "到会。\n   周明主持。"),
        ("到会。　周明主持。", "到会。　周明主持。"),
        ("　　林远到会", "　　林远到会"),
        ("第一句。　　\n", "第一句。　　\n"),
    ],
)
def test_indents_inside_a_line_end_it(raw: str, clean: str) -> None:
    assert blanks.indents(Mapped.of(raw)).text == clean


@given(st.text(alphabet="林远记者王a1，。（ \u3000\t\n", max_size=40))
def test_only_blanks_go_and_every_blank_left_inside_a_line_is_one_space(text: str) -> None:
    made = run(text)
    assert "".join(made.split()) == "".join(text.split())
    assert made.count("\n") == text.count("\n")
    for line in made.split("\n"):
        inside = line.strip()
        assert "  " not in inside
        assert not set(inside) & {"\u3000", "\t"}
