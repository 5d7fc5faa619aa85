"""The tagger's network in plain numpy: recurrent layers that read texts in both directions.

Long short-term memory (Hochreiter and Schmidhuber, 1997; Graves and
Schmidhuber, 2005). Texts go through a layer in lanes, ``ABREAST`` of them and
never fewer: what is said of a text does not depend on the others of the call,
since a library may add up in another order where a matrix product has another
shape. On some processors it does so at a product's edges, too; there products are
of fewer lanes (``even``). In the gap between two texts of a lane all gates shut, so
that the second begins as if it were the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .inputs import Flat
from .lanes import ABREAST, laid

SHUT = -1e4
"""What shuts a gate for good: behind it nothing is left of what was read."""
PARTS = ("inputs", "state", "bias")
"""What a layer is made of; the first axis of each are its directions."""

Floats = NDArray[np.float32]


class Layer:
    """A layer's weights as it uses them, of shape (2, sums of gates, inputs): the gates are in, forget, out and new.

    Their inputs are the layer's, a one, a mark of no character and the layer's
    state. The sums of all gates but the new one are halved, since their sigmoid
    is ``(1 + tanh(x / 2)) / 2``.
    """

    def __init__(self, inputs: Floats, state: Floats, bias: Floats):
        """``inputs`` of shape (2, inputs, gates), ``state`` of (2, units, gates), ``bias`` of (2, gates).

        There the gates stand one behind the other, as torch has them: in, forget, new and out.
        """
        self.units = state.shape[1]
        weights = np.concatenate([inputs, bias[:, None], np.zeros_like(bias[:, None]), state], axis=1)
        gates = np.split(weights.swapaxes(1, 2), 4, axis=1)
        self.weights = np.concatenate([gates[number] for number in (0, 1, 3, 2)], axis=1)
        self.weights[:, : 3 * self.units] *= 0.5
        self.weights[:, : 3 * self.units, inputs.shape[1] + 1] = SHUT


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
        parts = [self.chars[flat.chars], self.pairs[flat.left], self.pairs[flat.right], flat.words]
        scores = np.tile(self.bias, (len(flat.chars) + 1, 1))
        places = laid(flat.lengths, ABREAST).swapaxes(0, 1)
        tags = self.out.shape[1]
        ends = np.cumsum([2 * layer.units for layer in self.layers])
        for layer, end in zip(self.layers, ends, strict=True):
            head = self.out[end - 2 * layer.units : end].reshape(2, 1, layer.units, tags).swapaxes(2, 3)
            heard = np.zeros((2, len(scores), layer.units), np.float32)
            width = min(even(*layer.weights.shape[1:]), even(tags, layer.units))
            for ids, said in _read(_rows(parts), layer, places, width):
                found = head @ said
                for way in (0, 1):
                    scores[ids[way]] += _by_lane(found[way])
                    if end < ends[-1]:
                        heard[way, ids[way]] = _by_lane(said[way])
            parts = list(heard[:, :-1])
        scores = scores[:-1]
        scores -= scores.max(axis=1, keepdims=True)
        scores -= np.log(np.exp(scores).sum(axis=1, keepdims=True))
        return scores


@cache
def even(rows: int, inputs: int) -> int:
    """How many lanes, ``ABREAST`` or fewer, a product with weights of ``rows`` and ``inputs`` may have.

    So many that the processor adds up each lane alike, wherever it stands: tried out
    with one lane many times over.
    """
    random = np.random.default_rng(0)
    weights, lane = (random.standard_normal(shape).astype(np.float32) for shape in ((rows, inputs), (inputs, 1)))
    width = ABREAST
    while width > 1:
        sums = weights @ np.repeat(lane, width, axis=1)
        if (sums == sums[:, :1]).all():
            break
        width //= 2
    return width


def _by_lane(found: Floats) -> Floats:
    """Groups of lanes, shape (groups, values, lanes), as a row a lane."""
    return found.swapaxes(1, 2).reshape(-1, found.shape[1])


def _rows(parts: Sequence[Floats]) -> Floats:
    """Parts of rows side by side with a one behind each, and a last row, of no character, that shuts all gates."""
    sizes = np.cumsum([part.shape[1] for part in parts])
    out = np.zeros((len(parts[0]) + 1, sizes[-1] + 2), np.float32)
    for end, part in zip(sizes, parts, strict=True):
        out[:-1, end - part.shape[1] : end] = part
    out[:-1, -2] = out[-1, -1] = 1
    return out


def _read(
    rows: Floats, layer: Layer, places: NDArray[np.intp], width: int
) -> Iterator[tuple[NDArray[np.intp], Floats]]:
    """What a layer says place by place, each time with the numbers of the characters there.

    Its shape is (2, groups, units, ``width``), since each product is of ``width`` lanes.
    """
    inputs, units, groups = rows.shape[1], layer.units, ABREAST // width
    weights = layer.weights[:, None]
    known = np.zeros((2, groups, inputs + units, width), np.float32)
    said = known[:, :, inputs:]
    gates = np.empty((2, groups, 4 * units, width), np.float32)
    state = np.zeros((2, groups, units, width), np.float32)
    for ids in places:
        known[:, :, :inputs] = rows[ids].reshape(2, groups, width, inputs).swapaxes(2, 3)
        np.matmul(weights, known, out=gates)
        _step(gates, state, said)
        yield ids, said


def _step(gates: Floats, state: Floats, said: Floats) -> None:
    """What a layer says of one place, from its gates' sums; the state moves on."""
    np.tanh(gates, out=gates)
    enter, forget, leave, new = np.split(gates, 4, axis=2)
    gates[:, :, : 3 * state.shape[2]] += 1
    state *= forget
    enter *= new
    state += enter
    state *= 0.5
    np.tanh(state, out=said)
    said *= leave
    said *= 0.5
