"""The components in spaCy pipelines of others: found by entry point, one by one, over any tokens."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
import spacy_pkuseg
from spacy.lang.zh import Chinese
from spacy.language import Language
from spacy.tokens import Doc

COMPONENTS = ("renzhi_sentences", "renzhi_entities", "renzhi_roles", "renzhi_resolve")
TEXT = "3月5日，柳坪县委书记顾青山主持会议。县委副书记、县长陆一鸣，副县长程岚参加。"


def blank(*components: str) -> Language:
    nlp = spacy.blank("zh")
    for component in components:
        nlp.add_pipe(component)
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return blank(*COMPONENTS)


def relations(doc: Doc, text: str | None = None) -> list[tuple[str, str, str]]:
    text = text or doc.text
    return [(b.person.text(text), text[slice(*b.role)], b.type) for b in doc._.relations]


EXPECTED = [
    ("顾青山", "柳坪县委书记", "holds"),
    ("陆一鸣", "县委副书记", "holds"),
    ("陆一鸣", "县长", "holds"),
    ("程岚", "副县长", "holds"),
]


def test_all_together(nlp: Language) -> None:
    doc = nlp(TEXT)
    assert relations(doc) == EXPECTED
    assert [b.org for b in doc._.relations] == ["柳坪县委", "柳坪县委", "柳坪县人民政府", "柳坪县人民政府"]
    assert [(e.start_char, e.end_char, e.label_) for e in doc.ents] == [
        (m.start, m.end, m.label) for m in doc._.entities
    ]
    assert all(e.text == m.text(TEXT) for e, m in zip(doc.ents, doc._.entities, strict=True))
    assert doc._.unaligned == []
    assert [s.text for s in doc.sents] == [TEXT[a:b] for a, b in doc._.sentences]


@pytest.mark.parametrize("component", COMPONENTS)
@pytest.mark.parametrize("text", [TEXT, "", "\n", "。", "Hello.", "\0"])
def test_alone(component: str, text: str) -> None:
    doc = blank(component)(text)
    assert doc.text == text
    for attribute in ("sentences", "entities", "relations", "unaligned"):
        assert isinstance(getattr(doc._, attribute), list)


def test_entities_and_roles_find_sentences_of_their_own() -> None:
    assert relations(blank("renzhi_entities", "renzhi_roles")(TEXT)) == EXPECTED


def test_no_attribute_is_shared_between_documents(nlp: Language) -> None:
    first, second = nlp(TEXT), nlp("")
    assert first._.relations
    assert second._.relations == second._.entities == second._.sentences == []


def test_a_stream_gives_what_single_calls_give(nlp: Language) -> None:
    texts = [TEXT, "", "县长陆一鸣讲话。", TEXT]
    together = list(nlp.pipe(texts))
    assert [relations(doc) for doc in together] == [relations(nlp(text)) for text in texts]
    assert [[b.org for b in doc._.relations] for doc in together] == [
        [b.org for b in nlp(text)._.relations] for text in texts
    ]


def test_what_they_declare(nlp: Language) -> None:
    assert "doc._.relations" in nlp.get_pipe_meta("renzhi_roles").assigns
    assert "doc.ents" in nlp.get_pipe_meta("renzhi_entities").assigns
    assert nlp.analyze_pipes()["problems"] == {name: [] for name in COMPONENTS}


# Tokens that are words


def words(text: str, *lengths: int) -> list[str]:
    out, at = [], 0
    for length in lengths:
        out.append(text[at : at + length])
        at += length
    return [*out, text[at:]]


def test_spans_inside_a_token_are_kept_aside(nlp: Language) -> None:
    text = "柳坪县委书记顾青山主持会议。"
    tokens = words(text, 6, 3, 2, 2)  # 柳坪县委书记 is one token, an organisation and a title
    doc = Doc(nlp.vocab, words=tokens, spaces=[False] * len(tokens))
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert [e.text for e in doc.ents] == ["顾青山"]
    assert [(m.text(text), m.label) for m in doc._.unaligned] == [("柳坪县委", "ORG"), ("书记", "TITLE")]
    assert [(m.text(text), m.label) for m in doc._.entities] == [
        ("柳坪县委", "ORG"),
        ("书记", "TITLE"),
        ("顾青山", "PER"),
    ]
    assert relations(doc) == [("顾青山", "柳坪县委书记", "holds")]


def test_tokens_with_blanks_between(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["县长", "Mark", "Lee", "到会", "。"], spaces=[True, True, True, False, False])
    for _, component in nlp.pipeline:
        doc = component(doc)
    text = doc.text
    assert all(0 <= m.start < m.end <= len(text) for m in doc._.entities)
    assert "Mark Lee" in [m.text(text) for m in doc._.entities]


def test_a_sentence_that_begins_inside_a_token(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["程岚到会", "。县长", "陆一鸣", "讲话", "。"], spaces=[False] * 5)
    for _, component in nlp.pipeline:
        doc = component(doc)
    assert doc._.sentences == [(0, 5), (5, 13)]
    assert relations(doc) == [("陆一鸣", "县长", "holds")]


@pytest.fixture(scope="module")
def pkuseg(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A word segmenter trained on a few sentences; it runs 县委书记 together."""
    folder = tmp_path_factory.mktemp("pkuseg")
    lines = ["柳坪 县委书记 顾青山 主持 会议 。", "泽川 市长 程岚 到会 。", "会议 由 县委书记 主持 。"] * 20
    for name in ("train", "test"):
        (folder / name).write_text("\n".join(lines) + "\n", "utf-8")
    spacy_pkuseg.train(str(folder / "train"), str(folder / "test"), str(folder / "model"), train_iter=2)
    return str(folder / "model")


