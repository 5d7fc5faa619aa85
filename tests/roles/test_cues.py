"""The words that join persons to posts."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import lexicon
from pipeline.errors import ConfigError
from pipeline.roles.cues import Cues

CUES = Cues()


@pytest.mark.parametrize(
    ("gap", "verb"),
    [
        ("任", "任"),
        ("担任", "担任"),
        ("不再担任", "不再担任"),
        ("，2017年4月起任", "起任"),
        ("当选新一届", "当选"),
        ("出席会议，", None),
        ("任期内到", None),
        ("当选。", None),
        ("", None),
    ],
)
def test_verb(gap: str, verb: str | None) -> None:
    assert CUES.verb(gap) == verb


@pytest.mark.parametrize(
    ("place", "gap", "word"),
    [("before", "，新任", "新任"), ("before", "泽川市原", "原"), ("before", "原来的", None), ("from", "由", "由")],
)
def test_ending(place: str, gap: str, word: str | None) -> None:
    assert CUES.ending(place, gap) == word


@pytest.mark.parametrize(
    ("place", "gap", "word"),
    [("after", "提名人选程岚", "提名人选"), ("move", "转任", "转任"), ("by", "担任", "担任"), ("after", "到会", None)],
)
def test_beginning(place: str, gap: str, word: str | None) -> None:
    assert CUES.beginning(place, gap) == word


@pytest.mark.parametrize(
    ("place", "word", "kind"),
    [
        ("verb", "当选", "appointed"),
        ("verb", "不再担任", "removed"),
        ("verb", "拟任", "proposed"),
        ("verb", "曾任", "former"),
        ("verb", "任", "text"),
        ("give", "免去", "removed"),
        ("give", "提名", "proposed"),
        ("before", "新任", "appointed"),
        ("before", "原", "former"),
    ],
)
def test_type(place: str, word: str, kind: str) -> None:
    assert CUES.type(place, word) == kind


@pytest.mark.parametrize(
    ("kind", "report", "settled"),
    [("text", True, "appointed"), ("text", False, "holds"), ("former", True, "former"), ("removed", False, "removed")],
)
def test_settle(kind: str, report: bool, settled: str) -> None:
    assert CUES.settle(kind, report) == settled


def test_a_users_own_cue(tmp_path: Path) -> None:
    own = tmp_path / "role-cues.tsv"
    own.write_text("荣膺\tverb\tappointed\n任\tverb\tformer\n", "utf-8")
    with lexicon.extended([tmp_path]):
        cues = Cues()
    assert (cues.verb("荣膺"), cues.type("verb", "荣膺")) == ("荣膺", "appointed")
    assert cues.type("verb", "任") == "former"  # a later line wins


@pytest.mark.parametrize("line", ["荣膺\tnowhere\tholds", "荣膺\tverb\twins"])
def test_an_unknown_place_or_type_is_named(tmp_path: Path, line: str) -> None:
    own = tmp_path / "role-cues.tsv"
    own.write_text(line + "\n", "utf-8")
    with pytest.raises(ConfigError, match=r"'荣膺'.*must be one of"), lexicon.extended([tmp_path]):
        Cues()
