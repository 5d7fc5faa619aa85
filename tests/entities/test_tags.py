"""Tags of characters: there and back, and the best valid path."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.entities import lanes, tags

LABELS = ("PER", "ORG")
COUNT = tags.count(LABELS)


def fits(path: list[int]) -> bool:
    """Whether tags fit together, written down plainly."""
    opened = -1
    for tag in path:
        place, label = ((tag - 1) % 4 + 1, (tag - 1) // 4) if tag else (0, -1)
        if place in (tags.GOES_ON, tags.ENDS) and opened != label:
            return False
        if place in (0, tags.BEGINS, tags.ALONE) and opened >= 0:
            return False
        opened = label if place in (tags.BEGINS, tags.GOES_ON) else -1
    return opened < 0


@st.composite
def marked(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]]]:
    cuts = draw(st.lists(st.integers(1, 4), min_size=1, max_size=12))
    edges = [0, *np.cumsum(cuts).tolist()]
    spans = [(a, b, draw(st.integers(0, 1))) for a, b in itertools.pairwise(edges) if draw(st.booleans())]
    return edges[-1], spans


@given(marked())
def test_spans_come_back(case: tuple[int, list[tuple[int, int, int]]]) -> None:
    length, spans = case
    path = tags.tags_of(length, spans)
    assert list(zip(*(found.tolist() for found in tags.spans(path)), strict=True)) == spans
    assert fits(path.tolist())


def by_hand(logs: np.ndarray) -> float:
    """The score of the best valid path, by trying all."""
    paths = itertools.product(range(COUNT), repeat=len(logs))
    return max(sum(logs[at, tag] for at, tag in enumerate(path)) for path in paths if fits(list(path)))


@pytest.mark.parametrize("seed", range(12))
def test_the_best_path_of_all(seed: int) -> None:
    logs = np.random.default_rng(seed).normal(size=(4, COUNT))
    path = tags.best(logs, np.array([4]))
    assert logs[np.arange(4), path].sum() == pytest.approx(by_hand(logs))


@given(st.lists(st.integers(1, 9), min_size=1, max_size=6), st.integers(0, 1000))
def test_texts_one_behind_the_other_as_alone(lengths: list[int], seed: int) -> None:
    logs = np.random.default_rng(seed).normal(size=(sum(lengths), COUNT))
    together = tags.best(logs, np.array(lengths))
    assert all(fits(part.tolist()) for part in np.split(together, np.cumsum(lengths)[:-1]))
    alone = [tags.best(part, np.array([len(part)])) for part in np.split(logs, np.cumsum(lengths)[:-1])]
    assert together.tolist() == np.concatenate(alone).tolist()


def test_a_long_text_takes_no_room_for_others(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = []

    def laid(lengths: NDArray[np.integer], width: int) -> NDArray[np.intp]:
        widths.append(width)
        return lanes.laid(lengths, width)

    monkeypatch.setattr(tags, "laid", laid)
    lengths = np.array([3000, 1, 1])
    logs = np.random.default_rng(1).normal(size=(3002, COUNT))
    together = tags.best(logs, lengths).tolist()
    alone = [tags.best(part, np.array([len(part)])) for part in np.split(logs, np.cumsum(lengths)[:-1])]
    assert together == np.concatenate(alone).tolist()
    assert widths[0] <= 2
