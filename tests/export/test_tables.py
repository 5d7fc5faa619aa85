"""csv, xlsx, parquet, arrow, hub-folder: read back by the usual readers."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.collection import Collection
from pipeline.export import sheets
from pipeline.export.columns import schema
from pipeline.record import Article, GoldArticle, write_lines
from pipeline.write.relations import COLUMNS, cells, safe


def relations(records: list[Article]) -> list[tuple]:
    return [row for record in records for row in cells(record)]


def test_csv(exported: Callable, records: list[Article]) -> None:
    folder, notes = exported("csv")
    assert not notes
    rows = {}
    for name in sheets.TABLES:
        with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
            rows[name] = list(csv.reader(file))
    assert rows["relations"][0] == list(COLUMNS)
    assert rows["relations"][1:] == [
        ["" if cell is None else safe(str(cell)) for cell in row] for row in relations(records)
    ]
    assert [row[0] for row in rows["articles"][1:]] == [safe(record.id) for record in records]
    assert len(rows["persons"]) - 1 == len({e.text for r in records for e in r.entities if e.label == "PER"})
    for table in rows.values():
        assert not [cell for row in table for cell in row if cell.startswith(("=", "+", "@", "\t"))]


def test_persons(exported: Callable, records: list[Article]) -> None:
    folder, _ = exported("csv")
    with (folder / "persons.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    mark = next(row for row in rows if row["person"] == "Ann Bell")
    assert mark == {
        "person": "Ann Bell",
        "mentions": "1",
        "relations": "1",
        "articles": "1",
        "first": "2024-03-05",
        "last": "2024-03-06",
        "posts": "明湖市委书记",
    }
    counts = [int(row["relations"]) for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert sum(counts) == sum(len(record.relations) for record in records)


def test_xlsx(exported: Callable, records: list[Article]) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    path, notes = exported("xlsx")
    assert not notes
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == list(sheets.TABLES)
    rows = [tuple(cell.value for cell in row) for row in book["relations"].iter_rows()]
    assert rows[0] == COLUMNS
    plain = [tuple(None if cell == "" else cell for cell in row) for row in relations(records)]
    assert rows[1:] == [tuple(_without_control(cell) for cell in row) for row in plain]
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    article = [cell.value for cell in list(book["articles"].iter_rows())[-1]]
    assert article[5] == "=1+1 第二行"


def _without_control(cell: object) -> object:
    return cell.replace("\x01", "\ufffd") if isinstance(cell, str) else cell


def test_a_text_longer_than_a_cell(records: list[Article], tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from pipeline import collection
    from pipeline.export.formats import export

    long = records[-1].to_dict() | {"text": "好" * 40_000, "sentences": [], "entities": [], "relations": []}
    (tmp_path / "a.jsonl").write_text(json.dumps(long, ensure_ascii=False) + "\n", "utf-8")
    notes = export(collection.find(tmp_path / "a.jsonl"), "xlsx", tmp_path / "a.xlsx")
    assert notes == {"texts cut at 32,767 characters, which a cell can hold": 1}
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert len(book["articles"].cell(2, 7).value) == 32_767
    assert book["articles"].cell(2, 8).value == 40_000


def test_a_table_longer_than_a_sheet(exported: Callable, monkeypatch: pytest.MonkeyPatch, records: list) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    from pipeline.export import xlsx

    monkeypatch.setattr(xlsx, "ROWS", 100)
    path, _ = exported("xlsx")
    book = openpyxl.load_workbook(path)
    parts = [book[name] for name in book.sheetnames if name.startswith("relations")]
    assert len(parts) == -(-len(relations(records)) // 99)
    assert {part.cell(1, 1).value for part in parts} == {"person"}
    assert all(part.max_row <= 100 for part in parts)
    assert sum(part.max_row - 1 for part in parts) == len(relations(records))


@pytest.mark.parametrize("name", ["parquet", "arrow"])
def test_columns(name: str, exported: Callable, source: Collection) -> None:
    pa = pytest.importorskip("pyarrow")
    from pyarrow import feather, parquet

    path, notes = exported(name)
    assert not notes
    table = parquet.read_table(path) if name == "parquet" else feather.read_table(path)
    lines = source.files[0].read_text("utf-8").split("\n")[:-1]
    assert table.to_pylist() == [json.loads(line) for line in lines]
    assert table.schema == schema()
    assert isinstance(table, pa.Table)


def test_row_groups(exported: Callable, monkeypatch: pytest.MonkeyPatch, source: Collection) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from pipeline.export import columns

    whole, _ = exported("parquet")
    table = parquet.read_table(whole)
    monkeypatch.setattr(columns, "SIZE", 20_000)
    monkeypatch.setattr(columns, "BLOCK", 100)
    path, _ = exported("parquet")
    assert parquet.ParquetFile(path).num_row_groups > 3
    assert parquet.read_table(path).equals(table)


def test_the_schema_of_gold() -> None:
    pytest.importorskip("pyarrow")
    assert "optional" in str(schema(GoldArticle))
    assert "optional" not in str(schema(Article))
    assert schema().names == list(Article.__struct_fields__)


def test_gold(tmp_path: Path, records: list[Article]) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    from pipeline import collection, resources
    from pipeline.export.formats import export

    export(collection.find(resources.shipped("corpora")), "parquet", tmp_path / "gold.parquet")
    rows = parquet.read_table(tmp_path / "gold.parquet").to_pylist()
    assert {relation["optional"] for row in rows for relation in row["relations"]} == {True, False}


def test_what_is_written_is_a_run_again(exported: Callable, records: list[Article], tmp_path: Path) -> None:
    """Rows of Parquet are records: nothing is lost and nothing changes its type."""
    parquet = pytest.importorskip("pyarrow.parquet")
    import msgspec

    path, _ = exported("parquet")
    back = [msgspec.convert(row, Article) for row in parquet.read_table(path).to_pylist()]
    write_lines(tmp_path / "again.jsonl", back)
    write_lines(tmp_path / "before.jsonl", records)
    assert (tmp_path / "again.jsonl").read_bytes() == (tmp_path / "before.jsonl").read_bytes()
