from __future__ import annotations

import json
from pathlib import Path

import pytest

import pipeline
from pipeline import drafts, runner
from pipeline.accounts import Accounts
from pipeline.errors import ConfigError, InputError
from pipeline.record import Article, GoldArticle, Issue, decode, encode
from pipeline.runner import Pipeline
from tests.conftest import PAGE, TINY

LONG = "".join(f"第{n}句，明湖市委书记林远参加会议。\n" for n in range(200))


@pytest.fixture(scope="module")
def nlp() -> Pipeline:
    return pipeline.load(TINY)


def test_a_page_becomes_records(nlp: Pipeline, page: Path) -> None:
    article, fragment = nlp.pages([page.parent])
    assert (article.id, article.source.path, article.kind) == ("2024-03-06-p2#01", "2024-03-06-p2.txt", "article")
    assert article.issue == Issue(None, "2024-03-06", "明湖市")
    assert [article.text[s:e] for s, e in article.sentences] == PAGE.split("\n")[:2]
    assert [(e.id, e.label, e.text) for e in article.entities] == [
        ("e1", "ORG", "明湖市委"),
        ("e2", "TITLE", "书记"),
        ("e3", "PER", "林远"),
        ("e4", "ORG", "青山市委"),
        ("e5", "TITLE", "市长"),
        ("e6", "PER", "周明"),
    ]
    assert all(PAGE[s:e] == entity.text for entity in article.entities for s, e in entity.raw)
    assert [(r.id, r.person, r.role.text, r.org, r.title, r.sentence) for r in article.relations] == [
        ("r1", "e3", "明湖市委书记", "中共明湖市委", "书记", 0),
        ("r2", "e6", "青山市委市长", "中共青山市委", "市长", 1),
    ]
    assert (fragment.id, fragment.kind, fragment.text, fragment.relations) == ("2024-03-06-p2#02", "fragment", "报", [])


def test_records_are_of_the_schema(nlp: Pipeline, page: Path) -> None:
    for article in nlp.pages(page):
        line = encode(article)
        assert encode(decode(line, Article, "")) == line
        assert json.loads(line) == json.loads(json.dumps(article.to_dict()))


def test_texts(nlp: Pipeline) -> None:
    first, second = nlp.texts(["明湖市委书记林远", "没有人"], issue=Issue(region="江北省"))
    assert (first.id, second.id, first.issue.region) == ("text-1#01", "text-2#01", "江北省")


ODD = ["", " \n", "，。！？", "…" * 999, "plain English.", "😀👍🏽" * 20, "\0" * 500, "\u200b\ufeff", "\r\n\r"]


@pytest.mark.parametrize("text", ODD)
def test_odd_texts_pass(nlp: Pipeline, text: str) -> None:
    list(nlp.texts([text]))


def test_half_a_surrogate_pair(nlp: Pipeline) -> None:
    with pytest.raises(InputError, match="text-1: half a surrogate pair at character 1"):
        list(nlp.texts(["市\ud800"]))


def test_pages_are_read_lazily(nlp: Pipeline, page: Path) -> None:
    articles = nlp.pages([page, page.parent / "none.txt"])
    assert next(articles).id.endswith("#01")
    assert next(articles).id.endswith("#02")
    with pytest.raises(InputError, match=r"none\.txt"):
        next(articles)


def test_with_accounts_a_bad_page_is_quarantined_and_the_rest_goes_on(nlp: Pipeline, page: Path) -> None:
    folder = page.parent
    (folder / "1.txt").write_bytes(b"")
    (folder / "2.txt").write_text("爆竹", "utf-8")
    accounts = Accounts()
    assert len(list(nlp.pages([folder], accounts=accounts))) == 2
    first, second = accounts.quarantine
    assert (first.path, first.stage, len(first.sha256 or "")) == (str(folder / "1.txt"), "read", 64)
    assert "an empty file" in first.error
    assert (second.stage, second.error.partition(" (")[0]) == ("entities", "ValueError: boom")
    assert "conftest.py:" in second.error
    assert (accounts.pages, accounts.records, accounts.fragments, accounts.sentences) == (1, 2, 1, 3)
    assert accounts.entities == {"PER": 2, "ORG": 2, "TITLE": 2}
    assert [taken.path for taken in accounts.inputs] == ["2.txt", "2024-03-06-p2.txt"]
    with pytest.raises(ValueError, match="boom"):
        list(nlp.texts(["爆"]))


def test_a_long_text_gives_what_it_gives_in_one_piece(nlp: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = nlp.texts([LONG])
    monkeypatch.setattr(drafts.cuts, "__defaults__", (100,))
    monkeypatch.setattr(runner, "BATCH", 250)
    (pieces,) = nlp.texts([LONG])
    assert encode(pieces) == encode(whole)
    assert len(whole.relations) == 200


@pytest.mark.parametrize("start", ["sentences", "entities", "roles", "resolve"])
def test_again_from_a_stage_gives_the_same(nlp: Pipeline, page: Path, start: str) -> None:
    before = list(nlp.pages(page))
    copies = [decode(encode(record), GoldArticle, "") for record in before]
    after = list(nlp.articles(copies, start))
    assert [encode(record) for record in after] == [encode(record) for record in before]


def test_again_with_long_texts(nlp: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    (whole,) = nlp.texts([LONG])
    monkeypatch.setattr(drafts.sentence_cuts, "__defaults__", (100,))
    (again,) = nlp.articles([decode(encode(whole), Article, "")], "roles")
    assert encode(again) == encode(whole)


def test_again_only_runs_what_comes_after(page: Path) -> None:
    records = list(pipeline.load(TINY).pages(page))
    records[0].entities[0].by = "gold"
    records[0].entities[0].score = None
    (article, _) = pipeline.load(TINY, {"roles.word": "other"}).articles(records, "roles", issue=Issue(region="江北省"))
    assert [relation.by for relation in article.relations] == ["other", "other"]
    assert (article.entities[0].by, article.entities[0].score) == ("gold", 1.0)
    assert article.issue == Issue(None, "2024-03-06", "江北省")


def test_again_from_what_is_no_component(nlp: Pipeline) -> None:
    with pytest.raises(ConfigError, match="stage 'clean': no component of this config; available: sentences, entities"):
        list(nlp.articles([], "clean"))


def test_what_a_manifest_says_of_the_pipeline(nlp: Pipeline) -> None:
    about = nlp.about()
    assert about["config"]["roles"]["word"] == "tiny"
    assert about["config"]["read"]["pattern"]
    assert "surnames.txt" in about["lexicons"]
    assert about["config_sha256"] == Pipeline(nlp.config).about()["config_sha256"]


def test_a_pdf_and_its_page_without_text(tmp_path: Path) -> None:
    from tests.stories import TEN
    from tests.typeset import pdf

    (tmp_path / "p.pdf").write_bytes(pdf([TEN[:1], [], TEN[1:2]]))
    accounts = Accounts()
    nlp = pipeline.load(TINY, {"read.@stages": "renzhi.pages.v1"})
    articles = list(nlp.pages(tmp_path, accounts=accounts))
    assert {(article.source.path, article.source.page) for article in articles} == {("p.pdf", 1), ("p.pdf", 3)}
    assert {article.id.partition("#")[0] for article in articles} == {"p/1", "p/3"}
    (failure,) = accounts.quarantine
    assert (failure.path, failure.stage) == (str(tmp_path / "p.pdf"), "read")
    assert "page 2 of 3: no text layer" in failure.error
    assert len(accounts.inputs) == 1
