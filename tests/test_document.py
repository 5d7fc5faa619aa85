"""What is kept on a ``Doc``: sentences, mentions and those that no token bounds."""

from __future__ import annotations

from itertools import groupby

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from pipeline import document
from pipeline.document import Context, PageContext
from pipeline.mention import Mention
from pipeline.toolkits.labels import Labels

NLP = spacy.blank("zh")
document.register()


def doc_of(*words: str) -> Doc:
    return Doc(NLP.vocab, words=list(words), spaces=[False] * len(words))


def test_the_defaults() -> None:
    doc = NLP.make_doc("程岚到会。")
    assert doc._.sentences == doc._.entities == doc._.relations == doc._.unaligned == []
    assert doc._.context is None


def test_registering_twice_is_no_error() -> None:
    document.register()
    document.register()


def test_the_text_is_that_of_the_document() -> None:
    doc = NLP.make_doc("程岚 到会。\n")
    assert document.text_of(doc) == document.text_of(doc) == doc.text


@pytest.mark.parametrize(
    ("words", "sentences", "starts"),
    [
        (["程岚", "到会", "。", "散会", "。"], [(0, 5), (5, 8)], [0, 3]),
        (["程岚", "到会", "。散会", "。"], [(0, 5), (5, 8)], [0]),  # a sentence begins inside a token
        (["程岚"], [], [0]),
        ([], [], []),
    ],
)
def test_sentences(words: list[str], sentences: list[tuple[int, int]], starts: list[int]) -> None:
    doc = doc_of(*words)
    document.set_sentences(doc, sentences)
    assert doc._.sentences == sentences
    assert [token.i for token in doc if token.is_sent_start] == starts


@pytest.mark.parametrize(
    ("words", "entities", "unaligned"),
    [
        (["市", "长", "程", "岚"], ["市长", "程岚"], []),
        (["市长", "程岚"], ["市长", "程岚"], []),
        (["市长程", "岚"], [], ["市长", "程岚"]),
        (["市长程岚"], [], ["市长", "程岚"]),
        (["市", "长程", "岚"], [], ["市长", "程岚"]),
        (["市长", "程", "岚"], ["市长", "程岚"], []),
    ],
)
def test_entities(words: list[str], entities: list[str], unaligned: list[str]) -> None:
    doc = doc_of(*words)
    mentions = [Mention(0, 2, "TITLE", "test", 1.0), Mention(2, 4, "PER", "test", 1.0)]
    document.set_entities(doc, mentions)
    assert doc._.entities == mentions
    assert [e.text for e in doc.ents] == entities
    assert [m.text(doc.text) for m in doc._.unaligned] == unaligned


def test_setting_entities_again_replaces_them() -> None:
    doc = doc_of("市长", "程岚")
    document.set_entities(doc, [Mention(0, 2, "TITLE", "test", 1.0)])
    document.set_entities(doc, [])
    assert doc.ents == ()
    assert doc._.entities == doc._.unaligned == []


@given(st.lists(st.integers(1, 4), min_size=1, max_size=8), st.sets(st.integers(0, 20), max_size=8))
def test_every_mention_is_shown_or_kept_aside(lengths: list[int], edges: set[int]) -> None:
    doc = doc_of(*("好" * length for length in lengths))
    inside = sorted(edge for edge in edges if edge <= sum(lengths))
    mentions = [Mention(a, b, "LOC", "test", 1.0) for a, b in zip(inside[::2], inside[1::2], strict=False)]
    document.set_entities(doc, mentions)
    shown = [(e.start_char, e.end_char) for e in doc.ents]
    aside = [(m.start, m.end) for m in doc._.unaligned]
    assert sorted(shown + aside) == [(m.start, m.end) for m in mentions]


@given(st.lists(st.tuples(st.sampled_from("abc-"), st.integers(0, 9)), max_size=12), st.integers(1, 20))
def test_documents_of_a_page_in_groups(docs: list[tuple[str, int]], window: int) -> None:
    pages = {name: PageContext(name) for name in "abc"}
    made = []
    for name, length in docs:
        doc = NLP.make_doc("好" * length)
        doc._.context = None if name == "-" else Context(page=pages[name])
        made.append(doc)
    groups = list(document.by_page(made, window))
    assert [doc for group in groups for doc in group] == made
    for group in groups:
        pages_of = {doc._.context.page.id if doc._.context else None for doc in group}
        assert len(pages_of) == 1
        assert None not in pages_of or len(group) == 1
        assert len(group) == 1 or sum(map(len, group)) <= window
    if window >= 9 * 12:  # no page is cut
        runs = [name for name, run in groupby(name for name, _ in docs) for _ in (run if name == "-" else [0])]
        assert len(groups) == len(runs)


def test_entities_of_other_components_have_our_labels() -> None:
    doc = spacy.blank("zh")("校长林远收到三元")
    doc.set_ents([doc.char_span(0, 2, "TITLE"), doc.char_span(2, 4, "PERSON"), doc.char_span(6, 8, "MONEY")])
    assert [(m.text(doc.text), m.label, m.by) for m in document.mentions(doc, Labels({}))] == [
        ("校长", "TITLE", "doc.ents"),
        ("林远", "PER", "doc.ents"),
    ]
