"""The spaCy component: spans on the document, and tokens that begin a sentence."""

from __future__ import annotations

import spacy

import pipeline.sentences.factory  # noqa: F401


def test_sentences_of_a_document() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("renzhi_sentences")
    doc = nlp("林远到会。周明主持。\n□ 记者 李青")
    assert doc._.sentences == [(0, 5), (5, 10), (11, 18)]
    assert [token.idx for token in doc if token.is_sent_start] == [0, 5, 11]
