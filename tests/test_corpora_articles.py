"""The invented articles that models are trained on: well formed, each its own, nothing of the pages that score."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.degrade import read
from pipeline.record import LABELS
from pipeline.resources import shipped
from pipeline.train.examples import UNSURE, parse

FILES = Path(shipped("corpora"), "articles")
SIZE = 14
"""Characters that two texts may not share in a row."""
SPLITS = ("train", "dev")


@cache
def articles(split: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FILES / f"{split}.jsonl").read_text("utf-8").splitlines()]


def whole(article: dict[str, Any]) -> str:
    return "\n".join((*article["headline"], article["text"]))


def runs(text: str) -> set[str]:
    bare = re.sub(r"\s", "", text)
    return {bare[at : at + SIZE] for at in range(len(bare) - SIZE + 1)}


@pytest.mark.parametrize("split", SPLITS)
def test_schema(split: str) -> None:
    assert len(read([FILES / f"{split}.jsonl"])) == len(articles(split))
    for article in articles(split):
        assert list(article) == ["headline", "text", "persons", "places", "kind"]
        assert article["headline"]
        assert all(article["headline"])
        assert article["kind"]
        for name in (*article["persons"], *article["places"]):
            assert name in whole(article)


def test_there_are_many_of_many_kinds() -> None:
    assert len(articles("train")) >= 250
    assert len({article["kind"] for article in articles("train")}) >= 25
    assert len(articles("dev")) >= 30


def test_no_article_is_there_twice() -> None:
    for key in (whole, lambda article: article["text"]):
        every = [key(article) for split in SPLITS for article in articles(split)]
        assert len(set(every)) == len(every)


def test_train_and_dev_share_nothing() -> None:
    held_out = set().union(*(runs(whole(article)) for article in articles("dev")))
    assert not [article["headline"] for article in articles("train") if runs(whole(article)) & held_out]


def test_marked_articles() -> None:
    assert len(read([FILES / "marked.jsonl"])) == len(articles("marked"))
    plain = [article["text"] for article in articles("train")]
    known = [article["text"] for article in articles("marked") if article["text"] in plain]
    assert known == [text for text in plain if text in known]
    assert len(known) > 340
    examples = [parse(json.dumps(article)) for article in articles("marked")]
    assert [example.doc for example in examples] == [f"a{number:03}" for number in range(1, len(examples) + 1)]
    assert not [example.doc for example in examples if example.problem()]
    for example in examples:
        (marks,) = example.marks
        assert (marks.convention, marks.labels) == ("renzhi", LABELS)
        for start, end, label in marks.spans:
            assert label in (*LABELS, UNSURE)
            assert example.text[start:end] == example.text[start:end].strip()


@pytest.mark.parametrize("split", [*SPLITS, "marked"])
def test_nothing_of_the_pages(split: str) -> None:
    root = Path(shipped("corpora"))
    pages = set().union(*(runs(path.read_text("utf-8")) for path in (root / "pages").glob("*.txt")))
    for article in read(sorted((root / "gold").glob("*.jsonl"))):  # where lines broke on the page
        pages |= runs("\n".join((*article.headline, *article.paragraphs)))
    assert not [article["headline"] for article in articles(split) if runs(whole(article)) & pages]
