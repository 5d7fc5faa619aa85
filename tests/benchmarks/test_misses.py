"""Errors classified by reading: the file that ships, files that say nothing, and what a run is told of its errors."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import misses
import pytest
import triples
from misses import Judged, Key
from spacy.lang.zh import Chinese
from triples import Triple

HEAD = "sentence rank kind class component note"
GOOD = "aaaa 1 missed ours grammar reason"
OURS, LABEL = Judged("ours", "grammar"), Judged("label", "-")


def test_the_file_names_a_hundred_and_quotes_nothing() -> None:
    judged = misses.load()
    assert len(judged["missed"]) >= 100
    assert misses.FILE.read_text("utf-8").isascii()
    assert all(re.fullmatch("[0-9a-f]{12}", key.sentence) and key.rank > 0 for kind in judged.values() for key in kind)
    assert {judgement.cls for judgement in judged["missed"].values()} == set(misses.CLASSES)


def _file(path: Path, *lines: str) -> Path:
    path.write_text("".join(line.replace(" ", "\t") + "\n" for line in (HEAD, *lines)), "utf-8")
    return path


@pytest.mark.parametrize(
    "line",
    [
        pytest.param(GOOD, id="given twice"),
        pytest.param("bbbb one missed ours grammar reason", id="rank"),
        pytest.param("bbbb 1 wrong ours grammar reason", id="kind"),
        pytest.param("bbbb 1 missed theirs - reason", id="class"),
        pytest.param("bbbb 1 missed label grammar reason", id="component of a label"),
        pytest.param("bbbb 1 missed ours - reason", id="ours with no component"),
        pytest.param("bbbb 1 missed ours grammar ", id="no note"),
        pytest.param("bbbb 1 missed", id="short"),
        pytest.param("bbbb", id="shorter"),
    ],
)
def test_a_row_that_says_nothing_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "misses.tsv"
    assert misses.load(_file(path, GOOD)) == {"missed": {Key("aaaa", 1): OURS}, "false": {}}
    with pytest.raises(SystemExit, match=re.escape(f"{path}:3: ")):
        misses.load(_file(path, GOOD, line))


def test_a_run_is_told_what_its_errors_are_put_down_to() -> None:
    missed = [Key("a", rank) for rank in range(1, 9)]
    judged = {
        "missed": dict.fromkeys(missed[:1], OURS) | dict.fromkeys(missed[1:4], LABEL),
        "false": {Key("b", 1): OURS},
    }
    judged["missed"][Key("c", 1)] = OURS
    told = misses.report(10, {"missed": missed, "false": [Key("b", 2)]}, judged)
    assert "| ours: grammar | 1 | 0 |" in told
    assert "| label | 3 | 0 |" in told
    assert "missed: 4 of 8 are classified; 1 other rows" in told
    assert "false: 0 of 1 are classified; 1 other rows" in told
    assert "set aside: 87.0, extrapolated: 2 missed and 1 false" in told  # 20 / (20 + 8 / 4 + 1)
    assert "set aside: 0.0," in misses.report(0, {"missed": [], "false": []}, judged)


@pytest.mark.parametrize(("counts", "share"), [({}, 1), ({OURS: 2}, 1), ({LABEL: 2}, 0), ({OURS: 1, LABEL: 1}, 0.5)])
def test_what_nothing_is_known_of_is_ours(counts: dict[Judged, int], share: float) -> None:
    assert misses.share(Counter(counts)) == share


def test_an_error_is_found_again_by_the_text_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ranks are those of the row, with what is left out and what is given twice."""
    raw = "泽川市市长程岚的妻子唐文静到访，秘书长罗牧同行２天。"
    mayor, secretary = ["泽川市", "市长", "程岚"], ["", "秘书长", "罗牧"]
    rows = {"text": raw, "triples": [["程岚", "妻子", "唐文静"], mayor, mayor, secretary]}
    (tmp_path / "role_triples").mkdir()
    (tmp_path / "role_triples" / "train.jsonl").write_text(json.dumps(rows), "utf-8")
    (text,) = triples.load(tmp_path, triples.split_of(raw))
    key = hashlib.sha256(raw.encode()).hexdigest()[:12]
    assert (text.key, list(text.wanted), [t.person for t in text.aside]) == (key, [2, 3, 4], ["唐文静"])
    made = [Triple("", "市长", "程岚"), Triple("", "主任", "罗牧")]
    monkeypatch.setattr(triples, "found", lambda doc: [(triple, triple) for triple in made])
    counts = triples.score([text], [Chinese().make_doc(text.text)])
    assert counts.right == 1
    assert [error.key for error in counts.missed] == [Key(key, 3), Key(key, 4)]
    assert [(error.key, error.triple.title) for error in counts.false] == [(Key(key, 2), "主任")]
