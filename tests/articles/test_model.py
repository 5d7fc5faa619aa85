"""The trained model: loading it, and what is said where it cannot be loaded."""

from __future__ import annotations

import hashlib
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from pipeline.articles.model import TABLES, VERSION, Model, load, odds
from pipeline.errors import ConfigError
from pipeline.models import WEIGHTS, find

NAMES = [*Model.__dataclass_fields__, *(f"{table}.scale" for table in TABLES)]


def test_the_shipped_model_fits_together() -> None:
    model = load("layout")
    assert model.hidden.shape[1] == model.out.shape[0] == len(model.hidden_bias)
    assert model.out.shape[1] == len(model.out_bias) == len(model.transitions)
    assert all(np.isfinite(array).all() for array in asdict(model).values())
    assert load("layout") is model


def test_the_card_is_of_these_weights() -> None:
    folder = find("layout")
    sha256 = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    card = (folder / "README.md").read_text("utf-8")
    assert sha256 in card
    assert "## Data" in card


def test_probabilities_sum_to_one() -> None:
    model = load("layout")
    rows = np.random.default_rng(1).random((5, model.hidden.shape[0] // 7), np.float32)
    assert np.allclose(np.exp(model.labels(rows)).sum(axis=1), 1, atol=1e-4)


def test_odds_are_a_linear_model_with_a_network_beside_it() -> None:
    weights = np.array([[1.0, 2.0], [0.0, 3.0], [10.0, 1.0]])
    assert odds(np.array([[0.5, 1.0]]), weights).tolist() == pytest.approx([10 * np.tanh(0.5) + 4])


def test_an_unknown_model_lists_those_there_are() -> None:
    with pytest.raises(ConfigError, match=r"model 'nope': .*or one of: fast, judge, layout"):
        load("nope")


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04broken"])
def test_a_broken_file_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / WEIGHTS).write_bytes(data)
    with pytest.raises(ConfigError, match="is no model that can be read"):
        load(str(tmp_path))


def test_another_versions_file_is_named(tmp_path: Path) -> None:
    np.savez(tmp_path / WEIGHTS, kinds=np.zeros(1))
    with pytest.raises(ConfigError, match="has no 'joints'; train it again"):
        load(str(tmp_path))


def test_a_model_of_other_features_is_named(tmp_path: Path) -> None:
    arrays = dict.fromkeys(NAMES, np.zeros((2, 2)))
    np.savez(tmp_path / WEIGHTS, version=np.array(99), **arrays)
    with pytest.raises(ConfigError, match="is another version's; train it again"):
        load(str(tmp_path))


def test_a_scale_of_another_table_is_named(tmp_path: Path) -> None:
    with np.load(find("layout") / WEIGHTS) as found:
        np.savez(tmp_path / WEIGHTS, **{**found, "kinds.scale": found["joints.scale"]})
    with pytest.raises(ConfigError, match="'kinds' and its scale do not fit; train it again"):
        load(str(tmp_path))


def test_nothing_is_unpickled(tmp_path: Path) -> None:
    arrays = dict.fromkeys(NAMES, np.array([{"a": 1}], dtype=object))
    np.savez(tmp_path / WEIGHTS, allow_pickle=True, version=np.array(VERSION), **arrays)
    with pytest.raises(ConfigError, match="allow_pickle=False"):
        load(str(tmp_path))
