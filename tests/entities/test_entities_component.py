"""``renzhi_entities`` and its settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy

from pipeline.document import Context, PageContext
from pipeline.entities.dictionary import Dictionary
from pipeline.entities.factory import Entities
from pipeline.entities.pieces import Piece
from pipeline.entities.tagging import EntityTagger
from pipeline.errors import ConfigError

NLP = spacy.blank("zh")
NLP.add_pipe("renzhi_entities")


def test_spans_and_mentions() -> None:
    doc = NLP("柳坪县委书记顾青山主持会议。")
    assert [(e.text, e.label_) for e in doc.ents] == [("柳坪县委", "ORG"), ("书记", "TITLE"), ("顾青山", "PER")]
    assert [(m.start, m.end, m.label) for m in doc._.entities] == [(0, 4, "ORG"), (4, 6, "TITLE"), (6, 9, "PER")]
    assert doc._.unaligned == []


FIRST, SECOND = "县长佟岚主持会议。", "要记着佟岚的话。"


def once(sentences: Sequence[str], tails: Sequence[str]) -> list[list[Piece]]:
    """Words of a tagger that sees the person in the first text only."""
    names = [[Piece(0, 2, "n", 0.9), Piece(2, 4, "PER", 0.99), Piece(4, 9, "v", 0.9)], [Piece(0, 8, "v", 0.9)]]
    return [names[sentence != FIRST] for sentence in sentences]


@pytest.mark.parametrize(("page", "names", "known"), [(True, True, True), (True, False, False), (False, True, False)])
def test_documents_of_a_page_share_their_names(page: bool, names: bool, known: bool) -> None:
    component = Entities(EntityTagger(once), Dictionary({}), names)
    docs = [NLP.make_doc(FIRST), NLP.make_doc(SECOND)]
    shared = PageContext()
    for doc in docs:
        doc._.context = Context(page=shared if page else PageContext())
    persons = [[m.text(d.text) for m in d._.entities if m.label == "PER"] for d in component.pipe(docs)]
    assert persons == [["佟岚"], ["佟岚"] if known else []]


def test_a_users_own_titles_and_surnames(tmp_path: Path) -> None:
    titles, surnames = tmp_path / "titles.tsv", tmp_path / "surnames.txt"
    titles.write_text("护笛使\tpost\n", "utf-8")
    surnames.write_text("笛\n", "utf-8")
    settings = {"lexicons": [str(tmp_path)], "tagger": {"@misc": "renzhi.lac.v1"}}
    nlp = spacy.blank("zh")
    nlp.add_pipe("renzhi_entities", config=settings)
    assert [(e.text, e.label_) for e in nlp("护笛使笛望舒到会。").ents] == [("护笛使", "TITLE"), ("笛望舒", "PER")]
    assert [(e.text, e.label_) for e in NLP("护笛使笛望舒到会。").ents if e.label_ == "TITLE"] == []


def test_a_lexicon_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match=r"lexicons: .*none is no folder"):
        spacy.blank("zh").add_pipe("renzhi_entities", config={"lexicons": ["none"]})
