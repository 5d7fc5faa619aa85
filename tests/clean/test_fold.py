"""Width folding: what is folded, what stays, and that NFKC never sees a difference."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.fold import FOLD, fold_text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("２０２４年", "2024年"),
        ("ＧＤＰ增长５．６％", "GDP增长5.6%"),
        ("会议指出､要抓好｡", "会议指出、要抓好。"),
        ("｢四个一批｣", "「四个一批」"),
        ("（王一平 )", "（王一平 ）"),
        ("(通讯员 赵新)", "（通讯员 赵新）"),
        ("林远强调:要抓好,要落实;行吗?行!", "林远强调：要抓好，要落实；行吗？行！"),
        ("人均1,500元, 共12:30分", "人均1,500元， 共12:30分"),
        ("１０：３０开会", "10:30开会"),
        ("１，５００元", "1,500元"),
        ("一、二，三", "一、二，三"),
        ("see http://a.example/b?c=1 (now)", "see http://a.example/b?c=1 (now)"),
        ("㈱½ⅣＡ", "㈱½ⅣA"),
        ("阿依努尔·买买提", "阿依努尔·买买提"),
    ],
)
def test_folding(raw: str, clean: str) -> None:
    assert fold_text(raw) == clean


def test_the_table_is_one_for_one_and_agrees_with_nfkc() -> None:
    for code, char in FOLD.items():
        assert len(char) == 1
        assert unicodedata.normalize("NFKC", chr(code)) == unicodedata.normalize("NFKC", char)


@given(st.text(alphabet="林１2３，,．.：:（(）)％％；;！!？?､｡ Ａb", max_size=30))
def test_folding_keeps_length_and_what_nfkc_sees(text: str) -> None:
    folded = fold_text(text)
    assert len(folded) == len(text)
    assert unicodedata.normalize("NFKC", folded) == unicodedata.normalize("NFKC", text)
