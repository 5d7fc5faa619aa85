"""Records on disk: runs, files, corpora in splits."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import collection, resources
from pipeline.errors import RenzhiError
from pipeline.record import Article, GoldArticle, read_lines

CORPORA = resources.shipped("corpora")


@pytest.mark.parametrize("path", [CORPORA, CORPORA / "gold"])
def test_a_corpus_in_splits(path: Path) -> None:
    found = collection.find(path)
    assert found.kind is GoldArticle
    assert found.splits == ("train", "dev", "test")
    parts = [list(found.read(split)) for split in found.splits]
    assert [len(part) for part in parts] == [71, 78, 81]
    assert {item.id for part in parts for item in part} == {item.id for item in found.read()}
    assert list(found.only("dev").read()) == parts[1]
    assert found.only("dev").splits == ("dev",)


def test_a_run(renzhi, page: Path, tmp_path: Path) -> None:
    from tests.conftest import TINY

    renzhi("run", page, "--out", tmp_path / "out", "--config", TINY)
    found = collection.find(tmp_path / "out")
    assert (found.kind, found.splits, found.name) == (Article, ("train",), "out")
    assert list(found.read()) == list(read_lines(tmp_path / "out" / "articles.jsonl", Article))


def test_a_run_in_splits(tmp_path: Path) -> None:
    shutil.copy(CORPORA / "gold" / "piyang-2021-12-21-p2.jsonl", tmp_path / "articles.jsonl")
    (tmp_path / "splits.csv").write_text("page,split\npiyang-2021-12-21-p2,held-out\n", "utf-8")
    assert collection.find(tmp_path).splits == ("held-out",)
    (tmp_path / "splits.csv").write_text("page,split\nother,train\n", "utf-8")
    with pytest.raises(RenzhiError, match="no line for the page 'piyang-2021-12-21-p2'"):
        list(collection.find(tmp_path).read("train"))


@pytest.mark.parametrize(
    ("table", "message"), [("page\nx\n", "splits.csv:2: expected"), ("page,split\nx,\n", "splits.csv:2: expected")]
)
def test_a_bad_table(table: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "articles.jsonl").write_text("")
    (tmp_path / "splits.csv").write_text(table, "utf-8")
    with pytest.raises(RenzhiError, match=message):
        collection.find(tmp_path)


def test_no_records(tmp_path: Path) -> None:
    with pytest.raises(RenzhiError, match="no records; give"):
        collection.find(tmp_path)


def test_no_such_split() -> None:
    with pytest.raises(RenzhiError, match="--split x: no such split; one of: train, dev, test"):
        collection.find(CORPORA).only("x")


def test_a_bad_file_is_told_of_when_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": 1}\n')
    found = collection.find(tmp_path)
    with pytest.raises(RenzhiError, match=r"a\.jsonl:1: no record"):
        list(found.read())
