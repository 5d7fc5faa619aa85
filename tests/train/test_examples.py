"""Labelled text: what is read, what is refused, and that all of it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RenzhiError
from pipeline.train import examples
from pipeline.train.examples import UNSURE, Example, Marked, Marks


def example(*spans: tuple[int, int, str], text: str = "市长林远来了。") -> Example:
    return Example(text, "a", (Marks("renzhi", ("PER", "TITLE"), tuple(Marked(*span) for span in spans)),))


@pytest.mark.parametrize(
    ("spans", "problem"),
    [
        ([], None),
        ([(0, 2, "TITLE"), (2, 4, "PER")], None),
        ([(0, 2, UNSURE)], None),
        ([(2, 4, "PER"), (0, 2, "TITLE")], "renzhi: span 0:2 overlaps the one before it"),
        ([(0, 2, "TITLE"), (1, 4, "PER")], "renzhi: span 1:4 overlaps the one before it"),
        ([(5, 8, "PER")], "renzhi: span 5:8 is none of a text of 7 characters"),
        ([(2, 2, "PER")], "renzhi: span 2:2 is none of a text of 7 characters"),
        ([(0, 2, "ORG")], "renzhi: 'ORG' is none of its labels PER, TITLE"),
    ],
)
def test_what_is_wrong_with_spans(spans: list, problem: str | None) -> None:
    assert example(*spans).problem() == problem


def test_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    examples.write(path, [example((2, 4, "PER"))] * 2)
    assert [examples.parse(line) for line in path.read_text("utf-8").splitlines()] == [example((2, 4, "PER"))] * 2


@pytest.mark.parametrize(
    "line", ["[]", "{", '{"text": "a"}', '{"text": "a", "marks": [{"labels": []}]}', '{"text": "a", "marks": [1]}']
)
def test_what_is_no_example(line: str) -> None:
    with pytest.raises(ValueError, match="no example"):
        examples.parse(line)


def test_a_few_wrong_ones_are_passed_over_and_told_many_are_refused() -> None:
    good, wrong, broken = ("a:1", example()), ("a:2", example((0, 9, "PER"))), ("a:3", "no JSON")
    kept, told = examples.checked([good] * 999 + [wrong])
    assert (len(kept), told) == (999, ["a:2: renzhi: span 0:9 is none of a text of 7 characters"])
    with pytest.raises(RenzhiError, match=r"2 of 1,000 texts are wrong, more than 0\.1%; mend them:\na:2: .*\na:3: no"):
        examples.checked([good] * 998 + [wrong, broken])
    with pytest.raises(RenzhiError, match=r"a:3: no JSON \(12 times\)"):
        examples.checked([broken] * 12)


def test_plain_texts(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "一"}\n{"word": "二"}\n', "utf-8")
    with pytest.raises(RenzhiError, match=r"a\.jsonl:2: no line of JSON with a key 'text'"):
        list(examples.texts(path))
