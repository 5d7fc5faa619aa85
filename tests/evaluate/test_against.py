"""Two runs over the same gold."""

from __future__ import annotations

import json
from pathlib import Path

from .build import gold_file, gold_of, record, run_of

TEXT = "市委书记沈岩讲话。"
POST = ("沈岩", "市委书记", "青溪市委", "书记", "holds")


def test_the_difference_and_its_chance(tmp_path: Path, renzhi) -> None:  # type: ignore[no-untyped-def]
    pages = [record(TEXT, [("PER", "沈岩")], [POST], path=f"{n}.txt") for n in range(12)]
    gold = gold_file(tmp_path / "gold.jsonl", *map(gold_of, pages))
    right = run_of(tmp_path / "right", *pages)
    wrong = run_of(tmp_path / "wrong", *(record(TEXT, [("PER", "沈岩")], path=f"{n}.txt") for n in range(12)))
    shown = renzhi("evaluate", right, gold, "--against", wrong)
    assert shown.code == 0
    assert "over the page, less the other run" in shown.out
    found = json.loads((right / "metrics.json").read_bytes())["against"]["mentions"]["by_page"]
    assert found["surface"]["f1"] == 1
    assert found["surface"]["p"] < 0.01
    assert found["entity"] == {"f1": 0.0, "low": 0.0, "high": 0.0, "p": 1.0}
    assert not (wrong / "metrics.json").exists()
