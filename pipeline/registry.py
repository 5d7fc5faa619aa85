"""The registered stages, and where a plug-in adds its own.

Page stages (read, clean, articles, write, evaluate) are functions registered
under ``@stages``; from the article on, each stage is a spaCy component,
registered through the ``spacy_factories`` entry point as ``renzhi_<stage>``.
A package of somebody else's adds to either through the entry-point groups
``renzhi_stages`` and ``spacy_factories``; smaller parts (a tagger) are
registered under spaCy's own ``@misc``.
"""

from __future__ import annotations

import catalogue
from confection import registry as confection_registry

STAGES = ("read", "clean", "articles", "sentences", "entities", "roles", "resolve", "write", "evaluate")
"""The words of the project, in the order of the flow; folder, config section, timing row and chapter alike."""
COMPONENTS = ("sentences", "entities", "roles", "resolve")
"""Those that are spaCy components."""


class registry(confection_registry):
    """Functions by name and version, as ``@stages = "renzhi.text.v1"`` in a config names them.

    >>> @registry.stages("example.upper.v1")
    ... def make_upper():
    ...     return str.upper
    >>> registry.resolve({"clean": {"@stages": "example.upper.v1"}})["clean"]("a")
    'A'
    """

    stages = catalogue.create("renzhi", "stages", entry_points=True)
    trainers = catalogue.create("renzhi", "trainers", entry_points=True)
    """What ``renzhi train`` runs, as ``@trainers`` in the ``[train]`` section of a config names it."""
