"""The user's own entries, and what the model says."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline import lexicon
from pipeline.entities import dictionary
from pipeline.entities.dictionary import Dictionary, Entry
from pipeline.errors import ConfigError
from pipeline.mention import Mention
from pipeline.script import simplified

TEXT = "明湖数字谷管委会主任林远"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ({}, [("明湖", "LOC"), ("管委会", "ORG"), ("林远", "PER")]),
        ({"明湖数字谷管委会": ("ORG", 1)}, [("明湖数字谷管委会", "ORG"), ("林远", "PER")]),
        ({"明湖数字谷管委会": ("ORG", -1)}, [("明湖", "LOC"), ("管委会", "ORG"), ("林远", "PER")]),
        ({"主任": ("TITLE", -1)}, [("明湖", "LOC"), ("管委会", "ORG"), ("主任", "TITLE"), ("林远", "PER")]),
        (
            {"数字谷": ("LOC", 2), "明湖数字谷管委会": ("ORG", 1)},
            [("明湖", "LOC"), ("数字谷", "LOC"), ("管委会", "ORG"), ("林远", "PER")],
        ),
        ({"数字谷": ("LOC", 1), "明湖数字谷": ("LOC", 1)}, [("明湖数字谷", "LOC"), ("管委会", "ORG"), ("林远", "PER")]),
        ({"明湖": ("LOC", 5), "明湖数字谷": ("LOC", 1)}, [("明湖", "LOC"), ("管委会", "ORG"), ("林远", "PER")]),
        ({"林远": ("PER", 1)}, [("明湖", "LOC"), ("管委会", "ORG"), ("林远", "PER")]),
    ],
)
def test_who_wins(entries: dict, expected: list) -> None:
    model = [
        Mention(0, 2, "LOC", "tagger", 0.9),
        Mention(5, 8, "ORG", "tagger", 0.9),
        Mention(10, 12, "PER", "tagger", 0.9),
    ]
    words = Dictionary({word: Entry(label, priority) for word, (label, priority) in entries.items()})
    assert [(m.text(TEXT), m.label) for m in words.laid(TEXT, model)] == expected


def test_read_from_the_users_folder(tmp_path: Path) -> None:
    (tmp_path / "dictionary.tsv").write_text("数字谷\tLOC\n林远\tPER\t-2\n", "utf-8")
    with lexicon.extended([tmp_path]):
        found = dictionary.load().entries
    assert found == {"数字谷": Entry("LOC", 1), "林远": Entry("PER", -2)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("明湖市首席数据官林远", ["首席数据官"]),
        ("副首席数据官林远", ["副首席数据官"]),
        ("首席数据官员工大会", []),
        ("首席數據官林遠", ["首席數據官"]),
        ("乡亲们", []),
    ],
)
def test_heads_of_titles_take_modifiers_and_their_followers_forbid(tmp_path: Path, text: str, expected: list) -> None:
    (tmp_path / "titles.tsv").write_text("首席数据官\tpost\t员工\n乡亲们\tperson\n", "utf-8")
    with lexicon.extended([tmp_path]):
        found = dictionary.load().laid(simplified(text), [])
    assert [m.text(text) for m in found] == expected


@pytest.mark.parametrize("config", ["default", "lac"])
def test_it_is_laid_over_every_tagger(tmp_path: Path, config: str) -> None:
    (tmp_path / "dictionary.tsv").write_text("数字谷\tLOC\n", "utf-8")
    (article,) = pipeline.load(config, {"run.lexicons": [str(tmp_path)]}).texts(["林远来到数字谷。"])
    assert ("数字谷", "LOC", "dictionary") in [(e.text, e.label, e.by) for e in article.entities]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("林远\tNAME", r"dictionary\.tsv: '林远' has the label 'NAME'; one of: PER, ORG, LOC, TITLE, DATE"),
        ("林远\tPER\thigh", "'林远' has the priority 'high'; give a whole number"),
        ("林远\tPER\t0", "has the priority 0, the model's; give one above or below it"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "dictionary.tsv").write_text(line + "\n", "utf-8")
    with lexicon.extended([tmp_path]), pytest.raises(ConfigError, match=message):
        dictionary.load()
