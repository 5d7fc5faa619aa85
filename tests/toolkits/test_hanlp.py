"""HanLP as entities stage and sentence splitter: looked for first, then, where it is installed, the real one."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pipeline
from pipeline import collection, resources
from pipeline.errors import ConfigError, RenzhiError
from pipeline.export.formats import export
from pipeline.sentences.split import split
from pipeline.toolkits import hanlp_models
from pipeline.toolkits.hanlp_sentences import placed
from pipeline.toolkits.labels import Labels

TEXT = "明湖市委书记林远主持会议。副市长周明参加。"
PAGE = "weichuan-2024-03-07-p1"
CLASS = "hanlp.components.ner.rnn_ner.RNNNamedEntityRecognizer"

# Looked for first


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package of HanLP's name that must not be imported, and a home without models."""
    folder = tmp_path / "site" / "hanlp"
    (folder / "pretrained").mkdir(parents=True)
    (folder / "__init__.py").write_text("raise AssertionError('imported')")
    names = "MSRA_NER_X = HANLP_URL + 'ner/msra_x_2022.zip'\n'A model.'\nALL = {}\n"
    (folder / "pretrained" / "ner.py").write_text(names)
    for module in [name for name in sys.modules if name.partition(".")[0] == "hanlp"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.syspath_prepend(str(tmp_path / "site"))
    monkeypatch.setenv("HANLP_HOME", str(tmp_path / "home"))
    hanlp_models._named.cache_clear()
    yield tmp_path
    hanlp_models._named.cache_clear()


def model(folder: Path, classpath: str = CLASS) -> Path:
    folder.mkdir(parents=True)
    (folder / "config.json").write_text(json.dumps({"classpath": classpath}))
    return folder


def test_a_folder_and_a_name(package: Path) -> None:
    assert hanlp_models.find(str(model(package / "mine"))) == package / "mine"
    placed_at = model(package / "home" / "ner" / "msra_x_2022")
    assert hanlp_models.find("MSRA_NER_X") == placed_at


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "set entities.tagger.model"),
        (
            "MSRA_NER_X",
            r"nothing is downloaded; unpack https://.*/ner/msra_x_2022\.zip so that there is .*config\.json",
        ),
        ("none", "no folder with a config.json; give one, or one of: MSRA_NER_X"),
    ],
)
def test_no_model_is_said_within_a_second(name: str, message: str, package: Path) -> None:
    start = time.perf_counter()
    with pytest.raises(ConfigError, match=message):
        hanlp_models.find(name)
    assert time.perf_counter() - start < 1
    assert "hanlp" not in sys.modules


@pytest.mark.parametrize("classpath", ["os.system", "hanlp.components.mtl.multi_task_learning.MultiTaskLearning", ""])
def test_a_class_that_is_no_recogniser_is_not_imported(classpath: str, package: Path) -> None:
    with pytest.raises(ConfigError, match=r"is no recogniser; expected a class of hanlp\.components\.ner\."):
        hanlp_models.find(str(model(package / "mine", classpath)))


@pytest.mark.parametrize("content", ["", "[]", "{"])
def test_a_broken_config(content: str, package: Path) -> None:
    (model(package / "mine") / "config.json").write_text(content)
    with pytest.raises(ConfigError, match=r"config\.json: cannot be read"):
        hanlp_models.find(str(package / "mine"))


def test_a_run_without_entities_needs_none(package: Path) -> None:
    config = {"entities": {"tagger": {"@misc": hanlp_models.TAGGER, "model": "none"}}}
    hanlp_models.look(config | {"run": {"stages": ["read", "clean", "articles"]}})
    with pytest.raises(ConfigError, match="'none': no folder"):
        hanlp_models.look(config | {"run": {"stages": ["read", "clean", "articles", "entities"]}})


def test_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hanlp_models, "find_spec", lambda name: None)
    with pytest.raises(ConfigError, match=r"pip install 'renzhi\[hanlp\]'"):
        hanlp_models.find("MSRA_NER_X")


# Its answers


class Vocab:
    def __init__(self, *tokens: str):
        self.idx_to_token = list(tokens)


