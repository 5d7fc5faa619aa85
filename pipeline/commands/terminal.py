"""Where tables are printed."""

from __future__ import annotations

import sys

from rich.console import Console

WIDE = 160
"""Columns where the output is no terminal, so that a file or a pager gets tables whole."""


def console() -> Console:
    """Standard output, as wide as the terminal."""
    return Console(width=None if sys.stdout.isatty() else WIDE)
