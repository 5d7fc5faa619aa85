"""Examples in, tables out."""

from __future__ import annotations

import doctest
import json
from importlib import import_module
from pathlib import Path

import examples
import ner
import pytest
import tools
from examples import Example, Named
from tools import Tool, asked

import pipeline
from pipeline.errors import RenzhiError

PER = frozenset({"PER"})


@pytest.mark.parametrize(
    "name",
    [
        "examples",
        "ner",
        "noise",
        "strict",
        "tools",
        "peers",
        "peers.decode",
        "peers.foolnltk",
        "peers.frozen",
        "peers.jiagu",
    ],
)
def test_doctests(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def line(text: str, spans: list, labels: list[str], doc: str = "1") -> str:
    marks = {"convention": "cluener", "labels": labels, "spans": spans}
    return json.dumps({"doc": doc, "text": text, "marks": [marks]}) + "\n"


def test_a_file(tmp_path: Path) -> None:
    path = tmp_path / "some.jsonl"
    labels = ["name", "movie"]
    path.write_text(line("林远说", [[0, 2, "name"], [2, 3, "movie"]], labels) + line(" ", [], labels, "2"), "utf-8")
    assert examples.load(path) == [Example("林远说", frozenset({(0, 2, "PER")}), PER, "some", "some 1")]
    path.write_text(line("林远", [[1, 3, "name"]], labels), "utf-8")
    with pytest.raises(RenzhiError, match=r"some\.jsonl:1: cluener: span 1:3 overlaps another or leaves the text"):
        examples.load(path)


def test_a_sample_is_the_same_each_time_and_in_order() -> None:
    every = [Example(str(n), frozenset(), PER, "some", str(n)) for n in range(50)]
    some = examples.sample(every, 10)
    assert some == examples.sample(every, 10) == sorted(some, key=every.index)
    assert examples.sample(every, 60) == every


def test_pages_are_put_together_and_labels_not_listed_are_not_judged(tmp_path: Path) -> None:
    for folder in ("pages", "gold"):
        (tmp_path / folder).mkdir()
    text = "　　3月5日，明湖市委书记林  远主持召开会议，研究部署干部工作，市长周明参加会议并讲话。"
    (tmp_path / "pages" / "a.txt").write_text(text, "utf-8")
    facts = {"page": "a.txt", "persons": ["林远", "周明"], "orgs": [], "locs": []}
    (tmp_path / "gold" / "a.jsonl").write_text(json.dumps(facts) + "\n", "utf-8")
    (page,) = examples.pages(tmp_path, pipeline.load("default"))
    assert "林远" in "".join(page.texts)
    assert (page.labels, page.names) == (PER, {("林远", "PER"), ("周明", "PER")})


@pytest.fixture
def tests() -> ner.Tests:
    example = Example("未来，林远说。", frozenset({(3, 5, "PER")}), PER, "msra", "msra 1")
    page = Named("a.txt", ("林远来。", "林 远去。"), frozenset({("林远", "PER")}), PER)
    return ner.Tests({"dev": [example]}, [example], [page])


def test_tables(tests: ner.Tests) -> None:
    tool = Tool("**renzhi**", "renzhi", ready=1.5, peak=99)
    for name, texts in tests.texts().items():
        tool.spans[name] = [[(at, at + 3, "PER")] if (at := text.find("林 远")) >= 0 else [] for text in texts]
        tool.characters[name], tool.seconds[name] = sum(map(len, texts)), 0.01
    tool.spans["dev"] = [[(3, 5, "PER"), (0, 2, "LOC")]]
    tool.spans[ner.PAGES] = [[(0, 2, "PER")], [(0, 3, "PER")]]
    worst = ner.degree(0.1, 0.1)
    tool.spans[worst] = [[(at.origin.index(3), at.origin.index(4) + 1, "PER")] for at in tests.damaged[worst]]
    seen = Tool("other", "chinesener", spans=tool.spans, characters=tool.characters, seconds=tool.seconds)
    gone = Tool("gone", "jieba", failed="no | such")
    text = ner.tables([tool, seen, gone], tests)
    assert "| **renzhi** † | 100.0 (100.0–100.0) |" in text  # on the set: places are not judged
    assert "| other † | 100.0 (100.0–100.0) |" in text  # trained on its source
    assert "| **renzhi** | 100.0 | 100.0 | 100.0 (100.0–100.0) | n/a |" in text  # on pages: blanks do not count
    noise = next(row for row in text.splitlines() if row.startswith("| **renzhi** | 0.0 |"))
    assert noise.endswith("| 100.0 |")
    assert "| gone | – | – | – | not run: no / such |" in text
    size = sum(len(text) for text in tests.texts()["dev"] + tests.texts()[ner.PAGES])
    assert f"| **renzhi** | {size / 0.02:,.0f} | 99 | 1.5 |" in text


def test_ours_can_follow_conventions() -> None:
    found = asked(["renzhi"], "fast", ["msra"])
    assert [(tool.peer, tool.settings) for tool in found] == [("renzhi", {"config": "fast", "convention": "msra"})]
    assert asked([], "fast", [])[0].settings == {"config": "fast"}


def test_answers_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = {"ready": 1.0, "peak": 2.0, "sets": {"dev": {"seconds": 1.0, "spans": [[[0, 2, "nr"]]]}}}
    calls = []
    monkeypatch.setattr(tools, "apart", lambda peer, job: calls.append(peer) or answer)
    for _ in range(2):
        tool = Tool("jieba 1", "jieba")
        tool.ask({"dev": ["林远。"]}, tmp_path)
        assert tool.spans == {"dev": [[(0, 2, "PER")]]}
    assert calls == ["jieba"]
    Tool("jieba 2", "jieba").ask({"dev": ["林远。"]}, tmp_path)
    assert calls == ["jieba", "jieba"]
