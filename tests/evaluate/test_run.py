"""A run beside its gold: files, pages, order, output."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import typer
from rich.console import Console
from typer.testing import CliRunner

from pipeline.commands.evaluate import command
from pipeline.commands.evaluate import evaluate as evaluate_and_write
from pipeline.errors import RenzhiError
from pipeline.evaluate import evaluate
from pipeline.evaluate.factory import make

from .build import facts, gold_file, gold_of, record, run_of

LIN = ("沈岩", "市委书记", "青溪市委", "书记", "holds")
TEXT = "市委书记沈岩讲话。"


def page(path: str, number: int = 1, sha256: str = "00"):  # type: ignore[no-untyped-def]
    return record(TEXT, [("PER", "沈岩")], [LIN], path=path, number=number, at=number * 100, sha256=sha256)


def wanted(name: str, article: str = "a1"):  # type: ignore[no-untyped-def]
    return facts(article, "沈岩讲话", ["沈岩"], [LIN], page=name, ends="话。")


def test_both_kinds_of_gold_from_a_folder_and_a_file(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("x/a.txt"), page("x/b.txt"), page("x/c.txt"))
    folder = tmp_path / "gold"
    folder.mkdir()
    gold_file(folder / "mixed.jsonl", wanted("a.txt"), gold_of(page("b.txt")))
    more = gold_file(tmp_path / "more.jsonl", wanted("b.txt"))
    report = evaluate(run, [folder, more, more])
    assert report.facts is not None
    assert report.mentions is not None
    assert report.facts.by_article["surface"] == (2, 2, 2, 0)
    assert report.mentions.by_article["surface"] == (1, 1, 1, 0)
    assert (report.missing_pages, report.unscored_pages, report.unscored_records) == ([], 1, 1)


def test_the_order_of_lines_does_not_matter(tmp_path: Path) -> None:
    records = [
        page("a.txt"),
        page("a.txt", 2),
        page("b.txt"),
        record("程波。", [("PER", "程波")], path="b.txt", number=2),
    ]
    golds = [wanted("a.txt"), wanted("b.txt"), wanted("b.txt", "a2"), gold_of(page("a.txt")), gold_of(page("b.txt"))]
    reports = [
        evaluate(run_of(tmp_path / "out", *given), [gold_file(tmp_path / "gold.jsonl", *gold)])
        for given, gold in ((records, golds), (records[::-1], golds[::-1]))
    ]
    assert reports[0].to_json() == reports[1].to_json()
    assert list(reports[0].errors) == list(reports[1].errors)


@pytest.mark.parametrize("name", ["articles.jsonl", "gold.jsonl"])
def test_a_broken_line_is_named(tmp_path: Path, name: str) -> None:
    run = run_of(tmp_path, page("a.txt"))
    gold = gold_file(tmp_path / "gold.jsonl", wanted("a.txt"))
    with open(tmp_path / name, "ab") as file:
        file.write(b'\n{"schema": "renzhi.\n')
    report = evaluate(run, [gold])
    assert [fault.partition(": ")[0] for fault in report.faults] == [str(tmp_path / f"{name}:3")]
    assert report.facts is not None
    assert report.facts.by_article["surface"] == (1, 1, 1, 0)
    assert report.to_dict()["faults"]["count"] == 1
    assert f"{name}:3" in printed(report)
    with pytest.raises(RenzhiError, match=rf"{name}:3: "):
        evaluate(run, [gold], strict=True)


def test_a_field_that_is_wrong_is_named(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt"))
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps({"schema": "renzhi.facts/1", "page": "a.txt", "anchor": 3}))
    with pytest.raises(RenzhiError, match=r"gold\.jsonl:1: .*anchor|gold\.jsonl:1: .*article"):
        evaluate(run, [gold], strict=True)
    assert len(evaluate(run, [gold]).faults) == 1


def test_files_that_are_not_there_and_folders_with_nothing(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt"))
    empty = tmp_path / "empty"
    empty.mkdir()
    with pytest.raises(RenzhiError, match=r"articles\.jsonl: no such file"):
        evaluate(empty, [])
    with pytest.raises(RenzhiError, match=r"no \*\.jsonl"):
        evaluate(run, [empty])
    with pytest.raises(RenzhiError, match=r"none\.jsonl: cannot be read"):
        evaluate(run, [tmp_path / "none.jsonl"])


def test_lines_of_another_schema_are_no_gold_and_no_run(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt"))
    other = tmp_path / "other.jsonl"
    other.write_text('{"schema": "other/1"}\n')
    with pytest.raises(RenzhiError, match=r"other\.jsonl:1: schema 'other/1' is no gold"):
        evaluate(run, [other], strict=True)
    with pytest.raises(RenzhiError, match=r"other\.jsonl:1: schema 'other/1'; a run holds"):
        evaluate(other, [], strict=True)
    assert "the gold is empty" in printed(evaluate(run, [other]))


def test_empty_gold_scores_nothing_and_says_so(tmp_path: Path) -> None:
    report = evaluate(run_of(tmp_path / "out", page("a.txt")), [gold_file(tmp_path / "gold.jsonl")])
    assert report.facts is report.mentions is None
    assert report.unscored_records == 1
    assert "the gold is empty" in printed(report)


def test_gold_given_twice_is_counted_once(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt"))
    gold = gold_file(tmp_path / "gold.jsonl", wanted("a.txt"), wanted("a.txt"))
    report = evaluate(run, [gold])
    assert report.facts is not None
    assert report.facts.by_article["surface"] == (1, 1, 1, 0)
    with pytest.raises(RenzhiError, match=r"gold\.jsonl:2: the same article as .*gold\.jsonl:1"):
        evaluate(run, [gold], strict=True)


def test_a_record_given_twice_is_false_and_said(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt"), page("a.txt"))
    gold = gold_file(tmp_path / "gold.jsonl", gold_of(page("a.txt")))
    report = evaluate(run, [gold])
    assert report.mentions is not None
    assert report.mentions.by_article["article"] == (1, 2, 1, 0)
    with pytest.raises(RenzhiError, match=r"articles\.jsonl:2: the record a#01 stands in line 1 already"):
        evaluate(run, [gold], strict=True)


def _label(item: dict) -> None:  # type: ignore[type-arg]
    item["entities"][0]["label"] = "PERSON"


def _range(item: dict) -> None:  # type: ignore[type-arg]
    item["entities"][0]["end"] = 99


def _sentence(item: dict) -> None:  # type: ignore[type-arg]
    item["sentences"] = [[0, 99]]


def _raw(item: dict) -> None:  # type: ignore[type-arg]
    item["entities"][0]["raw"] = [[9, 4]]


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_label, "Invalid enum value 'PERSON'"),
        (_range, "is not what stands at"),
        (_sentence, "sentence 0 at 0:99 of 9 characters"),
        (_raw, "raw piece 9:4"),
    ],
)
def test_labels_and_offsets_that_cannot_be_are_named(tmp_path: Path, spoil, reason: str) -> None:  # type: ignore[no-untyped-def]
    run = run_of(tmp_path / "out", page("a.txt"))
    gold = gold_file(tmp_path / "gold.jsonl", gold_of(page("b.txt")), gold_of(page("a.txt")))
    lines = gold.read_text("utf-8").splitlines()
    item = json.loads(lines[1])
    spoil(item)
    gold.write_text(lines[0] + "\n" + json.dumps(item, ensure_ascii=False) + "\n", "utf-8")
    (fault,) = evaluate(run, [gold]).faults
    assert fault.startswith(f"{gold}:2: ")
    assert reason in fault
    with pytest.raises(RenzhiError, match=r"gold\.jsonl:2: "):
        evaluate(run, [gold], strict=True)


def test_gold_of_other_pages_scores_nothing_and_is_said(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt", sha256="01"))
    gold = gold_file(tmp_path / "gold.jsonl", gold_of(page("b.txt", sha256="02")))
    report = evaluate(run, [gold])
    assert (report.missing_pages, report.unscored_pages) == (["b.txt"], 1)
    assert report.mentions is not None
    assert report.mentions.by_page["surface"] == (0, 0, 1, 0)
    with pytest.raises(RenzhiError, match=r"no record of the gold pages b\.txt"):
        evaluate(run, [gold], strict=True)


def test_other_bytes_stop_where_strict(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt", sha256="01"))
    gold = gold_file(tmp_path / "gold.jsonl", gold_of(page("a.txt", sha256="02")))
    with pytest.raises(RenzhiError, match=r"gold\.jsonl:1: the run read other bytes"):
        evaluate(run, [gold], strict=True)


def test_a_file_name_met_twice_is_told_by_more_path_or_by_bytes_or_refused(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("x/a.txt", sha256="01"), page("y/a.txt", sha256="02"))
    by_path = evaluate(run, [gold_file(tmp_path / "path.jsonl", wanted("y/a.txt"))])
    assert by_path.missing_pages == []
    by_bytes = evaluate(run, [gold_file(tmp_path / "bytes.jsonl", gold_of(page("a.txt", sha256="02")))])
    assert (by_bytes.missing_pages, by_bytes.other_bytes) == ([], [])
    with pytest.raises(RenzhiError, match=r"'a\.txt' can be any of x/a\.txt, y/a\.txt"):
        evaluate(run, [gold_file(tmp_path / "name.jsonl", wanted("a.txt"))], strict=True)


def test_a_renamed_page_is_known_by_its_bytes_and_other_bytes_are_said(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("new.txt", sha256="01"))
    renamed = evaluate(run, [gold_file(tmp_path / "gold.jsonl", gold_of(page("old.txt", sha256="01")))])
    assert (renamed.missing_pages, renamed.other_bytes) == ([], [])
    changed = evaluate(run, [gold_file(tmp_path / "gold.jsonl", gold_of(page("new.txt", sha256="02")))])
    assert changed.other_bytes == ["new.txt"]
    assert "other bytes" in printed(changed)


def test_nothing_of_nothing_is_not_right(tmp_path: Path) -> None:
    empty = record("天气晴。", path="a.txt")
    gold = gold_file(tmp_path / "gold.jsonl", facts("a1", "天气", page="a.txt"))
    report = evaluate(run_of(tmp_path / "out", empty), [gold])
    assert report.to_dict()["facts"]["by_article"]["surface"]["f1"] is None
    assert "n/a" in printed(report)
    assert "100.0" not in printed(report)


def test_what_is_written_is_the_same_each_time(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt"), page("b.txt"))
    gold = gold_file(tmp_path / "gold.jsonl", wanted("a.txt"), facts("a1", "讲话", ["许川"], page="b.txt"))
    contents = []
    for _ in range(2):
        evaluate_and_write(run, [gold])
        contents.append([(run / name).read_bytes() for name in ("metrics.json", "errors.jsonl", "errors.html", "scores.jsonl")])
    assert contents[0] == contents[1]
    metrics = json.loads(contents[0][0])
    assert metrics["facts"]["counts"] == {
        "pages": 2, "articles": 2, "articles_with_record": 2, "records_without_article": 0,
    }  # fmt: skip
    assert metrics["errors"] == len(contents[0][1].splitlines())
    written = ["articles.jsonl", "errors.html", "errors.jsonl", "metrics.json", "scores.jsonl"]
    assert sorted(path.name for path in run.iterdir()) == written


def test_the_command(tmp_path: Path) -> None:
    app = typer.Typer()
    app.command()(command)
    run = run_of(tmp_path / "out", page("a.txt"))
    gold = gold_file(tmp_path / "gold.jsonl", wanted("a.txt"), facts("a2", "许川", ["许川"], page="a.txt"))
    shown = CliRunner().invoke(app, [str(run), str(gold), "--errors", "1"])
    assert shown.exit_code == 0
    assert "by article" in shown.output
    assert "missed person" in shown.output
    as_json = CliRunner().invoke(app, [str(run), str(gold), "--json"])
    assert json.loads(as_json.output) == json.loads((run / "metrics.json").read_bytes())
    broken = CliRunner().invoke(app, [str(run), str(tmp_path / "none.jsonl")])
    assert isinstance(broken.exception, RenzhiError)


def test_the_registered_stage(tmp_path: Path) -> None:
    run = run_of(tmp_path / "out", page("a.txt"))
    gold = gold_file(tmp_path / "gold.jsonl", wanted("a.txt"))
    assert make([str(gold)])(run).to_dict() == evaluate(run, [gold]).to_dict()


def printed(report) -> str:  # type: ignore[no-untyped-def]
    console = Console(file=io.StringIO(), width=200)
    report.print(console, errors=5)
    return console.file.getvalue()  # type: ignore[attr-defined]
