"""A page's mark-up without its labels, for somebody who labels it a second time without seeing the first."""

from __future__ import annotations

import re

_ENTITY = re.compile(r"\\.|\[(?P<text>[^\[\]|]*)\|[^\[\]|]*\]")
_SPECIAL = "!>=#"


def strip(text: str) -> str:
    """Mark-up with records, headlines, sentences and paragraphs; no labels, no relations, no comments.

    >>> print(strip("page: p1\\n# hard\\n=== article\\n[林远|PER]、[周明|PER]到会。\\n> 林远 = 市长"))
    page: p1
    === article
    林远、周明到会。
    <BLANKLINE>
    """
    return "".join(_line(line) for line in text.splitlines(keepends=True) if not line.startswith(("#", ">")))


def _line(line: str) -> str:
    if line.startswith("==="):
        return line
    bare = _ENTITY.sub(_bare, line)
    return "\\" + bare if bare[0] in _SPECIAL and bare[0] != line[0] else bare


def _bare(match: re.Match[str]) -> str:
    """A labelled text alone; a character that was taken as it is stays so."""
    return match[0] if match["text"] is None else match["text"].replace("\\", "\\\\")
