"""A board of our default, a tool with few answers and one that is not there, over gold of several kinds."""

from __future__ import annotations

import doctest
import hashlib
import json
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import goldsets
import leaderboard
import peers
import peers.__main__
import pytest
import report
import tools
from baseline import held
from tools import Tool

import pipeline
from pipeline.errors import RenzhiError
from pipeline.record import write_lines
from pipeline.runner import Pipeline

TEXTS = ("泽川市委书记程岚主持召开会议，副市长唐文静参加。", "柳坪县委书记骆明到任，县长喻岚出席。")
KNOWN = {"程岚": "person", "骆明": "person", "书记": "job", "泽川市委": "org", "柳坪县委": "org", "参加": "verb"}
FACTS = {
    "schema": "renzhi.facts/1", "page": "a.txt", "article": "a1", "anchor": "召开会议", "headline": None, "ends": None,
    "region": None, "persons": ["程岚", "唐文静"], "orgs": [], "locs": [], "relations": [],
}  # fmt: skip


@pytest.mark.parametrize("name", ["baseline", "goldsets", "leaderboard", "peers.renzhi"])
def test_doctests(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


HELD: list[tuple[str, str, list[tuple[str, str, str]]]] = [
    ("nothing", "", []),
    ("a title alone", "T书记 P骆明", [("骆明", "书记", "书记")]),
    ("a body and a place", "L柳坪县 O教育局 T局长 P骆明", [("骆明", "柳坪县教育局局长", "局长")]),
    ("a word between", "T书记 _是 P骆明", []),
    ("behind the name", "P骆明 T书记", []),
    ("a name and a name", "T书记 P骆明 P喻岚", [("骆明", "书记", "书记")]),
    ("a body without a title", "O县委 P骆明", []),
    ("two titles", "O县委 T书记 T县长 P骆明", [("骆明", "县长", "县长")]),
]


@pytest.mark.parametrize(("marked", "expected"), [case[1:] for case in HELD], ids=[case[0] for case in HELD])
def test_a_post_is_what_stands_before_the_name(marked: str, expected: list[tuple[str, str, str]]) -> None:
    text, spans = "", []
    for kind, word in ((piece[0], piece[1:]) for piece in marked.split()):
        if kind != "_":
            label = {"T": "TITLE", "O": "ORG", "L": "LOC", "P": "PER"}[kind]
            spans.append((len(text), len(text) + len(word), label))
        text += word
    found = [
        (text[slice(*spans[post.person][:2])], *(text[at : spans[post.person][0]] for at in (post.start, post.title)))
        for post in held(spans)
    ]
    assert found == expected


@pytest.fixture(scope="module")
def nlp() -> Pipeline:
    return pipeline.load("default")


@pytest.fixture
def gold(nlp: Pipeline, tmp_path: Path) -> Path:
    """Two pages that our default labels; what it says is right by definition."""
    path = tmp_path / "mine.jsonl"
    write_lines(path, nlp.texts(TEXTS))
    return path


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two peers: ``fake`` knows some words, ``absent`` is not installed; both are asked in this process."""

    def tag(texts: list[str]) -> list[peers.Spans]:
        return [[(at, at + len(w), tag) for w, tag in KNOWN.items() if (at := text.find(w)) >= 0] for text in texts]

    def load() -> peers.Tag:
        raise ModuleNotFoundError("No module named 'absent'")

    for name, loader in (("fake", lambda: tag), ("absent", load)):
        module = ModuleType(f"peers.{name}")
        vars(module).update(
            PACKAGE=name, LABELS={"person": "PER", "org": "ORG", "job": "TITLE"}, SEEN=("mine",), load=loader
        )
        monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(peers, "NAMES", ("fake", "absent"))
    monkeypatch.setattr(tools, "apart", lambda peer, job: peers.__main__.answer(peer, json.loads(job)))


def row(text: str, name: str, number: int = 0) -> list[str]:
    """Cells of the row of this name, in the table of this number that has one."""
    lines = [line for line in text.splitlines() if line.startswith(f"| {name} |")]
    return [cell.strip() for cell in lines[number].split("|")[2:-1]]


def test_the_board(fakes: None, gold: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys) -> None:
    monkeypatch.setattr(report, "ROOT", tmp_path)
    (tmp_path / "README.md").write_text("before\n<!-- leaderboard -->\nold\n<!-- /leaderboard -->\nafter\n", "utf-8")
    monkeypatch.setattr(sys, "argv", ["leaderboard.py", "--data", f"of mine={gold}", "--readme"])
    leaderboard.main()
    text = capsys.readouterr().out
    digest = hashlib.sha256(gold.read_bytes()).hexdigest()[:12]
    assert f"of mine, 2 pages, 2 texts, {sum(map(len, TEXTS))} characters, sha256 {digest}:" in text
    some = "66.7 (66.7–66.7)"  # one of two persons, organisations and posts on each page, and nothing false
    assert row(text, "fake", 1)[:3] == [some, "100.0 (100.0–100.0)", some]
    assert row(text, "fake", 1)[-3:] == [some] * 3
    assert row(text, "absent", 1) == ["not installed", "–", "–", "–", "–", "–"]
    assert row(text, "absent", 2)[-1] == "not installed: No module named 'absent'"
    assert row(text, "fake")[2] == row(text, "fake")[4] == "–"  # it has no places and no dates, the test pages do
    assert (tmp_path / "README.md").read_text("utf-8") == (
        f"before\n<!-- leaderboard -->\n{text.strip()}\n<!-- /leaderboard -->\nafter\n"
    )


def test_ours_is_the_whole_pipeline_over_the_texts(gold: Path, nlp: Pipeline) -> None:
    (found,) = leaderboard.scored(
        Tool("ours", peers.OURS, {"config": "default"}), [goldsets.external(str(gold), dict)]
    ).values()
    assert {found.by_page[name].f1 for name in ("entity", "surface", "resolved", "typed")} == {1.0}


def test_facts_are_read_from_their_pages(tmp_path: Path, nlp: Pipeline, fakes: None) -> None:
    for folder in ("pages", "gold"):
        (tmp_path / folder).mkdir()
    page, facts = tmp_path / "pages" / "a.txt", tmp_path / "gold" / "a.jsonl"
    page.write_text("　　泽川市委书记程  岚主持召开会议，副市长唐文静参加会议并讲话。\n", "utf-8")
    facts.write_text(json.dumps(FACTS, ensure_ascii=False) + "\n", "utf-8")
    found = goldsets.external(f"papers={tmp_path}", lambda: nlp)
    assert (found.name, found.pages, found.files) == ("papers", 1, (facts,))
    assert found.sha256 == hashlib.sha256(facts.read_bytes() + page.read_bytes()).hexdigest()
    assert "程岚" in "".join(found.texts)
    (tool,) = tools.asked(["fake"], "default", [])
    text = leaderboard.tables([tool], [found])
    assert row(text, "fake")[0] == "66.7"  # one page has no interval


def write(path: Path, *items: dict) -> None:
    path.write_text("".join(json.dumps(item) + "\n" for item in items), "utf-8")


def test_both_kinds(gold: Path, nlp: Pipeline, tmp_path: Path) -> None:
    write(tmp_path / "facts.jsonl", FACTS)
    with pytest.raises(RenzhiError, match="both facts and records; give them apart"):
        goldsets.external(str(tmp_path), lambda: nlp)


WRONG: list[tuple[str, Callable[[Path], object], str]] = [
    ("nothing there", lambda path: None, "no such file or folder"),
    ("empty", lambda path: write(path), "holds no gold"),
    ("no page", lambda path: write(path, FACTS), "a.txt: no such page"),
    ("another schema", lambda path: write(path, {"schema": "other/1"}), r"some\.jsonl:1: schema 'other/1' is no gold"),
]


@pytest.mark.parametrize(("make", "said"), [case[1:] for case in WRONG], ids=[case[0] for case in WRONG])
def test_gold_that_cannot_be_used(make: Callable[[Path], object], said: str, nlp: Pipeline, tmp_path: Path) -> None:
    make(tmp_path / "some.jsonl")
    with pytest.raises(RenzhiError, match=said):
        goldsets.external(str(tmp_path / "some.jsonl"), lambda: nlp)
