"""The network in numpy: as one would write it down, and the same whatever else is in the call."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.entities.inputs import LEXICAL, Inputs
from pipeline.entities.matches import build
from pipeline.entities.network import TILE, Network

TEXTS = ["明湖市委书记林远主持会议。", "周", "副市长周明参加。", "a" * (2 * TILE + 3), "林远说：“好。”"]


@pytest.fixture(scope="module")
def inputs() -> Inputs:
    letters = np.unique(np.array([ord(char) for char in "".join(TEXTS)], np.uint32))
    pairs = np.sort(np.array([ord("林") << 21 | ord("远"), ord("周") << 21 | ord("明")], np.uint64))
    return Inputs(letters, pairs, build({"市长": 8, "明湖": 2}))


@pytest.fixture(scope="module")
def network(inputs: Inputs) -> Network:
    random = np.random.default_rng(1)

    def some(*shape: int) -> np.ndarray:
        return random.normal(0, 0.4, shape).astype(np.float32)

    size = 6 + 2 * 4 + LEXICAL
    layers = [(some(size, 4 * 5), some(4 * 5)), (some(10, 4 * 3), some(4 * 3))]
    return Network(some(len(inputs.chars) + 3, 6), some(3, 4), layers, some(16, 9), some(9))


def by_hand(network: Network, inputs: Inputs, text: str) -> np.ndarray:
    flat = inputs([text])
    rows = np.concatenate(
        [network.chars[flat.chars], network.pairs[flat.left], network.pairs[flat.right], flat.words], axis=1
    )
    outputs = []
    for weights, bias in network.layers:
        size = weights.shape[1] // 4
        sums = rows @ weights + bias
        new, forget = np.tanh(sums[:, : 2 * size]), 1 / (1 + np.exp(-sums[:, 2 * size :]))
        rows = np.zeros((len(text), 2 * size), np.float32)
        for half, order in ((slice(size), range(len(text))), (slice(size, None), range(len(text) - 1, -1, -1))):
            state = np.zeros(size)
            for at in order:
                state = forget[at, half] * state + (1 - forget[at, half]) * new[at, half]
                rows[at, half] = state
        outputs.append(rows)
    scores = np.concatenate(outputs, axis=1) @ network.out + network.bias
    return scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))


@pytest.mark.parametrize("text", TEXTS)
def test_as_written_down(network: Network, inputs: Inputs, text: str) -> None:
    assert network(inputs([text])) == pytest.approx(by_hand(network, inputs, text), abs=1e-4)


def test_the_same_to_the_bit_in_any_company(network: Network, inputs: Inputs) -> None:
    alone = [network(inputs([text])) for text in TEXTS]
    for order in ([0, 1, 2, 3, 4], [4, 2, 0, 1, 3], [1, 1, 0], [3, 0]):
        flat = inputs([TEXTS[number] for number in order])
        parts = np.split(network(flat), np.cumsum(flat.lengths)[:-1])
        for number, part in zip(order, parts, strict=True):
            assert (part == alone[number]).all()
