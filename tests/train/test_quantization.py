"""Weights in eight bits: near what they were, and the same when they are taken back and made again."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.entities.inputs import LEXICAL
from pipeline.entities.quantized import MOST, WEIGHT, ZERO
from pipeline.train.quantization import quantized, restored

Arrays = dict[str, np.ndarray]


@pytest.fixture(scope="module")
def floats() -> Arrays:
    random = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return (random.normal(0, 0.4, shape) * random.uniform(0.1, 3, shape[-1])).astype(np.float32)

    out = {"chars": some(9, 6), "pairs": some(5, 4), "own.weights": some(16, 9), "own.bias": some(9)}
    for number, (inputs, units) in enumerate(((6 + 2 * 4 + LEXICAL, 5), (10, 3))):
        parts = {"inputs": some(2, inputs, 4 * units), "state": some(2, units, 4 * units), "bias": some(2, 4 * units)}
        out |= {f"layer{number}.{part}": array for part, array in parts.items()}
    out["chars"][:, 2] = 0  # a column that says nothing
    return out


def test_near_what_they_were(floats: Arrays) -> None:
    again = restored(quantized(floats, ["own"]), ["own"])
    assert again.keys() == floats.keys()
    for name, array in floats.items():
        assert again[name].dtype == np.float32
        # half a step of the column's scale, or of its largest weight with the inputs' scales in it
        most = 1e-4 if name == "own.weights" else 0.06
        assert np.abs(again[name] - array).max() <= most * np.abs(array).max(), name


def test_again_the_same(floats: Arrays) -> None:
    once = quantized(floats, ["own"])
    twice = quantized(restored(once, ["own"]), ["own"])
    for name, array in once.items():
        if array.dtype.kind == "f":
            assert twice[name] == pytest.approx(array, rel=1e-4), name
        elif name != "own.weights":  # its second part is what the first leaves
            assert (twice[name] == array).all(), name


def test_within_bounds(floats: Arrays) -> None:
    found = quantized(floats, ["own"])
    for name in ("chars", "pairs"):
        assert found[name].dtype == np.uint8
        assert found[name].min() >= ZERO - MOST
        assert found[name].max() <= ZERO + MOST
    for name in ("layer0.weights", "layer1.weights", "own.weights"):
        assert found[name].dtype == np.int8
        assert np.abs(found[name]).max() == WEIGHT


def test_a_column_of_zeros_stays_so(floats: Arrays) -> None:
    assert (restored(quantized(floats, ["own"]), ["own"])["chars"][:, 2] == 0).all()
