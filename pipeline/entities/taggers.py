"""The taggers as configs name them, under ``[entities.tagger]``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Protocol

from ..errors import ConfigError
from ..mention import Mention
from ..record import Span


class Tagger(Protocol):
    """Finds persons, organisations, places, titles and dates in texts."""

    @property
    def models(self) -> Mapping[str, Path]:
        """Files that it read, by name, for the manifest."""

    def many(self, texts: Sequence[tuple[str, Sequence[Span]]]) -> list[list[Mention]]:
        """Mentions of each text with its sentences: sorted, disjoint, offsets into the text."""


Maker = Callable[[], Tagger]
"""Makes a tagger where the stage is built, whose lexicons are the user's too; it can be pickled, as the stage can."""


def characters(model: str = "tagger", convention: str = "renzhi") -> Maker:
    """The project's own: a model's name or its folder, and whose idea of persons, titles and so on counts."""

    return partial(_characters, model, convention)


def lac() -> Maker:
    """Words and classes by Baidu's LAC, and rules and lexicons over them; needs the extra ``lac``."""

    return _lac


def _characters(model: str, convention: str) -> Tagger:
    from .tagger import CharacterTagger

    return CharacterTagger(model, convention)


def _lac() -> Tagger:
    try:
        from .lac import LacTagger
    except ImportError as error:
        raise ConfigError(f"renzhi.lac.v1: {error}; install it with: pip install 'renzhi[lac]'") from error
    from .tagging import EntityTagger

    return EntityTagger(LacTagger())
