"""One peer, alone in its process: `python -m peers NAME JOB ANSWER`, for benchmarks/tools.py.

The job is ``{"sets": {name: [text, …]}, "settings": {…}}``; the answer holds the
spans of each set, and what they took in seconds of the processor, which other
processes on the machine change little.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path
from time import process_time
from typing import Any

from peers import peer

FIRST = "明湖市委书记林远主持召开会议。"


def answer(name: str, job: dict[str, Any]) -> dict[str, Any]:
    """Spans and costs; or why there are none."""
    began = process_time()
    try:
        for package in getattr(peer(name), "unused", lambda **settings: ())(**job["settings"]):
            sys.modules[package] = None  # type: ignore[assignment]  # as if it were not installed
        tag = peer(name).load(**job["settings"])
        tag([FIRST])
    except Exception as error:
        return {"failed": f"{type(error).__name__}: {error}".splitlines()[0]}
    found: dict[str, Any] = {"ready": process_time() - began, "sets": {}}
    labels = peer(name).LABELS
    for key, texts in job["sets"].items():
        start = process_time()
        spans = tag(texts)
        seconds = process_time() - start
        # Words of no interest are most of what some give.
        found["sets"][key] = {"seconds": seconds, "spans": [[s for s in some if s[2] in labels] for some in spans]}
    return {**found, "peak": peak()}


def peak() -> float:
    """Peak memory of this process in MB, of its own program only where the system tells that."""
    try:
        lines = Path("/proc/self/status").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) / 1e3
    except (OSError, StopIteration):
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return used / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    _, asked, source, target = sys.argv
    sys.argv[1:] = []  # some read them as their own
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    given = json.loads(Path(source).read_text("utf-8"))
    Path(target).write_text(json.dumps(answer(asked, given)), "utf-8")
