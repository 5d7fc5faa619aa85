"""The tagger's network in plain numpy: recurrent layers that read texts in both directions.

Long short-term memory (Hochreiter and Schmidhuber, 1997; Graves and
Schmidhuber, 2005). Texts of like length go through a layer side by side,
``ABREAST`` at a time and never fewer: what is said of a text does not depend on
the others of the call, since a library may add up in another order where a
matrix product has another shape.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .inputs import Flat
from .lanes import laid

ABREAST = 128
"""Texts that go through a layer side by side."""
TILE = 256
"""Characters of the last matrix product."""
SHUT = -1e4
"""What shuts a gate for good: behind it nothing is left of what was read."""
PARTS = ("inputs", "state", "bias")
"""What a layer is made of; the first axis of each are its directions."""

Floats = NDArray[np.float32]


class Layer:
    """A layer's weights as it uses them: from its inputs, a one and its state to the gates in, forget, new and out.

    The sums of all gates but the new one are halved, since their sigmoid is ``(1 + tanh(x / 2)) / 2``.
    """

    def __init__(self, inputs: Floats, state: Floats, bias: Floats):
        """``inputs`` of shape (2, inputs, gates), ``state`` of (2, units, gates), ``bias`` of (2, gates)."""
        self.inputs, self.units = inputs.shape[1], state.shape[1]
        shut = np.full_like(bias, SHUT)
        shut[:, 2 * self.units : 3 * self.units] = 0
        self.weights = np.concatenate([inputs, bias[:, None], shut[:, None], state], axis=1)
        self.weights[..., : 2 * self.units] *= 0.5
        self.weights[..., 3 * self.units :] *= 0.5


@dataclass(frozen=True)
class Network:
    """Weights, as ``pipeline.train.tagger`` makes them."""

    chars: Floats
    """A row a character's number, ``pairs`` a row a pair's."""
    pairs: Floats
    layers: Sequence[Layer]
    out: Floats
    """From all layers' outputs to the tags of one convention; ``bias`` likewise."""
    bias: Floats

    def __call__(self, flat: Flat) -> Floats:
        """Log-probabilities of the tags of each character, shape (characters, tags)."""
        known = [self.chars[flat.chars], self.pairs[flat.left], self.pairs[flat.right], flat.words]
        rows = np.concatenate(known, axis=1)
        outputs = []
        for layer in self.layers:
            rows = _read(_closed(rows), layer, flat.lengths)[:-1]
            outputs.append(rows)
        scores = _tiled(np.concatenate(outputs, axis=1), self.out, self.bias)
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores


def _read(rows: Floats, layer: Layer, lengths: NDArray[np.integer]) -> Floats:
    """A layer's outputs, of both directions, for rows of which the last one stands for no character."""
    size = layer.units
    out = np.zeros((len(rows), 2, size), np.float32)
    gates = np.empty((2, ABREAST, 4 * size), np.float32)
    known = np.zeros((2, ABREAST, layer.weights.shape[1]), np.float32)
    said = known[..., layer.inputs + 2 :]
    state = np.zeros((2, ABREAST, size), np.float32)
    ways = np.array([[0], [1]])
    for ids in laid(lengths, ABREAST).swapaxes(0, 1):
        known[..., : layer.inputs + 2] = rows[ids]
        np.matmul(known, layer.weights, out=gates)
        _step(gates, state, said)
        out[ids, ways] = said
    return out.reshape(len(rows), -1)


def _closed(rows: Floats) -> Floats:
    """With a one behind each row, and a last row, of no character, that shuts all gates."""
    out = np.zeros((len(rows) + 1, rows.shape[1] + 2), np.float32)
    out[:-1, :-2] = rows
    out[:-1, -2] = out[-1, -1] = 1
    return out


def _step(gates: Floats, state: Floats, said: Floats) -> None:
    """What a layer says of one place, from its gates' sums; the state moves on."""
    size = state.shape[-1]
    np.tanh(gates, out=gates)
    enter, forget, new, leave = (gates[..., n * size : (n + 1) * size] for n in range(4))
    gates[..., : 2 * size] += 1
    state *= forget
    enter *= new
    state += enter
    state *= 0.5
    np.tanh(state, out=said)
    leave += 1
    said *= leave
    said *= 0.5


def _tiled(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """``rows @ weights + bias``, tile by tile, the last one filled up, so that a row's outcome depends on it alone."""
    count = len(rows)
    filled = np.zeros((-(-count // TILE), TILE, rows.shape[1]), np.float32)
    filled.reshape(-1, rows.shape[1])[:count] = rows
    made = np.matmul(filled, weights).reshape(-1, weights.shape[1])[:count]
    return np.asarray(made + bias, np.float32)
