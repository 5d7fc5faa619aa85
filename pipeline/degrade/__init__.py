"""Pages with a known truth: clean articles printed as they come out of a PDF or an OCR engine.

For benchmarks (how well are pages put together again?) and for training.
"""

from .articles import Clean, light, of_record, read
from .page import degrade, pages
from .preset import Preset, Style, load, names
from .rewrite import renamed
from .truth import DegradedPage, TruthLine

__all__ = [
    "Clean",
    "DegradedPage",
    "Preset",
    "Style",
    "TruthLine",
    "degrade",
    "light",
    "load",
    "names",
    "of_record",
    "pages",
    "read",
    "renamed",
]
