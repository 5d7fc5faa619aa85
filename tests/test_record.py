"""The record: what does not fit together is named, with the line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline import resources
from pipeline.errors import RenzhiError
from pipeline.record import GoldArticle, read_lines


def broken(change: str) -> dict[str, Any]:
    """The first sample record with a relation, with one thing wrong."""
    gold = sorted((resources.shipped("corpora") / "gold").glob("*.jsonl"))[-1]
    record = next(r for r in map(json.loads, gold.read_text("utf-8").splitlines()) if r["relations"])
    if change == "person":
        record["relations"][0]["person"] = "e999"
    elif change == "twice":
        record["entities"][1]["id"] = record["entities"][0]["id"]
    elif change == "offset":
        record["entities"][0]["end"] += 10_000
    elif change == "role":
        record["relations"][0]["role"]["start"] += 1
    elif change == "sentence":
        record["relations"][0]["sentence"] = 10_000
    return record


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ("person", "names the person e999, which is no entity"),
        ("twice", "an entity id stands twice"),
        ("offset", "is not what stands at"),
        ("role", "the role of relation r1 is not what stands at"),
        ("sentence", "names sentence 10000 of"),
    ],
)
def test_parts_that_do_not_fit_are_named(tmp_path: Path, change: str, message: str) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(broken(change), ensure_ascii=False) + "\n", "utf-8")
    with pytest.raises(RenzhiError, match=rf"articles\.jsonl:1: record .*{message}"):
        list(read_lines(path, GoldArticle))


def test_what_fits_is_read(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(broken("nothing"), ensure_ascii=False) + "\n\n", "utf-8")
    assert len(list(read_lines(path, GoldArticle))) == 1
