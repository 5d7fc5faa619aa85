"""Characters around and in lines as rows of hashed tables, which training fills with what they speak for.

No n-gram is stored as such: it is hashed to a row, as in fastText (Joulin et
al. 2017) and Vowpal Wabbit, so that a page is read with a few array operations.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

KIND_BITS = 16
JOINT_BITS = 20
KINDS = ("text", "head", "byline", "caption", "furniture")
JOINTS = ("wraps", "paragraph", "article")
"""What begins with a line: nothing, a paragraph, an article."""

Ids = NDArray[np.int64]
_FACTORS = (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F, 0x165667B1)
_CHAINS = (((0, 1, 2, 3), 1), ((-1, 0, 1), 1), ((-2, -1, 0, 1), 2), ((-3, -2, -1), 3))
"""Characters around a joint, by their distance: -1 is the last before it, 0 the first behind it.

Of each chain every beginning is an n-gram, from the length that stands behind it on.
"""
NGRAMS = sum(len(chain) + 1 - least for chain, least in _CHAINS)
_BEFORE, _BEHIND = np.arange(-3, 0)[:, None], np.arange(4)[:, None]
_STEPS = range(max(len(chain) for chain, _ in _CHAINS))
_CHAIN_TABLE = np.array(
    [[(chain[step] if step < len(chain) else 0) + len(_BEFORE) for chain, _ in _CHAINS] for step in _STEPS]
)
"""A row a step, in it for each chain the place of its next character among those around a joint."""
_NGRAM_TABLE = np.array(
    [step + 1 >= least and step < len(chain) for chain, least in _CHAINS for step in _STEPS]
).reshape(len(_CHAINS), -1)
"""A row a chain, in it for each step whether an n-gram ends there."""
_FACTOR_TABLE = np.array(_FACTORS, np.uint32)[: len(_STEPS), None, None]
_SALTS = np.array([[salt * 0x9E3779B9 & 0xFFFFFFFF] for salt in range(1, 1 + len(_CHAINS))], np.uint32)


def line_ids(chars: NDArray[np.uint32], starts: Ids) -> Ids:
    """For each character the row of the pair that it makes with the next one of its line.

    ``chars`` are all lines' code points one behind the other, ``starts`` where
    each line begins and, last, their number.

    >>> first, second = line_ids(np.array([7, 8, 7, 8], np.uint32), np.array([0, 2, 4])).reshape(2, 2)
    >>> bool((first == second).all())
    True
    """
    following = np.empty_like(chars)
    following[:-1] = chars[1:]
    following[starts[1:] - 1] = 0
    return pair_ids(chars, following)


def pair_ids(first: NDArray[np.uint32], second: NDArray[np.uint32]) -> Ids:
    """The rows of pairs of characters."""
    mixed = (first * np.uint32(_FACTORS[0])) ^ (second * np.uint32(_FACTORS[1]))
    mixed = (mixed ^ (mixed >> np.uint32(15))) * np.uint32(_FACTORS[2])
    return (mixed >> np.uint32(32 - KIND_BITS)).astype(np.int64)


def grouped(ids: Ids) -> tuple[Ids, NDArray[np.bool_]]:
    """The places of rows of pairs in the order of the rows, and where in it another row begins.

    >>> order, new = grouped(np.array([9, 5, 9]))
    >>> order.tolist(), new.tolist()
    ([1, 0, 2], [True, True, False])
    """
    order = np.argsort(ids.astype(np.uint16), kind="stable")  # as few bits as KIND_BITS are sorted without comparing
    ordered = ids[order]
    new = np.ones(len(ids), bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return order, new


def joint_ids(chars: NDArray[np.uint32], starts: Ids, before: Ids, after: Ids) -> Ids:
    """The rows of the n-grams around joints, shape (joints, ``NGRAMS``).

    A joint is where the line ``after`` stands behind the line ``before``, both
    by number; ``before`` -1 is none. Beyond the two lines there is nothing: 0.
    """
    there = before >= 0
    low, high = starts[before] * there, starts[before + 1] * there
    first, end = starts[after], starts[after + 1]
    at = np.concatenate([high + _BEFORE, first + _BEHIND])
    inside = np.concatenate([at[: len(_BEFORE)] >= low, at[len(_BEFORE) :] < end])
    around = chars.take(at * inside) * inside
    # All chains a character further at a time; those that have ended go on for nothing.
    parts = around[_CHAIN_TABLE] * _FACTOR_TABLE
    hashed = np.empty((len(_CHAINS), len(parts), len(before)), np.uint32)
    mixed = _SALTS
    for length, part in enumerate(parts):
        mixed = (mixed ^ part) * np.uint32(0x01000193)
        mixed ^= mixed >> np.uint32(15)
        hashed[:, length] = mixed
    return (hashed[_NGRAM_TABLE] >> np.uint32(32 - JOINT_BITS)).T.astype(np.int64)


def joint_scores(
    table: NDArray[np.float32], chars: NDArray[np.uint32], starts: Ids, before: Ids, after: Ids
) -> NDArray[np.float32]:
    """What a table says of the n-grams around joints, added up: a row a joint."""
    return table.take(joint_ids(chars, starts, before, after).T, axis=0).sum(axis=0)
