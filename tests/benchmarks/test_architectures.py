"""``benchmarks/architectures.py``."""

from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="comparing kinds of taggers needs the extra `train`")

import architectures  # noqa: E402

from pipeline.entities import tags  # noqa: E402


@pytest.fixture
def scored() -> tuple[np.ndarray, architectures.Moves]:
    random = np.random.default_rng(1)
    moves = architectures.Moves(tags.count(("PER", "ORG")))
    moves.weights.data = torch.from_numpy(random.standard_normal((9, 9)).astype(np.float32))
    return random.standard_normal((4, 9)).astype(np.float32), moves


def weighed(scores: np.ndarray, moves: architectures.Moves) -> dict[tuple[int, ...], float]:
    """All paths that spans make, each with its score, by trying all that there are."""
    with torch.no_grad():
        between, first, last = (part.numpy() for part in moves())
    out = {}
    for path in product(range(9), repeat=len(scores)):
        score = first[path[0]] + last[path[-1]] + sum(row[tag] for row, tag in zip(scores, path, strict=True))
        score += sum(between[before, after] for before, after in pairwise(path))
        if score > tags.NEVER / 2:
            out[path] = float(score)
    return out


def test_paths_are_those_that_spans_make(scored: tuple[np.ndarray, architectures.Moves]) -> None:
    for path in weighed(*scored):
        starts, ends, kinds = tags.spans(np.array(path))
        assert tags.tags_of(4, list(zip(starts, ends, kinds, strict=True))).tolist() == list(path)


def test_the_best_path(scored: tuple[np.ndarray, architectures.Moves]) -> None:
    scores, moves = scored
    paths = weighed(scores, moves)
    with torch.no_grad():
        found = architectures._viterbi(scores, *(part.numpy() for part in moves()))
    assert tuple(found.tolist()) == max(paths, key=lambda path: paths[path])


def test_the_sum_over_all_paths(scored: tuple[np.ndarray, architectures.Moves]) -> None:
    scores, moves = scored
    rows = torch.from_numpy(scores)[:, None]
    found = architectures._log_paths(rows, torch.tensor([4]), *moves())
    assert found.item() == pytest.approx(np.logaddexp.reduce(list(weighed(scores, moves).values())), abs=1e-4)


def test_a_convolution_does_not_see_another_text() -> None:
    layer = architectures.Convolutions(3, 2)
    rows = torch.randn(6, 2, 3)
    alone = layer(rows[:4, :1], torch.tensor([4]))
    together = layer(rows, torch.tensor([4, 6]))
    assert together[:4, :1].detach().numpy() == pytest.approx(alone.detach().numpy(), abs=1e-5)
