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
    """A layer's weights: from its inputs and from its state to the gates in, forget, new and out, and their bias."""

    def __init__(self, inputs: Floats, state: Floats, bias: Floats):
        """``inputs`` of shape (2, inputs, gates), ``state`` of (2, units, gates), ``bias`` of (2, gates)."""
        halved = np.full(bias.shape[1], 0.5, np.float32)
        halved[2 * state.shape[1] : 3 * state.shape[1]] = 1
        self.inputs, self.state, self.bias = inputs * halved, state * halved, bias * halved


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
    size = layer.state.shape[1]
    out = np.zeros((len(rows), 2, size), np.float32)
    for ways in _blocks(lengths):
        ids = np.stack(ways, axis=1)  # (places, directions, texts)
        sums = np.matmul(rows[ids], layer.inputs)
        sums += layer.bias[:, None]
        said = np.empty((*ids.shape, size), np.float32)
        before = np.zeros((2, ABREAST, size), np.float32)
        state = np.zeros_like(before)
        for place, gates in enumerate(sums):
            gates += np.matmul(before, layer.state)
            before = _step(gates, state, said[place])
        for way in (0, 1):
            out[ids[:, way], way] = said[:, way]
    out[-1] = 0
    return out.reshape(len(rows), -1)


def _step(gates: Floats, state: Floats, said: Floats) -> Floats:
    """What a layer says of one place, from its gates' sums (in, forget, new, out); the state moves on."""
    size = state.shape[-1]
    np.tanh(gates, out=gates)  # the sums of all gates but the new one are halved: (1 + tanh(x / 2)) / 2 is the sigmoid
    gates[..., : 2 * size] += 1
    state *= gates[..., size : 2 * size]
    state += gates[..., :size] * gates[..., 2 * size : 3 * size]
    state *= 0.5
    np.tanh(state, out=said)
    gates[..., 3 * size :] += 1
    said *= gates[..., 3 * size :]
    said *= 0.5
    return said


def _tiled(rows: Floats, weights: Floats, bias: Floats) -> Floats:
    """``rows @ weights + bias``, tile by tile, the last one filled up, so that a row's outcome depends on it alone."""
    count = len(rows)
    filled = np.zeros((-(-count // TILE), TILE, rows.shape[1]), np.float32)
    filled.reshape(-1, rows.shape[1])[:count] = rows
    made = np.matmul(filled, weights).reshape(-1, weights.shape[1])[:count]
    return np.asarray(made + bias, np.float32)