class Fake:
    """Answers as a recogniser does: text, label, start, end by sentence."""

    vocabs = {"tag": Vocab("<pad>", "O", "B-NR", "I-NR", "B-NT", "S-T")}  # noqa: RUF012

    def __init__(self) -> None:
        self.calls: list[list[list[str]]] = []

    def __call__(self, sentences: list[list[str]]) -> list[list[tuple[str, str, int, int]]]:
        self.calls.append(sentences)
        out = []
        for tokens in sentences:
            text = "".join(tokens)
            found = [(w, label, text.find(w), text.find(w) + len(w)) for w, label in (("林远", "NR"), ("市委", "NT"))]
            out.append([item for item in found if item[2] >= 0])
        return out


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> Fake:
    made, module = Fake(), ModuleType("hanlp")
    module.load = lambda *_, **__: made  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "hanlp", module)
    return made


def test_its_spans(fake: Fake, tmp_path: Path) -> None:
    from pipeline.toolkits.hanlp_tagger import LONGEST, HanlpTagger

    tagger = HanlpTagger(model(tmp_path / "m"), Labels({"T": ""}))
    assert tagger.labels == {"PER", "ORG"}
    long = "好" * (LONGEST + 5) + "林远。"
    found = tagger.many([(TEXT, [(0, 13), (13, 21)]), (long, [(0, len(long))]), ("", [])])
    assert [[(m.text(text), m.label) for m in some] for some, text in zip(found, (TEXT, long, ""), strict=True)] == [
        [("市委", "ORG"), ("林远", "PER")],
        [("林远", "PER")],
        [],
    ]
    assert max(len(tokens) for call in fake.calls for tokens in call) <= LONGEST
    assert tagger.models == {"m/config.json": tmp_path / "m" / "config.json"}


def test_blanks_at_its_spans_ends(tmp_path: Path, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipeline.toolkits.hanlp_tagger import HanlpTagger

    monkeypatch.setattr(Fake, "__call__", lambda *_: [[(" 林远 ", "NR", 2, 6), (" ", "NT", 6, 7)]])
    (found,) = HanlpTagger(model(tmp_path / "m"), Labels({"T": ""})).many([("记者 林远  文", [(0, 8)])])
    assert [(m.start, m.end, m.label) for m in found] == [(3, 5, "PER")]


def test_a_label_that_is_not_known(fake: Fake, tmp_path: Path) -> None:
    from pipeline.toolkits.hanlp_tagger import HanlpTagger

    with pytest.raises(ConfigError, match="'T' is not known; say which of ours it is"):
        HanlpTagger(model(tmp_path / "m"), Labels({}))


def test_a_model_that_cannot_be_read(fake: Fake, tmp_path: Path) -> None:
    from pipeline.toolkits.hanlp_tagger import HanlpTagger

    sys.modules["hanlp"].load = lambda *_, **__: 1 / 0
    with pytest.raises(ConfigError, match="no HanLP model that can be read"):
        HanlpTagger(model(tmp_path / "m"), Labels({}))


# Its sentences


@given(st.text(st.sampled_from("林。 \n@ab.！"), max_size=30), st.lists(st.integers(0, 30), max_size=6), st.booleans())
def test_sentences_cover_the_text(text: str, ends: list[int], spoilt: bool) -> None:
    cuts = sorted({0, len(text), *(end for end in ends if end < len(text))})
    pieces = [text[a:b].replace("@", " ") if spoilt else text[a:b] for a, b in pairwise(cuts)]
    found = placed(text, pieces)
    covered = {at for start, end in found for at in range(start, end)}
    assert covered >= {at for at, char in enumerate(text) if not char.isspace()}
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in found)
    assert found == sorted(found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))


# The real one


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small recogniser, trained on our gold by HanLP's own interface, saved, in its folder."""
    pytest.importorskip("hanlp", reason="the extra `hanlp` is not installed")
    import torch
    from hanlp.components.ner.rnn_ner import RNNNamedEntityRecognizer

    folder = tmp_path_factory.mktemp("hanlp")
    corpus = collection.find(resources.shipped("corpora"))
    for part in ("train", "dev"):
        export(corpus.only(part), "conll", folder / f"{part}.txt")
        lines = (folder / f"{part}.txt").read_text("utf-8").split("\n")
        (folder / f"{part}.tsv").write_text("\n".join(line for line in lines if not line.startswith("# ")), "utf-8")
    random.seed(1)
    torch.manual_seed(1)
    sizes = {"epochs": 8, "embed": 50, "rnn_hidden": 50, "batch_size": 8, "lr": 0.01, "drop": 0.1, "crf": False}
    files = [str(folder / name) for name in ("train.tsv", "dev.tsv", "model")]
    RNNNamedEntityRecognizer().fit(*files, devices=-1, tagging_scheme="BIO", verbose=False, **sizes)
    return folder / "model"


