"""renzhi config: show, diff, check."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline
from pipeline import filled
from pipeline.errors import ConfigError
from tests.conftest import TINY


def test_what_is_shown_is_what_runs(renzhi) -> None:
    kind, config = filled.load("default")
    assert kind == "run"
    assert dict(config) == pipeline.load("default").config


@pytest.mark.parametrize("name", filled.names())
def test_what_is_shown_is_a_config_again(name: str, renzhi, tmp_path: Path) -> None:
    shown = renzhi("config", "show", name)
    assert shown.code == 0
    path = tmp_path / "my.cfg"
    path.write_text(shown.out, "utf-8")
    assert renzhi("config", "diff", name, path).out == ""
    assert renzhi("config", "show", path).out == shown.out
    said = renzhi("config", "check", path)
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("settings, fine\n")


def test_settings_of_the_command_line(renzhi) -> None:
    assert "page_names = false" in renzhi("config", "show", "default", "--set", "entities.page_names=false").out
    assert renzhi("config", "check", "default", "--set", "entities.names=1").code == 2


def test_diff(renzhi) -> None:
    said = renzhi("config", "diff", "default", "lac")
    assert said.out.splitlines() == [
        'entities.tagger.@misc: "renzhi.tagger.v1" → "renzhi.lac.v1"',
        'entities.tagger.model: "tagger" → (none)',
        'entities.tagger.convention: "renzhi" → (none)',
    ]


def test_a_component_with_settings_of_its_own(renzhi) -> None:
    assert 'word = "tiny"' in renzhi("config", "show", TINY).out


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('factory = "tiny_roles"', 'factory = "tiny_roles"\nword = 3', "[roles]"),
        ('factory = "tiny_roles"', 'factory = "tiny_roles"\nwords = "x"', "unknown key 'words'; available: factory, word"),
        ('"renzhi.text.v1"', '"renzhi.none.v1"', "is not registered; available: renzhi.files.v1"),
        ("[read]", "[reads]", "unknown section 'reads'"),
        ("[run]", "[runs]", "has none of the sections [run], [train], [degrade], [nlp]"),
        ("[read]", "[read", "my.cfg"),
    ],
)
def test_check_finds(old: str, new: str, message: str, renzhi, tmp_path: Path) -> None:
    text = TINY.read_text("utf-8")
    assert old in text
    (tmp_path / "my.cfg").write_text(text.replace(old, new, 1), "utf-8")
    said = renzhi("config", "check", tmp_path / "my.cfg")
    assert said.code == 2
    assert message in said.err


def test_no_such_config() -> None:
    with pytest.raises(ConfigError, match="'none': no such file; give a path, or one of: default, degrade-standard"):
        filled.load("none")
