"""Scores against noise, with a pipeline that knows the answer."""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from pipeline import resources
from pipeline.degrade import Clean, load, pages, read
from pipeline.errors import RenzhiError
from pipeline.evaluate.curve import PRESET, Point, plot, points, table
from pipeline.record import Article

GOLD = sorted((resources.shipped("corpora") / "gold").glob("*.jsonl"))
POINTS = [Point("ocr", rate, "entity", 0.9, 0.8, 0.85 - rate, 0.7, 0.9, 10) for rate in (0.0, 0.1)]


class Knowing:
    """Gives gold's records of clean pages; on spoilt pages its raw places are wrong."""

    def __init__(self, articles: list[Clean], seed: int):
        made = pages(articles, load(PRESET), seed)
        self.answers = {f"p{at:04}.txt": page.records(f"p{at:04}") for at, page in enumerate(made)}

    def pages(self, folder: Path) -> Iterator[Article]:
        for path in sorted(folder.glob("*.txt")):
            for gold in self.answers[path.name]:
                item = gold.to_dict()
                for relation in item["relations"]:
                    del relation["optional"]
                item["source"]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
                yield msgspec.convert(item, Article)


def test_it_falls_with_noise() -> None:
    articles = read(GOLD[:1])
    found = list(points(Knowing(articles, 1), articles, {"ocr": [0], "blanks": [0, 0.2]}, 1, None))
    f1 = {(point.noise, point.rate, point.score): point.f1 for point in found}
    assert [f1["ocr", 0, name] for name in ("entity", "surface", "resolved", "typed", "article")] == [1] * 5
    assert f1["blanks", 0, "entity"] == 1
    assert f1["blanks", 0.2, "entity"] < 0.9
    assert len(found) == 15


def test_the_table_is_read_back() -> None:
    rows = list(csv.DictReader(table(POINTS).splitlines()))
    assert [row["f1"] for row in rows] == ["0.85", "0.75"]


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_the_picture_is_the_same_each_time(tmp_path: Path, suffix: str) -> None:
    pytest.importorskip("matplotlib")
    contents = []
    for name in ("a", "b"):
        plot(POINTS, tmp_path / f"{name}{suffix}")
        contents.append((tmp_path / f"{name}{suffix}").read_bytes())
    assert contents[0] == contents[1]
    assert contents[0][:5] == {".svg": b"<?xml", ".png": b"\x89PNG\r"}[suffix]


def test_without_matplotlib_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(RenzhiError, match=r"pip install 'renzhi\[evaluate\]'"):
        plot(POINTS, tmp_path / "a.svg")


@pytest.mark.parametrize("bad", [("--ocr", "2"), ("--blanks", "x"), ("--plot", "a.pdf")])
def test_options_that_cannot_be(tmp_path: Path, renzhi, bad: tuple[str, str]) -> None:  # type: ignore[no-untyped-def]
    found = renzhi("curve", GOLD[0], "--out", tmp_path / "c.csv", *bad)
    assert found.code == 2
    assert f"{bad[0]} {bad[1]}" in found.err


def test_articles_without_labels_are_refused(tmp_path: Path, renzhi) -> None:  # type: ignore[no-untyped-def]
    light = tmp_path / "a.jsonl"
    light.write_text('{"text": "林远到会。"}\n', "utf-8")
    found = renzhi("curve", light, "--out", tmp_path / "c.csv")
    assert found.code == 2
    assert "no records of mention gold" in found.err


def test_a_folder_is_all_its_files(tmp_path: Path, renzhi) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / GOLD[0].name).write_bytes(GOLD[0].read_bytes())
    for gold, out in ((GOLD[0], "file.csv"), (tmp_path / "gold", "folder.csv")):
        found = renzhi("curve", gold, "--ocr", "0", "--blanks", "0", "--pages", "1", "--out", tmp_path / out)
        assert found.code == 0, found.err
    assert (tmp_path / "file.csv").read_bytes() == (tmp_path / "folder.csv").read_bytes()
