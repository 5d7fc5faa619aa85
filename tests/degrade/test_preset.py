from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest

from pipeline import config
from pipeline.degrade import load, names
from pipeline.errors import ConfigError


def test_presets_are_no_run_configs() -> None:
    assert names() == ["standard", "training"]
    assert not [name for name in config.names() if name.startswith("degrade")]


@pytest.mark.parametrize("name", ["standard", "training"])
def test_what_a_style_draws_lies_in_its_range(name: str) -> None:
    preset = load(name)
    for seed in range(50):
        style = preset.style(Random(seed))
        for key, value in preset.values.items():
            drawn = getattr(style, key)
            if isinstance(value, dict) and key != "interleave":
                assert str(drawn) in value
            elif isinstance(value, tuple) and not isinstance(drawn, tuple):
                assert value[0] <= drawn <= value[1]


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"blur": 1}, "unknown key 'blur' in [degrade]; available: layout, articles"),
        ({"ocr": 2}, "ocr = 2; expected 0 to 1"),
        ({"ocr": [0.5, 0.1]}, "the lower number first"),
        ({"ocr": "much"}, "ocr = 'much'; expected a number or [low, high]"),
        ({"ocr": True}, "expected a number"),
        ({"ocr": {"a": 1}}, "expected a number or [low, high]"),
        ({"width": 2}, "width = 2; expected 4 to 1000"),
        ({"layout": 1}, "layout = 1; expected weights over print, web, flat, hard"),
        ({"layout": {"prnt": 1}}, "names 'prnt'; available: print, web, flat, hard"),
        ({"layout": {"print": 0}}, "must not all be 0"),
        ({"layout": {"print": -1}}, "the weight of 'print' is -1"),
        ({"web_articles": {"x": 1}}, "names 'x'; available: numbers from 1"),
    ],
)
def test_bad_values(changed: dict[str, Any], says: str) -> None:
    with pytest.raises(ConfigError) as error:
        load("standard", changed)
    assert says in str(error.value)


def test_bad_files(tmp_path: Path) -> None:
    path = tmp_path / "my.cfg"
    path.write_text("[run]\nstages = []\n", "utf-8")
    with pytest.raises(ConfigError, match=r"no section \[degrade\].*standard, training"):
        load(path)
    path.write_text("[degrade]\nocr = 0\n", "utf-8")
    with pytest.raises(ConfigError, match="lacks layout, articles"):
        load(path)
    with pytest.raises(ConfigError, match="one of: standard, training"):
        load("standrad")
