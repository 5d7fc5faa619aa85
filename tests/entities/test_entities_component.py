"""``renzhi_entities`` and its settings."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

import pipeline.entities.factory  # noqa: F401
from pipeline.document import Context, PageContext
from pipeline.errors import ConfigError

NLP = spacy.blank("zh")
NLP.add_pipe("renzhi_entities")


def test_spans_and_mentions() -> None:
    doc = NLP("柳坪县委书记顾青山主持会议。")
    assert [(e.text, e.label_) for e in doc.ents] == [("柳坪县委", "ORG"), ("书记", "TITLE"), ("顾青山", "PER")]
    assert [(m.start, m.end, m.label) for m in doc._.entities] == [(0, 4, "ORG"), (4, 6, "TITLE"), (6, 9, "PER")]
    assert doc._.unaligned == []


def together(*texts: str, page: bool, **settings: object) -> list[list[str]]:
    """The persons of texts, of one page or each of its own."""
    nlp = spacy.blank("zh")
    component = nlp.add_pipe("renzhi_entities", config=settings)
    docs = [nlp.make_doc(text) for text in texts]
    shared = PageContext()
    for doc in docs:
        doc._.context = Context(page=shared if page else PageContext())
    return [[m.text(d.text) for m in d._.entities if m.label == "PER"] for d in component.pipe(docs)]  # type: ignore[attr-defined]


FIRST, SECOND = "县委书记佟守望主持会议。", "要记着佟守望的话。"


@pytest.mark.parametrize(
    ("page", "names", "expected"),
    [(True, True, [["佟守望"], ["佟守望"]]), (True, False, [["佟守望"], []]), (False, True, [["佟守望"], []])],
)
def test_documents_of_a_page_share_their_names(page: bool, names: bool, expected: list[list[str]]) -> None:
    assert together(FIRST, SECOND, page=page, page_names=names) == expected


def test_a_users_own_titles_and_surnames(tmp_path: Path) -> None:
    titles, surnames = tmp_path / "titles.tsv", tmp_path / "surnames.txt"
    titles.write_text("护笛使\tpost\n", "utf-8")
    surnames.write_text("笛\n", "utf-8")
    settings = {"titles": ["titles.tsv", str(titles)], "surnames": ["surnames.txt", str(surnames)]}
    nlp = spacy.blank("zh")
    nlp.add_pipe("renzhi_entities", config=settings)
    assert [(e.text, e.label_) for e in nlp("护笛使笛望舒到会。").ents] == [("护笛使", "TITLE"), ("笛望舒", "PER")]
    assert [(e.text, e.label_) for e in NLP("护笛使笛望舒到会。").ents if e.label_ == "TITLE"] == []


def test_a_lexicon_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match=r"lexicon 'none\.tsv': no such file"):
        spacy.blank("zh").add_pipe("renzhi_entities", config={"titles": ["none.tsv"]})
