"""Records as documents of spaCy and back, and what our components know on its way through bytes and processes."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from pipeline import collection, docbin, document, resources, segment
from pipeline.document import Bond, Context, PageContext
from pipeline.errors import RenzhiError
from pipeline.mention import Mention
from pipeline.record import LABELS, Article, Entity, Issue, Source

TEXT = "3月5日，柳坪县委书记顾青山主持会议。县委副书记、县长陆一鸣，副县长程岚参加。"
CORPUS = list(collection.find(resources.shipped("corpora")).read())
ATTRIBUTES = ("sentences", "entities", "relations", "unaligned", "context")


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    made = spacy.blank("zh")
    for component in ("renzhi_sentences", "renzhi_entities", "renzhi_roles", "renzhi_resolve"):
        made.add_pipe(component)
    return made


def known(doc: Doc) -> dict[str, object]:
    return {name: getattr(doc._, name) for name in ATTRIBUTES}


def annotated(nlp: spacy.Language) -> Doc:
    doc = nlp(TEXT)
    doc._.context = Context(Issue("某报", "2024-03-06", None), PageContext("p1"), "标题")
    doc._.unaligned = [Mention(0, 1, "LOC", "test", 0.5)]
    assert doc._.relations
    return doc


# Bytes and processes


def test_through_bytes(nlp: spacy.Language) -> None:
    doc = annotated(nlp)
    again = Doc(Vocab()).from_bytes(doc.to_bytes())
    assert known(again) == known(doc)
    assert isinstance(again._.sentences[0], tuple)
    assert type(again._.relations[0]) is Bond
    assert again.to_bytes() == doc.to_bytes()


def test_through_a_docbin(nlp: spacy.Language) -> None:
    doc = annotated(nlp)
    (again,) = DocBin().from_bytes(DocBin(docs=[doc], store_user_data=True).to_bytes()).get_docs(Vocab())
    assert known(again) == known(doc)


def test_in_two_processes(nlp: spacy.Language) -> None:
    texts = [TEXT, "", "县长陆一鸣讲话。", TEXT]
    alone = [known(doc) for doc in nlp.pipe(texts)]
    assert [known(doc) for doc in nlp.pipe(texts, n_process=2, batch_size=2)] == alone
    assert alone[0]["relations"]


def test_pages_in_two_processes(nlp: spacy.Language) -> None:
    """Documents of a page are sent one by one, and still know that they are of one page."""
    page = PageContext("p1")
    docs = []
    for text in ("柳坪县召开会议。", "县长陆一鸣讲话。"):
        doc = nlp.make_doc(text)
        doc._.context = Context(page=page)
        docs.append(Doc(nlp.vocab).from_bytes(doc.to_bytes()))
    assert [len(group) for group in document.by_page(docs)] == [2]
    found = list(nlp.pipe(docs, n_process=2))
    assert [bond.org for bond in found[1]._.relations] == ["柳坪县人民政府"]


def test_what_is_packed_is_plain(nlp: spacy.Language) -> None:
    import srsly

    packed = srsly.msgpack_dumps(document.pack(annotated(nlp)._.relations[0]))
    assert srsly.msgpack_loads(packed) == annotated(nlp)._.relations[0]


def test_a_list_can_be_added_to(nlp: spacy.Language) -> None:
    doc = nlp.make_doc(TEXT)
    doc._.entities.append(Mention(0, 1, "LOC", "test", 0.5))
    assert len(doc._.entities) == 1
    assert nlp.make_doc(TEXT)._.entities == []


# Records


@pytest.mark.parametrize("segmenter", ["characters", "jieba"])
def test_there_and_back(segmenter: str) -> None:
    if segmenter == "jieba":
        pytest.importorskip("jieba")
    words = segment.load(segmenter)
    for record in CORPUS:
        doc = docbin.to_doc(record, words=words)
        assert doc.text == record.text
        assert doc._.unaligned == []
        assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == [
            (e.start, e.end, e.label) for e in record.entities
        ]
        assert [(b.org, b.title) for b in doc._.relations] == [(r.org, r.title) for r in record.relations]
        assert docbin.to_article(doc).to_dict() == record.to_dict()


def test_files(tmp_path: Path) -> None:
    docbin.pack(CORPUS).to_disk(tmp_path / "a.spacy")
    assert [r.to_dict() for r in docbin.read(tmp_path / "a.spacy")] == [r.to_dict() for r in CORPUS]


def test_entities_of_another_pipeline() -> None:
    record = next(r for r in CORPUS if len(r.relations) > 2)
    doc = docbin.to_doc(record)
    first, second, *rest = doc.ents
    doc.ents = (second, *rest)
    again = docbin.to_article(doc)
    assert [(e.start, e.end) for e in again.entities] == [(e.start, e.end) for e in record.entities[1:]]
    assert again.entities[0].raw == record.entities[1].raw
    assert again.entities[0].by == "doc.ents"
    assert again.source == record.source
    assert first.text == record.entities[0].text


def test_relations_of_persons_that_are_gone() -> None:
    record = next(r for r in CORPUS if len(r.relations) > 2)
    doc = docbin.to_doc(record)
    gone = next(e for e in record.entities if e.id == record.relations[0].person)
    doc.ents = tuple(e for e in doc.ents if e.start_char != gone.start)
    again = docbin.to_article(doc)
    assert len(again.relations) == sum(r.person != gone.id for r in record.relations) < len(record.relations)


def test_a_document_of_somebody_else() -> None:
    nlp = spacy.blank("zh")
    doc = nlp("林远来到明湖。")
    doc.ents = (doc.char_span(0, 2, label="PERSON"), doc.char_span(4, 6, label="GPE"))  # type: ignore[assignment]
    with pytest.raises(RenzhiError, match="'PERSON' is none of PER, ORG"):
        docbin.to_article(doc)
    record = docbin.to_article(doc, "a", {"PERSON": "PER", "GPE": None})
    assert (record.id, record.text, record.segments) == ("a#01", doc.text, [(0, 7, 0, 7)])
    assert [(e.id, e.label, e.text, e.raw) for e in record.entities] == [("e1", "PER", "林远", [(0, 2)])]


def test_documents_of_our_components(nlp: spacy.Language) -> None:
    record = docbin.to_article(nlp(TEXT))
    assert [r.title for r in record.relations] == ["书记", "副书记", "县长", "副县长"]
    assert [record.text[a:b] for a, b in record.sentences] == [TEXT[:19], TEXT[19:]]


@pytest.mark.parametrize("content", [b"", b"nothing", b"\x00" * 100])
def test_a_file_that_is_none(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.spacy").write_bytes(content)
    with pytest.raises(RenzhiError, match=r"a\.spacy: no DocBin that can be read"):
        list(docbin.read(tmp_path / "a.spacy"))
    with pytest.raises(RenzhiError, match="cannot be read"):
        list(docbin.read(tmp_path / "none.spacy"))


PIECES = st.lists(
    st.sampled_from(["林远", " ", "\n", "\u3000", "a b", "。", "。\n", "\t", "𠮷", "e\u0301"]), max_size=8
)


@given(PIECES, st.sets(st.integers(0, 20), max_size=6), st.sampled_from(LABELS))
@settings(deadline=None)
def test_any_text(pieces: list[str], edges: set[int], label: str) -> None:
    text = "".join(pieces)
    marks = sorted(edge for edge in edges if edge <= len(text))
    spans = [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False) if text[a:b].strip() == text[a:b]]
    entities = [
        Entity(f"e{n}", label, a, b, text[a:b], [(a, b)], "test", 1.0)  # type: ignore[arg-type]
        for n, (a, b) in enumerate(spans, 1)
    ]
    segments = [(0, len(text), 0, len(text))] if text else []
    source = Source("a", "00", "utf-8")
    record = Article("renzhi.article/1", "a#01", source, Issue(), "article", [], text, segments, [], entities, [], 1.0)
    doc = docbin.to_doc(record)
    assert doc.text == text
    assert docbin.to_article(doc) == record
    assert docbin.to_article(Doc(Vocab()).from_bytes(doc.to_bytes())) == record


def test_a_file_with_labels_of_others(tmp_path: Path) -> None:
    doc = Doc(Vocab(), words=list("林远任校长，收一元"), spaces=[False] * 9)
    doc.set_ents([Span(doc, 0, 2, "PERSON"), Span(doc, 3, 5, "JOB"), Span(doc, 7, 9, "MONEY")])
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "a.spacy")
    with pytest.raises(RenzhiError, match="label 'JOB' is not known"):
        list(docbin.read(tmp_path / "a.spacy"))
    (record,) = docbin.read(tmp_path / "a.spacy", {"JOB": "TITLE"})
    assert [(e.label, e.text) for e in record.entities] == [("PER", "林远"), ("TITLE", "校长")]
