"""A small model, trained from invented articles: it is one, it is the same each time, and its folder says of what."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("sklearn", reason="training needs the extra `train`")

from pipeline.articles.factory import make as make_articles
from pipeline.clean.factory import make as make_clean
from pipeline.degrade import load
from pipeline.models import CARD, CONFIG, WEIGHTS
from pipeline.page import Page
from pipeline.record import Source
from pipeline.train import layout
from pipeline.train.checkpoint import Checkpoint
from pipeline.train.folder import Trained
from tests.degrade.conftest import article


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    """Few rounds and a small network."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "_ROUNDS", ((8, 5e-3),))
        patch.setattr(layout, "_HIDDEN", 32)
        patch.setattr(layout, "_TOPICS", 4)
        yield


def make() -> Trained:
    told: list[tuple[str, str]] = []
    articles = [article(number) for number in range(150)]
    return layout.train([layout.Group(articles)], [load("standard")], 1, lambda what, how: told.append((what, how)))


@pytest.fixture(scope="module")
def trained(quick: None) -> Trained:
    return make()


def test_the_same_seed_gives_the_same_weights(trained: Trained) -> None:
    again = make()
    assert trained.arrays.keys() == again.arrays.keys()
    assert all(np.array_equal(trained.arrays[key], again.arrays[key]) for key in trained.arrays)
    assert trained.facts == again.facts


def test_killed_and_gone_on_with_it_ends_the_same(trained: Trained, tmp_path: Path) -> None:
    class Killed(BaseException):
        """What no code catches."""

    def killed(what: str, how: str) -> None:
        if what == "links":
            raise Killed

    told: list[str] = []
    groups, presets = [layout.Group([article(number) for number in range(150)])], [load("standard")]
    checkpoint = Checkpoint(tmp_path, "key")
    with pytest.raises(Killed):
        layout.train(groups, presets, 1, killed, None, checkpoint)
    again = layout.train(groups, presets, 1, lambda what, how: told.append(what), None, checkpoint)
    assert told == ["goes on", "links", "headlines"]
    assert all(np.array_equal(trained.arrays[key], again.arrays[key]) for key in trained.arrays)
    assert trained.facts == again.facts


def test_the_card_has_what_it_learned_from(trained: Trained) -> None:
    facts = dict(trained.facts)
    assert facts["articles"] == "150"
    assert facts["presets"] == "standard"
    assert {"tables", "network", "links", "headlines"} <= facts.keys()


def test_the_command_writes_a_folder_that_runs(renzhi, quick: None, tmp_path: Path) -> None:
    data = tmp_path / "articles.jsonl"
    lines = [article(number) for number in range(150)]
    rows = ({"headline": list(a.headline), "text": "\n".join(a.paragraphs)} for a in lines)
    data.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    out = tmp_path / "mine"
    result = renzhi(
        "train",
        "train-layout",
        "--data",
        data,
        "--out",
        out,
        "--set",
        'train.presets=["standard"]',
        "--set",
        "train.data=Invented.",
    )
    assert result.code == 0, result.err
    assert "articles.jsonl: 150 articles, printed 1 times by each preset" in result.out
    assert sorted(path.name for path in out.iterdir()) == sorted([CARD, CONFIG, WEIGHTS])
    card = (out / CARD).read_text("utf-8")
    assert card.startswith("# Model `mine`")
    assert "Invented." in card
    assert "articles.jsonl" in card
    assert 'presets = ["standard"]' in (out / CONFIG).read_text("utf-8")
    split = make_articles(model=str(out))
    page = make_clean()(Page("p", "明湖市召开会议\n3月5日，明湖市召开会议。\n", Source("p.txt", "", "utf-8")))
    records = split(page)
    said = "".join([record.text for record in records] + [head.text for record in records for head in record.headline])
    assert len("".join(said.split())) == 20
    again = renzhi(
        "train", "train-layout", "--data", data, "--out", tmp_path / "two", "--set", 'train.presets=["standard"]'
    )
    assert again.code == 0
    assert (tmp_path / "two" / WEIGHTS).read_bytes() == (out / WEIGHTS).read_bytes()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["nope", "a.jsonl"], "one of: train-corpora, train-judge"),
        (["default", "a.jsonl"], "unknown section 'run'; available: train"),
        (["train-layout", "none.jsonl"], "none.jsonl: no such file"),
        (["train-layout", "a.jsonl", "--set", "train.nope=1"], "unknown key 'nope'; available: @trainers, presets"),
        (["train-layout", "a.jsonl", "--set", "read.pattern=1"], "write --set train.key=value"),
        (["train-layout", "a.jsonl", "--set", 'train.presets=["x"]'], "preset 'x': no such file"),
        (["train-layout", "bad.jsonl"], "bad.jsonl:1: no line of JSON"),
        (["train-layout", "few.jsonl"], "3 articles are too few"),
        (["train-layout", "a.jsonl", "--out", "full"], "has files that are no model's"),
    ],
)
def test_what_is_wrong_is_named(renzhi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments, message) -> None:
    monkeypatch.chdir(tmp_path)
    row = json.dumps({"headline": [], "text": "会议召开。"}, ensure_ascii=False) + "\n"
    Path("a.jsonl").write_text(row, "utf-8")
    Path("few.jsonl").write_text(row * 3, "utf-8")
    Path("bad.jsonl").write_text("{\n", "utf-8")
    Path("full").mkdir()
    Path("full", "x").write_text("x", "utf-8")
    out = [] if "--out" in arguments else ["--out", "out"]
    config, data, *others = arguments
    result = renzhi("train", config, "--data", data, *others, *out)
    assert result.code == 2
    assert message in result.err
    assert not Path("out").exists()
