"""The language before the labels: the tagger's network learns to foretell characters.

A language model in each direction over the first recurrent layer, on all text
that there is, as Peters et al. (2017) and Rei (2017) do for taggers. What there
is to choose from are the characters of the batch, by the vectors that they come
in by, so that a step takes little longer than one over labels.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import torch
from torch import Tensor, nn

from ..entities.inputs import Flat
from ..script import simplified
from ..sentences.split import split
from .recurrent import Recurrent, padding
from .rows import LONGEST, Row


def sentences(texts: Iterable[str]) -> list[Row]:
    """The sentences of texts, each once, without those that are too short or too long to learn by.

    >>> [row.text for row in sentences(["林远来了。好！林远来了。", "好"])]
    ['林远来了。', '好！']
    """
    found = (
        text[start:end] for text in map(simplified, texts) for start, end in split(text) if 1 < end - start <= LONGEST
    )
    return [Row(text, {}) for text in dict.fromkeys(found)]


class Foretelling(nn.Module):
    """From what the network's first layer says of a place to the vector of the next character in each direction."""

    def __init__(self, net: Recurrent):
        super().__init__()
        self._net = [net]  # not a part of this module
        size, width = net.layers[0].size, net.chars.rows.shape[1]
        self.ways = nn.ModuleList(nn.Linear(size, width) for _ in range(2))

    def forward(self, flat: Flat) -> Tensor:
        """How unlikely the characters are by those before them and by those behind them, the mean of both."""
        (net,) = self._net
        forward, backward = net.one_way(flat)
        choice = net.chars.distinct.T
        numbers = np.unique(flat.chars, return_inverse=True)[1]
        wanted = torch.from_numpy(np.append(numbers, -1)[padding(flat.lengths)].astype(np.int64))
        there = wanted[1:] >= 0  # a place that has a character has one before it
        unlikely = [
            nn.functional.cross_entropy(way(states[there]) @ choice, right[there])
            for way, states, right in zip(
                self.ways, (forward[:-1], backward[1:]), (wanted[1:], wanted[:-1]), strict=True
            )
        ]
        return torch.stack(unlikely).mean()
