"""The README: its commands run, its output is what they print; the Chinese one says and does the same."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline import config
from pipeline.registry import STAGES
from tests.snippets import ROOT, blocks, headings, links, read, run, tables

README, CHINESE = read("README.md"), read("README.zh.md")


def test_what_the_readme_shows_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renzhi: Callable[..., NamedTuple]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "corpora", "corpora")
    ran = run("README.md", README, renzhi)
    assert ran.count("python") >= 2
    assert len(ran) >= 12


def test_the_stages_in_their_order_with_their_pages() -> None:
    rows = next(table for table in tables(README) if table[0] == ["stage", "does"])
    assert [row[0] for row in rows[2:]] == [f"[{stage}](docs/{stage}.md)" for stage in STAGES]


def test_each_config_is_named() -> None:
    for name in config.names():
        assert f"| `{name}` |" in README


@pytest.mark.parametrize(
    "name",
    ["scores", "types", "leaderboard", "ner", "layout", "exporting", "sentences", "segmenter", "training", "speed"],
)
def test_the_tables_have_their_places(name: str) -> None:
    inside = README.partition(f"<!-- {name} -->\n")[2].partition(f"<!-- /{name} -->\n")[0]
    assert re.match(r".+:\n\n\| .+ \|\n", inside)
    assert f"<!-- {name} -->" not in CHINESE  # figures stand in one place


def test_the_chinese_readme_has_the_same_chapters() -> None:
    assert [level for level, _ in headings(CHINESE)] == [level for level, _ in headings(README)]


def test_the_chinese_readme_has_the_same_commands_and_code() -> None:
    assert blocks(CHINESE) == blocks(README)


def test_the_chinese_readme_has_the_same_tables() -> None:
    """All but figures: as many rows, the same names in the first column where they are code or links."""
    figures = set(re.findall(r"^<!-- /(\w+) -->$", README, re.MULTILINE))
    without = re.sub(
        rf"^<!-- ({'|'.join(figures)}) -->\n.*?^<!-- /\1 -->\n", "", README, flags=re.MULTILINE | re.DOTALL
    )
    there, here = tables(without), tables(CHINESE)
    assert [len(table) for table in here] == [len(table) for table in there]
    for ours, theirs in zip(here, there, strict=True):
        assert [row[0] for row in ours[2:] if row[0][:1] in "`["] == [
            row[0] for row in theirs[2:] if row[0][:1] in "`["
        ]


def test_the_chinese_readme_leads_to_the_same_pages() -> None:
    def pages(text: str) -> set[str]:
        return {path for path, _ in links(text) if path.startswith("docs/")}

    assert pages(CHINESE) == pages(README)
