"""Random pages with random damage: nothing is lost, all spans are true, and most is put together again."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.alignment import Alignment
from pipeline.articles.factory import make as make_articles
from pipeline.clean.factory import make as make_clean
from pipeline.clean.fold import fold_text
from pipeline.clean.invisible import INVISIBLE
from pipeline.degrade import Clean, degrade, load, pages, read
from pipeline.page import Page
from pipeline.record import Article, Source
from pipeline.resources import shipped
from tests.degrade.conftest import article

CLEAN, ARTICLES = make_clean(), make_articles()
TRAINING = load("training", {"ocr": 0})


def split(text: str) -> list[Article]:
    return ARTICLES(CLEAN(Page("p", text, Source("p.txt", "", "utf-8"))))


def printed(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and not INVISIBLE.match(char))


def check(raw: str, records: list[Article]) -> None:
    """The contract of records over their page."""
    seen: Counter[int] = Counter()
    for record in records:
        alignment = Alignment(record.segments)
        pieces = [(record.text, alignment.raw(0, len(record.text)))]
        pieces += [(line.text, line.raw) for line in record.headline]
        for text, spans in pieces:
            there = "".join(raw[low:high] for low, high in spans)
            assert printed(fold_text(there)) == printed(fold_text(text))
            seen.update(at for low, high in spans for at in range(low, high))
    for at, char in enumerate(raw):
        assert seen[at] <= 1
        assert seen[at] == 1 or not printed(char), f"{char!r} at {at} is lost"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 6))
def test_nothing_is_lost_whatever_the_damage(seed: int, count: int) -> None:
    page = degrade([article(seed + number, 1 + number % 2) for number in range(count)], TRAINING, seed)
    check(page.text, split(page.text))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.data())
def test_any_span_is_what_the_page_has_there(seed: int, data: st.DataObject) -> None:
    page = degrade([article(seed), article(seed + 1)], TRAINING, seed)
    record = data.draw(st.sampled_from(split(page.text)))
    low = data.draw(st.integers(0, len(record.text) - 1))
    high = data.draw(st.integers(low + 1, len(record.text)))
    spans = Alignment(record.segments).raw(low, high)
    there = "".join(page.text[a:b] for a, b in spans)
    wanted = record.text[low:high]
    assert printed(fold_text(there)).translate(_HALF) == printed(fold_text(wanted)).translate(_HALF)


_HALF = dict(zip(map(ord, "，；：？！（）"), ",;:?!()", strict=True))
"""Marks are folded by what stands beside them, which a span may not hold."""


@pytest.fixture(scope="module")
def ours() -> list[Clean]:
    return read(sorted((shipped("corpora") / "gold").glob("*.jsonl")))


def test_articles_of_standard_pages_come_out_whole(ours: list[Clean]) -> None:
    whole = total = 0
    for page in pages(ours, load("standard"), 5, 12):
        bodies = {"".join(record.text.split()) for record in split(page.text) if record.kind == "article"}
        total += len(page.stories)
        whole += sum("".join(story.text.split()) in bodies for story in page.stories)
    assert whole >= 0.4 * total, f"{whole} of {total}"


def test_joining_can_be_turned_off() -> None:
    lines = ["明湖市召开防汛工作推进会", "3月5日，明湖市召开防汛", "工作推进会，林远参加。"]
    page = CLEAN(Page("p", "\n".join(lines), Source("p.txt", "", "utf-8")))
    texts = "\n".join(h.text for a in make_articles(joining=False)(page) for h in a.headline)
    texts += "\n" + "\n".join(a.text for a in make_articles(joining=False)(page))
    assert set(lines) <= set(texts.split("\n"))
