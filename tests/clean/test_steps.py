"""The clean stage: lines, invisible characters, wraps, and the count of what went."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.factory import make
from pipeline.clean.joining import continues, width
from pipeline.page import Line, Lines, Page
from pipeline.record import Source

CLEAN = make()


def run(text: str) -> Lines:
    return CLEAN(Page("p", text, Source("p.txt", "", "utf-8")))


def paragraphs(text: str) -> list[str]:
    """The lines of a text, those that are joined put together."""
    out: list[str] = []
    for line in run(text).lines:
        if line.joined:
            out[-1] += line.text.text
        else:
            out.append(line.text.text)
    return out


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\f", "\u2028", "\u2029", "\x85"])
def test_any_line_end(end: str) -> None:
    assert [line.text.text for line in run(f"林远到会。{end}周明到会。{end}").lines] == ["林远到会。", "周明到会。"]


def test_invisible_characters_go_and_are_counted() -> None:
    lines = run("\ufeff林\u200b远\xad到\0会 。\n")
    assert lines.lines[0].text.text == "林远到会。"
    assert lines.removed == 6


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Columns: wraps go on, also over blank lines; a short line with a stop ends a paragraph.
        (
            "会议要求各镇认真做好防汛\n工作，确保安全，做好物资\n\n储备和值班值守等各项准备\n工作。\n会议还研究了其他几个问题\n并作出部署。",
            [
                "会议要求各镇认真做好防汛工作，确保安全，做好物资储备和值班值守等各项准备工作。",
                "会议还研究了其他几个问题并作出部署。",
            ],
        ),
        # An indent begins a paragraph, though the line before it is full.
        (
            "林远到东河镇调研防汛工作\n，要求做好值守准备，到岗。\n　　林远还来到西河镇看望\n干部群众。",
            ["林远到东河镇调研防汛工作，要求做好值守准备，到岗。", "林远还来到西河镇看望干部群众。"],
        ),
        # One paragraph a line: nothing is joined.
        (
            "林远到东河镇调研防汛工作，" * 6 + "到岗。\n特首林远\n" + "会议指出，要做好准备工作。" * 6,
            ["林远到东河镇调研防汛工作，" * 6 + "到岗。", "特首林远", "会议指出，要做好准备工作。" * 6],
        ),
        # An opener begins something new after a line cut off.
        (
            "明湖市召开防汛工作会议\n本报讯（记者李青）近日，\n明湖市召开会议。",
            ["明湖市召开防汛工作会议", "本报讯（记者李青）近日，明湖市召开会议。"],
        ),
        # A flattened page that kept its paragraphs' indents.
        ("林远出席会议并讲话。　　周明主持会议。", ["林远出席会议并讲话。", "周明主持会议。"]),
    ],
)
def test_wraps(text: str, expected: list[str]) -> None:
    assert paragraphs(text) == expected


def test_a_comma_goes_on_however_short_its_line() -> None:
    short = Line(run("主任项明，").lines[0].text, width=5, column=20)
    assert continues(short, short)


@given(st.text(max_size=200))
def test_nothing_but_blank_and_invisible_characters_goes(text: str) -> None:
    lines = run(text)
    kept = sorted(start + i for line in lines.lines for _, n, start, _ in line.text.segments for i in range(n))
    gone = set(range(len(text))) - set(kept)
    assert len(kept) == len(set(kept))
    assert lines.removed == len(gone)
    from pipeline.clean.invisible import INVISIBLE

    assert all(text[at].isspace() or INVISIBLE.match(text[at]) for at in gone)
    assert all(line.text.text.strip() == line.text.text != "" for line in lines.lines)


@pytest.mark.parametrize(("text", "wide"), [("林远", 2), ("12", 1), ("8月", 1.5), ("“会”", 3), ("", 0)])
def test_width(text: str, wide: float) -> None:
    assert width(text) == wide
