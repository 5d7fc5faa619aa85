"""Labels of news that are kept without the texts."""

from __future__ import annotations

import json
from pathlib import Path

import labelled
import pytest

from pipeline.record import LABELS
from pipeline.train.examples import UNSURE


def test_hand_labels_are_well_formed() -> None:
    lines = labelled.HAND.read_text("utf-8").splitlines()
    keys = [line.partition("\t")[0] for line in lines]
    assert keys == sorted(set(keys))
    assert all(len(key) == 16 and set(key) <= set("0123456789abcdef") for key in keys)
    for line in lines:
        at = 0
        for span in line.partition("\t")[2].split():
            start, end, label = span.split(":")
            assert at <= int(start) < int(end)
            assert label in (*LABELS, UNSURE)
            at = int(end)


def test_hand_labels_find_their_texts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["市长林远到会。", "周明没有来。"]
    folder = tmp_path / "unlabelled"
    folder.mkdir()
    (tmp_path / "role_triples").mkdir()
    (folder / "news2024.jsonl").write_text("".join(json.dumps({"text": text}) + "\n" for text in texts), "utf-8")
    (tmp_path / "role_triples" / "train.jsonl").write_text("", "utf-8")
    hand = tmp_path / "hand.tsv"
    hand.write_text(f"{labelled.key_of(texts[0])}\t0:2:TITLE 2:4:PER\n{'0' * 16}\t0:2:PER\n", "utf-8")
    monkeypatch.setattr(labelled, "HAND", hand)
    (found,) = labelled.hand(tmp_path)
    assert found.text == texts[0]
    assert [tuple(span) for span in found.marks[0].spans] == [(0, 2, "TITLE"), (2, 4, "PER")]
    assert found.problem() is None
