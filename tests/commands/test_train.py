"""What `renzhi train` says before anything is learned, and what it refuses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import resources
from pipeline.train.examples import Example, Marked, Marks, write

CORPORA = resources.shipped("corpora")
BLOCKED = """
import sys
sys.modules |= dict.fromkeys(["torch", "sklearn", "scipy", "datasets"])
from pipeline.__main__ import main
sys.argv[0] = "renzhi"
main()
"""


def test_a_dry_run_says_what_is_used_and_writes_nothing(renzhi, tmp_path: Path) -> None:
    foreign = tmp_path / "theirs.bio"
    foreign.write_text("程 B-PERSON\n岚 I-PERSON\n来 O\n\n三 B-MONEY\n元 I-MONEY\n", "utf-8")
    out = tmp_path / "out"
    result = renzhi("train", "train-tagger", "--data", CORPORA, "--data", foreign, "--out", out, "--dry-run")
    assert result.code == 0, result.err
    for said in (
        "corpora: records, train: ",
        "corpora: left out: the ",
        " texts of test",
        "theirs.bio: columns, train: 2 texts, 5 characters; PER 1",
        "left out: 1 spans MONEY (none of ours)",
        " texts, 0 of which share 14 characters in a row with what is trained on",
        "theirs 2 sentences",
        "dry run: nothing was written",
    ):
        assert said in result.out
    assert not out.exists()


def test_a_dry_run_looks_for_the_base(renzhi, tmp_path: Path) -> None:
    chosen = ("--set", "train.base=nope", "--dry-run")
    result = renzhi("train", "train-tagger", "--data", CORPORA, "--out", tmp_path / "out", *chosen)
    assert result.code == 2
    assert "'nope': no folder" in result.err


def test_a_dry_run_needs_no_extra(tmp_path: Path) -> None:
    arguments = ["train", "train-tagger", "--data", str(CORPORA), "--out", str(tmp_path / "out"), "--dry-run"]
    done = subprocess.run([sys.executable, "-c", BLOCKED, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "nothing was written" in done.stdout


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        (['train.conventions={"x": "msra"}'], "train.conventions: no file 'x'; given: a"),
        (['train.conventions={"a": "x"}'], "conventions.tsv has no 'x'"),
        (['train.labels={"HERO": "X"}'], "'X' is none of ours"),
        (['train.dev=["none.bio"]'], "none.bio: no such file"),
        (['train.times={"x": 2}'], "train.times: no file 'x'"),
        (['train.lexicons=["none"]'], "none is no folder"),
        ([], "label 'HERO' is not known; say which of ours it is"),
        (['train.labels={"HERO": "PER"}'], "1 sentences are too few"),
    ],
)
def test_what_is_wrong_is_said(renzhi, tmp_path: Path, settings: list[str], message: str) -> None:
    (tmp_path / "a.bio").write_text("程 B-HERO\n岚 I-HERO\n", "utf-8")
    chosen = [part for setting in settings for part in ("--set", setting)]
    result = renzhi("train", "train-tagger", "--data", tmp_path / "a.bio", "--out", tmp_path / "out", *chosen)
    assert result.code == 2
    assert message in result.err
    assert not (tmp_path / "out").exists()


def test_a_label_taught_by_a_line_of_a_lexicon(renzhi, tmp_path: Path) -> None:
    (tmp_path / "a.bio").write_text("程 B-HERO\n岚 I-HERO\n\n" * 100, "utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "toolkit-labels.tsv").write_text("mine\tHERO\tPER\n", "utf-8")
    chosen = ["--set", f'train.lexicons=["{tmp_path / "mine"}"]', "--dry-run"]
    result = renzhi("train", "train-tagger", "--data", tmp_path / "a.bio", "--out", tmp_path / "out", *chosen)
    assert "; PER 100" in result.out


def test_what_leaks_is_counted(renzhi, tmp_path: Path) -> None:
    text = "程岚在泽川县第三中学的礼堂里讲话。"
    spans = (Marked(0, 2, "PER"),)
    example = Example(text, "a", (Marks("renzhi", ("PER",), spans),))
    write(tmp_path / "a.jsonl", [example] * 100)
    write(tmp_path / "b.jsonl", [example, Example("唐文静来了。", "b", (Marks("renzhi", ("PER",), ()),))])
    chosen = ["--set", f'train.dev=["{tmp_path / "b.jsonl"}"]', "--dry-run"]
    result = renzhi("train", "train-tagger", "--data", tmp_path / "a.jsonl", "--out", tmp_path / "out", *chosen)
    assert "dev: 2 texts, 1 of which share 14 characters in a row" in result.out


@pytest.mark.parametrize(
    ("config", "setting", "message"),
    [
        ("tagger", 'train.rounds="x"', "[train] train.rounds: at root: 'x' is not <class 'int'>"),
        ("tagger", "train.hidden=160", "[train] train.hidden: at root: 160 is not"),
        ("judge", 'train.strength="x"', "[train] train.strength: at root: 'x' is not"),
        ("tagger", "train.dev=a.conll", '[train] dev = "a.conll"; expected a list: ["a.conll"]'),
        ("tagger", "train.rate=0", "train.rate: 0; expected more than 0"),
        ("tagger", "train.rename=2", "train.rename: 2; expected a share, 0 to 1"),
        ("tagger", "train.base=words", "train.base: 'words' is no tagger"),
        ("tagger", "train.base=judge", "train.base: 'judge' is no tagger"),
        ("tagger", 'train.base=["tagger", "judge"]', "train.base: 'judge' is no tagger"),
    ],
)
def test_settings_that_cannot_be(renzhi, tmp_path: Path, config: str, setting: str, message: str) -> None:
    data = CORPORA / "articles" / "marked.jsonl"
    result = renzhi("train", config, "--data", data, "--out", tmp_path / "out", "--set", setting, "--dry-run")
    assert (result.code, result.out) == (2, "")
    assert message in result.err


def test_a_file_given_twice(renzhi, tmp_path: Path) -> None:
    data = CORPORA / "articles" / "words.txt"
    result = renzhi("train", "segmenter", "--data", data, "--data", data, "--out", tmp_path / "out", "--dry-run")
    assert result.code == 2
    assert "words.txt: stands twice; give it once" in result.err


def test_a_folder_where_files_are_wanted(renzhi, tmp_path: Path) -> None:
    for config in ("judge", "layout"):
        result = renzhi("train", config, "--data", CORPORA, "--out", tmp_path / "out", "--dry-run")
        assert result.code == 2
        assert "corpora: is a folder; give its files of JSON lines" in result.err


def test_files_to_measure_by_are_called_so(renzhi, tmp_path: Path) -> None:
    data = CORPORA / "articles" / "marked.jsonl"
    (tmp_path / "held.jsonl").write_text("".join(data.read_text("utf-8").splitlines(True)[:3]), "utf-8")
    dev = f'train.dev=["{tmp_path / "held.jsonl"}"]'
    result = renzhi("train", "tagger", "--data", data, "--out", tmp_path / "out", "--set", dev, "--dry-run")
    assert result.code == 0, result.err
    assert "held.jsonl: examples, dev: 3 texts" in result.out
    assert "marked.jsonl: examples, train: 1,356 texts" in result.out


def test_a_record_that_stands_twice(renzhi, tmp_path: Path) -> None:
    gold = sorted((CORPORA / "gold").glob("*.jsonl"))[0]
    lines = gold.read_text("utf-8").splitlines(True)
    (tmp_path / "a.jsonl").write_text(lines[0] + lines[1] + lines[0], "utf-8")
    result = renzhi("train", "judge", "--data", tmp_path / "a.jsonl", "--out", tmp_path / "out", "--dry-run")
    assert result.code == 2
    assert "a.jsonl: record 3: the id " in result.err
    assert "a.jsonl: record 1 already" in result.err
