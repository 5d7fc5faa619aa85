"""Training the judge of roles."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import record, resources
from pipeline.errors import ConfigError, RenzhiError
from pipeline.roles.judge import load
from pipeline.train.folder import save
from pipeline.train.judge import Case, Cases, cases, train

GOLD = resources.shipped("corpora") / "gold"
FILES = sorted(GOLD.glob("*.jsonl"))


def silent(what: str, how: str) -> None:
    pass


def test_candidates_of_gold_are_nearly_all_right_and_nearly_all_relations_are_among_them() -> None:
    found = cases(record.read_lines(FILES[0], record.GoldArticle))
    right = sum(case.right for case in found.found)
    assert right > 0.9 * found.gold
    assert 0 < len(found.found) - right < right


def test_without_the_grammar_no_candidate_is_its() -> None:
    found = cases(record.read_lines(FILES[0], record.GoldArticle), grammar=False)
    assert not any(case.grammar for case in found.found)


def test_trained_twice_it_is_the_same_and_can_be_loaded(tmp_path: Path) -> None:
    for name in ("a", "b"):
        trained = train(FILES[:2], FILES[2:3], {FILES[0].stem: 2.0}, 2, 0.3, silent)
        save(tmp_path / name, trained, "", "", FILES[:2])
    assert (tmp_path / "a" / "weights.npz").read_bytes() == (tmp_path / "b" / "weights.npz").read_bytes()
    judge = load(str(tmp_path / "a"))
    assert judge.likely(["rule=role-before-name", "order=post first"]) > judge.likely(["rule=judge"])
    card = (tmp_path / "a" / "README.md").read_text("utf-8")
    assert all(words in card for words in ("grammar alone", "judged", "judge alone", "expected calibration error"))


def test_too_little_data(tmp_path: Path) -> None:
    (tmp_path / "few.jsonl").write_text("", "utf-8")
    with pytest.raises(RenzhiError, match=r"0 candidates.*at least 50"):
        train([tmp_path / "few.jsonl"], [], {}, 3, 0.3, silent)


@pytest.mark.parametrize("setting", [{"least": 0}, {"strength": -1.0}, {"times": {"few": 0}}])
def test_settings_that_make_no_sense(setting: dict) -> None:
    from pipeline.train.factory import judge

    with pytest.raises(ConfigError, match="train"):
        judge(**setting)


def test_f1_counts_what_is_kept() -> None:
    some = Cases([Case((), True, True), Case((), True, False), Case((), False, True)], 4)
    assert some.f1([True, True, False]) == "P 50.0%, R 25.0%, F1 33.3%"
