from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest

from pipeline.record import Article, read_lines
from tests.conftest import PAGE, TINY


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_run_writes_and_tells(renzhi, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = renzhi("run", page.parent, "--out", out, "--config", TINY, "--paper", "明湖日报", "--region", "江北省")
    assert (result.code, result.err) == (0, "")
    for words in ("pages 1", "articles 1", "fragments 1", "entities 6 ORG 2", "relations 2 holds 2", f"to {out}/"):
        assert words in " ".join(result.out.split())
    first, second = read_lines(out / "articles.jsonl", Article)
    assert (first.issue.paper, first.issue.date, second.issue.region) == ("明湖日报", "2024-03-06", "江北省")
    with (out / "relations.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["person"] for row in csv.DictReader(file)] == ["林远", "周明"]
    manifest = json.loads((out / "manifest.json").read_text("utf-8"))
    assert (manifest["start"], manifest["counts"]["characters"]) == ("read", len(PAGE))
    assert [taken["path"] for taken in manifest["inputs"]] == [page.name]


def test_two_runs_give_the_same_bytes(renzhi, page: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        renzhi("run", page, "--out", tmp_path / name, "--config", TINY)
    for name in ("articles.jsonl", "relations.csv", "quarantine.jsonl"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def test_some_inputs_fail(renzhi, page: Path, tmp_path: Path) -> None:
    (page.parent / "empty.txt").touch()
    (page.parent / "binary.txt").write_bytes(bytes(range(32)) * 9)
    (page.parent / "big5.txt").write_bytes("中央氣象局表示，颱風外圍環流影響國內各地".encode("big5") * 3)
    (tmp_path / "bare").mkdir()
    out = tmp_path / "out"
    result = renzhi("run", page.parent, tmp_path / "bare", tmp_path / "none.txt", "-o", out, "-c", TINY)
    assert result.code == 1
    assert "pages 1" in " ".join(result.out.split())
    failures = [json.loads(line) for line in (out / "quarantine.jsonl").read_text("utf-8").splitlines()]
    assert [Path(failure["path"]).name for failure in failures] == [
        "big5.txt", "binary.txt", "empty.txt", "bare", "none.txt"
    ]  # fmt: skip
    assert {failure["stage"] for failure in failures} == {"read"}
    for failure in failures:
        assert failure["path"] in result.err
        assert ";" in failure["error"]
    assert len(list(read_lines(out / "articles.jsonl", Article))) == 2


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["none.txt"], "none.txt: no such file or folder"),
        (["{page}", "--config", "nix"], "error: config 'nix': no such file; give a path, or one of: default"),
        (["{page}", "--set", "roles.wrd=1"], "unknown key 'wrd'; available: factory, word"),
        (["{page}", "--set", "roles"], "write it as section.key=value"),
        (["{page}", "--set", 'run.stages=["read", "clean", "articles"]'], '[run] stages has no "write"'),
        (["{page}", "--date", "6.3."], "error: --date: '6.3.' is no date"),
        (["{page}", "--sidecar", "none.csv"], "error: none.csv: cannot be read"),
        (["{page}", "--gold", "none.jsonl"], "error: none.jsonl: no such gold"),
        (["{page}", "--out", "{page}"], "cannot be written as output folder"),
        (["{page}", "--from", "roles", "{page}"], "give INPUT or --from, not both"),
        (["--from", "roles", "none.jsonl"], "error: none.jsonl: no such file"),
        (["--from", "nix", "{page}"], "error: stage 'nix': no component of this config"),
    ],
)
def test_nothing_can_be_done(renzhi, page: Path, tmp_path: Path, arguments: list[str], says: str) -> None:
    out = tmp_path / "out"
    assert renzhi("run", page, "--out", out, "--config", TINY).code == 0
    before = snapshot(out)
    given = [argument.format(page=page) if argument.startswith("{page") else argument for argument in arguments]
    result = renzhi("run", "--out", out, "--config", TINY, *given)
    assert result.code == 2
    assert says in " ".join(result.err.replace("│", " ").split())
    assert "Traceback" not in result.err
    after = snapshot(out)
    del before["quarantine.jsonl"], after["quarantine.jsonl"]
    assert after == before


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_permission(renzhi, page: Path, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    result = renzhi("run", page, "--out", tmp_path / "shut" / "out", "--config", TINY)
    assert result.code == 2
    assert "shut" in result.err


def test_standard_input(renzhi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode("utf-16"))))
    out = tmp_path / "out"
    assert renzhi("run", "-", "--out", out, "--config", TINY).code == 0
    first = next(read_lines(out / "articles.jsonl", Article))
    assert (first.id, first.source.path, first.source.encoding) == ("stdin#01", "stdin", "utf-16-le")


def test_sidecar(renzhi, page: Path, tmp_path: Path) -> None:
    (tmp_path / "issues.csv").write_text(f"path,region\n{page.name},江北省\n", "utf-8")
    renzhi("run", page.parent, "--sidecar", tmp_path / "issues.csv", "--out", tmp_path / "out", "--config", TINY)
    assert next(read_lines(tmp_path / "out" / "articles.jsonl", Article)).issue.region == "江北省"


def test_from_a_stage(renzhi, page: Path, tmp_path: Path) -> None:
    a, b = tmp_path / "a", tmp_path / "b"
    renzhi("run", page, "--out", a, "--config", TINY)
    again = ["run", "--from", "roles", a / "articles.jsonl", "--config", TINY]
    assert renzhi(*again, "--out", b).code == 0
    assert (a / "articles.jsonl").read_bytes() == (b / "articles.jsonl").read_bytes()
    assert json.loads((b / "manifest.json").read_text("utf-8"))["start"] == "roles"
    assert renzhi(*again, "--out", a, "--set", "roles.word=new").code == 0
    assert next(read_lines(a / "articles.jsonl", Article)).relations[0].by == "new"


def test_a_bad_record_is_quarantined(renzhi, page: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    renzhi("run", page, "--out", out, "--config", TINY)
    records = tmp_path / "records.jsonl"
    records.write_bytes(b'{"schema": "x"}\n\n' + (out / "articles.jsonl").read_bytes())
    result = renzhi("run", "--from", "roles", records, "--out", out, "--config", TINY)
    assert result.code == 1
    assert "records.jsonl:1: no record of the kind GoldArticle" in result.err
    assert len(list(read_lines(out / "articles.jsonl", Article))) == 2
