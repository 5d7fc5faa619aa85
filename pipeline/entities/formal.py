"""Names that their letters give away: parts divided by dots (阿依努尔·买买提), Latin script (Mark Lee)."""

from __future__ import annotations

import re
from bisect import bisect_right

from .names import ALL_HAN, DOTS, HAN, LATIN
from .pieces import Piece, disjoint
from .places import Divisions

_DOT = re.compile(rf"(?<={HAN})[{DOTS}](?={HAN})")
_NO_PART = frozenset({"w", "TITLE", "c", "p", "v", "u", "LOC", "ORG", "TIME", "n"})
"""Classes that end a name to its left."""
SURE = 0.75
"""How sure the tagger must be of a word to end a name before it."""
LONGEST = 8
"""Characters of the first part of a name at the most."""


def formal_names(text: str, pieces: list[Piece], divisions: Divisions) -> list[Piece]:
    """PER pieces for the dotted and the Latin names of a sentence.

    >>> row = [Piece(0, 2, "n", .9), Piece(2, 6, "nz", .9), Piece(6, 7, "w", .9), Piece(7, 10, "PER", .9)]
    >>> [(p.start, p.end) for p in formal_names("副镇长"[1:] + "阿依努尔·买买提", row, Divisions())]
    [(2, 10)]
    """
    found = [Piece(m.start(), m.end(), "PER", 0.7, "latin-name") for m in LATIN.finditer(text)]
    for match in _DOT.finditer(text):
        dot = match.start()
        goes_on = bool(found) and found[-1].end == dot
        start = found[-1].start if goes_on else _first_part(text, pieces, dot, divisions)
        end = _last_part(text, pieces, dot + 1)
        if start is not None and end:
            if goes_on:
                found.pop()
            found.append(Piece(start, end, "PER", 0.95, "dotted-name"))
    return disjoint(found)


def _start(piece: Piece) -> int:
    return piece.start


def _first_part(text: str, pieces: list[Piece], dot: int, divisions: Divisions) -> int | None:
    """Where the name begins whose first part ends at the dot, or None where no name is."""
    at = bisect_right(pieces, dot - 1, key=_start) - 1
    if at < 0 or pieces[at].tag in ("w", "TIME"):
        return None
    # 某青年报·某在线, 重庆·某大学: only a name behind the dot makes one of a noun or a place before it.
    behind = pieces[bisect_right(pieces, dot + 1, key=_start) - 1]
    if pieces[at].tag in ("n", "LOC", "ORG") and not (behind.tag == "PER" and behind.start == dot + 1):
        return None
    while at and pieces[at - 1].tag not in _NO_PART:
        at -= 1
    start = pieces[at].start
    return None if dot - start > LONGEST or divisions.named(text[start:dot]) else start


def _last_part(text: str, pieces: list[Piece], start: int) -> int:
    """End of the part of a name that begins behind a dot, or 0."""
    end = start
    for at in range(bisect_right(pieces, start, key=_start) - 1, len(pieces)):
        piece = pieces[at]
        # The tagger splits such names into words that it is not sure of.
        word = piece.tag in ("v", "vn", "n", "d", "c") and end - start >= 2 and piece.score >= SURE
        if piece.start >= start and (word or piece.tag in ("w", "p", "u", "TIME", "LOC", "ORG")):
            break
        end = piece.end
    return end if 1 <= end - start <= 6 and ALL_HAN.match(text[start:end]) else 0
