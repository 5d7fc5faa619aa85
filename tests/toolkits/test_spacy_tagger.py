"""A trained spaCy pipeline as the entities stage."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import spacy

import pipeline
from pipeline import resources
from pipeline.errors import ConfigError
from pipeline.toolkits.labels import Labels
from pipeline.toolkits.spacy_tagger import SpacyTagger

TEXT = "明湖市委书记林远主持会议，副市长周明参加。"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A pipeline that finds what it is told, under the labels of OntoNotes."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    patterns = {"林远": "PERSON", "周明": "PERSON", "明湖": "GPE", "会议": "EVENT"}
    ruler.add_patterns([{"label": label, "pattern": list_of(word)} for word, label in patterns.items()])  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "model")
    return tmp_path / "model"


def list_of(word: str) -> list[dict[str, str]]:
    return [{"ORTH": char} for char in word]


def test_its_entities(model: Path) -> None:
    tagger = SpacyTagger(str(model), Labels({}))
    assert tagger.labels == {"PER", "LOC"}
    (found,) = tagger.many([(TEXT, [(0, len(TEXT))])])
    assert [(m.text(TEXT), m.label, m.by) for m in found] == [
        ("明湖", "LOC", "spacy"),
        ("林远", "PER", "spacy"),
        ("周明", "PER", "spacy"),
    ]
    assert "model/config.cfg" in tagger.models


def test_labels_of_ones_own(model: Path) -> None:
    tagger = SpacyTagger(str(model), Labels({"EVENT": "ORG", "GPE": ""}))
    (found,) = tagger.many([(TEXT, [(0, len(TEXT))])])
    assert [(m.text(TEXT), m.label) for m in found] == [("林远", "PER"), ("会议", "ORG"), ("周明", "PER")]


def test_in_the_pipeline(model: Path) -> None:
    """Roles need titles: those the project's tagger finds beside it."""
    nlp = pipeline.load("spacy", {"entities.tagger.model": str(model)})
    (article,) = nlp.texts([TEXT])
    assert {(e.text, e.by) for e in article.entities if e.label == "PER"} == {("林远", "spacy"), ("周明", "spacy")}
    assert {(e.text, e.by) for e in article.entities if e.label == "TITLE"} == {
        ("书记", "tagger"),
        ("副市长", "tagger"),
    }
    assert [(r.role.text, r.type) for r in article.relations][-1] == ("副市长", "holds")
    assert {"model/config.cfg", "tagger/weights.npz"} <= set(nlp.about()["models"])


def test_a_model_without_entities(tmp_path: Path) -> None:
    spacy.blank("zh").to_disk(tmp_path / "blank")
    with pytest.raises(ConfigError, match="finds no entities"):
        SpacyTagger(str(tmp_path / "blank"), Labels({}))


def test_a_label_that_is_not_known(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("ner").add_label("BRAND")  # type: ignore[attr-defined]
    nlp.initialize()
    nlp.to_disk(tmp_path / "model")
    with pytest.raises(ConfigError, match="'BRAND' is not known; say which of ours it is"):
        SpacyTagger(str(tmp_path / "model"), Labels({}))
    assert SpacyTagger(str(tmp_path / "model"), Labels({"BRAND": ""})).labels == frozenset()


@pytest.mark.parametrize(("model", "message"), [("", "set entities.tagger.model"), ("none", "no trained pipeline")])
def test_no_model(model: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        pipeline.load("spacy", {"entities.tagger.model": model})


def test_one_of_ours_that_is_none() -> None:
    with pytest.raises(ConfigError, match="'PERSON' is none of ours; one of: PER"):
        Labels({"JOB": "PERSON"})


@pytest.mark.slow
def test_a_recogniser_trained_by_spacy(renzhi, tmp_path: Path) -> None:
    """The commands at the head of ``configs/spacy-ner.cfg``, for a few steps."""
    for split in ("train", "dev"):
        out = tmp_path / f"{split}.spacy"
        corpora = resources.shipped("corpora")
        assert renzhi("export", corpora, "--to", "docbin", "--split", split, "--out", out).code == 0
    config = resources.shipped("configs") / "spacy-ner.cfg"
    paths = [f"--paths.{split}={tmp_path / split}.spacy" for split in ("train", "dev")]
    few = ["--training.max_steps=100", "--training.eval_frequency=50"]
    command = [sys.executable, "-m", "spacy", "train", str(config), "--output", str(tmp_path / "out"), *paths, *few]
    subprocess.run(command, check=True, capture_output=True)
    nlp = pipeline.load("spacy", {"entities.tagger.model": str(tmp_path / "out" / "model-last")})
    page = resources.shipped("corpora") / "pages" / "weichuan-2024-03-07-p1.txt"
    assert any(e.by == "spacy" for article in nlp.pages(page) for e in article.entities)
