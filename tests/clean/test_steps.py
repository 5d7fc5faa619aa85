"""The clean stage: its steps, the lines that they leave, and the count of what went."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import codes
from pipeline.clean.factory import STEPS, make
from pipeline.clean.invisible import INVISIBLE
from pipeline.clean.lines import widths
from pipeline.errors import ConfigError
from pipeline.page import Lines, Page
from pipeline.record import Source

CLEAN = make()


def run(text: str, **settings: object) -> Lines:
    clean = make(**settings) if settings else CLEAN  # type: ignore[arg-type]
    return clean(Page("p", text, Source("p.txt", "", "utf-8")))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\u2028", "\u2029", "\x85"])
def test_any_line_end(end: str) -> None:
    assert run(f"林远到会。{end}周明到会。{end}").texts() == ["林远到会。", "周明到会。"]


def test_invisible_characters_go_and_are_counted() -> None:
    lines = run("\ufeff林\u200b远\xad到\0会 。\n")
    assert lines.texts() == ["林远到会。"]
    assert lines.removed == 6


@pytest.mark.parametrize(
    ("step", "raw", "clean", "off"),
    [
        ("line-ends", "林远\r到会", ["林远", "到会"], ["林远\r到会"]),
        ("invisible", "林\u200b远", ["林远"], ["林\u200b远"]),
        ("private-use", "\uf06e林远", ["■林远"], ["\uf06e林远"]),
        ("ideographs", "⾦⼭", ["金山"], ["⾦⼭"]),
        ("widths", "３月", ["3月"], ["３月"]),
        ("indents", "到会。　　散会。", ["到会。", "散会。"], ["到会。散会。"]),
        ("letter-spacing", "同 比 增 长 12", ["同比增长12"], ["同 比 增 长12"]),
        ("wide-names", "明湖林 远", ["明湖林远"], ["明湖林 远"]),
        ("wide-titles", "县委书 记林远到", ["县委书记林远到"], ["县委书 记林远到"]),
        ("mark-spacing", "12 月 21 日", ["12月21日"], ["12 月 21 日"]),
        ("word-spacing", "深入 学习，", ["深入学习，"], ["深入 学习，"]),
    ],
)
def test_each_step_can_be_left_out(step: str, raw: str, clean: list[str], off: list[str]) -> None:
    assert run(raw).texts() == clean
    without = [name for name in STEPS if name != step and (step, name) != ("letter-spacing", "wide-names")]
    assert run(raw, steps=without).texts() == off


def test_a_letter_spaced_title_before_a_name() -> None:
    assert run("县 委 副 书 记林远到会").texts() == ["县委副书记林远到会"]


def test_an_unknown_step_is_named() -> None:
    with pytest.raises(ConfigError, match="unknown step 'nfkc'; available: line-ends, invisible"):
        make(steps=["nfkc"])


def test_how_lines_are_set() -> None:
    lines = run("\n\n　　林远到会\n12月\n\n 同 比 增 长 快\n项　明到会")
    assert lines.blank_before.tolist() == [2, 0, 1, 0]
    assert lines.indent.tolist() == [2, 0, 0.5, 0]
    assert lines.width.tolist() == [4, 2, 5, 5]  # a letter-spaced line is as wide as its characters
    assert [lines.line(at).text for at in range(len(lines))] == ["林远到会", "12月", "同比增长快", "项明到会"]


@given(st.text(max_size=200))
def test_nothing_but_blank_and_invisible_characters_goes(text: str) -> None:
    lines = run(text)
    kept = lines.text.raw.tolist()
    gone = set(range(len(text))) - set(kept)
    assert kept == sorted(set(kept))
    assert lines.removed == len(gone)
    assert all(text[at].isspace() or INVISIBLE.match(text[at]) for at in gone)
    assert all(line.strip() == line != "" for line in lines.texts())
    assert lines.starts[-1] == len(lines.text)
    assert len(lines) == len(lines.width) == len(lines.indent) == len(lines.blank_before)


@pytest.mark.parametrize(
    ("text", "wide"), [("林远", 2), ("12", 1), ("8月", 1.5), ("“会”", 3), ("", 0), ("\u200b\ufeffｱ", 0.5), ("𠮷", 1)]
)
def test_width(text: str, wide: float) -> None:
    assert np.sum(widths(codes(text))) == wide
