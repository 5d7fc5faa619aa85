"""Examples and rows as data sets: the rows that examples have, cut once, and again where anything else is said."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

datasets = pytest.importorskip("datasets", reason="training needs the extra `train`")

from pipeline.errors import RenzhiError  # noqa: E402
from pipeline.train import rows as R  # noqa: E402
from pipeline.train import sets  # noqa: E402
from pipeline.train.examples import Example, Marked, Marks  # noqa: E402

LABELS = {"renzhi": ("PER", "ORG"), "msra": ("PER",)}
TEXTS = st.text(st.sampled_from("林远周明来，。\U00020000 "), min_size=2, max_size=12)


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(datasets.config, "HF_DATASETS_CACHE", tmp_path / "cache")
    return tmp_path / "cache"


def example(text: str, *conventions: str, span: Marked = Marked(0, 2, "PER")) -> Example:  # noqa: B008
    return Example(text, "a", tuple(Marks(name, LABELS[name], (span,)) for name in conventions))


def same(first: R.Row, second: R.Row) -> bool:
    return first.text == second.text and {n: b.tolist() for n, b in first.allowed.items()} == {
        n: b.tolist() for n, b in second.allowed.items()
    }


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(TEXTS, st.sets(st.sampled_from(sorted(LABELS)))), min_size=1, max_size=5))
def test_the_rows_of_examples(found: list[tuple[str, set[str]]]) -> None:
    part = [example(text, *sorted(names)) for text, names in found]
    wanted = [row for each in part for row in R.rows(each, LABELS)]
    made = sets.Rows(sets.cut({"a": part}, LABELS))
    assert made.lengths == [len(row.text) for row in wanted]
    found_rows = made.many(range(len(wanted)))
    assert all(map(same, found_rows, wanted))
    assert all(bits.dtype == np.int64 for row in found_rows for bits in row.allowed.values())


def test_files_one_behind_the_other() -> None:
    parts = {"a": [example("林远来。", "msra"), example("周明来。", "msra")], "b": [example("林远周明。", "renzhi")]}
    made = sets.cut(parts, LABELS)
    assert list(made) == ["a", "b"]
    rows = sets.Rows(made)
    assert rows.files == {"a": range(2), "b": range(2, 3)}
    assert [row.text for row in rows.many(range(3))] == ["林远来。", "周明来。", "林远周明。"]
    assert [row.text for row in rows.many([2, 0])] == ["林远周明。", "林远来。"]
    assert sorted(rows.many([2])[0].allowed) == ["renzhi"]


def test_cut_once(monkeypatch: pytest.MonkeyPatch) -> None:
    part = [example("林远来。", "msra")]
    calls: list[str] = []
    rows_of = R.rows
    monkeypatch.setattr(R, "rows", lambda each, of: calls.append(each.text) or rows_of(each, of))
    first = sets.cut({"a": part}, LABELS)
    again = sets.cut({"b": part}, LABELS)
    assert calls == ["林远来。"]
    assert first["a"][:] == again["b"][:]
    sets.cut({"a": [example("林远来。", "msra", span=Marked(0, 1, "PER"))]}, LABELS)
    assert len(calls) == 2, "other marks"
    sets.cut({"a": part}, {"msra": ("PER", "LOC")})
    assert len(calls) == 3, "other labels"
    monkeypatch.setattr(sets.sentences, "speech", lambda: frozenset(["道"]))
    sets.cut({"a": part}, LABELS)
    assert len(calls) == 4, "other verbs of saying"
    monkeypatch.setattr(sets, "version", lambda name: "other")
    sets.cut({"a": part}, LABELS)
    assert len(calls) == 5, "another version"


def test_examples_as_they_are() -> None:
    (row,) = sets.examples([example("林远来。", "msra", "renzhi")])
    assert row["text"] == "林远来。"
    assert [each["convention"] for each in row["marks"]] == ["msra", "renzhi"]
    assert row["marks"][0]["spans"] == [{"start": 0, "end": 2, "label": "PER"}]


def test_a_file_without_examples() -> None:
    made = sets.cut({"a": [], "b": [example("林远来。", "msra")]}, LABELS)
    assert sets.Rows(made).files == {"b": range(1)}


def test_a_cache_that_cannot_be_written(cache: Path) -> None:
    cache.write_text("no folder")
    with pytest.raises(RenzhiError, match=r"cache: the cache .* cannot be written or read .*HF_DATASETS_CACHE"):
        sets.cut({"a": [example("林远来。", "msra")]}, LABELS)


@pytest.mark.parametrize("pattern", ["cache-*.arrow", "generator-*.arrow"])
@pytest.mark.parametrize("size", [0, 40])
def test_a_cache_that_is_half_there(cache: Path, pattern: str, size: int) -> None:
    part = [example("林远来。", "msra")] * 50
    sets.cut({"a": part}, LABELS)
    (file,) = cache.rglob(pattern)
    file.write_bytes(file.read_bytes()[:size])
    with pytest.raises(RenzhiError, match=r"cannot be written or read \(.+\); remove it"):
        sets.Rows(sets.cut({"a": part}, LABELS)).many([0])


def test_a_disk_that_is_full(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("datasets.arrow_writer.ArrowWriter.write", full)
    monkeypatch.setattr("datasets.arrow_writer.ArrowWriter.write_batch", full)
    with pytest.raises(RenzhiError, match="No space left on device"):
        sets.cut({"a": [example("林远来。", "msra")]}, LABELS)


@pytest.mark.parametrize("shown", [True, False])
def test_progress_bars_are_left_as_they_were(shown: bool) -> None:
    from datasets.utils import logging

    before = logging.is_progress_bar_enabled()
    (logging.enable_progress_bar if shown else logging.disable_progress_bar)()
    try:
        sets.cut({"a": [example("林远来。", "msra")]}, LABELS)
        assert logging.is_progress_bar_enabled() is shown
    finally:
        (logging.enable_progress_bar if before else logging.disable_progress_bar)()
