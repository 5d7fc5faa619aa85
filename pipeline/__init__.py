"""renzhi (任职): who holds which post, from the text of Chinese newspaper pages.

>>> import pipeline
>>> nlp = pipeline.load("default")
>>> article, = nlp.texts(["明湖市委书记林远主持召开会议。"])
>>> [(r.title, r.type) for r in article.relations]
[('书记', 'holds')]
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from .runner import Pipeline


def load(config: str | Path = "default", overrides: Mapping[str, Any] | None = None) -> Pipeline:
    """The pipeline of a shipped config or a ``.cfg`` file; ``overrides`` as ``{"section.key": value}``."""
    # Imported here, so that `import pipeline` and the small commands need not wait for spaCy.
    from .config import load_config
    from .runner import Pipeline

    return Pipeline(load_config(config, overrides))
