"""Sentence ends, as the guideline's section 5 has them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sentences.split import split


@pytest.mark.parametrize(
    "sentences",
    [
        ["会议结束。", "林远讲话！", "好吗？", "再议……", "散会"],
        ["真的吗？！", "是的。"],
        ["“要抓好落实。”林远说。", "会议结束。"],
        ["“好吗？”他问，“走吧。”"],
        ["他说：“要抓好。", "要落实。”", "随后离开。"],
        ["林远说：“要抓好落实。”", "周明主持会议。"],
        ["以“为什么？”为题作报告。", "好。"],
        ["强调“要抓。要干”的精神。", "好。"],
        ["「加油！」林遠表示，要努力。"],
        ["会议（第二次。）结束。", "散会。"],
        ["《走！》上映。", "好。"],
        ["“甲。”", "“乙。”", "丙。"],
        ["一要抓；二要干；三要成。", "好。"],
        ["增长12.5%。", "达3.5亿元。"],
        ["校长J. Smith到会。"],
        ["见a.example/b?c=1。", "好"],
        ["一是“问题导向。”", "二是落实。"],
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = "".join(sentences)
    assert [text[slice(*span)] for span in split(text)] == sentences


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("", []),
        ("\n\n", []),
        ("　会议。 好。\n□ 记者 李青", [(1, 4), (5, 7), (8, 15)]),
        ("一是抓好；\n二是落实；", [(0, 5), (6, 11)]),
        ("Mark met Ann. They left.", [(0, 13), (14, 24)]),
        ("J. Wu. They", [(0, 11)]),  # so short a word may be an initial
        ("（未闭合。还有。", [(0, 5), (5, 8)]),
        ("“未闭合。还有“内嵌。”吗。", [(0, 5), (5, 12), (12, 14)]),
    ],
)
def test_spans(text: str, spans: list[tuple[int, int]]) -> None:
    assert split(text) == spans


@given(st.text(alphabet='林远说。！？…“”‘’（）《》 ，；：\n\u3000a.!?"', max_size=60))
def test_sentences_cover_all_but_blanks(text: str) -> None:
    spans = split(text)
    assert all(a < b for a, b in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(i in covered or text[i].isspace() for i in range(len(text)))
    assert not any("\n" in text[a:b] for a, b in spans)
    assert all(text[a:b].strip() == text[a:b] for a, b in spans)


@pytest.mark.parametrize("unit", ["“会。", "（会。", "会。）", "”。）", "……", "“会。”说", "会？“"])
def test_linear(unit: str) -> None:
    assert split(unit * 60_000)
