from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.accounts import Accounts
from pipeline.errors import InputError, RenzhiError
from pipeline.page import Box
from pipeline.record import Article, read_lines
from pipeline.write.boxes import placed
from pipeline.write.factory import prepare, write
from pipeline.write.relations import COLUMNS, rows

RECORD = {
    "schema": "renzhi.article/1",
    "id": "p#01",
    "source": {"path": "p.txt", "sha256": "00", "encoding": "utf-8", "page": None},
    "issue": {"paper": None, "date": "2024-03-06", "region": None},
    "kind": "article",
    "headline": [{"text": "=林远", "raw": [[0, 2]]}, {"text": "讲话", "raw": [[3, 5]]}],
    "text": "市长林远，\n说",
    "segments": [[0, 1, 6, 1], [1, 4, 8, 4], [6, 1, 13, 1]],
    "sentences": [[0, 5], [6, 7]],
    "entities": [
        {"id": "e1", "label": "PER", "start": 2, "end": 4, "text": "林远", "raw": [[9, 11]], "by": "x", "score": 0.9}
    ],
    "relations": [
        {
            "id": "r1",
            "type": "holds",
            "person": "e1",
            "role": {"text": "市长", "start": 0, "end": 2, "raw": [[6, 7], [8, 9]]},
            "org": None,
            "title": "市长",
            "sentence": 0,
            "date": ["2024-01-01", "2024-01-31"],
            "by": "x",
            "score": 0.5,
        }
    ],
    "score": 0.9,
}


@pytest.fixture
def article(tmp_path: Path) -> Article:
    path = tmp_path / "record.jsonl"
    path.write_text(json.dumps(RECORD), "utf-8")
    return next(read_lines(path, Article))


def finished(article: Article, accounts: Accounts) -> Iterator[Article]:
    accounts.finished([article], 20, 3)
    yield article


def test_a_row_a_relation(article: Article) -> None:
    (row,) = rows(article)
    assert dict(zip(COLUMNS, row, strict=True)) == {
        "person": "林远",
        "role": "市长",
        "org": "",
        "title": "市长",
        "type": "holds",
        "date": "2024-01-01/2024-01-31",
        "sentence": "市长林远，",
        "headline": "'=林远 讲话",
        "id": "p#01",
        "path": "p.txt",
        "raw_start": "6",
        "raw_end": "9",
        "by": "x",
        "score": "0.5",
    }


def test_four_files(article: Article, tmp_path: Path) -> None:
    accounts, out = Accounts(), tmp_path / "a" / "out"
    accounts.at = "read"
    accounts.fail("q.txt", InputError("q.txt: an empty file"), "11")
    write(finished(article, accounts), out, accounts, {"config": {}})
    assert sorted(path.name for path in out.iterdir()) == [
        "articles.jsonl",
        "manifest.json",
        "quarantine.jsonl",
        "relations.csv",
    ]
    assert json.loads((out / "articles.jsonl").read_text("utf-8")) == RECORD
    with (out / "relations.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["person"] for row in csv.DictReader(file)] == ["林远"]
    failure = {"path": "q.txt", "stage": "read", "error": "q.txt: an empty file", "sha256": "11"}
    assert json.loads((out / "quarantine.jsonl").read_text("utf-8")) == failure
    counts = json.loads((out / "manifest.json").read_text("utf-8"))["counts"]
    expected = {"pages": 1, "characters": 20, "removed": 3, "records": 1, "relations": {"holds": 1}, "quarantined": 1}
    assert {key: counts[key] for key in expected} == expected


BOXES = [
    Box(0, 5, 10, 20, 60, 30, 10),
    Box(6, 10, 10.123, 34, 50, 44, 10),
    Box(10, 14, 10, 48, 50, 58, 10),
    Box(15, 18, 10, 60, 50, 70, 10),
]


def test_boxes_of_a_record_s_lines(article: Article) -> None:
    assert [(line.raw, line.box) for line in placed(article, BOXES)] == [
        ((0, 5), (10, 20, 60, 30)),
        ((6, 10), (10.12, 34, 50, 44)),
        ((10, 14), (10, 48, 50, 58)),
    ]
    assert placed(article, []) == []


def test_boxes_are_written_where_there_are_some(article: Article, tmp_path: Path) -> None:
    def boxed(accounts: Accounts) -> Iterator[Article]:
        accounts.finished([article], 20, 0, BOXES)
        yield article

    write(boxed(accounts := Accounts()), tmp_path, accounts, {})
    first, *_ = (tmp_path / "boxes.jsonl").read_text("utf-8").splitlines()
    assert json.loads(first) == {"record": "p#01", "raw": [0, 5], "page": None, "box": [10.0, 20.0, 60.0, 30.0]}
    write(finished(article, accounts := Accounts()), tmp_path, accounts, {})
    assert not (tmp_path / "boxes.jsonl").exists()


def test_a_run_that_breaks_leaves_the_earlier_one_whole(article: Article, tmp_path: Path) -> None:
    write(finished(article, accounts := Accounts()), tmp_path, accounts, {})
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}

    def broken() -> Iterator[Article]:
        yield article
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(broken(), tmp_path, Accounts(), {})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_where_nothing_could_be_done_only_the_quarantine_is_written(article: Article, tmp_path: Path) -> None:
    write(finished(article, accounts := Accounts()), tmp_path, accounts, {})
    before = (tmp_path / "articles.jsonl").read_bytes()
    accounts = Accounts()
    accounts.fail("q.txt", InputError("q.txt: an empty file"), None)
    write(iter([]), tmp_path, accounts, {})
    assert (tmp_path / "articles.jsonl").read_bytes() == before
    assert b"q.txt" in (tmp_path / "quarantine.jsonl").read_bytes()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for out in (tmp_path / "file", tmp_path / "file" / "out"):
        with pytest.raises(RenzhiError, match="cannot be written as output folder"):
            prepare(out)
