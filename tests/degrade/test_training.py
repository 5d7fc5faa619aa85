"""The wide preset shows what it promises: every layout, every kind of line."""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.degrade import Clean, DegradedPage, load, pages
from pipeline.degrade.matter import Matter, person
from pipeline.degrade.story import kind_of


@pytest.fixture(scope="module")
def run(many: list[Clean]) -> list[DegradedPage]:
    return list(pages(many, load("training"), 5, 200))


def test_layouts(run: list[DegradedPage]) -> None:
    found = Counter(page.layout for page in run)
    for layout, wanted in (("print", 0.6), ("web", 0.25), ("flat", 0.1), ("hard", 0.05)):
        assert found[layout] / len(run) == pytest.approx(wanted, abs=0.09)


def test_kinds(run: list[DegradedPage]) -> None:
    found = Counter(line.kind for page in run for line in page.lines)
    assert set(found) == {"text", "head", "byline", "caption", "furniture"}


def test_web_pages_have_whole_paragraphs(run: list[DegradedPage]) -> None:
    assert not any(line.wraps for page in run if page.layout == "web" for line in page.lines)


def test_flat_pages_have_an_article_on_a_line(run: list[DegradedPage]) -> None:
    for page in run:
        if page.layout == "flat":
            assert sum(bool(line.strip()) for line in page.text.splitlines()) <= 2 * len(page.stories)


def test_shortened_articles_have_one_paragraph_or_two(many: list[Clean]) -> None:
    settings = {"shortened": 1, "excerpt": 0, "subheads": 0, "bylines": 0, "signatures": 0, "captions": 0}
    stories = [story for page in pages(many, load("training", settings), 5, 20) for story in page.stories]
    assert {len(story.parts) for story in stories} == {1, 2}
    whole = [story for page in pages(many, load("standard"), 5, 20) for story in page.stories]
    assert max(len(story.parts) for story in whole) > 2


def test_people_are_fresh() -> None:
    from random import Random

    rng = Random(1)
    assert len({person(rng) for _ in range(500)}) > 400
    assert Matter(rng).line("byline") != Matter(rng).line("byline")


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("（记者 林远 通讯员 周明）", "byline"),
        ("□ 本报记者 林远", "byline"),
        ("▲会议现场。", "caption"),
        ("图为会议现场。林远摄", "caption"),
        ("记者走进村里，看到了变化。", "text"),
        ("抓住一个“实”字", "text"),
    ],
)
def test_kinds_of_paragraphs(paragraph: str, kind: str) -> None:
    assert kind_of(paragraph) == kind
