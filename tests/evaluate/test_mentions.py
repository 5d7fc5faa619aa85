"""Mention-level gold, on examples small enough to be counted by hand."""

from __future__ import annotations

from pathlib import Path

from pipeline.evaluate import Report, evaluate
from pipeline.evaluate.score import Score
from pipeline.record import Article, GoldArticle, Headline

from .build import gold_file, gold_of, record, run_of

ONE = "青溪市委书记沈岩主持会议。"
TWO = "副市长许川参加。"
LIN = ("沈岩", "青溪市委书记", "青溪市委", "书记", "holds")
ZHOU = ("许川", "副市长", "青溪市人民政府", "副市长", "holds")
FIRST = record(ONE, [("ORG", "青溪市委"), ("TITLE", "书记"), ("PER", "沈岩")], [LIN], headline="沈岩主持会议")
SECOND = record(TWO, [("TITLE", "副市长"), ("PER", "许川")], [ZHOU], number=2, at=50)
BANNER = record("青溪在行动", number=3, at=80, kind="fragment")
PAGE = (FIRST, SECOND, BANNER)


def score(tmp_path: Path, records: tuple[Article, ...], gold: tuple[GoldArticle, ...]) -> Report:
    return evaluate(run_of(tmp_path / "out", *records), [gold_file(tmp_path / "gold.jsonl", *gold)])


def scores(report: Report) -> tuple[dict[str, Score], dict[str, Score]]:
    assert report.mentions is not None
    return report.mentions.by_article, report.mentions.by_page


def test_a_page_is_right_against_itself(tmp_path: Path) -> None:
    report = score(tmp_path, PAGE, tuple(map(gold_of, PAGE)))
    by_article, by_page = scores(report)
    for name in ("article", "fragment", "headline", "entity", "surface", "resolved", "typed", "sentence"):
        assert by_article[name].f1 == 1, name
    for name in ("exact", "partial", "type", "entity.PER", "partial.PER", "type.PER", "boundary", "joint"):
        assert by_page[name].f1 == 1, name
    assert by_page["fragment_characters"] == Score(5, 5, 5)
    assert by_article["byline"].f1 is None
    assert list(report.errors) == []


def test_counted_by_hand(tmp_path: Path) -> None:
    """A cut name, a label mixed up, a role cut at its front."""
    given_ = record(
        ONE, [("ORG", "青溪市委"), ("LOC", "书记"), ("PER", "沈")], [("沈", "市委书记", None, None, "holds")]
    )
    by_article, _ = scores(score(tmp_path, (given_,), (gold_of(FIRST),)))
    assert by_article["entity"] == Score(1, 3, 3)
    assert by_article["entity.LOC"] == Score(0, 1, 0)
    assert by_article["exact"] == Score(2, 3, 3)
    assert by_article["partial"] == Score(2.5, 3, 3)
    assert by_article["type"] == Score(2, 3, 3)
    assert by_article["partial.PER"] == Score(0.5, 1, 1)
    assert by_article["surface"] == Score(0, 1, 1)
    assert by_article["headline"] == Score(0, 0, 1)
    assert by_article["article"] == Score(1, 1, 1)


def test_a_cut_role_of_the_right_person_is_half_right(tmp_path: Path) -> None:
    given_ = record(ONE, [("PER", "沈岩")], [("沈岩", "市委书记", "青溪市委", "书记", "holds")])
    by_article, _ = scores(score(tmp_path, (given_,), (gold_of(FIRST),)))
    assert by_article["surface"] == Score(0, 1, 1)
    assert by_article["partial_surface"] == Score(0.5, 1, 1)


def test_an_optional_relation_counts_neither_way(tmp_path: Path) -> None:
    gold = (gold_of(FIRST, optional=["r1"]),)
    for given_ in (FIRST, record(ONE, [("PER", "沈岩")])):
        by_article, _ = scores(score(tmp_path, (given_,), gold))
        assert by_article["surface"][:3] == by_article["partial_surface"][:3] == (0, 0, 0)


