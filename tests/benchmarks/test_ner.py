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
from examples import Example
from tools import Tool, asked

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
    with pytest.raises(RenzhiError, match=r"some\.jsonl:1: cluener: span 1:3 (is none of|overlaps)"):
        examples.load(path)


def test_a_sample_is_the_same_each_time_and_in_order() -> None:
    every = [Example(str(n), frozenset(), PER, "some", str(n)) for n in range(50)]
    some = examples.sample(every, 10)
    assert some == examples.sample(every, 10) == sorted(some, key=every.index)
    assert examples.sample(every, 60) == every


@pytest.fixture
def tests() -> ner.Tests:
    example = Example("未来，林远说。", frozenset({(3, 5, "PER")}), PER, "msra", "msra 1")
    return ner.Tests({"dev": [example]}, [example])


def test_tables(tests: ner.Tests) -> None:
    tool = Tool("**renzhi**", "renzhi", ready=1.5, peak=99)
    for name, texts in tests.texts().items():
        tool.spans[name] = [[] for _ in texts]
        tool.characters[name], tool.seconds[name] = sum(map(len, texts)), 0.01
    tool.spans["dev"] = [[(3, 5, "PER"), (0, 2, "LOC")]]
    worst = ner.degree(0.1, 0.1)
    tool.spans[worst] = [[(at.origin.index(3), at.origin.index(4) + 1, "PER")] for at in tests.damaged[worst]]
    seen = Tool("other", "chinesener", spans=tool.spans, characters=tool.characters, seconds=tool.seconds)
    gone = Tool("gone", "jieba", failed="no | such")
    text = ner.tables([tool, seen, gone], tests)
    assert "| **renzhi** † | 100.0 (100.0–100.0) |" in text  # on the set: places are not judged
    assert "| other † | 100.0 (100.0–100.0) |" in text  # trained on its source
    noise = next(row for row in text.splitlines() if row.startswith("| **renzhi** | 0.0 |"))
    assert noise.endswith("| 100.0 |")
    assert "| gone | – | – | – | not run: no / such |" in text
    size = len(tests.texts()["dev"][0])
    assert f"| **renzhi** | {size / 0.01:,.0f} | 99 | 1.5 |" in text


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
