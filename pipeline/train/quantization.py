"""Weights in eight bits; a tagger's as its network takes them, and back in floating point, to train on.

Each column of inputs and each gate or tag has a scale of its own. What weighs the
inputs takes their scales in, so that no sum is multiplied before it is complete.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ..entities.inputs import LEXICAL
from ..entities.quantized import MOST, WEIGHT, ZERO

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[Any]]
TABLES = ("chars", "pairs")
_NOTHING = 1e-20
"""A column of smaller numbers says nothing."""


def quantized(floats: Arrays, conventions: Sequence[str]) -> dict[str, NDArray[Any]]:
    """A model's arrays from those of ``Recurrent.arrays``; ``conventions`` are the heads it has."""
    out: dict[str, NDArray[Any]] = {}
    for name in TABLES:
        whole, scale = rounded(floats[name], MOST)
        out[name], out[f"{name}.scale"] = (whole.astype(np.int16) + ZERO).astype(np.uint8), scale[0]
    for number in range(_layers(floats)):
        name = f"layer{number}"
        inputs = floats[f"{name}.inputs"] * _of_inputs(out, number, floats[f"{name}.inputs"].shape[1])[:, None]
        whole, scale = rounded(np.concatenate([inputs, floats[f"{name}.state"] / MOST], axis=1), WEIGHT)
        out |= {f"{name}.weights": whole, f"{name}.scale": scale[:, 0], f"{name}.bias": floats[f"{name}.bias"]}
    for name in conventions:
        weights = floats[f"{name}.weights"] / MOST
        coarse, scale = rounded(weights, WEIGHT)
        fine, rest = rounded(weights - coarse * scale, WEIGHT)
        out |= {f"{name}.weights": np.stack([coarse, fine]), f"{name}.scale": np.concatenate([scale, rest])}
        out[f"{name}.bias"] = floats[f"{name}.bias"]
    return out


def restored(arrays: Arrays, conventions: Sequence[str]) -> dict[str, Floats]:
    """What ``quantized`` was given, as near as eight bits are."""
    out: dict[str, Floats] = {}
    for name in TABLES:
        out[name] = (arrays[name].astype(np.float32) - ZERO) * arrays[f"{name}.scale"]
    for number in range(_layers(arrays)):
        name = f"layer{number}"
        weights = arrays[f"{name}.weights"] * arrays[f"{name}.scale"][:, None]
        inputs, state = np.split(weights, [weights.shape[1] - weights.shape[2] // 4], axis=1)
        ones = _of_inputs(arrays, number, inputs.shape[1])
        out[f"{name}.inputs"] = np.asarray(inputs / ones[:, None], np.float32)
        out |= {f"{name}.state": state * MOST, f"{name}.bias": arrays[f"{name}.bias"]}
    for name in conventions:
        parts = arrays[f"{name}.weights"] * arrays[f"{name}.scale"][:, None]
        out[f"{name}.weights"] = MOST * parts.sum(axis=0, dtype=np.float32)
        out[f"{name}.bias"] = arrays[f"{name}.bias"]
    return out


def _layers(arrays: Arrays) -> int:
    return sum(name.startswith("layer") and name.endswith(".bias") for name in arrays)


def _of_inputs(arrays: Arrays, number: int, count: int) -> Floats:
    """What a one in each input of a layer is: of the first the tables' scales, of others what a layer says."""
    if number:
        return np.full(count, 1 / MOST, np.float32)
    chars, pairs = (arrays[f"{name}.scale"] for name in TABLES)
    return np.concatenate([chars, pairs, pairs, np.full(LEXICAL, 1 / MOST, np.float32)])


def rounded(values: NDArray[np.floating], most: int = MOST) -> tuple[NDArray[np.int8], Floats]:
    """Whole numbers up to ``most``, and what a one of them is in each column: shapes as before, but for one row.

    >>> [found.tolist() for found in rounded(np.array([[2.0, 0.0], [-1.0, 0.0]]), 100)]
    [[[100, 0], [-50, 0]], [[0.019999999552965164, 0.009999999776482582]]]
    """
    scale = np.abs(values).max(axis=-2, keepdims=True) / most
    scale[scale < _NOTHING] = 1 / most
    return np.rint(values / scale).astype(np.int8), scale.astype(np.float32)
