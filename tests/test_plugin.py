"""A stage of somebody else's: the package that docs/plugins.md shows, installed, works by its name in a config."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.snippets import ROOT, blocks, read, write

LONGEST = 30
"""Lines that the page may take to show a stage."""
SHOWN = [block for block in blocks(read("docs/plugins.md")) if block.file]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment in which the package is installed, without a network."""
    pytest.importorskip("hatchling")
    folder = tmp_path_factory.mktemp("plugin")
    for block in SHOWN:
        write(block, folder)
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--quiet"]
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        *offline,
        "--target",
        str(folder / "site"),
        str(folder / "my-stage"),
    ]
    subprocess.run(command, check=True, capture_output=True)
    paths = [str(folder / "site"), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}


def renzhi(environment: dict[str, str], *arguments: str | Path) -> str:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_is_short() -> None:
    assert len(SHOWN) == 2
    assert sum(len(block.text.splitlines()) for block in SHOWN) <= LONGEST


def test_it_is_listed(installed: dict[str, str]) -> None:
    said = renzhi(installed, "stages")
    assert re.search(r"lines_as_sentences\s+Each line is a sentence", said)
    assert "shortest = 1" in said


def test_it_runs_by_its_name(installed: dict[str, str], tmp_path: Path) -> None:
    config = renzhi(installed, "config", "show", "default")
    old = 'factory = "renzhi_sentences"\nlexicons = []'
    assert old in config
    (tmp_path / "my.cfg").write_text(config.replace(old, 'factory = "lines_as_sentences"\nshortest = 3'), "utf-8")
    (tmp_path / "page.txt").write_text("　　林远主持会议。周明参加。\n　　何静讲话。\n", "utf-8")
    renzhi(installed, "config", "check", tmp_path / "my.cfg")
    renzhi(installed, "run", tmp_path / "page.txt", "--config", tmp_path / "my.cfg", "--out", tmp_path / "out")
    code = (
        "from pathlib import Path; from pipeline import collection;"
        f"print(*[r.text[a:b] for r in collection.find(Path({str(tmp_path / 'out')!r})).read() for a, b in r.sentences])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=installed, check=True)
    assert done.stdout.split() == ["林远主持会议。周明参加。", "何静讲话。"]


def test_without_it_the_config_is_refused(tmp_path: Path, renzhi) -> None:
    from tests.conftest import TINY

    text = TINY.read_text("utf-8").replace('"tiny_sentences"', '"lines_as_sentences"')
    (tmp_path / "my.cfg").write_text(text, "utf-8")
    said = renzhi("config", "check", tmp_path / "my.cfg")
    assert said.code == 2
    assert "factory = 'lines_as_sentences' is not registered; available:" in said.err
