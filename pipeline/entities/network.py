"""The tagger's network: recurrent layers that read texts in both directions.

Long short-term memory (Hochreiter and Schmidhuber, 1997; Graves and
Schmidhuber, 2005), its sums in whole numbers (``quantized``), the rest in numpy.
Texts go through a layer in lanes, side by side; what is said of a text does not
depend on the others of the call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .inputs import Flat
from .lanes import laid, width
from .quantized import MOST, ZERO, Rows, Weights, product

PARTS = ("weights", "scale", "bias")
"""What a layer and the tags of a convention are made of; the first axis of each of a layer's are its directions."""

Floats = NDArray[np.float32]
_GATES = (0, 1, 3, 2)
_HALVES = (0.5, 0.5, 0.5, 1)
_SHUT = -1e4
"""What shuts a gate for good."""


class Layer:
    """A layer's weights as it uses them, of shape (2, inputs and units, sums of gates).

    The gates are in, forget, out and new. The sums of all but the new one are
    halved, since their sigmoid is ``(1 + tanh(x / 2)) / 2``.
    """

    def __init__(self, weights: Weights, scale: Floats, bias: Floats):
        """``weights`` as above, ``scale`` of a sum and ``bias`` of shape (2, gates).

        There the gates stand as torch has them: in, forget, new and out.
        """
        self.units = weights.shape[2] // 4
        order = np.arange(4 * self.units).reshape(4, self.units)[list(_GATES)].ravel()
        halves = np.repeat(np.array(_HALVES, np.float32), self.units)
        self.weights = np.ascontiguousarray(weights[:, :, order])
        self.scale, self.bias = (scale[:, order] * halves)[:, None], (bias[:, order] * halves)[:, None]


@dataclass(frozen=True)
class Network:
    """Weights, as ``pipeline.train.quantization`` makes them."""

    chars: Rows
    """A row a character's number, ``pairs`` a row a pair's."""
    pairs: Rows
    layers: Sequence[Layer]
    out: Weights
    """From all layers' outputs to the tags of one convention, in two parts side by side: shape (1, outputs, 2 tags)."""
    scale: Floats
    """By which the two parts' sums count, shape (2, tags)."""
    bias: Floats

    @classmethod
    def of(cls, arrays: Mapping[str, NDArray[Any]], layers: int, convention: str) -> Network:
        """From a model's arrays, by the names that ``names`` gives.

        Raises ``KeyError`` where one is missing.
        """
        parts = [Layer(*(arrays[f"layer{number}.{part}"] for part in PARTS)) for number in range(layers)]
        weights, scale, bias = (arrays[f"{convention}.{part}"] for part in PARTS)
        return cls(arrays["chars"], arrays["pairs"], parts, np.concatenate(weights, axis=1)[None], scale, bias)

    @staticmethod
    def names(layers: int, *conventions: str) -> list[str]:
        """The names of the arrays that networks of these conventions are made of."""
        owners = [*(f"layer{number}" for number in range(layers)), *conventions]
        return ["chars", "pairs", *(f"{owner}.{part}" for owner in owners for part in PARTS)]

    def __call__(self, flat: Flat) -> Floats:
        """Log-probabilities of the tags of each character, shape (characters, tags)."""
        words = ZERO + MOST * flat.words
        rows = _ended([self.chars[flat.chars], self.pairs[flat.left], self.pairs[flat.right], words])
        places = laid(flat.lengths, width(flat.lengths)).swapaxes(0, 1)
        said = []
        for layer in self.layers:
            rows = _read(rows, layer, places)
            said.append(rows[:-1])
        sums = product(np.concatenate(said, axis=1)[None], self.out)[0].astype(np.float32)
        coarse, fine = np.split(sums * self.scale.ravel(), 2, axis=1)
        scores = coarse + fine + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores


def _ended(parts: Sequence[Rows]) -> Rows:
    """Parts of rows side by side, and a last row, of no character."""
    rows = np.concatenate(parts, axis=1)
    return np.concatenate([rows, np.full((1, rows.shape[1]), ZERO, np.uint8)])


def _read(rows: Rows, layer: Layer, places: NDArray[np.intp]) -> Rows:
    """What a layer says of each character, forwards and backwards side by side, and of none in the last row."""
    inputs, units, lanes = rows.shape[1], layer.units, places.shape[2]
    out = np.full((len(rows), 2 * units), ZERO, np.uint8)
    known = np.full((2, lanes, inputs + units), ZERO, np.uint8)
    gates = np.empty((2, lanes, 4 * units), np.float32)
    state = np.zeros((2, lanes, units), np.float32)
    said = np.empty_like(state)
    none = places == len(rows) - 1
    forwards, backwards = slice(units), slice(units, None)
    for ids, gaps, gap in zip(places, none, none.any(axis=(1, 2)).tolist(), strict=True):
        known[:, :, :inputs] = rows[ids]
        np.copyto(gates, product(known, layer.weights), casting="same_kind")
        gates *= layer.scale
        gates += layer.bias
        if gap:  # behind a text nothing is left of it, so that a lane's next one begins as if it were the first
            gates[gaps] = _SHUT
        _step(gates, state, said)
        np.rint(said, out=said)
        said += ZERO
        known[:, :, inputs:] = said
        out[ids[0], forwards], out[ids[1], backwards] = known[:, :, inputs:]
    return out


def _step(gates: Floats, state: Floats, said: Floats) -> None:
    """What a layer says of one place, up to ``MOST``, from its gates' sums; the state moves on."""
    np.tanh(gates, out=gates)
    enter, forget, leave, new = np.split(gates, 4, axis=2)
    gates[:, :, : 3 * state.shape[2]] += 1
    state *= forget
    enter *= new
    state += enter
    state *= 0.5
    np.tanh(state, out=said)
    said *= leave
    said *= MOST / 2
