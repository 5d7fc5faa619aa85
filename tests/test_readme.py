"""The README: its commands run, its output is what they print, its stages are the stages."""

from __future__ import annotations

import glob
import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pipeline import config, settings
from pipeline.registry import COMPONENTS, STAGES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
BLOCK = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n)?^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
SHELL = ("printf ", "mkdir ")
OURS = ("renzhi ", *SHELL)
"""How a line begins that is run; the others install."""


class Block(NamedTuple):
    file: str | None
    kind: str
    text: str


def blocks() -> list[Block]:
    return [Block(*found.group("file", "kind", "text")) for found in BLOCK.finditer(README)]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Command lines of a console block, each with the output shown; of an sh block, with none."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:] if text.startswith("$ ") else text.splitlines():
        line, _, shown = part.partition("\n")
        if line.startswith(OURS):
            yield line, shown


def as_shown(shown: str, printed: str) -> bool:
    """Whether the output holds what is shown; ``...`` stands for anything, blank lines and line ends do not count."""
    pattern = re.escape(_bare(shown)).replace(r"\.\.\.", "(?:.|\n)*")
    return re.search(pattern, _bare(printed)) is not None


def _bare(text: str) -> str:
    """Without blank lines and line ends, and scores to two places: the last ones differ between processors."""
    text = "\n".join(line.rstrip() for line in text.splitlines() if line.strip())
    return re.sub(r"(\d\.\d\d)\d+", r"\1", text)


def expanded(words: list[str]) -> list[str]:
    """Patterns of file names as a shell expands them."""
    return [match for word in words for match in sorted(glob.glob(word)) or [word]]


def test_as_shown() -> None:
    assert as_shown("a\n...\nc 0...\n", "x\na  \n\nb\nc 0.5\n")
    assert not as_shown("a\nc\n", "a\nb\nc\n")


def test_what_the_readme_shows_is_what_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, renzhi: Callable[..., NamedTuple]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "corpora", "corpora")
    space: dict[str, object] = {}
    ran = []
    for block in blocks():
        if block.file:
            Path(block.file).parent.mkdir(exist_ok=True)
            Path(block.file).write_text(block.text, "utf-8")
        elif block.kind == "python":
            exec(compile(block.text, "README.md", "exec"), space)
            ran.append("python")
        elif block.kind in ("console", "sh"):
            for line, shown in commands(block.text):
                if line.startswith(SHELL):
                    subprocess.run(line, shell=True, check=True)
                    continue
                code, out, err = renzhi(*expanded(shlex.split(line, comments=True)[1:]))
                assert as_shown(shown, out + err), f"{line}\nprints\n{out + err}\nand the README shows\n{shown}"
                expected = re.search(r"# exit code (\d)", line)
                assert code == (int(expected[1]) if expected else 0), f"{line}: {code}\n{err}"
                ran.append(line)
    assert ran.count("python") >= 3
    assert len(ran) >= 15


@pytest.mark.parametrize("stage", STAGES)
def test_each_stage_has_a_chapter_with_its_settings(stage: str) -> None:
    chapters = re.findall(r"^### (\w+)\n(.*?)(?=^#)", README, re.MULTILINE | re.DOTALL)
    assert [name for name, _ in chapters if name in STAGES] == list(STAGES)
    shipped = config.load_config("default")
    kind = "factory" if stage in COMPONENTS else "@stages"
    name = shipped[stage][kind] if stage in shipped else "renzhi.gold.v1"
    for setting in settings.of(kind, name):
        if setting == "lexicons":  # said once, for all of them
            assert "every stage takes `lexicons`" in README
            continue
        assert f"`{setting}`" in dict(chapters)[stage]


def test_each_config_is_named() -> None:
    for name in config.names():
        assert f"| `{name}` |" in README


@pytest.mark.parametrize("name", ["scores", "types", "leaderboard", "ner", "layout", "speed", "training"])
def test_the_tables_have_their_places(name: str) -> None:
    inside = README.partition(f"<!-- {name} -->\n")[2].partition(f"<!-- /{name} -->\n")[0]
    assert re.match(r".+:\n\n\| .+ \|\n", inside)


def test_links_inside_the_readme() -> None:
    heads = {
        re.sub(r"[^\w-]", "", head.lower().replace(" ", "-")) for head in re.findall(r"^#+ (.+)$", README, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", README)) <= heads
