"""``renzhi_entities`` and its settings."""

from __future__ import annotations

import pickle
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import spacy

from pipeline import models
from pipeline.document import Context, PageContext
from pipeline.entities.dictionary import Dictionary
from pipeline.entities.factory import Entities
from pipeline.entities.pieces import Piece
from pipeline.entities.tagger import CharacterTagger
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
    component = Entities(lambda: EntityTagger(once), Dictionary({}), names)
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
    assert ("护笛使", "TITLE") not in [(e.text, e.label_) for e in NLP("护笛使笛望舒到会。").ents]


def test_a_lexicon_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match=r"lexicons: .*none is no folder"):
        spacy.blank("zh").add_pipe("renzhi_entities", config={"lexicons": ["none"]})


# On disk


def saved(nlp: spacy.Language, folder: Path) -> spacy.Language:
    nlp.to_disk(folder)
    return spacy.load(folder)


def test_a_pipeline_on_disk_has_its_model_with_it(tmp_path: Path) -> None:
    shutil.copytree(models.find("fast"), tmp_path / "mine")
    nlp = spacy.blank("zh")
    nlp.add_pipe("renzhi_entities", config={"tagger": {"@misc": "renzhi.tagger.v1", "model": str(tmp_path / "mine")}})
    found = [(e.text, e.label_) for e in nlp(FIRST).ents]
    nlp.to_disk(tmp_path / "saved")
    shutil.rmtree(tmp_path / "mine")
    again = spacy.load(tmp_path / "saved")
    assert [(e.text, e.label_) for e in again(FIRST).ents] == found
    assert ("佟岚", "PER") in found
    assert again.get_pipe("renzhi_entities").models == {  # type: ignore[attr-defined]
        f"renzhi_entities/{name}": tmp_path / "saved" / "renzhi_entities" / name for name in ("weights.npz", "meta.json")
    }
    again.to_disk(tmp_path / "saved")  # onto itself
    assert [(e.text, e.label_) for e in spacy.load(tmp_path / "saved")(FIRST).ents] == found


def test_a_convention_stays_on_disk(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("renzhi_entities", config={"tagger": {"@misc": "renzhi.tagger.v1", "convention": "msra"}})
    assert {e.label_ for e in saved(nlp, tmp_path / "a")(FIRST).ents} == {"PER"}


def test_a_tagger_that_is_no_model_is_named_by_the_config(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("renzhi_entities", config={"tagger": {"@misc": "renzhi.lac.v1"}})
    assert ("佟岚", "PER") in [(e.text, e.label_) for e in saved(nlp, tmp_path / "a")(FIRST).ents]
    assert not (tmp_path / "a" / "renzhi_entities").exists()


def test_a_folder_saved_into_again_holds_what_was_saved_last(tmp_path: Path) -> None:
    NLP.to_disk(tmp_path)
    lac = spacy.blank("zh")
    lac.add_pipe("renzhi_entities", config={"tagger": {"@misc": "renzhi.lac.v1"}})
    lac.to_disk(tmp_path)
    assert not list((tmp_path / "renzhi_entities").iterdir())


def test_a_model_trained_again_into_its_folder_is_read_again(tmp_path: Path) -> None:
    folder = shutil.copytree(models.find("fast"), tmp_path / "mine")
    first = CharacterTagger(str(folder))
    assert CharacterTagger(str(folder))._network is first._network
    shutil.copytree(models.find("tagger"), folder, dirs_exist_ok=True)
    assert CharacterTagger(str(folder))._network is not first._network


@pytest.mark.parametrize("tagger", ["renzhi.tagger.v1", "renzhi.lac.v1"])
def test_a_component_can_be_pickled(tagger: str) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("renzhi_entities", config={"tagger": {"@misc": tagger}})
    again = pickle.loads(pickle.dumps(nlp.get_pipe("renzhi_entities")))
    assert [e.text for e in again(nlp.make_doc(FIRST)).ents] == [e.text for e in nlp(FIRST).ents] != []


def test_initialize_without_a_model_keeps_the_tagger() -> None:
    nlp = spacy.blank("zh")
    tagger = {"@misc": "renzhi.tagger.v1", "model": "fast", "convention": "pfr"}
    nlp.add_pipe("renzhi_entities", config={"tagger": tagger})
    nlp.initialize()
    assert [(e.text, e.label_) for e in nlp(FIRST).ents] == [("佟岚", "PER")]


def test_initialize_takes_a_model() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("renzhi_entities", config={"tagger": {"@misc": "renzhi.tagger.v1", "model": "to-be-trained"}})
    with pytest.raises(ConfigError, match="'to-be-trained': no folder"):
        nlp(FIRST)
    nlp.config["initialize"]["components"]["renzhi_entities"] = {"model": "fast", "convention": "pfr"}
    nlp.initialize()
    assert [(e.text, e.label_) for e in nlp(FIRST).ents] == [("佟岚", "PER")]
    with pytest.raises(ConfigError, match="no convention 'none'; one of: renzhi, msra"):
        nlp.get_pipe("renzhi_entities").initialize(model="fast", convention="none")  # type: ignore[attr-defined]
    assert [(e.text, e.label_) for e in nlp(FIRST).ents] == [("佟岚", "PER")]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("settings.json", "{}", "settings.json: expected .*'convention'.*save it again"),
        ("settings.json", "[", "settings.json: expected"),
        ("meta.json", "{}", "meta.json: does not fit this version"),
        ("weights.npz", "", "weights.npz: is no model that can be read"),
    ],
)
def test_a_broken_folder(name: str, text: str, message: str, tmp_path: Path) -> None:
    NLP.to_disk(tmp_path)
    (tmp_path / "renzhi_entities" / name).write_text(text, "utf-8")
    with pytest.raises(ConfigError, match=message):
        spacy.load(tmp_path)
