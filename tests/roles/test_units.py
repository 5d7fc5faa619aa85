"""A sentence as a row of persons and posts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import lexicon
from pipeline.mention import Mention
from pipeline.roles.cues import Cues
from pipeline.roles.units import Heads, Person, Post, row

HEADS, PARTING = Heads(), Cues().parting


def read(marked: str):  # type: ignore[no-untyped-def]
    """``柳坪县委/ORG 书记/TITLE 程岚/PER 到会。`` as a row; words without a label are no mentions."""
    text, mentions = "", []
    for part in marked.split():
        word, _, label = part.partition("/")
        if label:
            mentions.append(Mention(len(text), len(text) + len(word), label, "test", 1.0))  # type: ignore[arg-type]
        text += word
    return text, row(text, (0, len(text)), mentions, HEADS, PARTING)


@pytest.mark.parametrize(
    ("marked", "units", "gaps"),
    [
        ("柳坪县委/ORG 书记/TITLE 程岚/PER 到会。", ["柳坪县委书记", "程岚"], ["", "", "到会。"]),
        ("岚江/LOC 柳坪县/LOC 副县长/TITLE 程岚/PER", ["岚江柳坪县副县长", "程岚"], ["", "", ""]),
        ("近日/DATE ， 程岚/PER 到 柳坪县/LOC 。", ["程岚"], ["近日，", "到柳坪县。"]),
        ("市人社局/ORG 原 局长/TITLE 程岚/PER", ["局长", "程岚"], ["", "", ""]),
        ("市人社局/ORG （挂职） 局长/TITLE", ["局长"], ["", ""]),
        ("市人社局/ORG ， 局长/TITLE", ["局长"], ["市人社局，", ""]),
        ("", [], [""]),
    ],
)
def test_units_and_gaps(marked: str, units: list[str], gaps: list[str]) -> None:
    text, found = read(marked)
    assert [text[u.start : u.end] for u in found.units] == units
    assert found.gaps == gaps


@pytest.mark.parametrize(
    ("marked", "front", "parted"),
    [
        ("市人社局/ORG 原 局长/TITLE", "市人社局", "原"),
        ("市人社局/ORG （挂职） 局长/TITLE", "市人社局", "（挂职）"),
        ("市人社局/ORG 局长/TITLE", "市人社局", ""),
        ("局长/TITLE", None, ""),
        ("市人社局/ORG 的老 局长/TITLE", None, ""),
    ],
)
def test_the_front_of_a_post(marked: str, front: str | None, parted: str) -> None:
    text, found = read(marked)
    (post,) = found.units
    assert isinstance(post, Post)
    assert (post.front and text[slice(*post.front)], post.parted) == (front, parted)


def test_the_front_of_a_person() -> None:
    text, found = read("泽川大学/ORG 程岚/PER 教授/TITLE")
    person, _ = found.units
    assert isinstance(person, Person)
    assert person.front is not None
    assert text[slice(*person.front)] == "泽川大学"


@pytest.mark.parametrize(
    ("gap", "plain"), [("（挂职）", ""), ("同志任", "任"), (" 、 ", "、"), ("（女，汉族）先生", ""), ("（", "（")]
)
def test_plain_gaps(gap: str, plain: str) -> None:
    title = Mention(len(gap) + 2, len(gap) + 4, "TITLE", "test", 1.0)
    found = row(text := f"程岚{gap}局长", (0, len(text)), [Mention(0, 2, "PER", "test", 1.0), title], HEADS, PARTING)
    assert (found.gaps[1], found.plain[1]) == (gap, plain)


@pytest.mark.parametrize(
    ("title", "kind"),
    [("常务副市长", "post"), ("记者", "byline"), ("特约通讯员", "byline"), ("市领导", "group"), ("护笛使", "post")],
)
def test_kinds(title: str, kind: str) -> None:
    assert HEADS.kind(title) == kind


def test_the_kind_of_a_users_own_title(tmp_path: Path) -> None:
    (tmp_path / "titles.tsv").write_text("护笛使\tbyline\n", "utf-8")
    with lexicon.extended([tmp_path]):
        assert Heads().kind("副护笛使") == "byline"
