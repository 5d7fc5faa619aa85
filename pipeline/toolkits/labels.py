"""Labels of other toolkits as ours, from ``toolkit-labels.tsv`` and the user's own settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import get_args

from .. import lexicon
from ..errors import ConfigError, RenzhiError
from ..record import LABELS, Label


class Labels:
    """Their labels and ours.

    >>> Labels({"JOB": "TITLE"})("JOB"), Labels({})("GPE"), Labels({})("MONEY")
    ('TITLE', 'LOC', None)
    """

    def __init__(self, own: Mapping[str, str]):
        """``own`` comes before the table; an empty string is none of ours.

        Raises ``ConfigError`` where one of ours is unknown.
        """
        wrong = next((ours for ours in own.values() if ours and ours not in get_args(Label)), None)
        if wrong:
            raise ConfigError(f"labels: {wrong!r} is none of ours; one of: {', '.join(LABELS)}, or an empty string")
        known = {its: ours for _, its, ours in lexicon.rows("toolkit-labels.tsv", 2, 1)}
        self._ours: dict[str, Label | None] = {}
        for its, ours in {**known, **own}.items():
            self._ours[its] = next((label for label in LABELS if label == ours), None)

    def __call__(self, its: str) -> Label | None:
        """Our label, or none; raises ``RenzhiError`` where nothing says which."""
        if its not in self._ours:
            raise RenzhiError(f'label {its!r} is not known; say which of ours it is: labels = {{"{its}": "PER"}}')
        return self._ours[its]

    def found(self, theirs: Iterable[str]) -> frozenset[Label]:
        """Which of ours a model finds; raises ``RenzhiError`` where nothing says what one of its labels is."""
        return frozenset(label for label in map(self, theirs) if label)
