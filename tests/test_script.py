"""The simplified view of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.script import simplified


@pytest.mark.parametrize(
    ("written", "view"),
    [
        ("財政司司長", "财政司司长"),
        ("立法會議員陳立仁", "立法会议员陈立仁"),
        ("行政總裁", "行政总裁"),
        ("市长程岚", "市长程岚"),
        ("Mark 2月😀\n", "Mark 2月😀\n"),
        ("", ""),
    ],
)
def test_view(written: str, view: str) -> None:
    assert simplified(written) == view


@given(st.text())
def test_every_offset_stays(text: str) -> None:
    assert len(simplified(text)) == len(text)


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)))
def test_characters_do_not_depend_on_one_another(text: str) -> None:
    assert simplified(text) == "".join(map(simplified, text))


@given(st.text(alphabet=st.characters(max_codepoint=0x2FFF)))
def test_what_is_not_chinese_stays(text: str) -> None:
    assert simplified(text) == text
