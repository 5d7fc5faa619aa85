"""What other formats call our labels, from ``export-labels.tsv``."""

from __future__ import annotations

from .. import lexicon


def labels(name: str) -> dict[str, str]:
    """The labels of a format by ours; those that it has none for are not among them.

    >>> labels("cluener")["TITLE"]
    'position'
    """
    return {ours: its for key, ours, its in lexicon.rows("export-labels.tsv", 2, 1) if key == name and its}
