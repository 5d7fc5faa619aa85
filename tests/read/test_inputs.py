from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from pipeline.errors import InputError
from pipeline.read.inputs import find


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("2023/a.txt", "2024/a.txt", "2024/b.TXT", "2024/c.md", "2024/.hidden.txt", "empty/x.md"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("市长", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("given", "names"),
    [
        (["."], ["2023/a.txt", "2024/a.txt", "2024/b.TXT"]),
        (["2024"], ["a.txt", "b.TXT"]),
        (["2023", "2024"], ["2023/a.txt", "2024/a.txt", "2024/b.TXT"]),
        (["2024/a.txt"], ["2024/a.txt"]),
        (["./2024/../2024/c.md"], ["2024/c.md"]),
        (["{root}/2024/a.txt"], ["a.txt"]),
        (["{root}/2023/a.txt", "{root}/2024/a.txt"], ["2023/a.txt", "2024/a.txt"]),
        (["*/a.txt"], ["2023/a.txt", "2024/a.txt"]),
        (["**/b.*"], ["2024/b.TXT"]),
        (["2024/a.txt", "2024", "2024/a.txt"], ["2024/a.txt", "2024/b.TXT"]),
    ],
)
def test_files_are_found_in_order_with_names(folder: Path, given: list[str], names: list[str]) -> None:
    found = find(path.format(root=folder) for path in given)
    assert [item.name for item in found] == names
    assert [item.problem for item in found] == [None] * len(names)
    assert found[0].id == names[0].rpartition(".")[0]


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("none.txt", "none.txt: no such file"),
        ("empty", "empty: no .txt, .pdf, .xml, .hocr, .html or .htm file in this folder"),
        ("*.pdf", "no file matches"),
    ],
)
def test_a_missing_input_says_so_when_read(folder: Path, given: str, says: str) -> None:
    (item,) = find([given])
    with pytest.raises(InputError) as error:
        item.read()
    assert says in str(error.value)


def test_all_known_formats_are_taken_from_a_folder(tmp_path: Path) -> None:
    names = ["a.txt", "b.pdf", "c.xml", "d.hocr", "e.html", "f.HTM", "g.docx", "h.png"]
    for name in names:
        (tmp_path / name).touch()
    assert [item.name for item in find([tmp_path])] == names[:6]


def test_two_files_with_one_id(folder: Path) -> None:
    (folder / "2024/a.md").write_text("市长", "utf-8")
    first, second = find(["2024/a.txt", "2024/a.md"])
    assert first.problem is None
    assert second.problem is not None
    assert "2024/a.txt" in second.problem


def test_an_unreadable_input(folder: Path) -> None:
    (item,) = find(["2024/a.txt"])
    (folder / "2024/a.txt").unlink()
    with pytest.raises(InputError, match=r"2024/a\.txt: cannot be read: No such file"):
        item.read()


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("市长".encode("gb18030"))))
    (item,) = find(["-"])
    assert (item.id, item.read()) == ("stdin", "市长".encode("gb18030"))
