"""The network: as one would write it down, and the same whatever else is in the call."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.entities.inputs import LEXICAL, Inputs
from pipeline.entities.lanes import ABREAST
from pipeline.entities.matches import build
from pipeline.entities.network import Layer, Network
from pipeline.entities.quantized import MOST, WEIGHT, ZERO

TEXTS = ["明湖市委书记林远主持会议。", "周", "副市长周明参加。", "a" * (515), "林远说：“好。”"]


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    letters = np.unique(np.array([ord(char) for char in "".join(TEXTS)], np.uint32))
    pairs = np.sort(np.array([ord("林") << 21 | ord("远"), ord("周") << 21 | ord("明")], np.uint64))
    return Inputs(letters, pairs, build({"市长": 8, "明湖": 2}))


@pytest.fixture(scope="module")
def network(inputs: Inputs) -> Network:
    random = np.random.default_rng(1)

    def some(kind: type[np.integer], most: int, *shape: int) -> np.ndarray:
        middle = ZERO if kind is np.uint8 else 0
        return random.integers(middle - most, middle + most + 1, shape).astype(kind)

    def scale(*shape: int) -> np.ndarray:
        return random.uniform(5e-5, 3e-4, shape).astype(np.float32)

    def bias(*shape: int) -> np.ndarray:
        return random.normal(0, 0.4, shape).astype(np.float32)

    size = 6 + 2 * 4 + LEXICAL
    layers = [
        Layer(some(np.int8, WEIGHT, 2, inputs + units, 4 * units), scale(2, 4 * units), bias(2, 4 * units))
        for inputs, units in ((size, 5), (10, 3))
    ]
    out = some(np.int8, WEIGHT, 1, 16, 18), scale(2, 9), bias(9)
    return Network(some(np.uint8, MOST, len(inputs.chars) + 3, 6), some(np.uint8, MOST, 3, 4), layers, *out)


def by_hand(network: Network, inputs: Inputs, text: str) -> np.ndarray:
    flat = inputs([text])
    tables = [network.chars[flat.chars], network.pairs[flat.left], network.pairs[flat.right]]
    rows = np.concatenate([*(table.astype(int) - ZERO for table in tables), MOST * flat.words.astype(int)], axis=1)
    outputs = []
    for layer in network.layers:
        size = layer.units
        said = np.zeros((len(text), 2 * size), int)
        for way, order in enumerate((range(len(text)), range(len(text) - 1, -1, -1))):
            kept = np.zeros(size, int)
            cell = np.zeros(size)
            for at in order:
                sums = np.concatenate([rows[at], kept]) @ layer.weights[way].astype(int)
                enter, forget, leave, new = np.split(sums * layer.scale[way, 0] + layer.bias[way, 0], 4)
                cell = _sigmoid(forget) * cell + _sigmoid(enter) * np.tanh(new)
                kept = np.rint(MOST * _sigmoid(leave) * np.tanh(cell)).astype(int)
                said[at, way * size : (way + 1) * size] = kept
        rows = said
        outputs.append(rows)
    coarse, fine = np.split(np.concatenate(outputs, axis=1) @ network.out[0].astype(int), 2, axis=1)
    scores = coarse * network.scale[0] + fine * network.scale[1] + network.bias
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


def _sigmoid(halved: np.ndarray) -> np.ndarray:
    """A layer keeps the sums of its gates halved."""
    return 1 / (1 + np.exp(-2 * halved))


@pytest.mark.parametrize("text", TEXTS)
def test_as_written_down(network: Network, inputs: Inputs, text: str) -> None:
    assert network(inputs([text])) == pytest.approx(by_hand(network, inputs, text), abs=1e-3)


def test_the_same_to_the_bit_in_any_company(network: Network, inputs: Inputs) -> None:
    alone = [network(inputs([text])) for text in TEXTS]
    for order in ([0, 1, 2, 3, 4], [4, 2, 0, 1, 3], [1, 1, 0], [3, 0], [2] * (ABREAST + 1) + [0, 3]):
        flat = inputs([TEXTS[number] for number in order])
        parts = np.split(network(flat), np.cumsum(flat.lengths)[:-1])
        for number, part in zip(order, parts, strict=True):
            assert (part == alone[number]).all()
