"""What the tests share: a pipeline of tiny stages, so that a test of the frame does not hang on a stage's judgement."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import pipeline
from pipeline import document
from pipeline.alignment import Mapped
from pipeline.document import Bond
from pipeline.mention import Mention
from pipeline.page import Lines
from pipeline.record import Article, Issue
from pipeline.registry import registry
from pipeline.runner import Pipeline

CACHE = TemporaryDirectory(prefix="renzhi-tests-")
os.environ["HF_DATASETS_CACHE"] = CACHE.name  # before anything imports the library, and not the user's
TINY = Path(__file__).parent / "tiny.cfg"
POST = re.compile(r"(?P<org>..市委)(?P<title>书记|市长)(?P<person>..)")


@registry.stages("tiny.lines.v1")
def make_lines():
    """One article a blank line apart, one of few characters a fragment."""

    def split(lines: Lines) -> list[Article]:
        groups: list[list[Mapped]] = []
        for number in range(len(lines)):
            if lines.blank_before[number] or not groups:
                groups.append([])
            groups[-1].append(lines.line(number))
        page = lines.page
        return [
            Article(
                schema="renzhi.article/1",
                id=f"{page.id}#{number:02}",
                source=page.source,
                issue=replace_issue(page.issue),
                kind="fragment" if sum(map(len, group)) < 4 else "article",
                headline=[],
                text=(text := Mapped.join(group, "\n")).text,
                segments=text.segments(page.text),
                sentences=[],
                entities=[],
                relations=[],
                score=0.9,
            )
            for number, group in enumerate(groups, 1)
        ]

    return split


def replace_issue(issue: Issue) -> Issue:
    return Issue(issue.paper, issue.date, issue.region)


@Language.component("tiny_sentences")
def tiny_sentences(doc: Doc) -> Doc:
    document.set_sentences(doc, [m.span() for m in re.finditer(r"[^。\n]+。?", doc.text)])
    return doc


@Language.component("tiny_entities")
def tiny_entities(doc: Doc) -> Doc:
    if "爆" in doc.text:
        raise ValueError("boom")
    labels = {"org": "ORG", "title": "TITLE", "person": "PER"}
    found = [
        Mention(*m.span(group), label, "tiny", 0.5) for m in POST.finditer(doc.text) for group, label in labels.items()
    ]
    document.set_entities(doc, found)
    return doc


class Roles:
    """Joins a title to the person behind it; ``word`` goes into ``by``."""

    def __init__(self, word: str):
        self.word = word

    def __call__(self, doc: Doc) -> Doc:
        bonds = []
        entities = doc._.entities
        for org, title, person in zip(entities[::3], entities[1::3], entities[2::3], strict=True):
            sentence = next(n for n, (s, e) in enumerate(doc._.sentences) if s <= title.start < e)
            texts = org.text(doc.text), title.text(doc.text)
            bonds.append(Bond(person, (org.start, title.end), "holds", sentence, self.word, 0.25, *texts))
        doc._.relations = bonds
        return doc


@Language.factory("tiny_roles", default_config={"word": "tiny"})
def make_roles(nlp: Language, name: str, word: str) -> Roles:
    """Joins a title to the person behind it."""
    return Roles(word)


@Language.component("tiny_resolve")
def tiny_resolve(doc: Doc) -> Doc:
    issue = doc._.context.issue
    for bond in doc._.relations:
        issue.region = issue.region or bond.org[:3]
    doc._.relations = [replace(bond, org=f"中共{bond.org}", why=["a party organ"]) for bond in doc._.relations]
    return doc


@pytest.fixture(scope="session")
def default() -> Pipeline:
    """The default config, loaded once."""
    return pipeline.load("default")


PAGE = "明湖市委书记林远主持会议。\n青山市委市长周明参加。\n\n报\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A page of one article and one fragment."""
    path = tmp_path / "pages" / "2024-03-06-p2.txt"
    path.parent.mkdir()
    path.write_text(PAGE, "utf-8")
    return path


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture
def renzhi(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """The command line, in this process."""
    from pipeline.__main__ import main

    def call(*arguments: str | Path) -> Result:
        monkeypatch.setattr(sys, "argv", ["renzhi", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        return Result(left.value.code or 0, *capfd.readouterr())

    return call
