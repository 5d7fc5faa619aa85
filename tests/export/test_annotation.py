"""Annotation tools: what is exported comes back whole, and what people change comes back changed."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import spacy

from pipeline import resources
from pipeline.collection import find
from pipeline.errors import RenzhiError
from pipeline.export.formats import export
from pipeline.export.marked import Marked, Post, post
from pipeline.gold.compile import compile_page
from pipeline.gold.markup import parse
from pipeline.gold.restore import FORMATS, Notes, read
from pipeline.record import GoldArticle, write_lines

GOLD = resources.shipped("corpora") / "gold"
SHARED = """page: 2024/p1
=== article
[林远|PER]、[周明|PER]等[县领导|TITLE]参加，𠮷地[教育局|ORG]原[局长|TITLE][何静|PER]到场。
> 林远 = 县领导 : 青石县 / 县领导
> 周明 = 县领导 : 青石县 / 县领导 ; optional @ 2024-03-05
> 何静 = 局长 : - / 局长 ; former @ 2021..2022-03
"""


def shared() -> list[GoldArticle]:
    """A record with a character outside the basic plane, and a role that means two things."""
    markup = parse(SHARED, "p1.gold.txt")
    return compile_page(markup, markup.drafts[0].text.encode(), "p1.gold.txt", "p1.txt")


class Some:
    def __init__(self, records: list[GoldArticle]):
        self.records = records

    def read(self):  # type: ignore[no-untyped-def]
        return iter(self.records)


def labelstudio(path: Path) -> Path:
    """The project exported as JSON, after each task was submitted with no change."""
    tasks = json.loads((path / "tasks.json").read_text("utf-8"))
    for number, task in enumerate(tasks, 1):
        result = task.pop("predictions")[0]["result"]
        names = {item["id"]: f"r{random.Random(item['id']).random()}" for item in result if "id" in item}
        for item in result:
            for key in ("id", "from_id", "to_id"):
                if key in item:
                    item[key] = names[item[key]]
        random.Random(number).shuffle(result)
        skipped = {"id": 1, "was_cancelled": True, "result": []}
        done = {"id": 2, "completed_by": 1, "was_cancelled": False, "lead_time": 9.1, "result": result}
        task |= {"id": number, "annotations": [skipped, done], "drafts": [], "meta": {}, "total_annotations": 1}
    target = path.with_suffix(".json")
    target.write_text(json.dumps(tasks, ensure_ascii=False, indent=2), "utf-8")
    return target


def doccano(path: Path) -> Path:
    """The dataset exported as JSONL (relation): ids of its own, and comments."""
    lines = []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        item = json.loads(line)
        for entity in item["entities"]:
            entity["id"] += 1000
        for relation in item["relations"]:
            relation.update(id=relation["id"] + 7, from_id=relation["from_id"] + 1000, to_id=relation["to_id"] + 1000)
        lines.append(json.dumps({"id": number, **item, "Comments": []}, ensure_ascii=False))
    target = path.with_suffix(".jsonl")
    target.write_text("\n".join(lines), "utf-8")
    return target


def brat(path: Path) -> Path:
    """The folder as it is, but for notes that go first, as after an edit."""
    for file in path.rglob("*.ann"):
        lines = file.read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(sorted(lines)), "utf-8")
    return path


def prodigy(path: Path) -> Path:
    """The answers of ``db-out``."""
    lines = []
    for line in path.read_text("utf-8").splitlines():
        item = json.loads(line) | {"_input_hash": 1, "_task_hash": 2, "_view_id": "relations", "answer": "accept"}
        lines += [json.dumps(item), json.dumps({**item, "answer": "reject"})]
    target = path.with_suffix(".jsonl")
    target.write_text("\n".join(lines), "utf-8")
    return target


TOOLS: dict[str, Callable[[Path], Path]] = {
    "labelstudio": labelstudio, "doccano": doccano, "brat": brat, "prodigy": prodigy,
}  # fmt: skip


def there_and_back(tmp_path: Path, form: str, records: list[GoldArticle]) -> tuple[list[GoldArticle], Notes]:
    export(Some(records), form, tmp_path / "out")
    notes = Notes()
    found = list(read(TOOLS[form](tmp_path / "out"), form, records, notes))
    return sorted(found, key=lambda record: record.id), notes


def test_every_format_is_tried() -> None:
    assert set(TOOLS) == set(FORMATS)


@pytest.mark.parametrize("form", TOOLS)
@pytest.mark.parametrize("name", sorted(path.stem for path in GOLD.glob("*.jsonl")))
def test_gold_comes_back_as_it_went(tmp_path: Path, form: str, name: str) -> None:
    records = list(find(GOLD / f"{name}.jsonl").read())
    found, notes = there_and_back(tmp_path, form, records)  # type: ignore[arg-type]
    for record, gold in zip(found, records, strict=True):
        assert record.to_dict() == gold.to_dict()
    assert set(notes) <= {
        "tasks that were not accepted, left out",
        "relations with no post in full; resolve them, or add it",
    }


@pytest.mark.parametrize("form", TOOLS)
def test_characters_outside_the_basic_plane_and_roles_that_mean_two_things(tmp_path: Path, form: str) -> None:
    found, _ = there_and_back(tmp_path, form, shared())
    assert [record.to_dict() for record in found] == [record.to_dict() for record in shared()]


@pytest.mark.parametrize("form", TOOLS)
def test_by_the_commands(tmp_path: Path, form: str, renzhi) -> None:  # type: ignore[no-untyped-def]
    write_lines(tmp_path / "run.jsonl", shared())
    assert renzhi("export", tmp_path / "run.jsonl", "--to", form, "--out", tmp_path / "out").code == 0
    back = TOOLS[form](tmp_path / "out")
    out = tmp_path / "gold" / "mine.jsonl"
    done = renzhi("gold", "import", back, "--from", form, "--records", tmp_path / "run.jsonl", "--out", out)
    assert done.code == 0, done.err
    assert out.read_bytes() == (tmp_path / "run.jsonl").read_bytes()
    assert renzhi("gold", "check", "--quiet", out).code == 0


def test_label_studios_own_package_takes_ours(tmp_path: Path) -> None:
    interface = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface
    export(Some(shared()), "labelstudio", tmp_path / "out")
    known = interface((tmp_path / "out" / "config.xml").read_text("utf-8"))
    known.validate()
    for task in json.loads((tmp_path / "out" / "tasks.json").read_text("utf-8")):
        assert known.validate_task({"data": task["data"]})
        assert known.validate_prediction(task["predictions"][0], return_errors=True) == []


def test_prodigys_tokens_are_spacys(tmp_path: Path) -> None:
    export(Some(list(find(GOLD).read())), "prodigy", tmp_path / "out")  # type: ignore[arg-type]
    nlp = spacy.blank("zh")
    for line in (tmp_path / "out").read_text("utf-8").splitlines():
        task = json.loads(line)
        doc = nlp(task["text"])
        assert [token["text"] for token in task["tokens"]] == [token.text for token in doc]
        for span in task["spans"]:
            made = doc[span["token_start"] : span["token_end"] + 1]
            assert made.text == task["text"][span["start"] : span["end"]]
            assert doc.char_span(span["start"], span["end"], label=span["label"]) is not None


def test_spacy_reads_prodigys_entities_as_an_example(tmp_path: Path) -> None:
    """Without the roles, which overlap, they are the spans of a spaCy document."""
    export(Some(shared()), "prodigy", tmp_path / "out")
    task = json.loads((tmp_path / "out").read_text("utf-8"))
    doc = spacy.blank("zh")(task["text"])
    doc.set_ents([doc.char_span(s["start"], s["end"], s["label"]) for s in task["spans"] if s["label"] != "ROLE"])
    assert [(e.text, e.label_) for e in doc.ents] == [(e.text, e.label) for e in shared()[0].entities]


def test_brats_lines_by_hand(tmp_path: Path) -> None:
    export(Some(shared()), "brat", tmp_path / "out")
    lines = (tmp_path / "out" / "2024" / "p1.01.ann").read_text("utf-8").splitlines()
    assert lines[0] == "T1\tPER 0 2\t林远"
    assert "T7\tROLE 6 9\t县领导" in lines
    assert "R1\tholds Arg1:T1 Arg2:T7" in lines
    assert "#1\tAnnotatorNotes T7\t青石县 / 县领导" in lines
    assert "#2\tAnnotatorNotes T8\t青石县 / 县领导 ; optional @ 2024-03-05" in lines


def test_what_people_change_comes_back_changed(tmp_path: Path) -> None:
    records = shared()
    export(Some(records), "labelstudio", tmp_path / "out")
    path = labelstudio(tmp_path / "out")
    (task,) = json.loads(path.read_text("utf-8"))
    result = task["annotations"][1]["result"]
    for item in result:
        if item["type"] == "labels" and item["value"]["text"] == "教育局":
            item["value"].update(labels=["LOC"], start=item["value"]["start"] - 2, text="𠮷地教育局")
        if item["type"] == "textarea" and item["value"]["text"] == ["- / 局长 @ 2021-01-01..2022-03-31"]:
            item["value"]["text"] = ["𠮷地教育局 / 局长"]
        if item["type"] == "relation" and item["labels"] == ["former"]:
            item["labels"] = ["removed"]
    path.write_text(json.dumps([task]), "utf-8")
    (found,) = read(path, "labelstudio", records, Notes())
    assert [(e.label, e.text) for e in found.entities if "教育局" in e.text] == [("LOC", "𠮷地教育局")]
    relation = found.relations[-1]
    assert (relation.type, relation.org, relation.title, relation.date) == ("removed", "𠮷地教育局", "局长", None)


def test_older_offsets_in_utf_16_are_understood(tmp_path: Path) -> None:
    records = shared()
    export(Some(records), "labelstudio", tmp_path / "out")
    path = labelstudio(tmp_path / "out")
    tasks = json.loads(path.read_text("utf-8"))
    at = tasks[0]["data"]["text"].index("𠮷")
    for item in tasks[0]["annotations"][1]["result"]:
        if "value" in item:
            item["value"].update({key: item["value"][key] + (item["value"][key] > at) for key in ("start", "end")})
    path.write_text(json.dumps(tasks), "utf-8")
    (found,) = read(path, "labelstudio", records, Notes())
    assert found.to_dict() == records[0].to_dict()


def spoilt(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    export(Some(shared()), "doccano", tmp_path / "out")
    item = json.loads((tmp_path / "out").read_text("utf-8"))
    change(item)
    path = tmp_path / "back.jsonl"
    path.write_text("\n" + json.dumps(item, ensure_ascii=False), "utf-8")
    return path


BAD = [
    (lambda item: item.update(text="别的"), "its text is not that of the run"),
    (lambda item: item.update(record="p9#01"), "'p9#01' is not in the run"),
    (lambda item: item["entities"][0].update(label="PERSON"), "label 'PERSON'; use one of PER"),
    (lambda item: item["entities"][0].update(end_offset=999), "PER at 0:999 of"),
    (lambda item: item["entities"][0].update(end_offset=4), "PER '林远、周' and PER '周明' overlap"),
    (lambda item: item["relations"][0].update(to_id=1), "it goes from a PER to a ROLE"),
    (lambda item: item["relations"][0].update(type="likes"), "relation 'likes'; use one of holds"),
    (lambda item: item.pop("entities"), "not as doccano writes it"),
]


@pytest.mark.parametrize(("change", "reason"), BAD, ids=[reason for _, reason in BAD])
def test_what_does_not_fit_is_named_with_its_line(tmp_path: Path, change, reason: str) -> None:  # type: ignore[no-untyped-def]
    path = spoilt(tmp_path, change)
    with pytest.raises(RenzhiError, match=r"back\.jsonl:2: ") as error:
        list(read(path, "doccano", shared(), Notes()))
    assert reason in str(error.value)


def test_relations_without_a_post_are_counted(tmp_path: Path) -> None:
    def move(item: dict[str, Any]) -> None:
        for entity in item["entities"]:
            if entity["label"] == "ROLE":
                entity["start_offset"] += 1

    notes = Notes()
    (found,) = read(spoilt(tmp_path, move), "doccano", shared(), notes)
    assert notes == Counter({"relations with no post in full; resolve them, or add it": 3})
    assert {(r.org, r.title) for r in found.relations} == {(None, None)}


def test_tasks_that_nobody_did_are_counted_and_nothing_at_all_is_refused(tmp_path: Path) -> None:
    export(Some(shared()), "labelstudio", tmp_path / "out")
    notes = Notes()
    with pytest.raises(RenzhiError, match="nothing annotated is there"):
        list(read(tmp_path / "out" / "tasks.json", "labelstudio", shared(), notes))
    assert notes == Counter({"tasks without an annotation, left out": 1})


@pytest.mark.parametrize("form", TOOLS)
@pytest.mark.parametrize("content", [b"{", b'{"a": 1}', b"[1]", b"\xff\xfe", b"[]"])
def test_broken_files_are_named(tmp_path: Path, form: str, content: bytes) -> None:
    path = tmp_path / "broken.ann"
    path.write_bytes(content)
    with pytest.raises(RenzhiError, match=r"broken\.ann"):
        list(read(path, form, shared(), Notes()))


def test_work_of_people_is_not_overwritten(tmp_path: Path) -> None:
    export(Some(shared()), "brat", tmp_path / "out")
    with pytest.raises(RenzhiError, match="give another --out"):
        export(Some(shared()), "brat", tmp_path / "out")
    with pytest.raises(RenzhiError, match="no such format; one of: csv"):
        export(Some(shared()), "word", tmp_path / "other")


def test_a_page_outside_the_folder_is_refused(tmp_path: Path) -> None:
    record = shared()[0]
    record.id = "../../p1#01"
    with pytest.raises(RenzhiError, match="no name of its own below"):
        export(Some([record]), "brat", tmp_path / "out")


@pytest.mark.parametrize(
    "full",
    [
        Post("明湖市委", "书记"),
        Post(None, None),
        Post("A / B 公司", "经理", ("2024-03-05", "2024-03-07"), True),
        Post(None, "教授", ("2024-01-01", "2024-12-31")),
    ],
)
def test_a_post_is_read_as_it_is_written(full: Post) -> None:
    assert post(str(full), "x") == full


@pytest.mark.parametrize("text", ["书记", "明湖市委 / 书记 @ 昨天"])
def test_a_post_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(RenzhiError, match="x: post"):
        post(text, "x")


def test_marks_of_a_record() -> None:
    marked = Marked.of(shared()[0])
    assert [(m.label, str(m.post)) for m in marked.marks if m.post] == [
        ("ROLE", "青石县 / 县领导"),
        ("ROLE", "青石县 / 县领导 ; optional @ 2024-03-05"),
        ("ROLE", "- / 局长 @ 2021-01-01..2022-03-31"),
    ]
