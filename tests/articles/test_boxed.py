from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.articles.boxed import plan
from pipeline.articles.factory import make as make_articles
from pipeline.articles.plan import Plan
from pipeline.clean.factory import make as make_clean
from pipeline.page import Box, Page
from pipeline.read.factory import make_pages
from pipeline.read.hints import Hints
from pipeline.read.inputs import Input
from tests.layouts import Blocks, alto, hocr, page_xml
from tests.stories import TEN
from tests.typeset import Story, pdf

Found = tuple[list[str], list[str]]
"""Headline lines and paragraphs."""


def read(data: bytes) -> list[Page]:
    return [page for page in make_pages()(Input("p", "p"), data, Hints()) if isinstance(page, Page)]


def found(page: Page, made: Plan | None = None) -> list[Found]:
    lines = page.text.split("\n")
    made = made or plan(lines, page.boxes)
    return [
        (["".join(lines[at] for at in head) for head in article.heads], ["".join(lines[at] for at in p) for p in article.paragraphs])
        for article in made.articles
    ]  # fmt: skip


def wanted(stories: Sequence[Story]) -> list[Found]:
    return [(story.heads, story.paragraphs) for story in stories]


def by_head(articles: list[Found]) -> list[Found]:
    return sorted(articles)


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("folio", [True, False])
def test_ten_articles_of_a_pdf_are_exact(columns: int, folio: bool) -> None:
    (page,) = read(pdf([TEN], columns, folio))
    made = plan(page.text.split("\n"), page.boxes)
    assert found(page, made) == wanted(TEN)
    assert len(made.fragments) == folio
    assert all(0.5 < article.score <= 1 for article in made.articles)


def test_the_stage_uses_the_boxes() -> None:
    (page,) = read(pdf([TEN], 2, True))
    records = make_articles()(make_clean()(page))
    texts = {record.text.replace(" ", "").replace("\u3000", ""): record for record in records if record.kind == "article"}
    for story in TEN:
        record = texts["\n".join(story.paragraphs).replace("\u3000", "").replace(" ", "")]
        assert [line.text for line in record.headline] == story.heads
    assert [record.kind for record in records].count("fragment") == 1


@pytest.mark.parametrize("seed", range(12))
def test_articles_in_any_order_and_number(seed: int) -> None:
    chosen = random.Random(seed).sample(TEN, 3 + seed % 6)
    (page,) = read(pdf([chosen], 2 + seed % 2))
    assert by_head(found(page)) == by_head(wanted(chosen))


def test_pages_are_taken_apart_one_by_one() -> None:
    pages = read(pdf([TEN[:4], TEN[4:]]))
    assert [found(page) for page in pages] == [wanted(TEN[:4]), wanted(TEN[4:])]


def scanned(page: Page, seed: int) -> Blocks:
    """The blocks of a page as an OCR program gives them: edges a little off, in pixels, closing marks cut close."""
    chance = random.Random(seed)
    blocks: dict[int, list[tuple[str, tuple[float, float, float, float]]]] = {}
    for line, box in zip(page.text.split("\n"), page.boxes, strict=True):
        cut = box.size / 2 if line[-1] in "，。" else 0
        edges = (box.left, box.top, box.right - cut, box.bottom)
        off = [round(4 * edge + chance.uniform(-0.15, 0.15) * 4 * box.size / 2) for edge in edges]
        blocks.setdefault(box.block, []).append((line, (off[0], off[1], off[2], off[3])))
    return list(blocks.values())


@pytest.mark.parametrize("write", [alto, page_xml, hocr], ids=["alto", "page", "hocr"])
@pytest.mark.parametrize("seed", range(4))
def test_ten_articles_of_an_ocr_program_are_exact(write, seed: int) -> None:
    (page,) = read(pdf([TEN]))
    (again,) = read(write(scanned(page, seed)).encode())
    assert again.text == page.text
    assert found(again) == wanted(TEN)


def box(text: str, left: float, top: float, size: float = 10, bold: bool = False) -> Box:
    return Box(0, len(text), left, top, left + size * len(text), top + size, size, bold)


Row = tuple[str, float, float] | tuple[str, float, float, float] | tuple[str, float, float, float, bool]


def planned(*rows: Row, **known: Sequence[bool]) -> Plan:
    return plan([row[0] for row in rows], [box(*row) for row in rows], **known)


HEAD: Row = ("市长到会讲话", 0, 0, 20)
BODY: list[Row] = [("昨天，明湖市市长周明", 20, 30), ("到会讲话，他说今年的工", 0, 44), ("作很重要。", 0, 58)]


@pytest.mark.parametrize(
    ("rows", "paragraphs"),
    [
        (BODY, [[1, 2, 3]]),
        ([*BODY, ("会后，他去了河西区的工", 20, 72), ("地。", 0, 86)], [[1, 2, 3], [4, 5]]),
        ([*BODY, ("会后他去了河西区的工地", 0, 72), ("看望大家。", 0, 86)], [[1, 2, 3], [4, 5]]),
        ([*BODY[:2], ("作很重要的事情有十几。", 0, 58), ("会后他去了河西区的工地", 0, 82), ("看望大家。", 0, 96)], [[1, 2, 3], [4, 5]]),
        ([("□ 记者 林远", 20, 30), ("昨天，明湖市市长周明", 20, 44), ("到会讲话。", 0, 58)], [[1], [2, 3]]),
        ([*BODY[:2], ("作很重要，还要依靠大家", 150, 30), ("一起努力。", 150, 44)], [[1, 2, 3, 4]]),
        ([*BODY, ("会后，他去了河西区的", 170, 30), ("工地。", 150, 44)], [[1, 2, 3], [4, 5]]),
    ],
    ids=["one", "indent", "short line", "blank", "byline", "next column", "new paragraph in the next column"],
)  # fmt: skip
def test_paragraphs(rows: list[Row], paragraphs: list[list[int]]) -> None:
    made = planned(HEAD, *rows)
    assert [article.paragraphs for article in made.articles] == [paragraphs]
    assert made.articles[0].heads == [[0]]