def test_a_wrong_split_shows_by_article_and_not_over_the_page(tmp_path: Path) -> None:
    merged = _merged()
    by_article, by_page = scores(score(tmp_path, (merged, BANNER), tuple(map(gold_of, PAGE))))
    assert by_article["article"] == Score(0, 1, 2)
    assert by_article["surface"] == Score(1, 2, 2)
    assert by_page["surface"] == Score(2, 2, 2)
    assert by_page["entity"].f1 == by_page["sentence"].f1 == 1


def _merged() -> Article:
    """FIRST and SECOND as one record."""
    merged = record(ONE + TWO, [(e.label, e.text) for a in (FIRST, SECOND) for e in a.entities], [LIN, ZHOU])
    shift = 50 - len(ONE)
    for item in [*merged.entities[3:], merged.relations[1].role]:
        item.raw = [(item.raw[0][0] + shift, item.raw[0][1] + shift)]
    merged.segments = [(0, len(ONE), 0, len(ONE)), (len(ONE), len(TWO), 50, len(TWO))]
    merged.sentences = [(0, len(ONE)), (len(ONE), len(ONE + TWO))]
    return merged


def test_a_record_of_no_gold_article_is_false(tmp_path: Path) -> None:
    report = score(tmp_path, (FIRST, SECOND), (gold_of(FIRST),))
    by_article, _ = scores(report)
    assert by_article["article"] == Score(1, 2, 1)
    assert by_article["surface"] == Score(1, 2, 1)
    assert by_article["entity"] == Score(3, 5, 3)
    assert [e.article for e in report.errors] == [None] * len(report.errors)


def test_what_cleaning_does_with_blanks_does_not_matter(tmp_path: Path) -> None:
    """Raw text "沈 岩到会。", the blank kept by one cleaner and dropped by the other."""
    kept = record("沈 岩到会。", [("PER", "沈 岩")])
    dropped = record("沈岩到会。", [("PER", "沈岩")])
    dropped.segments = [(0, 1, 0, 1), (1, 4, 2, 4)]
    dropped.entities[0].raw = [(0, 1), (2, 3)]
    by_article, _ = scores(score(tmp_path, (kept,), (gold_of(dropped),)))
    assert [by_article[name].f1 for name in ("article", "entity", "sentence")] == [1, 1, 1]


def test_the_division_of_a_headline_into_lines_does_not_matter(tmp_path: Path) -> None:
    lines = record(ONE, headline="沈岩主持会议")
    start = lines.headline[0].raw[0][0]
    lines.headline = [Headline("沈岩", [(start, start + 2)]), Headline("主持会议", [(start + 2, start + 6)])]
    by_article, _ = scores(score(tmp_path, (lines,), (gold_of(FIRST),)))
    assert by_article["headline"].f1 == 1


def test_of_a_file_with_several_pages_each_is_scored_apart(tmp_path: Path) -> None:
    pages = tuple(record(ONE, [("PER", "沈岩")], path="a.pdf", number=n, page=n) for n in (1, 2))
    report = score(tmp_path, pages, tuple(map(gold_of, pages)))
    assert report.mentions is not None
    assert [row.page for row in report.mentions.pages] == ["a.pdf:1", "a.pdf:2"]
    assert report.mentions.by_page["entity"] == Score(2, 2, 2)


def test_bounds_and_joints_by_hand(tmp_path: Path) -> None:
    """FIRST cut in two after 书记: one end and one beginning too many, the same for paragraphs."""
    cut = ONE.index("沈")
    head, tail = record(ONE[:cut]), record(ONE[cut:], number=2, at=cut)
    _, by_page = scores(score(tmp_path, (head, tail), (gold_of(FIRST),)))
    assert by_page["boundary"] == by_page["joint"] == Score(2, 4, 2)
