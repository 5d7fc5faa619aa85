from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, RenzhiError
from pipeline.read.hints import PATTERN, Hints, compile_pattern, named_issue, read_sidecar
from pipeline.read.inputs import Input
from pipeline.record import Issue


@pytest.mark.parametrize(
    ("name", "date"),
    [
        ("20240306-p2.txt", "2024-03-06"),
        ("明湖日报_2024-03-06_02.txt", "2024-03-06"),
        ("2024/03/06/node_2.txt", "2024-03-06"),
        ("2024/0306-p2.txt", "2024-03-06"),
        ("2024年03月06日.txt", "2024-03-06"),
        ("page-2024.txt", None),
        ("20240231.txt", None),
        ("120240306.txt", None),
        ("real-074.txt", None),
    ],
)
def test_dates_in_names(name: str, date: str | None) -> None:
    assert named_issue(name, re.compile(PATTERN)).date == date


def test_options_come_before_the_table_before_the_name(tmp_path: Path) -> None:
    table = tmp_path / "issues.csv"
    table.write_text("path,paper,date,region\np-20240306.txt,明湖日报,,明湖市\nq,,2024/3/9,\n", "utf-8-sig")
    hints = Hints(Issue(region="青山市"), read_sidecar(table))
    pattern = compile_pattern(PATTERN)
    assert hints.issue(Input("/x/p", "p-20240306.txt"), pattern) == Issue("明湖日报", "2024-03-06", "青山市")
    assert hints.issue(Input("/x/q", "q.txt"), pattern) == Issue(None, "2024-03-09", "青山市")
    assert Hints().issue(Input("/x/r", "r.txt"), pattern) == Issue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("file,date\na,2024-03-06\n", "columns file, date; expected path"),
        ("", "columns none; expected path"),
        ("path,date\na,yesterday\n", "issues.csv:2: 'yesterday' is no date"),
    ],
)
def test_a_bad_sidecar(tmp_path: Path, content: str, says: str) -> None:
    table = tmp_path / "issues.csv"
    table.write_text(content, "utf-8")
    with pytest.raises(RenzhiError) as error:
        read_sidecar(table)
    assert says in str(error.value)


def test_a_missing_or_foreign_sidecar(tmp_path: Path) -> None:
    with pytest.raises(RenzhiError, match="cannot be read"):
        read_sidecar(tmp_path / "none.csv")
    (tmp_path / "gb.csv").write_bytes("path,region\na,明湖市\n".encode("gb18030"))
    with pytest.raises(RenzhiError, match="not a CSV file in UTF-8"):
        read_sidecar(tmp_path / "gb.csv")


@pytest.mark.parametrize(("pattern", "says"), [("(", "not a regular"), ("(?P<year>x)", "unknown group year")])
def test_a_bad_pattern(pattern: str, says: str) -> None:
    with pytest.raises(ConfigError, match=says):
        compile_pattern(pattern)
