"""Pages by source, split and noise."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RenzhiError
from pipeline.evaluate import evaluate
from pipeline.evaluate.groups import Table, noise

from .build import gold_file, gold_of, record, run_of

TEXT = "市委书记沈岩讲话。"
POST = ("沈岩", "市委书记", "青溪市委", "书记", "holds")


def test_columns_of_the_table_beside_the_gold(tmp_path: Path) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "splits.csv").write_text("page,split,style\na,dev,county\nb,dev,court\n", "utf-8")
    pages = [record(TEXT, [("PER", "沈岩")], [POST], path=f"{name}.txt", sha256=name) for name in "ab"]
    gold = [gold_file(tmp_path / "gold" / f"{p.source.path}.jsonl", gold_of(p)) for p in pages]
    report = evaluate(run_of(tmp_path / "out", pages[0]), gold)
    groups = report.to_dict()["mentions"]["groups"]
    assert list(groups) == ["noise", "split", "style"]
    assert groups["style"]["county"]["surface"]["f1"] == 1
    assert groups["style"]["court"]["surface"]["f1"] == 0
    assert groups["split"]["dev"]["surface"]["recall"] == 0.5
    assert groups["split"]["dev"]["article"]["recall"] == 0.5


def test_without_a_table_the_source_is_the_folder(tmp_path: Path) -> None:
    table = Table([tmp_path])
    assert table.of("2024/a.txt") == {"source": "2024"}


def test_a_table_without_pages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "splits.csv").write_text("name\na\n", "utf-8")
    with pytest.raises(RenzhiError, match=r"splits\.csv:1: no column 'page'; it has: name"):
        Table([tmp_path])


@pytest.mark.parametrize(
    ("breaks", "level"), [(0, "under 5"), (4, "under 5"), (5, "5 to 10"), (10, "10 to 20"), (50, "20 breaks and more")]
)
def test_noise(breaks: int, level: str) -> None:
    page = record("字" * 100)
    page.segments = [(at, 1, 2 * at, 1) for at in range(breaks + 1)]
    assert noise([page]).startswith(level)
