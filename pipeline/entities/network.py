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

ABREAST = 64
"""Texts that go through a layer side by side."""
TILE = 256
"""Characters of the last matrix product."""
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
        self.weights = np.concatenate([inputs, bias[:, None], state], axis=1)
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
        rows = np.concatenate([rows, np.zeros((1, rows.shape[1]), np.float32)])
        outputs = []
        for layer in self.layers:
            rows = _read(rows, layer, flat.lengths)
            outputs.append(rows[:-1])
        scores = _tiled(np.concatenate(outputs, axis=1), self.out, self.bias)
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores


def _blocks(lengths: NDArray[np.integer]) -> Iterator[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Texts side by side: for each place in them the numbers of their characters, read forwards and backwards.

    Both of shape (places, ``ABREAST``); where a text has no such place, the
    number is that of no character: how many there are.

    >>> ((forward, backward),) = _blocks(np.array([1, 3]))
    >>> forward[:, :3].tolist(), backward[:, :2].tolist()
    ([[1, 0, 4], [2, 4, 4], [3, 4, 4]], [[3, 0], [2, 4], [1, 4]])
    """
    order = np.argsort(-lengths, kind="stable")
    firsts, none = np.cumsum(lengths) - lengths, int(lengths.sum())
    for start in range(0, len(order), ABREAST):
        texts = order[start : start + ABREAST]
        place = np.arange(lengths[texts[0]])[:, None]
        forward = np.full((len(place), ABREAST), none)
        backward = forward.copy()
        real = place < lengths[texts]
        forward[:, : len(texts)] = np.where(real, firsts[texts] + place, none)
        backward[:, : len(texts)] = np.where(real, firsts[texts] + lengths[texts] - 1 - place, none)
        yield forward, backward


def _read(rows: Floats, layer: Layer, lengths: NDArray[np.integer]) -> Floats:
    """A layer's outputs, of both directions, for rows of which the last one stands for no character."""
    size = layer.units
    out = np.zeros((len(rows), 2, size), np.float32)
    gates = np.empty((2, ABREAST, 4 * size), np.float32)
    for forward, backward in _blocks(lengths):
        known = np.zeros((2, ABREAST, layer.weights.shape[1]), np.float32)
        known[..., layer.inputs] = 1
        said = known[..., layer.inputs + 1 :]
        state = np.zeros((2, ABREAST, size), np.float32)
        for ids in zip(forward, backward, strict=True):
            for way in (0, 1):
                known[way, :, : layer.inputs] = rows[ids[way]]
            np.matmul(known, layer.weights, out=gates)
            _step(gates, state, said)
            for way in (0, 1):
                out[ids[way], way] = said[way]
    out[-1] = 0
    return out.reshape(len(rows), -1)


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
