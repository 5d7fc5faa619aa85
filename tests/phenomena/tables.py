"""How a table of phenomena becomes tests: a row is a name and its cases, and what still fails is said by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

LEAST = 3
"""Cases that a row has at the least: one alone is soon learned by heart."""

Rows = Mapping[str, Sequence[tuple[Any, ...]]]
"""By the name of the phenomenon: a text, and what is right."""


def cases(rows: Rows, failing: Mapping[str, str], width: int) -> list[Any]:
    """The cases of all rows, filled up with ``None`` to ``width``.

    Those whose text begins as a key of ``failing`` are expected to fail, and only those.
    """
    return [
        pytest.param(*case, *[None] * (width - len(case)), id=f"{row}-{number}", marks=_marks(case[0], failing))
        for row, table in rows.items()
        for number, case in enumerate(table, 1)
    ]


def _marks(text: str | bytes, failing: Mapping[str, str]) -> list[pytest.MarkDecorator]:
    reasons = [reason for start, reason in failing.items() if isinstance(text, str) and text.startswith(start)]
    return [pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason) for reason in reasons]


def read(rows: Rows) -> list[Any]:
    """What the cases read: all texts, which are run together, since calls of the tagger have costs."""
    return [case[0] for table in rows.values() for case in table]


def check(rows: Rows, failing: Mapping[str, str]) -> None:
    """Each row has enough cases, no text stands twice, and what is expected to fail is one case."""
    texts = read(rows)
    assert {row: len(table) for row, table in rows.items() if len(table) < LEAST} == {}
    assert len(set(texts)) == len(texts)
    for start in failing:
        assert sum(isinstance(text, str) and text.startswith(start) for text in texts) == 1, start
