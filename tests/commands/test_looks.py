"""show, explain, stages, schema, --version."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import pipeline
from tests.conftest import TINY


@pytest.fixture
def run_dir(renzhi, page: Path, tmp_path: Path) -> Path:
    renzhi("run", page, "--out", tmp_path / "out", "--config", TINY)
    return tmp_path / "out"


def test_show(renzhi, run_dir: Path) -> None:
    result = renzhi("show", run_dir)
    assert result.code == 0
    for word in ("林远", "中共明湖市委", "书记", "holds", "2024-03-06", "周明"):
        assert word in result.out


@pytest.mark.parametrize(("option", "value"), [("--person", "林"), ("--org", "明湖")])
def test_show_some(renzhi, run_dir: Path, option: str, value: str) -> None:
    result = renzhi("show", run_dir / "articles.jsonl", option, value)
    assert "林远" in result.out
    assert "周明" not in result.out


def test_show_what_is_not_there(renzhi, tmp_path: Path) -> None:
    result = renzhi("show", tmp_path / "none")
    assert result.code == 2
    assert "give the folder that" in result.err


def test_explain(renzhi) -> None:
    result = renzhi("explain", "明湖市委 书记林远主持会议。", "--config", TINY)
    assert result.code == 0
    for line in (
        "明湖市委书记林远主持会议。",
        "e3  PER   林远  [6:8]  by tiny 0.5",
        "r1  林远 (e3) holds 明湖市委书记",
        "= 中共明湖市委 / 书记  by tiny 0.25, sentence 0",
        "a party organ",
    ):
        assert line in result.out


def test_stages(renzhi) -> None:
    result = renzhi("stages")
    assert result.code == 0
    for word in ("renzhi.text.v1", "pattern = ", "renzhi_entities", "renzhi.lac.v1", "gold = (required)"):
        assert word in result.out


@pytest.mark.parametrize(("option", "name"), [(None, "Article"), ("--gold", "GoldArticle"), ("--facts", "Facts")])
def test_schema(renzhi, option: str | None, name: str) -> None:
    result = renzhi("schema", *([option] if option else []))
    assert json.loads(result.out)["$ref"] == f"#/$defs/{name}"


def test_version_and_help(renzhi) -> None:
    assert renzhi("--version").out == f"renzhi {pipeline.__version__}\n"
    assert "explain" in renzhi("--help").out
