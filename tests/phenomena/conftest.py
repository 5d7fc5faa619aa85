"""The default config, loaded once for all chapters."""

from __future__ import annotations

import pytest

import pipeline
from pipeline.runner import Pipeline


@pytest.fixture(scope="session")
def default() -> Pipeline:
    return pipeline.load("default")
