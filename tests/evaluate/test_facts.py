"""Fact-level gold, on examples small enough to be counted by hand."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluate import Report, evaluate
from pipeline.evaluate.score import Score
from pipeline.record import Article, Facts

from .build import facts, gold_file, record, run_of

LIN = ("沈岩", "青溪市委书记", "青溪市委", "书记", "holds")
ZHOU = ("许川", "副市长", "青溪市人民政府", "副市长", "holds")
LI = ("邵宁", "记者", None, "记者", "byline")
ONE = "本报讯（记者邵宁）青溪市委书记沈岩主持召开会议。"
TWO = "副市长许川到石桥镇调研。"
PEOPLE = [("PER", "邵宁"), ("PER", "沈岩")]
GOLD = (
    facts("a1", "主持召开会议", ["邵宁", "沈岩"], [LI, LIN], ends="召开会议。", headline="青溪市召开会议"),
    facts("a2", "镇调研", ["许川"], [ZHOU], ends="调研。"),
)


def first(**more: object) -> Article:
    return record(ONE, PEOPLE, [LI, LIN], headline="青溪市召开 会议", **more)  # type: ignore[arg-type]


def second(**more: object) -> Article:
    return record(TWO, [("PER", "许川")], [ZHOU], number=2, at=100, **more)  # type: ignore[arg-type]


def score(tmp_path: Path, records: list[Article], gold: tuple[Facts, ...] = GOLD) -> Report:
    return evaluate(run_of(tmp_path / "out", *records), [gold_file(tmp_path / "gold.jsonl", *gold)])


def by_article(report: Report, name: str) -> Score:
    assert report.facts is not None
    return report.facts.by_article[name]


def by_page(report: Report, name: str) -> Score:
    assert report.facts is not None
    return report.facts.by_page[name]


def test_all_right(tmp_path: Path) -> None:
    report = score(tmp_path, [first(), second()])
    for name, value in (("article", 2), ("headline", 1), ("person", 3), ("surface", 2), ("typed", 2), ("byline", 1)):
        assert by_article(report, name) == Score(value, value, value), name
    assert list(report.errors) == []


def test_counted_by_hand(tmp_path: Path) -> None:
    """One wrong role, one wrong person, the byline left out."""
    wrong = record(ONE, [*PEOPLE, ("PER", "市委")], [("沈岩", "市委书记", "青溪市委", "书记", "former")])
    report = score(tmp_path, [wrong, second()])
    assert by_article(report, "person") == Score(3, 4, 3)
    assert by_article(report, "surface") == Score(1, 2, 2)
    assert by_article(report, "resolved") == Score(2, 2, 2)
    assert by_article(report, "typed") == Score(1, 2, 2)
    assert by_article(report, "byline") == Score(0, 0, 1)
    assert by_article(report, "headline") == Score(0, 0, 1)
    found = [(e.kind, e.verdict, e.item) for e in report.errors]
    assert found == [
        ("headline", "missed", "青溪市召开会议"),
        ("surface", "false", "沈岩 | 市委书记"),
        ("surface", "missed", "沈岩 | 青溪市委书记"),
        ("typed", "false", "沈岩 | 市委书记 | former"),
        ("typed", "missed", "沈岩 | 青溪市委书记 | holds"),
        ("byline", "missed", "邵宁 | 记者"),
        ("byline_resolved", "missed", "邵宁 | – | 记者"),
        ("person", "false", "市委"),
    ]
    assert {e.sentence for e in list(report.errors)[1:]} == {ONE}


def test_relations_of_a_record_of_no_gold_article_are_false(tmp_path: Path) -> None:
    stray = record(
        "局长程波讲话。", [("PER", "程波")], [("程波", "局长", None, "局长", "holds")], number=3, kind="fragment"
    )
    report = score(tmp_path, [first(), second(), stray])
    assert by_article(report, "surface") == by_page(report, "surface") == Score(2, 3, 2)
    assert by_article(report, "article") == Score(2, 2, 2)
    assert by_article(report, "person") == Score(3, 3, 3)
    assert by_page(report, "person") == Score(3, 4, 3)


def test_a_wrong_split_shows_by_article_and_not_over_the_page(tmp_path: Path) -> None:
    merged = record(ONE + TWO, [*PEOPLE, ("PER", "许川")], [LI, LIN, ZHOU])
    report = score(tmp_path, [merged])
    assert by_article(report, "article") == Score(0, 2, 2)
    assert by_article(report, "surface") == Score(2, 4, 2)
    assert by_page(report, "surface") == Score(2, 2, 2)
    assert all(e.split for e in report.errors if e.kind in ("surface", "person"))


def test_a_cut_body_is_not_whole(tmp_path: Path) -> None:
    head, tail = record(ONE[:-1]), record("。", number=3)
    assert by_article(score(tmp_path, [head, second(), tail]), "article") == Score(1, 3, 2)


def test_a_duplicate_of_an_article_is_a_record_too_many(tmp_path: Path) -> None:
    report = score(tmp_path, [first(), second(), second()])
    assert by_article(report, "article") == Score(2, 3, 2)
    assert by_article(report, "surface") == Score(2, 3, 2)
    assert by_page(report, "surface") == Score(2, 2, 2)


def test_of_several_holders_the_article_with_the_end_is_taken(tmp_path: Path) -> None:
    quoted = record(ONE[:-1], number=2, at=200, kind="fragment")
    assert by_article(score(tmp_path, [quoted, first(number=3)], GOLD[:1]), "article") == Score(1, 1, 1)


def test_texts_are_compared_without_width_and_white_space(tmp_path: Path) -> None:
    gold = facts("a1", "２０２４年 沈岩", ["沈 岩"], [("沈 岩", "市委　书记", None, None, "holds")], ends="出席!")
    given = record("2024年沈岩出席！市委书记", [("PER", "沈岩")], [("沈岩", "市委书记", None, None, "holds")])
    report = score(tmp_path, [given], (gold,))
    assert [by_article(report, name).f1 for name in ("article", "person", "surface")] == [1, 1, 1]


def test_an_optional_relation_counts_neither_way(tmp_path: Path) -> None:
    gold = facts("a2", "镇调研", ["许川"], optional=[ZHOU])
    for given in (second(), record(TWO, [("PER", "许川")])):
        assert by_article(score(tmp_path, [given], (gold,)), "surface")[:3] == (0, 0, 0)


def test_orgs_and_places_are_judged_where_the_page_lists_any(tmp_path: Path) -> None:
    given = record(TWO, [("PER", "许川"), ("LOC", "石桥镇")])
    unlisted = score(tmp_path, [given], GOLD[1:])
    assert unlisted.facts is not None
    assert "loc" not in unlisted.facts.by_article
    listed = score(tmp_path, [given], (facts("a2", "镇调研", ["许川"], orgs=["石桥镇政府"]),))
    assert by_article(listed, "org") == Score(0, 0, 1)
    assert by_article(listed, "loc") == Score(0, 1, 0)


def test_a_missing_page_is_missed_whole_and_said(tmp_path: Path) -> None:
    report = score(tmp_path, [second()], (*GOLD[1:], facts("b1", "x", ["程波"], [LIN], page="b.txt", ends="y")))
    assert report.missing_pages == ["b.txt"]
    assert by_article(report, "surface") == Score(1, 1, 2)
    assert by_article(report, "person") == Score(1, 1, 2)
    assert by_article(report, "article") == Score(1, 1, 2)
