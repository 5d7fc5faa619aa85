"""Gold looked through: each lint on a sentence, errors in records, the shipped gold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import resources
from pipeline.gold.check import check
from pipeline.gold.compile import SUFFIX, compile_file
from pipeline.record import encode

SHIPPED = sorted((resources.shipped("corpora") / "gold").glob("*" + SUFFIX))


def corpus(tmp_path: Path, *lines: str, page: str | None = None) -> Path:
    """A marked-up file beside its page, which is the clean text."""
    from pipeline.gold.strip import strip

    path = tmp_path / "gold" / f"p1{SUFFIX}"
    path.parent.mkdir(exist_ok=True)
    text = "\n".join(["page: p1", "=== article", *lines])
    path.write_text(text, "utf-8")
    (tmp_path / "pages").mkdir(exist_ok=True)
    bare = "".join(strip(text).split("\n")[2:])
    (tmp_path / "pages" / "p1.txt").write_text(bare if page is None else page, "utf-8")
    return path


LINTS = [
    (["[林|PER]书记讲话。"], "'林' is one character"),
    (["[欧阳|PER]书记讲话。"], "'欧阳' is a surname alone"),
    (["[林远同志|PER]讲话。"], "holds '同志'"),
    (["[书记林远|PER]讲话。"], "holds the title '书记'"),
    (["[林远3|PER]讲话。"], "holds something that no name has"),
    (["[公司|ORG]开会。"], "ORG '公司' is a generic word"),
    (["[各乡镇|ORG]开会。"], "ORG '各乡镇' is a group"),
    (["[全市|LOC]开会。"], "LOC '全市' names no place"),
    (["[市委书记|TITLE]要求。"], "TITLE '市委书记' begins with a body"),
    (["[新任局长|TITLE]要求。"], "TITLE '新任局长' begins with '新任'"),
    (["[代表|TITLE][林远|PER]到场。", "> 林远 = 代表"], "'代表' is no post"),
    (["读[《湖声》|ORG]。"], "begins or ends with a mark"),
    (["用了[三天|DATE]。"], "DATE '三天' is a duration"),
    (["[林远，|PER]讲话。"], "holds something that no name has"),
    (["[市财政局，|ORG]开会。"], "begins or ends with a mark"),
    (["[县教育局|ORG]原[局长|TITLE][林远|PER]到场。", "> 林远 = 县教育局原局长"], "holds '原'"),
    (["时任[县长|TITLE][林远|PER]到场。", "> 林远 = 时任县长"], "holds '时任'"),
    (["该[公司|ORG][经理|TITLE][林远|PER]到场。", "> 林远 = 该公司经理"], "points at its body"),
    (["[县|LOC]（区）[局长|TITLE][林远|PER]到场。", "> 林远 = 县（区）局长"], "holds a bracket"),
    (["[村民|TITLE][林远|PER]到场。", "> 林远 = 村民"], "'村民' is no post"),
    (["[市长|TITLE][林远|PER]到场。", "> 林远 = 市长", "> 林远 = 市长 ; former"], "is given twice"),
    (["[林远|PER]讲话。", "林远离开。"], "'林远' is a PER elsewhere and not labelled here"),
    (["[高升|PER]讲话。", "[高升|LOC]不远。"], "'高升' is labelled LOC and PER"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "reason"), LINTS, ids=[reason for _, reason in LINTS])
def test_a_doubt_is_named_with_its_line(tmp_path: Path, lines: list[str], reason: str) -> None:
    path = corpus(tmp_path, "开会了。", *lines)
    found = [finding for finding in check(path) if reason in finding.reason]
    assert found, list(map(str, check(path)))
    assert {finding.verdict for finding in found} == {"doubt"}
    assert found[0].where in {f"{path}:{number}" for number in range(4, 5 + len(lines))}


FINE = [
    ["[林远|PER]、[欧阳明|PER]、[阿依努尔·买买提|PER]、[Mark Lee|PER]到场。"],
    ["[湖北某（集团）公司|ORG][总经理|TITLE][林远|PER]到场。", "> 林远 = 湖北某（集团）公司总经理"],
    ["[县人大|ORG][代表|TITLE][林远|PER]到场。", "> 林远 = 县人大代表"],
    ["会场外，[代表|TITLE][林远|PER]到场。", "> 林远 = 代表 : 明湖市人大 / 代表"],
    ["[门卫民|PER]、[陈○英|PER]、[拉瓦‧比令|PER]到场。"],
    ["[《湖声》杂志社|ORG][主编|TITLE][林远|PER]到场。", "> 林远 = 《湖声》杂志社主编"],
    ["[中原大学|ORG][校长|TITLE][林远|PER][2021年|DATE]到场。", "> 林远 = 中原大学校长"],
]


@pytest.mark.parametrize("lines", FINE)
def test_what_is_fine(tmp_path: Path, lines: list[str]) -> None:
    assert list(map(str, check(corpus(tmp_path, *lines)))) == []


def test_mark_up_that_does_not_compile_is_an_error(tmp_path: Path) -> None:
    path = corpus(tmp_path, "[林远|PERSON]讲话。", page="林远讲话。")
    (found,) = check(path)
    assert (found.where, found.verdict) == (f"{path}:3", "error")
    assert "label 'PERSON'" in found.reason


def records(tmp_path: Path) -> tuple[Path, list[dict]]:  # type: ignore[type-arg]
    path = corpus(tmp_path, "[市长|TITLE][林远|PER]讲话。", "> 林远 = 市长")
    items = [json.loads(encode(record)) for record in compile_file(path)]
    return path.with_name("p1.jsonl"), items


def _overlap(item: dict) -> None:  # type: ignore[type-arg]
    item["entities"].append({**item["entities"][1], "id": "e9", "start": 3, "text": "远", "raw": [[3, 4]]})


def _label(item: dict) -> None:  # type: ignore[type-arg]
    item["entities"][0]["label"] = "PERSON"


def _range(item: dict) -> None:  # type: ignore[type-arg]
    item["entities"][0]["end"] = 40


def _raw(item: dict) -> None:  # type: ignore[type-arg]
    item["entities"][0]["raw"] = [[1, 3]]


def _person(item: dict) -> None:  # type: ignore[type-arg]
    item["relations"][0]["person"] = "e7"


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (_overlap, "overlap or are out of order"),
        (_label, "Invalid enum value 'PERSON'"),
        (_range, "is not what stands at 0:40"),
        (_raw, "'市长' stands on the page as '长林'"),
        (_person, "names the person e7, which is no entity"),
    ],
)
def test_errors_of_records_are_named_with_their_line(tmp_path: Path, spoil, reason: str) -> None:  # type: ignore[no-untyped-def]
    path, (item,) = records(tmp_path)
    good = json.dumps({**item, "id": "p1#02"}, ensure_ascii=False)
    spoil(item)
    path.write_text(good + "\n\n" + json.dumps(item, ensure_ascii=False) + "\n", "utf-8")
    (found,) = (finding for finding in check(path) if finding.verdict == "error")
    assert found.where == f"{path}:3"
    assert reason in found.reason


def test_broken_json_and_a_record_twice(tmp_path: Path) -> None:
    path, (item,) = records(tmp_path)
    line = json.dumps(item, ensure_ascii=False)
    path.write_text(f'{line}\n{{"schema"\n{line}\n', "utf-8")
    assert [(f.where, f.verdict) for f in check(path)] == [(f"{path}:2", "error"), (f"{path}:3", "error")]


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_gold_has_no_errors(path: Path) -> None:
    compiled = path.with_name(path.name.removesuffix(SUFFIX) + ".jsonl")
    assert [str(f) for file in (path, compiled) for f in check(file) if f.verdict == "error"] == []


def test_the_command(tmp_path: Path, renzhi) -> None:  # type: ignore[no-untyped-def]
    path = corpus(tmp_path, "[林|PER]书记讲话。")
    found = renzhi("gold", "check", path)
    assert (found.code, found.out.splitlines()[-1]) == (0, "0 errors, 1 doubts")
    assert renzhi("gold", "check", "--quiet", path).out == "0 errors, 1 doubts\n"
    path.write_text("=== article\n林远。", "utf-8")
    assert renzhi("gold", "check", path).code == 1
