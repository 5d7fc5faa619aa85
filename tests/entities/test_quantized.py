"""Sums in whole numbers: as numpy adds them up, at their largest too."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.entities.quantized import MOST, WEIGHT, ZERO, product


@pytest.mark.parametrize("shape", [(1, 1, 1, 1), (2, 64, 342, 640), (2, 7, 33, 5), (3, 2, 1000, 17)])
def test_as_numpy_adds_up(shape: tuple[int, int, int, int]) -> None:
    count, rows, inputs, outputs = shape
    random = np.random.default_rng(sum(shape))
    left = random.integers(ZERO - MOST, ZERO + MOST + 1, (count, rows, inputs)).astype(np.uint8)
    right = random.integers(-WEIGHT, WEIGHT + 1, (count, inputs, outputs)).astype(np.int8)
    assert (product(left, right) == (left.astype(int) - ZERO) @ right.astype(int)).all()


@pytest.mark.parametrize("sign", [1, -1])
def test_the_largest_numbers_do_not_run_over(sign: int) -> None:
    rows = np.full((1, 3, 400), ZERO + sign * MOST, np.uint8)
    weights = np.full((1, 400, 4), WEIGHT, np.int8)
    assert (product(rows, weights) == sign * MOST * WEIGHT * 400).all()
