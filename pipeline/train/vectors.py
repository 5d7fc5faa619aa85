"""Vectors of characters and pairs from what stands around them: positive pointwise mutual information, then SVD.

Levy and Goldberg (2014) show that this is what word2vec approximates; it needs
no rounds over the text and takes half a minute for ten million characters.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sparse
from numpy.typing import NDArray
from scipy.sparse.linalg import svds

from ..entities.inputs import pair_keys

_CHAR_PLACES = (-2, -1, 1, 2)
_PAIR_PLACES = (-2, -1, 2, 3)
"""Where the characters stand that speak for a character, or for the pair that begins with it."""
_SMOOTH = 0.75
"""Frequent neighbours count less (Levy, Goldberg and Dagan, 2015)."""
_LEAST = 3
_SMALL = 1000
"""Characters or pairs up to which no sparse method is needed."""

Ids = NDArray[np.intp]
Floats = NDArray[np.float32]


def frequent_pairs(codes: NDArray[np.uint32], count: int) -> NDArray[np.uint64]:
    """The most frequent pairs of neighbours, sorted; pairs with a blank or a control character are none."""
    keys = pair_keys(codes)
    keys = keys[(codes[:-1] > 32) & (codes[1:] > 32)]
    found, times = np.unique(keys, return_counts=True)
    return np.sort(found[np.argsort(-times, kind="stable")[:count]])


def vectors(
    codes: NDArray[np.uint32], chars: NDArray[np.uint32], pairs: NDArray[np.uint64], sizes: tuple[int, int], seed: int
) -> tuple[Floats, Floats]:
    """A row for each of ``chars`` and ``pairs``, of ``sizes`` numbers with deviation 1; rare characters have zeros."""
    ids = _numbers(codes, chars)
    pair_ids = _numbers(pair_keys(codes), pairs)
    around = [_counts(*_shifted(ids, ids, place), (len(chars), len(chars))) for place in _CHAR_PLACES]
    of_chars = _reduced(sparse.hstack(around).tocsr(), sizes[0], seed)
    of_chars[np.bincount(ids[ids >= 0], minlength=len(chars)) < _LEAST] = 0
    around = [_counts(*_shifted(pair_ids, ids, place), (len(pairs), len(chars))) for place in _PAIR_PLACES]
    return of_chars, _reduced(sparse.hstack(around).tocsr(), sizes[1], seed)


def _numbers(values: NDArray, known: NDArray) -> Ids:
    at = np.searchsorted(known, values)
    at[at == len(known)] = 0
    return np.where(known[at] == values, at, -1)


def _shifted(first: Ids, second: Ids, place: int) -> tuple[Ids, Ids]:
    """Each of ``first`` with what stands ``place`` behind it in ``second``."""
    if place < 0:
        first, second = first[-place:], second
    else:
        second = second[place:]
    length = min(len(first), len(second))
    return first[:length], second[:length]


def _counts(rows: Ids, columns: Ids, shape: tuple[int, int]) -> sparse.csr_matrix:
    known = (rows >= 0) & (columns >= 0)
    ones = np.ones(int(known.sum()), np.float32)
    counts = sparse.coo_matrix((ones, (rows[known], columns[known])), shape=shape).tocsr()
    counts.sum_duplicates()
    return counts


def _reduced(counts: sparse.csr_matrix, size: int, seed: int) -> Floats:
    of_rows = np.asarray(counts.sum(1)).ravel()
    of_columns = np.asarray(counts.sum(0)).ravel() ** _SMOOTH
    of_columns /= of_columns.sum()
    cells = counts.tocoo()
    weights = np.maximum(np.log(cells.data / (of_rows[cells.row] * of_columns[cells.col])), 0)
    weighted = sparse.csr_matrix((weights, (cells.row, cells.col)), shape=counts.shape)
    weighted.eliminate_zeros()
    seen = np.flatnonzero(weighted.getnnz(1))
    out = np.zeros((counts.shape[0], size), np.float32)
    if len(seen) <= _SMALL:  # ARPACK starts anew at random where there are fewer directions than it seeks
        left, strength, _ = np.linalg.svd(weighted[seen].toarray(), full_matrices=False)
        found = (left * np.sqrt(strength))[:, :size]
        out[seen, : found.shape[1]] = found
    else:
        start = np.random.default_rng(seed).standard_normal(min(counts.shape))
        left, strength, _ = svds(weighted, k=size, v0=start)
        out[:] = left * np.sqrt(strength)
    out /= max(float(out.std()), 1e-9)
    return out