def test_a_page_without_headlines_is_one_article() -> None:
    made = planned(*BODY, ("他还去了河西区的工地看", 150, 30), ("望大家。", 150, 44))
    assert len(made.articles) == 1
    assert made.articles[0].heads == []


def test_small_print_and_folios_are_fragments() -> None:
    made = planned(
        ("第2版　2024年3月6日", 0, -40, 8), HEAD, *BODY, ("图为会场。王一平摄", 150, 100, 7.5), ("3", 60, 200, 9)
    )
    assert made.fragments == [[[0]], [[5]], [[6]]]
    assert [article.paragraphs for article in made.articles] == [[[2, 3, 4]]]


def test_a_banner_over_two_headlines_is_a_fragment() -> None:
    other: list[Row] = [(text, left + 150, top) for text, left, top, *_ in BODY]
    made = planned(("两会特刊", 80, -60, 30), HEAD, *BODY, ("书记去了山里", 150, 0, 20), *other)
    assert made.fragments == [[[0]]]
    assert [article.heads for article in made.articles] == [[[1]], [[5]]]


@pytest.mark.parametrize(
    ("heads", "groups"),
    [
        ([("市长到会讲话", 0, 0, 20)], [[0]]),
        ([("市长周明到会讲话说", 0, -24, 20), ("工作很重要", 0, 0, 20)], [[0, 1]]),
        ([("市长到会讲话", 0, -24, 20), ("工作很重要吗", 0, 0, 20)], [[0], [1]]),
        ([("明湖市", 0, -24, 14), ("市长到会讲话", 0, 0, 20)], [[0], [1]]),
        ([("明湖市市", 0, -24, 20), ("长周明", 0, 0, 20)], [[0, 1]]),
    ],
    ids=["one", "broken by the column", "two", "a small one above", "broken in a word of the body"],
)
def test_headline_lines(heads: list[Row], groups: list[list[int]]) -> None:
    body: list[Row] = [("　昨天上午明湖市市长周明同志到", 20, 30), ("会讲话，他说今年的工作。", 0, 44)]
    made = planned(*heads, *body)
    assert [article.heads for article in made.articles] == [groups]


def test_bold_lines_of_the_body_s_size() -> None:
    first: list[Row] = [("市长到会", 0, 16, 10, True), *BODY]
    second: list[Row] = [("书记进山", 0, 76, 10, True), *((row[0], row[1], row[2] + 60) for row in BODY)]
    made = planned(*first, *second)
    assert [(article.heads, article.paragraphs) for article in made.articles] == [
        ([[0]], [[1, 2, 3]]),
        ([[4]], [[5, 6, 7]]),
    ]
    assert len(planned(HEAD, *BODY, *second[:1], *second[1:]).articles) == 1  # one article, divided


def test_what_words_say_is_heard() -> None:
    rows: list[Row] = [HEAD, *BODY, *((row[0], row[1], row[2] + 42) for row in BODY)]
    opens = [at == 4 for at in range(len(rows))]
    assert [article.paragraphs for article in planned(*rows, opens=opens).articles] == [[[1, 2, 3]], [[4, 5, 6]]]
    furniture = [at == 0 for at in range(len(rows))]
    made = planned(*rows, furniture=furniture)
    assert (made.fragments, [article.heads for article in made.articles]) == ([[[0]]], [[]])


@pytest.mark.parametrize("number", [0, 1])
def test_next_to_nothing(number: int) -> None:
    made = planned(*BODY[:number])
    assert [article.paragraphs for article in made.articles] == [[[0]]] * number


numbers = st.floats(0, 500)
places = st.builds(
    lambda left, top, width, height, size, bold: Box(0, 1, left, top, left + width, top + height, size, bold),
    *(numbers, numbers, st.floats(0, 300), st.floats(0, 60), st.floats(0, 60), st.booleans()),
)
rows = st.tuples(st.text("市长林远。，A1", min_size=1, max_size=12), places, st.booleans(), st.booleans())


@settings(max_examples=300)
@given(st.lists(rows, max_size=25))
def test_each_line_is_in_one_group(page: list[tuple[str, Box, bool, bool]]) -> None:
    texts, boxes, opens, furniture = zip(*page, strict=True) if page else ((), (), (), ())
    made = plan(texts, boxes, opens, furniture)
    groups = [group for article in made.articles for group in article.heads + article.paragraphs]
    groups += [group for fragment in made.fragments for group in fragment]
    assert sorted(at for group in groups for at in group) == list(range(len(page)))
    assert all(groups)
    assert all(article.paragraphs and 0 <= article.score <= 1 for article in made.articles)


@pytest.mark.parametrize("seed", range(3))
def test_each_character_of_a_read_page_is_in_one_group(seed: int) -> None:
    (page,) = read(pdf([random.Random(seed).sample(TEN, 5)]))
    made = plan(page.text.split("\n"), page.boxes)
    groups = [group for article in made.articles for group in article.heads + article.paragraphs]
    groups += [group for fragment in made.fragments for group in fragment]
    spans = sorted((page.boxes[at].start, page.boxes[at].end) for group in groups for at in group)
    covered = [at for start, end in spans for at in range(start, end)]
    assert [at for at in covered if not page.text[at].isspace()] == [
        at for at, character in enumerate(page.text) if not character.isspace()
    ]
