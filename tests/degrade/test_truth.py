"""What holds of every page: the truth covers it, exactly once, and says what was there."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean.invisible import INVISIBLE
from pipeline.degrade import Clean, DegradedPage, degrade, light, load, of_record, pages
from pipeline.degrade.damage import lookalikes
from pipeline.record import GoldArticle, consistent

from .conftest import article

NASTY = {"ocr": 0.2, "invisible": 0.05, "crlf": 1, "form_feed": 1, "spaced_digits": 1, "letter_spaced": 0.5}


def bare(text: str) -> str:
    """As texts are compared: without blanks and invisible characters, after NFKC."""
    return "".join(unicodedata.normalize("NFKC", INVISIBLE.sub("", text)).split())


def same(raw: str, clean: str) -> bool:
    """The same characters, look-alikes allowed."""
    raw, clean = bare(raw), bare(clean)
    return len(raw) == len(clean) and all(
        a == b or a in lookalikes().get(b, "") for a, b in zip(raw, clean, strict=True)
    )


def check(page: DegradedPage) -> list[GoldArticle]:
    records = page.records("p")
    raw = page.text
    seen: Counter[int] = Counter()
    for item in records:
        consistent(item, "p")
        pieces = "".join(raw[start : start + size] for _, _, start, size in item.segments)
        assert same(pieces, item.text)
        for clean, size, start, raw_size in item.segments:
            assert size == raw_size
            assert same(raw[start : start + size], item.text[clean : clean + size])
            seen.update(range(start, start + size))
        for line in item.headline:
            assert same("".join(raw[slice(*span)] for span in line.raw), line.text)
            for span in line.raw:
                seen.update(range(*span))
        for entity in item.entities:
            assert same("".join(raw[slice(*span)] for span in entity.raw), entity.text)
        for relation in item.relations:
            assert same("".join(raw[slice(*span)] for span in relation.role.raw), relation.role.text)
    printed = [at for at, char in enumerate(raw) if not char.isspace() and not INVISIBLE.match(char)]
    assert all(seen[at] == 1 for at in printed)
    assert [item.id for item in records] == [f"p#{number:02}" for number in range(1, len(records) + 1)]
    return records


@pytest.mark.parametrize("preset", ["standard", "training"])
def test_every_printed_character_is_in_one_record(shipped_gold: list[Clean], preset: str) -> None:
    for page in pages(shipped_gold, load(preset), 7, 12):
        check(page)


@pytest.mark.parametrize("layout", ["print", "web", "flat", "hard"])
def test_the_worst_damage(shipped_gold: list[Clean], layout: str) -> None:
    page = degrade(shipped_gold[:6], load("training", {**NASTY, "layout": layout, "bylines": 1, "captions": 1}), 3)
    assert "\r\n" in page.text
    assert page.layout == layout
    records = [item for item in check(page) if item.kind == "article"]
    assert len(records) == 6
    assert any("摄" in item.text or "图" in item.text for item in records)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.text("会议指出，。：（）“”\u3000 12%AB林远\n", min_size=1), min_size=1, max_size=4),
    st.lists(st.text("林远主持 会议，", min_size=1), max_size=2),
    st.integers(0, 10_000),
)
def test_any_text(bodies: list[str], heads: list[str], seed: int) -> None:
    found = [light(heads, body, ["林远"]) for body in bodies if body.strip()]
    if found:
        check(degrade(found, load("training"), seed))


def test_entities_relations_and_sentences_are_carried_over(shipped_gold: list[Clean]) -> None:
    preset = load("standard", {"datelines": 1, "bylines": 1, "captions": 1, "subheads": 1})
    page = degrade(shipped_gold[:8], preset, 5)
    by_head = {tuple(line.text for line in item.headline): item for item in page.records("p")}
    for clean in shipped_gold[:8]:
        given_, found = clean.record, by_head[clean.headline]
        assert given_ is not None
        assert [e.text for e in found.entities] == [e.text for e in given_.entities]
        assert [r.role.text for r in found.relations] == [r.role.text for r in given_.relations]
        assert len(found.text) >= len(given_.text)
        before = 0
        for start, end in found.sentences:
            assert not found.text[before:start].strip()
            before = end
        assert before == len(found.text)
        for relation in found.relations:
            low, high = found.sentences[relation.sentence]
            assert low <= relation.role.start < relation.role.end <= high


def test_furniture_is_labelled(many: list[Clean]) -> None:
    records = [item for page in pages(many, load("standard"), 3, 40) for item in page.records("p")]
    fragments = [item for item in records if item.kind == "fragment"]
    assert {e.label for item in fragments for e in item.entities} >= {"PER", "ORG", "TITLE", "DATE"}
    assert {r.type for item in fragments for r in item.relations} == {"byline"}
    assert not any("|" in item.text or "[" in item.text for item in fragments)


def test_lines_tell_owner_paragraph_and_wrap() -> None:
    clean = light(["第一行标题", "第二行"], "甲" * 30 + "\n" + "乙" * 10)
    changed = {"width": 12, "trailing": 0, "furniture": 0, "letter_spaced": 0, "paragraphs": "indent"}
    page = degrade([clean], load("standard", changed), 1)
    assert [(*line[2:], page.text[line.start : line.end].strip()) for line in page.lines] == [
        ("head", 0, 0, False, "第一行标题"),
        ("head", 0, 1, False, "第二行"),
        ("text", 0, 0, False, "甲" * 10),
        ("text", 0, 0, True, "甲" * 12),
        ("text", 0, 0, True, "甲" * 8),
        ("text", 0, 1, False, "乙" * 10),
    ]


def test_the_same_seed_and_another() -> None:
    articles = [article(number) for number in range(6)]
    preset = load("training")
    assert degrade(articles, preset, 4) == degrade(articles, preset, 4)
    assert degrade(articles, preset, 4).text != degrade(articles, preset, 5).text


def test_a_page_is_had_again_from_its_articles_and_seed(many: list[Clean]) -> None:
    preset = load("training")
    for page in pages(many, preset, 9, 5):
        assert degrade([story.clean for story in page.stories], preset, page.seed) == page


def test_each_article_is_printed_once(many: list[Clean]) -> None:
    printed = [story.clean for page in pages(many, load("standard"), 2) for story in page.stories]
    assert sorted(printed, key=repr) == sorted(many, key=repr)


def test_a_record_of_several_paragraphs(shipped_gold: list[Clean]) -> None:
    clean = next(item for item in shipped_gold if len(item.paragraphs) > 1)
    assert clean.record is not None
    assert of_record(clean.record) == clean
    assert "\n".join(clean.paragraphs) == clean.record.text
