"""Records as data sets: by our loader, by the library's own of JSON lines, from an exported folder, all the same."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

datasets = pytest.importorskip("datasets")

from pipeline import collection, resources  # noqa: E402
from pipeline.datasets import features, load  # noqa: E402
from pipeline.export.formats import export  # noqa: E402
from pipeline.record import LABELS, TYPES  # noqa: E402

CORPORA = resources.shipped("corpora")
with open(CORPORA / "splits.csv", encoding="utf-8") as table:
    PAGES = [(row["split"], row["page"]) for row in csv.DictReader(table)]
GOLD = {split: sorted(page for of, page in PAGES if of == split) for split in ("train", "dev", "test")}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of two lines, of which the first has nothing: columns must not take their type from it."""
    lines = (CORPORA / "gold" / f"{GOLD['train'][0]}.jsonl").read_text("utf-8").split("\n")[:2]
    folder = tmp_path / "run"
    folder.mkdir()
    first, second = map(json.loads, lines)
    first |= {"issue": dict.fromkeys(first["issue"]), "headline": [], "entities": [], "relations": [], "score": None}
    for relation in second["relations"]:
        del relation["optional"]
    text = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in (first, second))
    (folder / "articles.jsonl").write_text(text, "utf-8")
    return folder


def test_the_features() -> None:
    found = features(gold=True)
    assert found["entities"].feature["label"].names == list(LABELS)
    assert found["relations"].feature["type"].names == list(TYPES)
    assert found["sentences"] == datasets.List(datasets.List(datasets.Value("int64")))
    assert "optional" in found["relations"].feature
    assert "optional" not in features()["relations"].feature
    assert found["kind"].names == ["article", "fragment"]


def test_a_corpus() -> None:
    found = load(CORPORA)
    assert isinstance(found, datasets.DatasetDict)
    assert {split: len(part) for split, part in found.items()} == {"train": 71, "dev": 78, "test": 81}
    assert {split: part.features for split, part in found.items()} == dict.fromkeys(GOLD, features(gold=True))


@pytest.mark.parametrize("split", GOLD)
def test_the_same_as_the_library_reads_json(split: str) -> None:
    files = {split: [str(CORPORA / "gold" / f"{name}.jsonl") for name in GOLD[split]]}
    theirs = datasets.load_dataset("json", data_files=files, features=features(gold=True))[split]
    ours = load(CORPORA)[split]
    assert theirs.features == ours.features
    assert theirs.to_list() == ours.to_list()


def test_a_run_is_the_same_by_json(run: Path) -> None:
    files = str(run / "articles.jsonl")
    theirs = datasets.load_dataset("json", data_files=files, features=features())["train"]
    ours = load(run)["train"]
    assert theirs.features == ours.features == features()
    assert theirs.to_list() == ours.to_list()
    assert datasets.concatenate_datasets([ours, theirs]).num_rows == 4


def test_streaming() -> None:
    found = load(CORPORA, streaming=True)
    assert isinstance(found, datasets.IterableDatasetDict)
    whole = load(CORPORA)
    for split in GOLD:
        assert found[split].features == whole[split].features
        assert list(found[split]) == whole[split].to_list()


def test_what_is_in_a_row(run: Path) -> None:
    row = load(run)["train"][1]
    line = json.loads((run / "articles.jsonl").read_text("utf-8").split("\n")[1])
    assert [LABELS[entity["label"]] for entity in row["entities"]] == [entity["label"] for entity in line["entities"]]
    assert row["issue"]["date"] == date.fromisoformat(line["issue"]["date"])
    assert [_iso(r["date"]) for r in row["relations"]] == [r["date"] for r in line["relations"]]
    assert row["segments"] == line["segments"]
    assert row["text"] == line["text"]


def _iso(days: list[date] | None) -> Any:
    return days and [day.isoformat() for day in days]


def test_a_file_that_changes_is_read_again(run: Path) -> None:
    assert len(load(run)["train"]) == 2
    lines = (run / "articles.jsonl").read_text("utf-8").split("\n")
    (run / "articles.jsonl").write_text(lines[0] + "\n", "utf-8")
    assert len(load(run)["train"]) == 1


@pytest.mark.parametrize("source", ["corpora", "run"])
def test_a_hub_folder(source: str, run: Path, tmp_path: Path) -> None:
    path = CORPORA if source == "corpora" else run
    export(collection.find(path), "hub-folder", tmp_path / "hub")
    theirs, ours = datasets.load_dataset(str(tmp_path / "hub")), load(path)
    assert list(theirs) == list(ours)
    for split in ours:
        assert theirs[split].features == ours[split].features
        assert theirs[split].to_list() == ours[split].to_list()


def test_the_card(tmp_path: Path) -> None:
    from huggingface_hub import DatasetCard

    export(collection.find(CORPORA), "hub-folder", tmp_path / "hub")
    card = DatasetCard.load(tmp_path / "hub" / "README.md")
    assert card.data.language == "zh"
    assert [part["split"] for part in card.data.configs[0]["data_files"]] == list(GOLD)
    assert {part["name"]: part["num_examples"] for part in card.data["dataset_info"]["splits"]} == {
        "train": 71,
        "dev": 78,
        "test": 81,
    }
    assert "# corpora" in card.text
    assert "| test | 81 |" in card.text


def test_no_records(tmp_path: Path) -> None:
    from pipeline.errors import RenzhiError

    with pytest.raises(RenzhiError, match="no records"):
        load(tmp_path)