@pytest.fixture(scope="module")
def segmented(pkuseg: str) -> Language:
    nlp = Chinese.from_config({"nlp": {"tokenizer": {"segmenter": "pkuseg"}}})
    nlp.tokenizer.initialize(pkuseg_model=pkuseg)  # type: ignore[attr-defined]
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp


def test_over_the_words_of_a_segmenter(segmented: Language, nlp: Language) -> None:
    text = "柳坪县委书记顾青山主持会议。"
    doc = segmented(text)
    assert "县委书记" in [token.text for token in doc]
    assert doc.text == text
    assert relations(doc) == relations(nlp(text)) == [("顾青山", "柳坪县委书记", "holds")]
    assert [e.text for e in doc.ents] == ["顾青山"]
    assert [m.text(text) for m in doc._.unaligned] == ["柳坪县委", "书记"]


def test_a_tokenizer_of_ones_own(nlp: Language) -> None:
    other = blank(*COMPONENTS)
    vocab = other.vocab
    other.tokenizer = lambda text: Doc(vocab, words=[text], spaces=[False])  # type: ignore[assignment]
    doc = other(TEXT)
    assert relations(doc) == EXPECTED
    assert doc.ents == ()
    assert len(doc._.unaligned) == len(doc._.entities) == len(nlp(TEXT)._.entities)


# Entities of another component


def with_entities(text: str, *entities: tuple[str, str]) -> Doc:
    """A document with ``doc.ents`` set by somebody else, and roles found in them."""
    nlp = blank("renzhi_roles")
    doc = nlp.make_doc(text)
    spans = []
    for word, label in entities:
        start = text.index(word)
        spans.append(doc.char_span(start, start + len(word), label=label))
    doc.ents = spans  # type: ignore[assignment]
    return nlp.get_pipe("renzhi_roles")(doc)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("entities", "expected"),
    [
        ([("柳坪县委", "ORG"), ("书记", "TITLE"), ("顾青山", "PER")], [("顾青山", "柳坪县委书记", "holds")]),
        ([("书记", "TITLE"), ("顾青山", "PER")], [("顾青山", "书记", "holds")]),
        ([("顾青山", "PER")], []),
        ([("书记", "TITLE")], []),
        ([("柳坪县委书记", "ORG"), ("顾青山", "PERSON")], []),
        ([("主持", "EVENT"), ("书记", "TITLE"), ("顾青山", "PER")], [("顾青山", "书记", "holds")]),
        ([], []),
    ],
)
def test_entities_of_another_component(entities: list[tuple[str, str]], expected: list[tuple[str, str, str]]) -> None:
    assert relations(with_entities("柳坪县委书记顾青山主持会议。", *entities)) == expected


def test_an_entity_over_the_end_of_a_sentence() -> None:
    text = "县长陆一鸣讲话。副县长程岚参加。"
    doc = with_entities(text, ("县长", "TITLE"), ("陆一鸣讲话。副", "PER"), ("县长程", "ORG"), ("岚参加", "PER"))
    assert all(0 <= b.role[0] < b.role[1] <= len(text) for b in doc._.relations)


# Long documents


def timed(nlp: Language, text: str) -> float:
    start = time.perf_counter()
    nlp(text)
    return time.perf_counter() - start


NAMES = "、".join(f"{a}{b}{c}" for a in "程唐孟陆何顾" for b in "文青思望一" for c in "岚静祥鸣云山远平宁舒")


@pytest.mark.parametrize(
    "unit", ["市教育局局长程岚，", "程岚、", "副市长、", "（市长）", "任命程岚为副市长、"]
)
def test_a_sentence_of_20000_characters(nlp: Language, unit: str) -> None:
    assert timed(nlp, unit * (20_000 // len(unit)) + "。") < 15


def test_a_list_of_300_names(nlp: Language) -> None:
    text = f"副市长{NAMES}出席会议。"
    start = time.perf_counter()
    doc = nlp(text)
    assert time.perf_counter() - start < 5
    persons = [m.text(text) for m in doc._.entities if m.label == "PER"]
    assert len(persons) > 290
    assert len(relations(doc)) == len(persons)
    assert all(a.end < b.start for a, b in pairwise(m for m in doc._.entities if m.label == "PER"))


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda n: "市教育局局长程岚到会。" * n, id="sentences"),
        pytest.param(lambda n: "市教育局局长程岚，" * n, id="one sentence"),
        pytest.param(lambda n: "程岚市长\n" * n, id="lines"),
    ],
)
def test_twice_the_text_is_about_twice_the_time(nlp: Language, make: Callable[[int], str]) -> None:
    nlp(make(20))
    once = min(timed(nlp, make(100)) for _ in range(2))
    four = min(timed(nlp, make(400)) for _ in range(2))
    assert four < once * 4 * 2.5 + 0.5


def test_to_disk_and_back(tmp_path: Path) -> None:
    blank(*COMPONENTS).to_disk(tmp_path / "model")
    assert relations(spacy.load(tmp_path / "model")(TEXT)) == EXPECTED
