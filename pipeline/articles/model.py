"""The trained model of the stage: hashed tables, a small network over lines, and weights for what belongs together."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
from numpy.typing import NDArray

from .. import models
from ..errors import ConfigError
from .features import Rows, windows

VERSION = 4
"""Raised whenever what the weights stand for changes: features, labels, hashes."""

CHUNK = 1024
"""Lines at a time that are labelled: what a longer page needs would not stay in the processor's cache."""
TABLES = ("kinds", "joints", "topics", "hidden")
"""Arrays kept in whole numbers, with a scale a column: large, and what is made of them is a sum of many."""


@dataclass(frozen=True)
class Model:
    """Arrays as training made them; see ``pipeline.train.layout``.

    In a file the tables are in six bits, the network in eight.
    """

    kinds: Rows
    """Hashed pairs of characters by what they say of a line's kind."""
    joints: Rows
    """Hashed n-grams around a joint by what they say of it."""
    topics: Rows
    """What pairs of characters are about: hashed, a row each; rare ones weigh more."""
    hidden: Rows
    hidden_bias: Rows
    out: Rows
    out_bias: Rows
    transitions: Rows
    """Log-probabilities of labels by the label before."""
    links: Rows
    """What speaks for a piece of text going on with another, or beginning an article; see ``odds`` and ``links``."""
    heads: Rows
    """What speaks for a headline being an article's; see ``odds`` and ``headlines``."""

    def labels(self, rows: Rows) -> Rows:
        """Log-probabilities of the labels of lines, from their features (a row a line)."""
        starts = range(0, max(len(rows), 1), CHUNK)
        return np.concatenate([self._labels(windows(rows, at, at + CHUNK)) for at in starts])

    def _labels(self, rows: Rows) -> Rows:
        """The same of rows with their neighbours."""
        inside = np.maximum(rows @ self.hidden + self.hidden_bias, 0)
        out = inside @ self.out + self.out_bias
        out -= out.max(axis=1, keepdims=True)
        return out - np.log(np.exp(out).sum(axis=1, keepdims=True))


def odds(rows: NDArray[np.floating], weights: NDArray[np.floating]) -> NDArray[np.float64]:
    """Scores of choices, a row each, by a linear model and a small network beside it.

    ``weights`` has a row a feature and in its columns the network's units, the
    linear model last; the row behind the features is what the units count.
    """
    inside = rows @ weights[:-1]
    inside[:, :-1] = np.tanh(inside[:, :-1])
    return np.asarray(inside @ weights[-1])


def certainty(gains: Mapping[int, float], chosen: float) -> float:
    """The share of the odds that a choice of score ``chosen`` has among all there are, 0–1.

    >>> certainty({0: 1.0, 1: 1.0}, 1.0)
    0.5
    """
    most = max(gains.values())
    return math.exp(chosen - most) / sum(math.exp(gain - most) for gain in gains.values())


@cache
def load(name: str) -> Model:
    """A model by the name of a shipped one (``layout``) or the path of a folder.

    Raises ``ConfigError`` where there is none, or where its file is broken or another version's.
    """
    names = [field.name for field in fields(Model)]
    found = models.arrays(name, [*names, *(f"{table}.scale" for table in TABLES)], VERSION)
    floats = {key: found[key].astype(np.float32) for key in names}
    for table in TABLES:
        scale = found[f"{table}.scale"]
        if scale.shape != (1, *floats[table].shape[1:]):
            file = models.find(name) / models.WEIGHTS
            raise ConfigError(f"{file}: {table!r} and its scale do not fit; {models.AGAIN}")
        floats[table] *= scale
    return Model(**floats)
