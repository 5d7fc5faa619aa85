"""What the benchmarks share: options, Markdown tables, what they were measured with, the README's copies of them."""

from __future__ import annotations

import argparse
import hashlib
import os
import platform
import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPORA = ROOT / "corpora"
PACKAGES = ("renzhi", "spacy", "numpy", "onnxruntime")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table under its title; all columns but the first are numbers."""
    lines = [columns, ["---"] + ["---:"] * (len(columns) - 1), *rows]
    return f"{title}\n\n" + "\n".join(f"| {' | '.join(line)} |" for line in lines)


def made_with() -> str:
    """Date, versions and processor, as a line under the tables."""
    packages = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return f"{datetime.now(UTC):%Y-%m-%d}; Python {platform.python_version()}, {packages}; {processor()}."


def processor() -> str:
    """The model of the processor, as the system names it, and its cores."""
    try:
        found = re.search(r"^model name\s*:\s*(.+)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        found = None
    return f"{found[1] if found else platform.processor() or platform.machine()}, {os.cpu_count()} cores"


def tree_hash(folders: Iterable[Path]) -> str:
    """The beginning of a hash over names and bytes of all files in folders."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            digest.update(f"{folder.name}/{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def arguments(about: str | None) -> argparse.ArgumentParser:
    """The options that every benchmark has, under its docstring."""
    parser = argparse.ArgumentParser(description=about, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--config", default="default", help="name or path of a config")
    parser.add_argument("--readme", action="store_true", help="put the tables into the README")
    return parser


def give(name: str, text: str, readme: bool) -> None:
    """Print the text; with ``readme`` also put it between the README's marks of this name."""
    print(text)
    if readme:
        path = ROOT / "README.md"
        before, opening, rest = path.read_text("utf-8").partition(f"<!-- {name} -->\n")
        _, closing, after = rest.partition(f"<!-- /{name} -->\n")
        if not closing:
            raise SystemExit(f"{path}: no lines <!-- {name} --> and <!-- /{name} -->; put them where the table goes")
        path.write_text(f"{before}{opening}{text}\n{closing}{after}", "utf-8")
