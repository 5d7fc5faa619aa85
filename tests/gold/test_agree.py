"""Two labellings of a page, and a page without its labels."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline import resources
from pipeline.errors import RenzhiError
from pipeline.gold.agree import agree
from pipeline.gold.compile import SUFFIX, compile_file
from pipeline.gold.markup import parse
from pipeline.gold.strip import strip
from pipeline.record import GoldArticle, encode, read_lines, write_lines

GOLD = resources.shipped("corpora") / "gold"
SHIPPED = sorted(GOLD.glob("*" + SUFFIX))
PAGE = "明湖市委书记林远讲话，\n周明市长、何静参加。"
HEAD = "page: p1\n=== article\n"
A = """[明湖市委|ORG][书记|TITLE][林远|PER]讲话，[周明|PER][市长|TITLE]、[何静|PER]参加。
> 林远 = 明湖市委书记 : 明湖市委 / 书记
> 周明 = 市长 : 明湖市人民政府 / 市长
"""
B = """[明湖市委|ORG][书记|TITLE][林远|PER]讲话，[周明|PER][市长|TITLE]、[何静|ORG]参加。
> 林远 = 书记 : 明湖市委 / 书记
> 周明 = 市长 : 明湖市人民政府 / 市长 ; former
"""


def labelling(folder: Path, name: str, text: str) -> Path:
    (folder / "pages").mkdir(exist_ok=True, parents=True)
    (folder / "pages" / "p1.txt").write_text(PAGE, "utf-8")
    (folder / name).mkdir()
    path = folder / name / f"p1{SUFFIX}"
    path.write_text(HEAD + text, "utf-8")
    write_lines(folder / name / "p1.jsonl", compile_file(path))
    return folder / name


def test_by_hand(tmp_path: Path) -> None:
    found = agree([labelling(tmp_path, "a", A)], [labelling(tmp_path, "b", B)])
    figures = found.to_dict()
    assert figures["entity"]["f1"] == pytest.approx(5 / 6)
    assert figures["surface"]["f1"] == 0.5
    assert figures["resolved"]["f1"] == 0.5
    assert figures["typed"]["f1"] == 0
    assert figures["sentence"]["f1"] == figures["article"]["f1"] == 1
    # labels of six spans: 5 of 6 alike; PER 3 and 2, ORG 1 and 2, TITLE 2 and 2
    chance = (3 * 2 + 1 * 2 + 2 * 2) / 36
    assert figures["kappa"]["labels"] == pytest.approx((5 / 6 - chance) / (1 - chance), abs=1e-6)
    assert figures["kappa"]["types"] == 0


def test_differences_stand_in_the_order_of_the_text_each_once(tmp_path: Path) -> None:
    found = agree([labelling(tmp_path, "a", A)], [labelling(tmp_path, "b", B)])
    shown = [(d.kind, d.only, d.item) for d in found.differences]
    assert shown == [
        ("surface", "a", "林远 | 明湖市委书记"),
        ("surface", "b", "林远 | 书记"),
        ("typed", "a", "周明 | 市长 | holds"),
        ("typed", "b", "周明 | 市长 | former"),
        ("entity.ORG", "b", "何静"),
        ("entity.PER", "a", "何静"),
    ]
    assert all(d.article == "p1#01" and "讲话" in (d.sentence or "") for d in found.differences)


def test_either_way_is_the_same(tmp_path: Path) -> None:
    a, b = labelling(tmp_path, "a", A), labelling(tmp_path, "b", B)
    one, other = agree([a], [b]).to_dict(), agree([b], [a]).to_dict()
    assert {k: v["f1"] for k, v in one.items() if isinstance(v, dict) and "f1" in v} == {
        k: v["f1"] for k, v in other.items() if isinstance(v, dict) and "f1" in v
    }
    assert one["kappa"] == other["kappa"]


def test_what_one_calls_optional_is_no_difference(tmp_path: Path) -> None:
    a = labelling(tmp_path, "a", A)
    b = labelling(tmp_path, "b", A + "> 何静 = 市长 ; optional\n")
    for sides in ((a, b), (b, a)):
        assert agree([sides[0]], [sides[1]]).differences == []


def test_gold_agrees_with_itself() -> None:
    found = agree([GOLD], [GOLD])
    assert found.differences == []
    figures = found.to_dict()
    assert {v["f1"] for v in figures.values() if isinstance(v, dict) and "f1" in v} == {1.0}
    assert figures["kappa"] == {"labels": 1.0, "types": 1.0}


def test_pages_that_do_not_meet_are_refused(tmp_path: Path) -> None:
    a = labelling(tmp_path, "a", A)
    with pytest.raises(RenzhiError, match=r"no page stands in both; the one has p1\.txt, the other piyang"):
        agree([a], [GOLD])
    (tmp_path / "pages" / "p1.txt").write_text(PAGE + "\n", "utf-8")
    (tmp_path / "b").mkdir()
    path = tmp_path / "b" / f"p1{SUFFIX}"
    path.write_text(HEAD + A, "utf-8")
    write_lines(tmp_path / "b" / "p1.jsonl", compile_file(path))
    with pytest.raises(RenzhiError, match=r"p1\.jsonl:1: labelled on other bytes"):
        agree([a], [tmp_path / "b"])


def test_the_command(tmp_path: Path, renzhi) -> None:  # type: ignore[no-untyped-def]
    a, b = labelling(tmp_path, "a", A), labelling(tmp_path, "b", B)
    shown = renzhi("gold", "agree", a, b)
    assert shown.code == 0
    assert "only in A: 林远 | 明湖市委书记" in shown.out
    assert "kappa of labels" in shown.out
    assert "only in A" not in renzhi("gold", "agree", a, b, "--brief").out
    assert json.loads(renzhi("gold", "agree", a, b, "--json").out)["differences"] == 6


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_a_stripped_page_has_the_same_text_and_no_labels(path: Path, tmp_path: Path) -> None:
    text = path.read_text("utf-8")
    full, bare = parse(text, "full"), parse(strip(text), "bare")
    assert bare.head == full.head
    for one, other in zip(full.drafts, bare.drafts, strict=True):
        assert (one.kind, one.text, one.sentences) == (other.kind, other.text, other.sentences)
        assert [line for line, _ in one.headlines] == [line for line, _ in other.headlines]
        assert not other.marks
        assert not other.claims


def test_marks_that_mean_something_are_escaped() -> None:
    text = "page: p\n=== article\n[#一号|ORG]开会\\[图\\]。\n[a\\b|ORG]到。\n\\!好。\n"
    one, other = parse(text, "p"), parse(strip(text), "p")
    assert [d.text for d in one.drafts] == [d.text for d in other.drafts] == ["#一号开会[图]。a\\b到。!好。"]


def test_strip_overwrites_nothing(tmp_path: Path, renzhi) -> None:  # type: ignore[no-untyped-def]
    assert renzhi("gold", "strip", SHIPPED[0], "--out", tmp_path / "second").code == 0
    again = renzhi("gold", "strip", *SHIPPED, "--out", tmp_path / "second")
    assert again.code == 2
    assert "is there already" in again.err
    assert len(list((tmp_path / "second").iterdir())) == 1


def test_the_second_labelling_is_compiled_like_the_first(tmp_path: Path) -> None:
    text = labelling(tmp_path, "second", A) / f"p1{SUFFIX}"
    assert (tmp_path / "second" / "p1.jsonl").read_bytes() == b"".join(map(encode, compile_file(text)))
    assert next(read_lines(tmp_path / "second" / "p1.jsonl", GoldArticle)).source.path == "p1.txt"
