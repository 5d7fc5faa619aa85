"""What all formats have in common: the same bytes, no half-written file, errors that say what to do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import collection
from pipeline.collection import Collection
from pipeline.errors import RenzhiError
from pipeline.export.formats import FORMATS, Notes, export

REPLACED = [name for name, made in FORMATS.items() if not made.worked_on]


def files(path: Path) -> dict[str, bytes]:
    """The bytes of a file, or of all files of a folder."""
    if path.is_file():
        return {"": path.read_bytes()}
    return {file.relative_to(path).as_posix(): file.read_bytes() for file in path.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", REPLACED)
def test_the_same_bytes_again(name: str, source: Collection, tmp_path: Path) -> None:
    assert export(source, name, tmp_path / "a") == export(source, name, tmp_path / "b")
    assert files(tmp_path / "a") == files(tmp_path / "b") != {}
    export(source, name, tmp_path / "a")  # over an earlier one
    assert files(tmp_path / "a") == files(tmp_path / "b")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


@pytest.mark.parametrize("name", REPLACED)
def test_a_bad_record_leaves_the_last_whole_state(name: str, source: Collection, tmp_path: Path) -> None:
    export(source, name, tmp_path / "a")
    before = files(tmp_path / "a")
    bad = tmp_path / "bad.jsonl"
    good = source.files[0].read_bytes()
    bad.write_bytes(good + b"{}\n")
    line = good.count(b"\n") + 1
    with pytest.raises(RenzhiError, match=rf"bad\.jsonl:{line}: no record"):
        export(collection.find(bad), name, tmp_path / "a")
    assert files(tmp_path / "a") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "bad.jsonl"]


@pytest.mark.parametrize("name", FORMATS)
def test_no_records(name: str, tmp_path: Path) -> None:
    (tmp_path / "empty.jsonl").write_text("")
    assert export(collection.find(tmp_path / "empty.jsonl"), name, tmp_path / "out") == Notes()
    assert files(tmp_path / "out")


@pytest.mark.parametrize("name", ["parquet", "csv"])
def test_a_kill_leaves_the_last_whole_state(name: str, source: Collection, tmp_path: Path) -> None:
    export(source, name, tmp_path / "out")
    before = files(tmp_path / "out")
    endless = tmp_path / "endless.jsonl"
    os.mkfifo(endless)
    code = (
        "import sys; from pathlib import Path; from pipeline.collection import Collection;"
        "from pipeline.export.formats import export;"
        f"export(Collection((Path({str(endless)!r}),)), {name!r}, Path({str(tmp_path / 'out')!r}))"
    )
    child = subprocess.Popen([sys.executable, "-c", code])
    with endless.open("wb") as pipe:
        pipe.write(source.files[0].read_bytes())
        pipe.flush()
        deadline = time.monotonic() + 30
        while not list(tmp_path.glob(".out.*")) and time.monotonic() < deadline:
            time.sleep(0.01)
        child.send_signal(signal.SIGKILL)
        child.wait()
    assert list(tmp_path.glob(".out.*"))
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize(
    ("name", "make", "message"),
    [
        ("xml", lambda out: None, "no such format; one of: csv, xlsx"),
        ("parquet", Path.mkdir, "is a folder; this format is one file"),
        ("csv", lambda out: out.write_text(""), "is a file; this format is a folder"),
        ("csv", lambda out: (out.mkdir(), (out / "notes.csv").write_text("mine")), "has files of another kind"),
        ("hub-folder", lambda out: (out.mkdir(), (out / "README.txt").write_text("mine")), "has files of another kind"),
    ],
)
def test_targets_that_cannot_be(name: str, make, message: str, source: Collection, tmp_path: Path) -> None:
    make(tmp_path / "out")
    before = files(tmp_path)
    with pytest.raises(RenzhiError, match=message):
        export(source, name, tmp_path / "out")
    assert files(tmp_path) == before


def test_a_segmenter_where_there_are_no_words(source: Collection, tmp_path: Path) -> None:
    with pytest.raises(RenzhiError, match="goes with: conllu, docbin"):
        export(source, "csv", tmp_path / "out", "jieba")


@pytest.mark.parametrize(
    ("name", "package", "extra"),
    [
        ("xlsx", "openpyxl", "export"),
        ("parquet", "pyarrow", "export"),
        ("graphml", "networkx", "export"),
        ("hub-folder", "datasets", "data"),
    ],
)
def test_a_missing_package(
    name: str, package: str, extra: str, source: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in [module for module in sys.modules if module.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(RenzhiError, match=rf"{package}.*pip install 'renzhi\[{extra}\]'"):
        export(source, name, tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_the_command(renzhi, source: Collection, tmp_path: Path) -> None:
    folder = source.files[0].parent
    result = renzhi("export", folder, "--to", "cluener", "--out", tmp_path / "deep" / "x.jsonl")
    assert result.code == 0
    assert "entities DATE, which CLUENER has not, left out" in result.out
    assert "1 entities over the end of a sentence, left out" in result.out
    assert (tmp_path / "deep" / "x.jsonl").is_file()
    assert renzhi("export", tmp_path / "none", "--to", "csv", "--out", tmp_path / "x").code == 2
    assert renzhi("export", folder, "--to", "csv", "--out", tmp_path / "x", "--split", "dev").code == 2


def test_the_help_lists_the_formats(renzhi) -> None:
    said = renzhi("export", "--help").out
    assert all(name in said for name in FORMATS)


@pytest.mark.parametrize("name", ["parquet", "jsonl-triples", "csv"])
def test_what_is_exported_is_not_written_over(name: str, source: Collection, tmp_path: Path) -> None:
    copy = tmp_path / "articles.jsonl"
    copy.write_bytes(source.files[0].read_bytes())
    (tmp_path / "link").symlink_to(copy)
    for out in (copy, tmp_path / "link"):
        with pytest.raises(RenzhiError, match="is what is exported, and would be gone; give another --out"):
            export(collection.find(copy), name, out)
    assert copy.read_bytes() == source.files[0].read_bytes()
