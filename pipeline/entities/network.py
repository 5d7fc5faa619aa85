"""The tagger's network in plain numpy: gated recurrent layers whose matrix products run over all characters at once.

Each layer reads a text in both directions and keeps a running mean of what it
saw, ``c[t] = f[t] * c[t-1] + (1 - f[t]) * z[t]``, where ``z`` and ``f`` depend on
the layer's input alone (quasi-recurrent networks; Bradbury et al., 2017; simple
recurrent units; Lei et al., 2018). So only the running mean goes character by
character, for all texts of a call together.

What is said of a text does not depend on the other texts of the call: products
are made in tiles of one size, whatever the number of characters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .inputs import Flat

TILE = 256
"""Characters of one matrix product; a library may add up in another order where there are fewer."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Network:
    """Weights, as ``pipeline.train.tagger`` makes them."""

    chars: Floats
    """A row a character's number, ``pairs`` a row a pair's."""
    pairs: Floats
    layers: Sequence[tuple[Floats, Floats]]
    """Weights and bias of each layer: ``z`` of both directions, then ``f`` of both."""
    out: Floats
    """From all layers' outputs to the tags of one convention; ``bias`` likewise."""
    bias: Floats

    def __call__(self, flat: Flat) -> Floats:
        """Log-probabilities of the tags of each character, shape (characters, tags)."""
        order = Order(flat.lengths)
        ids = order.ranked
        rows = np.concatenate(
            [self.chars[flat.chars[ids]], self.pairs[flat.left[ids]], self.pairs[flat.right[ids]], flat.words[ids]],
            axis=1,
        )
        outputs = []
        for weights, bias in self.layers:
            rows = _layer(rows, weights, bias, order)
            outputs.append(rows)
        scores = _tiled(np.concatenate(outputs, axis=1), self.out, self.bias)
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        out = np.empty_like(scores)
        out[ids] = scores
        return out


class Order:
    """The characters of texts by their place in them: all first ones, all second ones, and so on, longest texts first.

    >>> order = Order(np.array([1, 3]))
    >>> order.ranked.tolist(), order.mirrored.tolist(), order.steps
    ([1, 0, 2, 3], [3, 1, 2, 0], [(0, 2), (2, 3), (3, 4)])
    """

    def __init__(self, lengths: NDArray[np.integer]):
        order = np.argsort(-lengths, kind="stable")
        sizes = lengths[order]
        starts = (np.cumsum(lengths) - lengths)[order]
        counts = np.bincount(sizes, minlength=sizes[0] + 1)
        running = len(sizes) - np.cumsum(counts)[:-1]  # texts that have a character at each place
        ends = np.cumsum(running)
        offsets = ends - running
        place = np.repeat(np.arange(len(running)), running)
        text = np.arange(ends[-1]) - offsets[place]
        self.ranked = starts[text] + place
        """The character at each rank."""
        self.mirrored = offsets[sizes[text] - 1 - place] + text
        """For each rank the rank of the character as far from its text's other end."""
        self.steps = list(zip(offsets.tolist(), ends.tolist(), strict=True))


def _layer(rows: Floats, weights: Floats, bias: Floats, order: Order) -> Floats:
    size = weights.shape[1] // 4
    made = _tiled(rows, weights, bias, _gated)
    state = np.empty((2, len(rows), size), np.float32)
    forget = np.empty_like(state)
    for way in (0, 1):
        ranks = order.mirrored if way else slice(None)
        state[way] = made[:, way * size : (way + 1) * size][ranks]
        forget[way] = made[:, (2 + way) * size : (3 + way) * size][ranks]
    before = 0
    for start, end in order.steps[1:]:
        part = forget[:, start:end]
        part *= state[:, before : before + end - start]
        state[:, start:end] += part
        before = start
    return np.concatenate([state[0], state[1][order.mirrored]], axis=1)


def _gated(made: Floats) -> None:
    """From sums to what is forgotten and what is put in its place, where they stand."""
    half = made.shape[1] // 2
    new, forget = made[:, :half], made[:, half:]
    forget *= 0.5
    np.tanh(made, out=made)
    forget *= 0.5
    forget += 0.5
    new -= new * forget


def _tiled(rows: Floats, weights: Floats, bias: Floats, then: Callable[[Floats], None] | None = None) -> Floats:
    """``rows @ weights + bias``, then ``then``, tile by tile, so that a row's outcome depends on the row alone.

    The last tile is filled up: a library may add up in another order where there are fewer rows.
    """
    count = len(rows)
    out = np.empty((-(-count // TILE) * TILE, weights.shape[1]), np.float32)
    for start in range(0, count, TILE):
        tile = rows[start : start + TILE]
        if len(tile) < TILE:
            tile = np.concatenate([tile, np.zeros((TILE - len(tile), rows.shape[1]), np.float32)])
        made = out[start : start + TILE]
        np.matmul(tile, weights, out=made)
        made += bias
        if then:
            then(made)
    return out[:count]
