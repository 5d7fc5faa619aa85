"""Whole pages through the default config: nothing lost, all offsets true, the same each time, and as good as it was."""

from __future__ import annotations

import csv
import resource
import time
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline
from pipeline.clean.invisible import INVISIBLE
from pipeline.evaluate import Report, evaluate
from pipeline.record import Article, encode, write_lines
from pipeline.resources import shipped
from pipeline.runner import Pipeline

PAGES = sorted((shipped("corpora") / "pages").glob("*.txt"))
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="module")
def nlp() -> Pipeline:
    return pipeline.load("default")


@pytest.fixture(scope="module")
def run(nlp: Pipeline) -> dict[str, list[Article]]:
    return {path.stem: list(nlp.pages(path)) for path in PAGES}


def blank(char: str) -> bool:
    return char.isspace() or INVISIBLE.match(char) is not None


def plain(text: str) -> str:
    """A text with widths folded and blanks gone, so that print and clean text compare."""
    folded = unicodedata.normalize("NFKC", text)
    for half, full in zip(",;:?!()", "，；：？！（）", strict=True):
        folded = folded.replace(half, full)
    return "".join(char for char in folded if not blank(char))


def raw_of(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_every_printed_character_is_in_one_record(run: dict[str, list[Article]], path: Path) -> None:
    raw = raw_of(path)
    seen = [0] * len(raw)
    for article in run[path.stem]:
        spans = [(start, start + length) for _, _, start, length in article.segments]
        spans += [span for line in article.headline for span in line.raw]
        for low, high in spans:
            for at in range(low, high):
                seen[at] += 1
    lost = [raw[at - 5 : at + 5] for at, count in enumerate(seen) if count == 0 and not blank(raw[at])]
    assert lost == []
    assert max(seen) == 1


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_what_is_found_stands_where_it_says(run: dict[str, list[Article]], path: Path) -> None:
    raw = raw_of(path)
    for article in run[path.stem]:
        for line in article.headline:
            assert plain("".join(raw[a:b] for a, b in line.raw)) == plain(line.text)
        assert all(a.end <= b.start for a, b in zip(article.entities, article.entities[1:], strict=False))
        for entity in article.entities:
            assert entity.text == article.text[entity.start : entity.end]
            assert plain("".join(raw[a:b] for a, b in entity.raw)) == plain(entity.text)
        assert [e.id for e in article.entities] == [f"e{n}" for n in range(1, len(article.entities) + 1)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_relations_point_to_persons_and_sentences(run: dict[str, list[Article]], path: Path) -> None:
    raw = raw_of(path)
    for article in run[path.stem]:
        persons = {e.id: e for e in article.entities if e.label == "PER"}
        assert [r.id for r in article.relations] == [f"r{n}" for n in range(1, len(article.relations) + 1)]
        assert [r.role.start for r in article.relations] == sorted(r.role.start for r in article.relations)
        for relation in article.relations:
            role = relation.role
            assert relation.person in persons
            assert role.text == article.text[role.start : role.end]
            assert plain("".join(raw[a:b] for a, b in role.raw)) == plain(role.text)
            start, end = article.sentences[relation.sentence]
            assert start <= role.start < role.end <= end
            assert relation.date is None or relation.date[0] <= relation.date[1]
            assert 0 <= (relation.score or 0) <= 1


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_sentences_cover_the_text(run: dict[str, list[Article]], path: Path) -> None:
    for article in run[path.stem]:
        covered = {at for start, end in article.sentences for at in range(start, end)}
        assert all(at in covered or char.isspace() for at, char in enumerate(article.text))


def test_two_runs_are_equal(run: dict[str, list[Article]]) -> None:
    again = pipeline.load("default")
    for path in reversed(PAGES):  # and the order of the pages makes no difference
        assert [encode(a) for a in again.pages(path)] == [encode(a) for a in run[path.stem]]


# Scores


@pytest.fixture(scope="module")
def report(run: dict[str, list[Article]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    """The train and dev pages against their gold; the test page is kept for the last word."""
    corpora = shipped("corpora")
    with open(corpora / "splits.csv", encoding="utf-8") as file:
        split = {row["page"]: row["split"] for row in csv.DictReader(file)}
    names = sorted(name for name, part in split.items() if part in ("train", "dev"))
    folder = tmp_path_factory.mktemp("run")
    write_lines(folder / "articles.jsonl", [article for name in names for article in run[name]])
    return evaluate(folder, [corpora / "gold" / f"{name}.jsonl" for name in names])


FLOORS = {
    "surface": 0.86,
    "resolved": 0.67,
    "typed": 0.84,
    "byline": 0.74,
    "entity.PER": 0.90,
    "entity.ORG": 0.88,
    "entity.LOC": 0.84,
    "entity.TITLE": 0.90,
    "entity.DATE": 0.93,
    "sentence": 0.90,
}
"""F1 over whole pages, a little below what it was when this was written."""


@pytest.mark.parametrize(("name", "floor"), FLOORS.items())
def test_sample_pages_score_no_less(report: Report, name: str, floor: float) -> None:
    assert report.mentions is not None
    assert (report.mentions.by_page[name].f1 or 0) >= floor


@pytest.fixture(scope="module")
def real(nlp: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Report:
    page, gold = SHARED / "pages" / "page-2024.txt", SHARED / "gold" / "page-2024.jsonl"
    if not page.is_file() or not gold.is_file():
        pytest.skip("the folder of real pages is not beside this tree")
    folder = tmp_path_factory.mktemp("real")
    write_lines(folder / "articles.jsonl", nlp.pages(page))
    return evaluate(folder, [gold])


def test_a_real_page_is_divided_right(real: Report) -> None:
    assert real.facts is not None
    scores = real.facts.by_article
    assert real.facts.counts()["articles_with_record"] == real.facts.counts()["articles"] == 8
    assert (scores["article"].right, scores["article"].gold) == (8, 8)
    assert scores["headline"].right == scores["headline"].gold


@pytest.mark.parametrize(("name", "floor"), [("surface", 0.97), ("resolved", 0.95)])
def test_a_real_page_scores_no_less(real: Report, name: str, floor: float) -> None:
    assert real.facts is not None
    assert (real.facts.by_article[name].f1 or 0) >= floor


# Inputs that are no newspaper


def one_line(length: int) -> str:
    return ("柳坪县委书记顾青山主持会议，副县长程岚、唐文静参加，" * (length // 26 + 1))[:length]


ODD = {
    "nothing": "",
    "blanks": " \n\u3000\n\t",
    "punctuation": "，。！？……《》（）“”、；：" * 20,
    "English": "The mayor, Mark Lee, met Ann Carter. They talked.\n" * 20,
    "emoji": "😀👍🏽👨‍👩‍👧 市长程岚😀到会。" * 20,
    "NULs": "\0市长\0程岚\0到会。\0" * 20,
    "controls": "".join(map(chr, range(1, 160))) + "\u200b\u2028\ufeff\u202e",
    "digits": "0123456789" * 100,
    "latin and marks": "á̂̃" * 100,
    "beyond the BMP": "𠮷𡈽市长𠮷野到会。" * 20,
    "brackets": "（" * 500 + "）" * 100,
    "short lines": "程岚\n" * 50,
    "a table": "柳坪县\t程岚\t县长。\n" * 50,
    "dots": "·" * 300 + "程·岚·" * 50,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts(nlp: Pipeline, text: str) -> None:
    records = list(nlp.texts([text]))
    printed = "".join(char for char in text if not blank(char))
    kept = sum(len(plain(a.text)) + sum(len(plain(h.text)) for h in a.headline) for a in records)
    assert kept == len(plain(printed))
    for article in records:
        assert all(e.text == article.text[e.start : e.end] for e in article.entities)
        encode(article)


WORDS = """柳坪县委/书记/副县长/程岚/唐文静/任命/为/免去/的/职务/原/等/市领导/由/担任/记者/3月5日/王某某/和/兼/Mark Lee
/约翰·史密斯/、/，/。/；/：/（/）/“/”/１/長/\n/ """
SNIPPETS = st.sampled_from(WORDS.split("/"))


@settings(max_examples=150, deadline=None)
@given(st.lists(SNIPPETS, min_size=1, max_size=25).map("".join))
def test_any_row_of_words(nlp: Pipeline, text: str) -> None:
    for article in nlp.texts([text]):
        encode(article)
        spans = [(e.start, e.end) for e in article.entities]
        assert all(a[1] <= b[0] for a, b in pairwise(spans))
        persons = {e.id for e in article.entities if e.label == "PER"}
        seen = set()
        for relation in article.relations:
            start, end = article.sentences[relation.sentence]
            assert start <= relation.role.start < relation.role.end <= end
            assert relation.role.text == article.text[relation.role.start : relation.role.end]
            assert relation.person in persons
            assert relation.title
            seen.add((relation.person, relation.role.start, relation.role.end))
        assert len(seen) == len(article.relations)  # one a written occurrence


def test_a_line_of_50000_characters(nlp: Pipeline) -> None:
    start = time.perf_counter()
    records = list(nlp.texts([one_line(50_000)]))
    assert time.perf_counter() - start < 30
    assert sum(len(a.text) for a in records) == 50_000
    assert sum(len(a.relations) for a in records) > 5000


@pytest.mark.slow
def test_a_line_of_200000_characters_in_bounded_time_and_memory(nlp: Pipeline) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    records = list(nlp.texts([one_line(200_000)]))
    assert time.perf_counter() - start < 120
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024 < 1500  # MB
    assert sum(len(a.text) for a in records) == 200_000
