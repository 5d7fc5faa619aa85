"""What documents show: their blocks of code, run as a reader would, and their tables and links."""

from __future__ import annotations

import glob
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
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


def read(path: str) -> str:
    """A document of the project, by its path in the tree."""
    return (ROOT / path).read_text("utf-8")


def blocks(text: str) -> list[Block]:
    """The blocks of code of a document."""
    return [Block(*found.group("file", "kind", "text")) for found in BLOCK.finditer(text)]


def prose(text: str) -> str:
    """A document without its blocks of code."""
    return BLOCK.sub("", text)


def write(block: Block, folder: Path) -> None:
    """Write the file that a block shows."""
    assert block.file
    path = folder / block.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(block.text, "utf-8")


def run(name: str, text: str, renzhi: Callable[..., NamedTuple]) -> list[str]:
    """Do in this folder what a document shows, in its order, and look at what is printed; gives what was run.

    Blocks with a file name are written, ``python`` is executed, of ``console`` and
    ``sh`` the lines that are ours. What is only to be read is ``text``.
    """
    space: dict[str, object] = {}
    ran = []
    for block in blocks(text):
        if block.file:
            write(block, Path())
        elif block.kind == "python":
            exec(compile(block.text, name, "exec"), space)
            ran.append("python")
        elif block.kind in ("console", "sh"):
            for line, shown in commands(block.text):
                if line.startswith(SHELL):
                    subprocess.run(line, shell=True, check=True)
                    continue
                code, out, err = renzhi(*expanded(shlex.split(line, comments=True)[1:]))
                assert as_shown(shown, out + err), f"{line}\nprints\n{out + err}\nand {name} shows\n{shown}"
                expected = re.search(r"# exit code (\d)", line)
                assert code == (int(expected[1]) if expected else 0), f"{line}: {code}\n{err}"
                ran.append(line)
    return ran


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Command lines of a console block, each with the output shown; of an sh block, with none."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:] if text.startswith("$ ") else text.splitlines():
        line, _, shown = part.partition("\n")
        if line.startswith(OURS):
            yield line, shown


def as_shown(shown: str, printed: str) -> bool:
    r"""Whether the output holds what is shown; ``...`` stands for anything, blank lines and line ends do not count.

    >>> as_shown("a\n...\nc 0...\n", "x\na  \n\nb\nc 0.5\n"), as_shown("a\nc\n", "a\nb\nc\n")
    (True, False)
    """
    pattern = re.escape(_bare(shown)).replace(r"\.\.\.", "(?:.|\n)*")
    return re.search(pattern, _bare(printed)) is not None


def _bare(text: str) -> str:
    """Without blank lines and line ends, and scores to two places: the last ones differ between processors."""
    text = "\n".join(line.rstrip() for line in text.splitlines() if line.strip())
    return re.sub(r"(\d\.\d\d)\d+", r"\1", text)


def expanded(words: list[str]) -> list[str]:
    """Patterns of file names as a shell expands them."""
    return [match for word in words for match in sorted(glob.glob(word)) or [word]]


def headings(text: str) -> list[tuple[int, str]]:
    """The headings of a document, each with its level."""
    return [(len(marks), head) for marks, head in re.findall(r"^(#+) (.+)$", prose(text), re.MULTILINE)]


def anchor(head: str) -> str:
    """What a link to a heading ends in.

    >>> anchor("`renzhi train`, a model: first"), anchor("配置 Configs")
    ('renzhi-train-a-model-first', '配置-configs')
    """
    return re.sub(r"[^\w-]", "", head.lower().replace(" ", "-"))


def links(text: str) -> list[tuple[str, str]]:
    """Links inside the tree: the path, empty where it is the same document, and the anchor."""
    found = re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`\n]*`", "", prose(text)))
    return [link.partition("#")[::2] for link in found if not re.match(r"\w+:", link)]


def tables(text: str) -> list[list[list[str]]]:
    """The tables of a document, as rows of cells, the line under the head among them."""
    found = re.findall(r"(?:^\|.*\n?)+", prose(text), re.MULTILINE)
    return [[_cells(line) for line in table.splitlines()] for table in found]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