@pytest.mark.slow
def test_a_recogniser_of_its_own(trained: Path) -> None:
    nlp = pipeline.load("hanlp", {"entities.tagger.model": str(trained)})
    records = list(nlp.pages(resources.shipped("corpora") / "pages" / f"{PAGE}.txt"))
    entities = [entity for record in records for entity in record.entities if entity.by == "hanlp"]
    assert {entity.label for entity in entities} >= {"PER", "ORG", "TITLE"}
    assert all(entity.text == entity.text.strip() for entity in entities)
    gold = [
        record for record in collection.find(resources.shipped("corpora")).read() if record.id.partition("#")[0] == PAGE
    ]
    names = {entity.text for record in gold for entity in record.entities if entity.label == "PER"}
    assert len(names & {entity.text for entity in entities if entity.label == "PER"}) > len(names) / 2
    assert any(record.relations for record in records)
    assert "model/model.pt" in nlp.about()["models"]


@pytest.mark.slow
def test_documents_there_and_back() -> None:
    pytest.importorskip("hanlp_common", reason="the extra `hanlp` is not installed")
    from pipeline.toolkits.hanlp_document import to_article, to_document

    for record in collection.find(resources.shipped("corpora")).read():
        document = to_document(record)
        back = to_article(document)
        plain = "".join(record.text[a:b] for a, b in record.sentences)
        assert back.text == plain
        assert [(e.text, e.label) for e in back.entities] == [(e.text, e.label) for e in record.entities]
    with pytest.raises(RenzhiError, match="label 'X' is not known"):
        to_article({"tok/fine": [["林远", "来"]], "ner/x": [[("林远", "X", 0, 1)]]})
    words = to_article({"tok/fine": ["林远", "来"], "ner/msra": [("林远", "PERSON", 0, 1)]})
    assert [(e.text, e.label, e.start, e.end) for e in words.entities] == [("林远", "PER", 0, 2)]


@pytest.mark.slow
def test_its_sentences_and_ours() -> None:
    """On the gold's text both find most sentences, ours more: HanLP's rules cut inside brackets and quotations."""
    rules = pytest.importorskip("hanlp.utils.rules", reason="the extra `hanlp` is not installed")
    counts = {"gold": 0, "ours": 0, "theirs": 0, "ours found": 0, "theirs found": 0}
    for record in collection.find(resources.shipped("corpora")).read():
        gold, ours = set(record.sentences), set(split(record.text))
        theirs = set(placed(record.text, rules.split_sentence(record.text)))
        for name, some in (("gold", gold), ("ours found", ours), ("theirs found", theirs)):
            counts[name] += len(some)
        counts["ours"] += len(gold & ours)
        counts["theirs"] += len(gold & theirs)
    ours, theirs = (2 * counts[who] / (counts[f"{who} found"] + counts["gold"]) for who in ("ours", "theirs"))
    print(f"sentences, F1: ours {ours:.3f}, HanLP's {theirs:.3f}")
    assert ours > theirs > 0.8


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"tok": ["a"]},
        {"tok": [["林"]], "ner": [[("林远", "PER", 0, 2)]]},
        {"tok": [["林"], ["远"]], "ner": [[]]},
    ],
)
def test_documents_that_are_none(content: dict) -> None:
    from pipeline.toolkits.hanlp_document import to_article

    with pytest.raises(
        RenzhiError, match=r"a document without '(tok|ner)'; it has: |at 0:2 of a sentence of 1 tok|entities of 1"
    ):
        to_article(content)


def test_a_run_looks_before_it_imports_what_takes_seconds(package: Path) -> None:
    """In a process of its own, where nothing is imported yet."""
    script = (
        "import sys\nfrom pipeline.commands.run import run\nfrom pathlib import Path\n"
        "try:\n    run([], Path('out'), config='hanlp')\n"
        "except Exception as error:\n    print(error)\nprint('spacy' in sys.modules, 'hanlp' in sys.modules)"
    )
    path = os.pathsep.join([str(package / "site"), str(resources.shipped("configs").parent)])
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONPATH": path},
        cwd=package,
        capture_output=True,
        text=True,
    )
    assert "no model; set entities.tagger.model to a folder with a config.json" in done.stdout, done.stderr
    assert "one of: MSRA_NER_X" in done.stdout
    assert done.stdout.endswith("False False\n")
