"""A tool of benchmarks/peers, asked in a process of its own."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import examples
import peers
from peers import Spans
from report import ROOT

from pipeline import lexicon

PATIENCE = 3 * 3600
"""Seconds that one tool may take."""
_NOT_INSTALLED = ("ModuleNotFoundError", "PackageNotFoundError")
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")


@dataclass
class Tool:
    """A row of the tables: what is asked, and what came of it."""

    name: str
    peer: str
    settings: dict[str, str] = field(default_factory=dict)
    spans: dict[str, list[Spans]] = field(default_factory=dict)
    """By set, a list a text, under our labels."""
    characters: dict[str, int] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    ready: float = 0
    peak: float = 0
    failed: str = ""
    """Why it could not be asked."""

    @property
    def labels(self) -> frozenset[str]:
        """Those of ours that the tool has; ours has those of the convention that it follows.

        >>> sorted(Tool("ours", "renzhi", {"convention": "msra"}).labels)
        ['LOC', 'ORG', 'PER']
        """
        if convention := self.settings.get("convention"):
            rows = lexicon.rows("conventions.tsv", 2, 1)
            return frozenset(label for name, _, label in rows if name == convention and label)
        return frozenset(peers.peer(self.peer).LABELS.values())

    @property
    def seen(self) -> tuple[str, ...]:
        """Sources that it was trained on; ours by its config."""
        module = peers.peer(self.peer)
        return module.seen(**self.settings) if self.peer == peers.OURS else module.SEEN

    @property
    def why(self) -> str:
        """Why it was not asked, for a row of its own.

        >>> Tool("jiagu", "jiagu", failed="ModuleNotFoundError: No module named 'jiagu'").why
        "not installed: No module named 'jiagu'"
        >>> Tool("jiagu", "jiagu", failed="ValueError: bad pickle").why
        'not run: ValueError: bad pickle'
        """
        kind, _, what = self.failed.partition(": ")
        said = f"not installed: {what}" if kind in _NOT_INSTALLED else f"not run: {self.failed}"
        return said.replace("|", "/")

    def ask(self, texts: Mapping[str, Sequence[str]], keep: Path | None = None) -> None:
        """Give the texts of all sets to the tool; with ``keep``, take the answer of an earlier run on the same."""
        whole = getattr(peers.peer(self.peer), "WHOLE", False)
        parts = {
            name: [(n, 0, text) for n, text in enumerate(some)] if whole else list(examples.sentences(some))
            for name, some in texts.items()
        }
        sets = {name: [text for _, _, text in some] for name, some in parts.items()}
        answer = self._answer(json.dumps({"sets": sets, "settings": self.settings}), keep)
        if "failed" in answer:
            self.failed = answer["failed"]
            return
        self.ready, self.peak = answer["ready"], answer["peak"]
        for name, found in answer["sets"].items():
            self.characters[name] = sum(map(len, sets[name]))
            self.seconds[name] = found["seconds"]
            self.spans[name] = self._whole(len(texts[name]), parts[name], found["spans"])

    def _whole(self, count: int, parts: Sequence[tuple[int, int, str]], found: Sequence[Spans]) -> list[Spans]:
        """Spans of sentences as spans of their texts, under our labels."""
        labels = peers.peer(self.peer).LABELS
        spans: list[Spans] = [[] for _ in range(count)]
        for (number, at, _), some in zip(parts, found, strict=True):
            spans[number] += [(at + start, at + end, label) for start, end, label in peers.mapped(some, labels)]
        return spans

    def _answer(self, job: str, keep: Path | None) -> dict[str, Any]:
        digest = hashlib.sha256(f"{self.name}\n{job}".encode()).hexdigest()[:12]
        # Ours changes with the code, which has no version for it.
        kept = keep / f"{self.peer}-{digest}.json" if keep and self.peer != peers.OURS else None
        if kept and kept.exists():
            return json.loads(kept.read_text("utf-8"))
        answer = apart(self.peer, job)
        if kept and "failed" not in answer:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(answer), "utf-8")
        return answer


def apart(peer: str, job: str) -> dict[str, Any]:
    """What `python -m peers` answers to a job, or ``failed`` and why."""
    paths = [str(ROOT), str(ROOT / "benchmarks"), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {**os.environ, **_ONE_THREAD, "PYTHONPATH": os.pathsep.join(paths)}
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "job.json", Path(folder) / "answer.json"
        source.write_text(job, "utf-8")
        command = [sys.executable, "-W", "ignore", "-m", "peers", peer, str(source), str(target)]
        try:
            done = subprocess.run(command, env=environment, timeout=PATIENCE, stderr=subprocess.PIPE, text=True)
        except subprocess.TimeoutExpired:
            return {"failed": f"not done after {PATIENCE} seconds"}
        if done.returncode:
            return {"failed": (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]}
        return json.loads(target.read_text("utf-8"))


def asked(only: Sequence[str], config: str, conventions: Sequence[str]) -> list[Tool]:
    """Tools by name, all if none is named; ours once for each convention.

    >>> [tool.name for tool in asked(["renzhi"], "default", ["msra", "pfr"])]
    ['**renzhi**, as msra', '**renzhi**, as pfr']
    """
    found = []
    for name in only or peers.NAMES:
        if name != peers.OURS:
            found.append(Tool(_titled(peers.peer(name).PACKAGE), name))
        elif not conventions:
            found.append(Tool(f"**{name}**", name, {"config": config}))
        else:
            found += [Tool(f"**{name}**, as {way}", name, {"config": config, "convention": way}) for way in conventions]
    return found


def _titled(package: str) -> str:
    try:
        return f"{package} {version(package)}"
    except PackageNotFoundError:
        return package
