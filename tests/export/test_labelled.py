"""conll, conllu, cluener, hipe, docbin: what a reader of the format finds is what the records say."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import DocBin
from spacy.training.converters import conllu_to_docs
from spacy.vocab import Vocab

from pipeline.export.formats import Notes
from pipeline.export.sentences import cut, tags
from pipeline.record import LABELS, Article, Entity
from pipeline.train.sources import cluener, columns

CROSSING = {"entities over the end of a sentence, left out": 1}


def inside(record: Article) -> list[list[Entity]]:
    """The entities of each sentence; those over the end of one are in none."""
    return [[e for e in record.entities if a <= e.start and e.end <= b] for a, b in record.sentences]


def bare(text: str) -> str:
    return "".join(text.split())


def expected(records: Iterable[Article]) -> list[list[tuple[str, str]]]:
    return [[(bare(e.text), e.label) for e in entities] for record in records for entities in inside(record)]


def test_conll(exported: Callable, records: list[Article]) -> None:
    path, notes = exported("conll")
    assert notes == CROSSING
    lines = path.read_text("utf-8").split("\n")
    found = list(columns.read(lines, "renzhi", LABELS))
    texts = [record.text[a:b] for record in records for a, b in record.sentences]
    assert [len(example.text) for example in found] == [len(bare(text)) for text in texts]
    assert [[(example.text[a:b], c) for a, b, c in example.marks[0].spans] for example in found] == expected(records)
    assert list(dict.fromkeys(example.doc for example in found)) == [record.id for record in records]


@pytest.mark.parametrize("segmenter", ["characters", "jieba"])
def test_conllu(segmenter: str, exported: Callable, records: list[Article]) -> None:
    if segmenter == "jieba":
        pytest.importorskip("jieba")
    path, notes = exported("conllu", segmenter)
    assert notes.pop(next(iter(CROSSING))) == 1
    assert bool(notes) == (segmenter == "jieba")  # words cut at the edge of an entity
    text = path.read_text("utf-8")
    sentences = [(record, span) for record in records for span in record.sentences]
    parts = [part.split("\n") for part in text.split("\n\n")[:-1]]
    assert len(parts) == len(sentences)
    for lines, (record, (start, end)) in zip(parts, sentences, strict=True):
        rows = [line.split("\t") for line in lines if not line.startswith("# ")]
        assert {len(row) for row in rows} == {10}
        assert [int(row[0]) for row in rows] == list(range(1, len(rows) + 1))
        assert "".join(row[1] for row in rows) == bare(record.text[start:end])
        assert [line for line in lines if line.startswith("# text = ")]
    docs = list(conllu_to_docs(text, n_sents=1, no_print=True))
    assert [[(bare(ent.text), ent.label_) for ent in doc.ents] for doc in docs] == expected(records)


def test_cluener(exported: Callable, records: list[Article]) -> None:
    path, notes = exported("cluener")
    dates = sum(entity.label == "DATE" for record in records for entities in inside(record) for entity in entities)
    assert notes == {**CROSSING, "entities DATE, which CLUENER has not, left out": dates}
    theirs = {"PER": "name", "ORG": "organization", "LOC": "address", "TITLE": "position"}
    lines = path.read_text("utf-8").split("\n")[:-1]
    found = list(cluener.read(lines, list(theirs.values())))
    assert [[(example.text[a:b], c) for a, b, c in example.marks[0].spans] for example in found] == [
        [(entity.text, theirs[entity.label]) for entity in entities if entity.label in theirs]
        for record in records
        for entities in inside(record)
    ]
    assert [json.loads(line)["text"] for line in lines] == [r.text[a:b] for r in records for a, b in r.sentences]


def test_hipe(exported: Callable, records: list[Article]) -> None:
    """Read as the scorer of HIPE does: documents by their head, IOB2 by column, ``_`` for what is not annotated."""
    path, notes = exported("hipe")
    assert notes == CROSSING
    head, *lines = path.read_text("utf-8").split("\n")
    names = head.split("\t")
    documents: list[list[dict[str, str]]] = []
    ids = []
    for line in lines:
        if line.startswith("# hipe2022:document_id = "):
            ids.append(line.partition(" = ")[2])
        elif line.startswith("# hipe2022:dataset"):
            documents.append([])
        elif line and not line.startswith("# hipe2022:"):
            documents[-1].append(dict(zip(names, line.split("\t"), strict=True)))
    assert ids == [record.id for record in records]
    theirs = {"PER": "pers", "ORG": "org", "LOC": "loc", "DATE": "time"}
    for rows, record in zip(documents, records, strict=True):
        assert [row["TOKEN"] for row in rows] == list(bare(record.text))
        entities = [entity for entities in inside(record) for entity in entities]
        coarse = [(bare(e.text), theirs[e.label]) for e in entities if e.label != "TITLE"]
        assert spans(rows, "NE-COARSE-LIT") == coarse
        assert spans(rows, "NE-FINE-COMP") == [(e.text, "comp.function") for e in entities if e.label == "TITLE"]
        assert sum("EndOfSentence" in row["MISC"] for row in rows) == len(record.sentences)
        assert {row["NEL-LIT"] for row in rows} <= {"_"}


def spans(rows: list[dict[str, str]], column: str) -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for row in rows:
        place, _, label = row[column].partition("-")
        if place == "B":
            out.append((row["TOKEN"], label))
        elif place == "I":
            assert out[-1][1] == label
            out[-1] = (out[-1][0] + row["TOKEN"], label)
    return out


@pytest.mark.parametrize("segmenter", ["characters", "jieba"])
def test_docbin(segmenter: str, exported: Callable, records: list[Article]) -> None:
    if segmenter == "jieba":
        pytest.importorskip("jieba")
    path, _ = exported("docbin", segmenter)
    docs = list(DocBin().from_disk(path).get_docs(Vocab()))
    assert [doc.text for doc in docs] == [record.text for record in records]
    assert [[(e.start_char, e.end_char, e.label_) for e in doc.ents] for doc in docs] == [
        [(e.start, e.end, e.label) for e in record.entities] for record in records
    ]
    for doc, record in zip(docs[:-1], records, strict=False):
        starts = [token.idx for token in doc if token.is_sent_start]
        assert starts == [start for start, _ in record.sentences]


def test_words_of_a_model_that_is_not_there(exported: Callable, tmp_path: Path) -> None:
    from pipeline.errors import ConfigError

    with pytest.raises(ConfigError, match=r"no such model; give characters, jieba, words"):
        exported("conllu", str(tmp_path))


WORDS = st.lists(st.integers(1, 4), max_size=8)
EDGES = st.sets(st.integers(0, 20), max_size=8)


@given(WORDS, EDGES)
def test_no_word_crosses_an_edge(lengths: list[int], edges: set[int]) -> None:
    ends = [sum(lengths[: number + 1]) for number in range(len(lengths))]
    words = list(zip([0, *ends], ends, strict=False))
    size = sum(lengths)
    marks = sorted(edge for edge in edges if edge <= size)
    entities = [
        Entity(f"e{a}", "PER", a, b, "好" * (b - a), [], "test", None)
        for a, b in zip(marks[::2], marks[1::2], strict=False)
    ]
    notes = Notes()
    found = list(cut(words, entities, notes))
    assert [at for a, b in found for at in range(a, b)] == list(range(size))
    assert {edge for pair in words for edge in pair} <= {edge for pair in found for edge in pair}
    crossed = {at for at, (a, b) in enumerate(words) if any(a < edge < b for e in entities for edge in (e.start, e.end))}
    assert notes.total() == len(crossed)
    tagged = list(zip(found, tags(found, entities), strict=True))
    assert [(a, b) for (a, _), tag in tagged if tag.startswith("B") for b in [_end(tagged, a)]] == [
        (e.start, e.end) for e in entities
    ]


def _end(tagged: list[tuple[tuple[int, int], str]], start: int) -> int:
    end = start
    for (a, b), tag in tagged:
        if a == start or (a == end and tag.startswith("I") and a > start):
            end = b
    return end
