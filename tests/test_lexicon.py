"""Lexicon files: columns, comments, a user's own, errors that say where; and that the shipped ones are in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import lexicon, resources
from pipeline.errors import ConfigError

SHIPPED = sorted(path.name for path in resources.lexicons().iterdir() if path.suffix in (".txt", ".tsv"))


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "columns", "optional", "rows"),
    [
        ("甲\n乙\n", 1, 0, [("甲",), ("乙",)]),
        ("# 说明\n甲 # 也是\n\n  \n乙", 1, 0, [("甲",), ("乙",)]),
        ("甲\t乙\n", 2, 0, [("甲", "乙")]),
        ("甲\t乙\n丙\n", 1, 1, [("甲", "乙"), ("丙", "")]),
        (" 甲 \t 乙 丙 \n", 2, 0, [("甲", "乙 丙")]),
        ("\ufeff甲\r\n乙\r\n", 1, 0, [("甲",), ("乙",)]),
        ("", 1, 0, []),
    ],
)
def test_rows(tmp_path: Path, text: str, columns: int, optional: int, rows: list[tuple[str, ...]]) -> None:
    assert list(lexicon.read(write(tmp_path / "a.tsv", text), columns, optional)) == rows


@pytest.mark.parametrize(
    ("text", "columns", "line"), [("甲\n乙\t丙\n", 1, 2), ("甲\t乙\n\n丙\n", 2, 3), ("甲\t\n", 2, 1), ("甲\t乙\t丙\n", 2, 1)]
)
def test_a_wrong_number_of_columns_is_named(tmp_path: Path, text: str, columns: int, line: int) -> None:
    with pytest.raises(ConfigError, match=rf"a\.tsv:{line}: .* columns; expected {columns}, divided by tabs"):
        list(lexicon.read(write(tmp_path / "a.tsv", text), columns))


def test_other_encodings_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("市长\n".encode("gb18030"))
    with pytest.raises(ConfigError, match=r"a\.txt: not UTF-8 .*save it as UTF-8"):
        list(lexicon.read(tmp_path / "a.txt", 1))


def test_a_file_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(ConfigError, match=r"lexicon 'title\.tsv': no such file; .*titles\.tsv"):
        lexicon.files("title.tsv")


def test_a_users_folder_extends_the_shipped_file(tmp_path: Path) -> None:
    write(tmp_path / "surnames.txt", "笛\n丁\n")
    with lexicon.extended([tmp_path]):
        words = lexicon.words("surnames.txt")
    assert words[-1] == "笛"
    assert words.count("丁") == 1
    assert "笛" not in lexicon.words("surnames.txt")


def test_a_file_in_the_current_folder_is_none_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "surnames.txt", "笛\n")
    assert "丁" in lexicon.words("surnames.txt")


@pytest.mark.parametrize(("file", "message"), [("none/", "is no folder"), ("own.tsv", "extends no shipped lexicon")])
def test_a_folder_that_extends_nothing(tmp_path: Path, file: str, message: str) -> None:
    folder = tmp_path / file if file.endswith("/") else tmp_path
    if folder is tmp_path:
        write(tmp_path / file, "甲\n")
    with pytest.raises(ConfigError, match=message), lexicon.extended([folder]):
        pass


EMPTY = ("dictionary.tsv",)
"""Shipped for its head alone: what stands in it is the user's."""


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_lexicon_is_in_order(name: str) -> None:
    path = resources.lexicons() / name
    text = path.read_text("utf-8")
    assert text.startswith("#")  # says what it is, and where it is from
    assert text.endswith("\n")
    assert "\r" not in text
    assert bool(list(lexicon.rows(name, 1, 5))) == (name not in EMPTY)
