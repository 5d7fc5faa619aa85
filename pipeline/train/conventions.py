"""The conventions of ``conventions.tsv``: whose idea of a person, a title and so on, and which label of ours it is."""

from __future__ import annotations

from collections.abc import Iterable

from .. import lexicon
from ..errors import RenzhiError
from .examples import Example

OURS = "renzhi"
"""This project's own."""
MOST = 15
"""Labels of a convention: what a character may be is kept in 64 bits."""


def known() -> dict[str, dict[str, str]]:
    """The labels of each convention, with our label for each of them or nothing.

    >>> known()["cluener"]["position"]
    'TITLE'
    """
    found: dict[str, dict[str, str]] = {}
    for name, label, ours in lexicon.rows("conventions.tsv", 2, 1):
        found.setdefault(name, {})[label] = ours
    return found


def labels_of(name: str) -> dict[str, str]:
    """The labels of one; raises ``RenzhiError`` that lists the others where there is none of that name."""
    found = known()
    if name not in found:
        have = ", ".join(found)
        raise RenzhiError(f"conventions.tsv has no {name!r}; add a line for each label, or take one of: {have}")
    return found[name]


def spoken(examples: Iterable[Example]) -> dict[str, dict[str, str]]:
    """The conventions of the examples: the labels of each, with our label for each of them or nothing.

    Raises ``RenzhiError`` where ``conventions.tsv`` does not know one, or one of its labels, or has too many.
    """
    listed = known()
    used: dict[str, set[str]] = {}
    for example in examples:
        for marks in example.marks:
            used.setdefault(marks.convention, set()).update(marks.labels)
    for name, labels in used.items():
        unknown = sorted(labels - listed.get(name, {}).keys())
        if unknown:
            raise RenzhiError(f"conventions.tsv has no {name!r} with {', '.join(unknown)}; add a line for each label")
        if len(listed[name]) > MOST:
            many = f"{name!r} has {len(listed[name])} labels"
            raise RenzhiError(f"conventions.tsv: {many}; at most {MOST} can be learned")
    return {name: labels for name, labels in listed.items() if name in used}
