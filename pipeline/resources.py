"""Where the data that ships with the project lies: in the tree, or inside the installed wheel.

The folders ``configs/``, ``corpora/`` and ``models/`` stand at the top of the
source tree; a wheel carries them as ``pipeline/_shipped/<folder>``.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def shipped(folder: str) -> Path:
    """The folder ``configs``, ``corpora`` or ``models``, wherever this installation keeps it.

    >>> shipped("configs").name
    'configs'
    """
    inside = _PACKAGE / "_shipped" / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def lexicons() -> Path:
    """The folder of lexicon files that ship with the package.

    >>> (lexicons() / "titles.tsv").is_file()
    True
    """
    return _PACKAGE / "lexicons"
