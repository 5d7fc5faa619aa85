"""What is right for the lines of a degraded page."""

from __future__ import annotations

import pytest

from pipeline.articles import labels as L
from pipeline.degrade import TruthLine
from pipeline.train import truth


def lines(*given: str) -> list[TruthLine]:
    """``text 0 0`` is a line of article 0, paragraph 0; ``+`` behind it one that wraps."""
    made = []
    for at, line in enumerate(given):
        kind, article, paragraph, *wraps = line.split()
        made.append(TruthLine(2 * at, 2 * at + 1, kind, int(article), int(paragraph), bool(wraps)))  # type: ignore[arg-type]
    return made


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        (["text 0 0", "text 0 0 +", "text 0 1"], ["text-article", "text-wraps", "text-paragraph"]),
        (["head 0 0", "head 0 0 +", "head 0 1", "text 0 0"], ["head", "head-wraps", "head-next", "text-article"]),
        (["text 0 0", "head 1 0", "text 0 0 +", "text 1 0"], ["text-article", "head", "text-resumes", "text-article"]),
        (["text 0 0", "text 1 0", "text 0 1"], ["text-article", "text-article", "text-resumes-paragraph"]),
        (["byline 0 0", "text 0 1", "byline 0 2"], ["byline-article", "text-paragraph", "byline"]),
        (["head 0 0", "head 1 0"], ["head", "head"]),
        (["furniture -1 0", "furniture -1 1"], ["furniture", "furniture"]),
        (
            ["text 0 0", "caption 0 1", "caption 0 1 +", "text 0 2"],
            ["text-article", "caption", "caption-wraps", "text-paragraph"],
        ),
    ],
)
def test_labels(given: list[str], wanted: list[str]) -> None:
    assert [L.LABELS[label] for label in truth.labels(lines(*given))] == wanted
