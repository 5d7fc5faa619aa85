"""Names that their surroundings give away, on rows of pieces as a tagger makes them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.entities.formal import formal_names
from pipeline.entities.names import Names
from pipeline.entities.neighbours import Neighbours
from pipeline.entities.organisations import Organisations
from pipeline.entities.persons import Persons
from pipeline.entities.pieces import Piece, overlay
from pipeline.entities.places import Divisions

PERSONS = Persons(Names(), Divisions(), Organisations().head)
NEIGHBOURS = Neighbours(Names(), Divisions())
Step = Callable[[str, list[Piece]], list[Piece]]


def row(marked: str) -> tuple[str, list[Piece]]:
    """``记者/BYLINE 程岚/PER`` as a text and its pieces; ``_`` stands for a blank."""
    text, pieces = "", []
    for word, _, tag in (part.rpartition("/") for part in marked.split()):
        by, tag = ("byline-title", "TITLE") if tag == "BYLINE" else ("tagger", tag)
        pieces.append(Piece(len(text), len(text) + len(word), tag, 0.9, by))
        text += word.replace("_", " ")
    return text, pieces


def persons(step: Step, marked: str) -> list[str]:
    text, pieces = row(marked)
    return [text[p.start : p.end] for p in step(text, pieces) if p.tag == "PER"]


def formal(text: str, pieces: list[Piece]) -> list[Piece]:
    return overlay(pieces, formal_names(text, pieces, Divisions()))


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("约翰/PER ·/w 史密斯/PER", ["约翰·史密斯"]),
        ("安/nr ·/w 玛丽/nr ·/w 科尔/nr ，/w", ["安·玛丽·科尔"]),
        ("与/p Mark/nz _/w Lee/nz 见面/v", ["Mark Lee"]),
        ("青年报/n ·/w 在线/n", []),
        ("苹果/n USB/nz 接口/n", []),
    ],
)
def test_formal(marked: str, names: list[str]) -> None:
    assert persons(formal, marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("程岚/PER 到会/v", ["程岚"]),
        ("林/PER 书记/TITLE", []),
        ("老陆/PER 说/v", []),
        ("小程/PER 说/v", []),
        ("欧阳澄/PER", ["欧阳澄"]),
        ("王某某/PER", ["王某某"]),
        ("林郑慧心/PER", ["林郑慧心"]),
    ],
)
def test_checked(marked: str, names: list[str]) -> None:
    assert persons(PERSONS.checked, marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        ("何秀/PER 云任/v 县长/TITLE", ["何秀云"]),
        ("何秀/PER 云/n ，/w", ["何秀云"]),
        ("何秀/PER 和/c ，/w", ["何秀和"]),
        ("何秀/PER 和/c 程岚/PER", ["何秀", "程岚"]),
        ("何秀/PER 到/v ，/w", ["何秀"]),
        ("任命/v 万里晴/n 为/v 局长/TITLE", ["万里晴"]),
        ("免去/v 高山/n 的/u 局长/TITLE", []),
        ("于望舒/n ，/w 女/a ，/w 1985年生/TIME", ["于望舒"]),
        ("，/w 万里晴/n 任/v 局长/TITLE", ["万里晴"]),
    ],
)
def test_completed(marked: str, names: list[str]) -> None:
    assert persons(PERSONS.completed, marked) == names


@pytest.mark.parametrize(
    ("marked", "names"),
    [
        # Of a byline.
        ("记者/BYLINE _/w 万里晴/n", ["万里晴"]),
        ("记者/BYLINE 万里晴/n ）/w", ["万里晴"]),
        ("通讯员/BYLINE ：/w 石为/n", ["石为"]),
        ("记者/BYLINE 在/p 现场/n 看到/v", []),
        ("记者/BYLINE 程岚/PER ）/w", ["程岚"]),
        # Beside titles.
        ("副市长/TITLE 高扬/v 、/w 程岚/PER", ["高扬", "程岚"]),
        ("副市长/TITLE 万里晴/n 到会/v", ["万里晴"]),
        ("副市长/TITLE 严明/ad 、/w", ["严明"]),
        ("副市长/TITLE 严格/ad 要求/v", []),
        ("副市长/TITLE 要求/v", []),
        ("、/w 胥望舒/nz 副市长/TITLE", ["胥望舒"]),
        # In lists.
        ("程岚/PER 、/w 石为/n 、/w 何秀云/PER", ["程岚", "石为", "何秀云"]),
        ("高升/v 、/w 程岚/PER", ["高升", "程岚"]),
        ("程岚/PER 、/w 市领导/n", ["程岚"]),
        ("程岚/PER ，/w 高升/v", ["程岚"]),
    ],
)
def test_neighbours(marked: str, names: list[str]) -> None:
    assert persons(NEIGHBOURS.find, marked) == names
