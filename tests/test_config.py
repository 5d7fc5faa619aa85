from __future__ import annotations

import re
from pathlib import Path

import pytest

import pipeline
from pipeline.config import load_config, with_gold
from pipeline.errors import ConfigError
from tests.conftest import TINY


@pytest.fixture
def edited(tmp_path: Path):
    """A function that gives the path of the tiny config with one text replaced."""

    def edit(old: str, new: str) -> Path:
        text = TINY.read_text("utf-8")
        assert old in text
        path = tmp_path / "my.cfg"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return edit


def test_the_default_config_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_config("default")["run"]["stages"][0] == "read"


def test_overrides() -> None:
    config = load_config(TINY, {"roles.word": "mine"})
    assert pipeline.load(TINY, {"roles.word": "mine"}).config["roles"] == {**config["roles"], "word": "mine"}


def test_references(edited) -> None:
    path = edited('"tiny_roles"', '"tiny_roles"\nword = ${read.@stages}')
    assert load_config(path)["roles"]["word"] == "renzhi.text.v1"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[run]\n", "[run]\nspeed = 1\n", "[run]: unknown key 'speed'; available: stages"),
        ('"resolve", "write"]', '"resolve", "wrte"]', "[run] stages names 'wrte', which has no section; sections: "),
        ('"clean", "articles"', '"articles", "clean"', 'expected a list that begins with "read", "clean", "articles"'),
        ('"roles", "resolve"', '"resolve", "roles"', "out of order or twice; the order is: read, clean"),
        ("[resolve]\n", "[resolv]\n", "unknown section 'resolv'; available: run, read, clean"),
        ("renzhi.text.v1", "renzhi.text.v9", "[read] @stages = 'renzhi.text.v9' is not registered; available: "),
        ("tiny_roles", "renzhi_rolls", "[roles] factory = 'renzhi_rolls' is not registered; available: "),
        ('@stages = "renzhi.text.v1"', "", "[read] has no @stages; available: "),
        ('factory = "tiny_roles"', "wrd = 1", "[roles] has no factory; available: "),
        ('"tiny_roles"', '"tiny_roles"\nwrd = 1', "[roles]: unknown key 'wrd'; available: factory, word"),
        ('"renzhi.text.v1"', '"renzhi.text.v1"\npatern = "x"', "[read]: unknown key 'patern'; available: @stages, "),
        ('"tiny_roles"', '"tiny_roles"\nword = ${nothing.here}', "nothing.here"),
        ("[read]", "[read", "[read"),
        ("[clean]", "[read]", "section 'read' already exists"),
    ],
)
def test_a_fault_names_file_key_and_what_there_is(edited, old: str, new: str, says: str) -> None:
    path = edited(old, new)
    with pytest.raises(ConfigError, match=re.escape(str(path))) as error:
        load_config(path)
    assert says in str(error.value)
    assert "\n" not in str(error.value)


def test_a_nested_part(edited) -> None:
    path = edited('"tiny_roles"', '"tiny_roles"\n\n[roles.word]\n@misc = "renzhi.lac.v9"\n')
    with pytest.raises(ConfigError, match=r"\[roles\.word\] @misc = 'renzhi\.lac\.v9' .*: .*renzhi\.lac\.v1"):
        load_config(path)


def test_a_value_of_the_wrong_type(edited) -> None:
    with pytest.raises(ConfigError, match=r"\[roles\] .*word"):
        pipeline.load(edited('"tiny_roles"', '"tiny_roles"\nword = [1]'))
    with pytest.raises(ConfigError, match=r"\[read\] .*pattern"):
        pipeline.load(edited('"renzhi.text.v1"', '"renzhi.text.v1"\npattern = [1]'))


def test_an_override_of_a_section_that_is_not_there() -> None:
    with pytest.raises(ConfigError, match=r"tiny\.cfg: nowhere\.key: not a section value"):
        load_config(TINY, {"nowhere.key": 1})


def test_an_unknown_config_lists_those_that_ship() -> None:
    with pytest.raises(ConfigError, match=r"'defalt': no such file; give a path, or one of: .*default"):
        load_config("defalt")


def test_stages_may_be_left_out_and_own_ones_put_in(edited) -> None:
    path = edited('"roles", "resolve", "write"]', '"shout"]')
    path.write_text(path.read_text("utf-8") + '\n[shout]\nfactory = "tiny_roles"\n', "utf-8")
    nlp = pipeline.load(path)
    assert nlp.nlp.pipe_names == ["sentences", "entities", "shout"]
    assert nlp.write is None


def test_gold_adds_the_evaluate_stage() -> None:
    config = load_config(TINY)
    assert with_gold(config, [Path("gold")])["evaluate"]["gold"] == ["gold"]
    assert "evaluate" not in config
