"""Several processes give what one gives."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import RenzhiError
from pipeline.evaluate import evaluate, parallel

from .build import gold_file, gold_of, record, run_of

POST = ("沈岩", "市委书记", "青溪市委", "书记", "holds")


def files(tmp_path: Path) -> tuple[Path, Path]:
    """Pages, each third with a wrong name, one missing, and a broken line."""
    pages = [
        record("市委书记沈岩讲话。", [("PER", "沈岩")], [POST], path=f"{n}.txt", sha256=str(n)) for n in range(90)
    ]
    gold = gold_file(tmp_path / "gold.jsonl", *map(gold_of, pages))
    wrong = [
        record("市委书记沈岩讲话。", [("PER", "岩" if n % 3 else "沈岩")], path=f"{n}.txt", sha256=str(n))
        for n in range(89)
    ]
    run = run_of(tmp_path / "run", *wrong)
    with open(run / "articles.jsonl", "ab") as file:
        file.write(b"{\n")
    lines = gold.read_text("utf-8").splitlines(keepends=True)
    lines[70] = lines[70].replace('"PER"', '"PERSON"')
    gold.write_text("".join(lines), "utf-8")
    return run, gold


def test_the_same_bytes_for_any_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, gold = files(tmp_path)
    found = []
    for processes in (1, 3):
        monkeypatch.setattr(parallel, "MANY", 1)
        monkeypatch.setattr(parallel, "_processes", lambda count=processes: count)
        report = evaluate(run, [gold])
        report.write(run)
        assert len(report.faults) == 2
        found.append([(run / name).read_bytes() for name in ("metrics.json", "scores.jsonl", "errors.jsonl")])
    assert found[0] == found[1]


def test_strict_stops_there_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run, gold = files(tmp_path)
    (run / "articles.jsonl").write_bytes((run / "articles.jsonl").read_bytes()[:-2])
    monkeypatch.setattr(parallel, "MANY", 1)
    monkeypatch.setattr(parallel, "_processes", lambda: 2)
    with pytest.raises(RenzhiError, match=r"gold\.jsonl:71: .*PERSON"):
        evaluate(run, [gold], strict=True)
