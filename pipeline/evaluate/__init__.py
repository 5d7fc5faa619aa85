"""evaluate: a run against hand-labelled gold, by article and over the whole page."""

from .gold import evaluate
from .report import Report

__all__ = ["Report", "evaluate"]
