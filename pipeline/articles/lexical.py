"""Characters around and in lines as rows of hashed tables, which training fills with what they speak for.

No n-gram is stored as such: it is hashed to a row, as in fastText (Joulin et
al. 2017) and Vowpal Wabbit, so that a page is read with a few array operations.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

KIND_BITS = 16
JOINT_BITS = 18
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


def joint_ids(chars: NDArray[np.uint32], starts: Ids, before: Ids, after: Ids) -> Ids:
    """The rows of the n-grams around joints, shape (joints, ``NGRAMS``).

    A joint is where the line ``after`` stands behind the line ``before``, both
    by number; ``before`` -1 is none. Beyond the two lines there is nothing: 0.
    """
    low = np.where(before < 0, 0, starts[before])
    high = np.where(before < 0, 0, starts[before + 1])
    first, end = starts[after], starts[after + 1]
    around: dict[int, NDArray[np.uint32]] = {}
    for distance in range(-3, 4):
        at = first + distance if distance >= 0 else high + distance
        inside = at < end if distance >= 0 else at >= low
        around[distance] = chars[np.where(inside, at, 0)] * inside.astype(np.uint32)
    columns = []
    for salt, (chain, least) in enumerate(_CHAINS, 1):
        hashed = _hash([around[distance] for distance in chain], salt, JOINT_BITS)
        columns += list(hashed)[least - 1 :]
    return np.stack(columns, axis=1)


def _hash(parts: list[NDArray[np.uint32]], salt: int, bits: int) -> Iterator[Ids]:
    """The rows of the first part, of the first two, and so on."""
    mixed: NDArray[np.uint32] | np.uint32 = np.uint32((salt * 0x9E3779B9) & 0xFFFFFFFF)
    for part, factor in zip(parts, _FACTORS, strict=False):
        mixed = (mixed ^ (part * np.uint32(factor))) * np.uint32(0x01000193)
        mixed ^= mixed >> np.uint32(15)
        yield (mixed >> np.uint32(32 - bits)).astype(np.int64)
