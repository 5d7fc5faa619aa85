"""renzhi degrade, and a run over what it makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.resources import shipped
from tests.conftest import TINY

GOLD = sorted(Path(shipped("corpora"), "gold").glob("*.jsonl"))[:3]


def test_pages_gold_and_notes(renzhi, tmp_path: Path) -> None:
    out = tmp_path / "d"
    result = renzhi("degrade", *GOLD, "--out", out, "--seed", "3", "--articles", "10")
    assert result.code == 0, result.err
    assert "4 pages of 32 articles" in result.out
    notes = [json.loads(line) for line in (out / "pages.jsonl").read_text("utf-8").splitlines()]
    assert [note["path"] for note in notes] == [f"pages/standard-000{n}.txt" for n in (1, 2, 3, 4)]
    ids = [json.loads(line)["id"] for path in (out / "gold").iterdir() for line in path.open(encoding="utf-8")]
    assert {name for note in notes for name in note["interleaved"]} < set(ids)


def test_the_gold_fits_a_run(renzhi, tmp_path: Path) -> None:
    out = tmp_path / "d"
    assert renzhi("degrade", *GOLD, "--out", out, "--pages", "2").code == 0
    assert renzhi("run", out / "pages", "--out", tmp_path / "run", "--config", TINY).code == 0
    result = renzhi("evaluate", tmp_path / "run", out / "gold", "--json")
    assert result.code == 0, result.err


def test_the_same_seed_gives_the_same_bytes(renzhi, tmp_path: Path) -> None:
    for name, seed in (("a", "1"), ("b", "1"), ("c", "2")):
        renzhi("degrade", GOLD[0], "--out", tmp_path / name, "--preset", "training", "--seed", seed, "--pages", "3")
    a, b, c = (
        {path.relative_to(tmp_path / name): path.read_bytes() for path in (tmp_path / name).rglob("*.*")}
        for name in "abc"
    )
    assert a == b
    assert a != c


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--preset", "none"], "one of: standard, training"),
        (["--set", "read.pattern=x"], "no section 'read'"),
        (["--set", "degrade.blur=1"], "unknown key 'blur'"),
        (["--articles", "few"], "write a number or a range, for instance 5-10"),
    ],
)
def test_bad_options(renzhi, tmp_path: Path, options: list[str], says: str) -> None:
    result = renzhi("degrade", GOLD[0], "--out", tmp_path / "d", *options)
    assert result.code == 2
    assert says in result.err


def test_pages_are_not_mixed(renzhi, tmp_path: Path) -> None:
    renzhi("degrade", GOLD[0], "--out", tmp_path)
    result = renzhi("degrade", GOLD[0], "--out", tmp_path)
    assert result.code == 2
    assert "give another --out" in result.err
