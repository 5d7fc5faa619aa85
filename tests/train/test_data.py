"""Labelled text in every format that is read: what is exported comes back, and what is wrong is named with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import collection, resources
from pipeline.errors import RenzhiError
from pipeline.export.formats import export
from pipeline.record import LABELS, Article
from pipeline.toolkits.labels import Labels
from pipeline.train import data
from tests.export.test_annotation import TOOLS

NO_UTF8 = "bytes that are not UTF-8, or half a character; save the file as UTF-8"
OURS = Labels({})
CORPORA = resources.shipped("corpora")
PAGE = CORPORA / "gold" / "weichuan-2024-03-07-p1.jsonl"
Spans = list[tuple[str, str]]


def spans(found: data.Data) -> Spans:
    return [
        ("".join(example.text[a:b].split()), label)
        for example in found.splits["train"]
        for marks in example.marks
        for a, b, label in marks.spans
    ]


def of(articles: Iterator[Article], left_out: str = "") -> Spans:
    return [("".join(e.text.split()), e.label) for article in articles for e in article.entities if e.label != left_out]


@pytest.mark.parametrize(
    ("form", "name", "found_as", "left_out"),
    [
        ("conll", "a.conll", "columns", ""),
        ("conllu", "a.conllu", "columns", ""),
        ("cluener", "a.jsonl", "cluener", "DATE"),
        ("docbin", "a.spacy", "docbin", ""),
        ("doccano", "a", "doccano", ""),
        ("labelstudio", "a", "labelstudio", ""),
    ],
)
def test_what_is_exported_is_read(form: str, name: str, found_as: str, left_out: str, tmp_path: Path) -> None:
    source = collection.find(PAGE)
    export(source, form, tmp_path / name)
    path = TOOLS[form](tmp_path / name) if form in TOOLS else tmp_path / name
    found = data.load(path, OURS)
    assert found.form == found_as
    assert sorted(spans(found)) == sorted(of(source.read(), left_out))
    assert not found.wrong
    speaks = {marks.labels for example in found.splits["train"] for marks in example.marks}
    assert speaks == {tuple(label for label in LABELS if label != left_out)}


def test_a_corpus_comes_in_its_splits() -> None:
    found = data.load(CORPORA, OURS)
    source = collection.find(CORPORA)
    assert set(found.splits) == {"train", "dev", "test"}
    assert spans(found) == of(source.read("train"))


def test_blanks_come_back_with_the_text_of_conll(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("# text = 由Ann Bell说\n由\tO\nA\tB-PER\nnn\tI-PER\nBell\tI-PER\n说\tO\n", "utf-8")
    (example,) = data.load(path, OURS).splits["train"]
    assert (example.text, example.marks[0].spans) == ("由Ann Bell说", ((1, 9, "PER"),))


@pytest.mark.parametrize(
    ("tags", "wrong"),
    [
        ("B-PER I-PER O B-LOC", None),
        ("I-PER I-PER O I-LOC", None),
        ("I-PER B-PER O I-LOC", None),
        ("B-PER E-PER O S-LOC", None),
        ("B-PER M-PER E-PER O", None),
        ("B-PER L-PER O U-LOC", None),
        ("B-PER I-LOC O O", "B-PER where BIOES has S-PER"),
        ("B-PER I-PER O S-LOC", "I-PER where BIOES has E-PER"),
        ("B-PER M-PER I-PER E-PER", "M-PER where BIOES has I-PER"),
    ],
)
def test_schemes_of_tags(tags: str, wrong: str | None, tmp_path: Path) -> None:
    path = tmp_path / "a.bio"
    path.write_text("".join(f"{char} {tag}\n" for char, tag in zip("程岚在泽", tags.split(), strict=True)), "utf-8")
    if wrong:
        with pytest.raises(RenzhiError, match=wrong):
            data.load(path, OURS)
    else:
        assert len(spans(data.load(path, OURS))) >= 1


def test_sentences_with_other_tags_are_left_out_and_named(tmp_path: Path) -> None:
    path = tmp_path / "a.bmes"
    path.write_text(
        "唐 B-NAME\n文 M-NAME\n静 E-NAME\n\n" * 3000 + "程 B-NAME\n岚 I-NAME\n\n何 O\n程 NAME\n\n何\n", "utf-8"
    )
    found = data.load(path, OURS)
    assert len(found.splits["train"]) == 3000
    assert found.wrong == [
        f"{path}:12002: I-NAME where BMES has E-NAME; write all of the file in one scheme",
        f"{path}:12005: 'NAME' is no tag such as B-PER, I-PER or O",
        f"{path}:12007: '何' has 1 columns; expected a tag in column 2",
    ]


CASES = {
    "cluener": [
        ('{"text": "程岚来", "label": {"name": {"程岚": [[1, 2]]}}}', "'程岚' is not what stands at 1:3"),
        ('{"text": "程岚来", "label": {"hero": {"程岚": [[0, 1]]}}}', "label 'hero' is not known"),
        (
            '{"text": "程岚来", "label": {"name": {"程岚": [[0, 1]]}, "scene": {"岚来": [[1, 2]]}}}',
            "overlaps the one before",
        ),
    ],
    "doccano": [
        ('{"id": 2, "text": "程岚来", "label": [[0, 9, "PER"]]}', "span 0:9 is none of a text of 3 characters"),
        ('{"id": 1, "text": "程岚来", "label": [[0, 2, "PER"]]}', "the id '1' is at "),
        ('{"id": 2, "text": "程岚来"}', "KeyError: 'labels'; expected"),
        ("{", "JSONDecodeError"),
    ],
    "records": [('{"schema": "renzhi.article/1", "id": "a"}', "no record of the kind GoldArticle")],
    "examples": [('{"text": "程岚来", "marks": [1]}', "no example")],
}
GOOD = {
    "cluener": '{"text": "程岚来", "label": {"name": {"程岚": [[0, 1]]}}}',
    "doccano": '{"id": 1, "text": "程岚来", "label": [[0, 2, "PER"]]}',
    "records": PAGE.read_text("utf-8").splitlines()[0],
    "examples": '{"text": "程岚来", "doc": "a", "marks": []}',
}


@pytest.mark.parametrize(
    ("form", "line", "message"), [(form, *case) for form, cases in CASES.items() for case in cases]
)
def test_what_is_wrong_is_named_with_its_line(form: str, line: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{GOOD[form]}\n{line}\n", "utf-8")
    with pytest.raises(RenzhiError) as error:
        data.load(path, OURS)
    assert f"1 of 2 texts are wrong, more than 0.1%; mend them:\n{path}:2: " in str(error.value)
    assert message in str(error.value)


def test_tasks_of_label_studio_that_are_wrong_or_not_annotated(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    value = {"start": 0, "end": 2, "text": "程岚", "labels": ["人"]}
    done = {"data": {"text": "程岚来"}, "annotations": [{"result": [{"type": "labels", "id": "a", "value": value}]}]}
    path.write_text(json.dumps([done, {"data": {"text": "来"}}], indent=1), "utf-8")
    found = data.load(path, Labels({"人": "PER"}))
    assert spans(found) == [("程岚", "PER")]
    assert found.left_out == {"texts that nobody annotated": 1}
    with pytest.raises(RenzhiError, match=r"a\.json: task 1: label '人' is not known"):
        data.load(path, OURS)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("程 B-PER\n岚 I-PER\n".encode("gb18030"), r":1: 2 of 3 lines are not UTF-8 \(it is gb18030\)"),
        ("程 B-PER\n岚 I-PER\n".encode("utf-16"), "are not UTF-8 \\(it is utf-16"),
        (b"\x00\x01\n", "no labelled text in a known format"),
        ("程岚 来 了".encode(), "no labelled text in a known format; give one of: records"),
        (b"", "no labelled text in a known format"),
    ],
)
def test_files_that_cannot_be_read(content: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(RenzhiError, match=message):
        data.load(tmp_path / "a.txt", OURS)


def test_a_damaged_line_among_many_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.bio"
    path.write_bytes("程 B-PER\n岚 I-PER\n\n".encode() * 1000 + b"\xe7\xa8 B-PER\n")
    found = data.load(path, OURS)
    assert found.wrong == [f"{path}:3001: {NO_UTF8}"]


def test_half_a_character_among_many_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    line = json.dumps({"text": "程岚", "entities": [{"id": 0, "label": "PER", "start_offset": 0, "end_offset": 2}]})
    path.write_text(f"{line}\n" * 1000 + line.replace("\\u5c9a", "\\ud842") + "\n")
    found = data.load(path, OURS)
    assert found.wrong == [f"{path}:1001: {NO_UTF8}"]
    assert len(found.splits["train"]) == 1000


def test_labels_by_the_users_table_or_by_a_convention(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(CASES["cluener"][1][0] + "\n", "utf-8")
    assert spans(data.load(path, Labels({"hero": "PER"}))) == [("程岚", "PER")]
    assert list(data.load(path, Labels({"hero": ""})).lines())[-1] == "left out: 1 spans hero (none of ours)"
    path.write_text(GOOD["cluener"] + "\n", "utf-8")
    (example,) = data.load(path, OURS, "cluener").splits["train"]
    assert (example.marks[0].convention, example.marks[0].spans[0].label) == ("cluener", "name")
    assert len(example.marks[0].labels) == 10
    with pytest.raises(RenzhiError, match=r"conventions\.tsv has no 'msra' with name"):
        data.load(path, OURS, "msra")
    with pytest.raises(RenzhiError, match=r"conventions\.tsv has no 'mine'; .* one of: renzhi, msra"):
        data.load(path, OURS, "mine")


def test_regions_of_label_studio_that_say_another_text(tmp_path: Path) -> None:
    value = {"start": 1, "end": 3, "text": "程岚", "labels": ["PER"]}
    result = [{"type": "labels", "id": "r1", "value": value}]
    tasks = [{"id": n, "data": {"text": "程岚来"}, "annotations": [{"result": result}]} for n in range(3)]
    (tmp_path / "a.json").write_text(json.dumps(tasks), "utf-8")
    with pytest.raises(RenzhiError, match="'岚来' stands at 1:3, not '程岚' as it says"):
        data.load(tmp_path / "a.json", OURS)


def test_offsets_of_doccano_inside_a_character(tmp_path: Path) -> None:
    """doccano counts the two halves of 𠮷."""
    line = json.dumps({"text": "𠮷林远来了", "label": [[2, 4, "PER"]]})
    (tmp_path / "a.jsonl").write_text(line, "utf-8")
    (found,) = data.load(tmp_path / "a.jsonl", OURS).splits["train"]
    assert [(span.start, span.end) for span in found.marks[0].spans] == [(1, 3)]
    (tmp_path / "b.jsonl").write_text(line.replace("[2,", "[1,"), "utf-8")
    with pytest.raises(RenzhiError, match="span -1:3 is none of a text of 5 characters"):
        data.load(tmp_path / "b.jsonl", OURS)


def test_the_short_export_of_label_studio_is_told_of(tmp_path: Path) -> None:
    tasks = [{"id": 1, "text": "程岚来", "label": [{"start": 0, "end": 2, "text": "程岚", "labels": ["PER"]}]}]
    (tmp_path / "a.json").write_text(json.dumps(tasks), "utf-8")
    with pytest.raises(RenzhiError, match=r"a\.json: task 1: no data; expected a task .*\(JSON, not JSON-MIN\)"):
        data.load(tmp_path / "a.json", OURS)
