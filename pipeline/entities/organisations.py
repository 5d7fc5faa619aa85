"""Organisations put together from places, levels, nouns and the words that organisations end in."""

from __future__ import annotations

import re

import ahocorasick

from .. import lexicon
from .pieces import Piece

HEADS = "organisation-heads.txt"
BARE = "organisation-bare.txt"
LEVELS = "organisation-levels.txt"
STOPS = "front-stops.txt"
DEMONSTRATIVES = "demonstratives.txt"
TASK_GROUPS = "task-groups.txt"

NOUNS = frozenset({"n", "nz", "nw", "vn", "an", "ORG", "LOC"})
LOOSE = NOUNS | {"a", "m", "q", "f", "s"}
"""Classes that occur inside a name that has begun with a place or an organisation."""
JOINERS = frozenset("和与及")
LONGEST = 30
_BRACKET = re.compile(r"（[^（）]{1,8}）")


class Organisations:
    """Builds ORG pieces out of a sentence's pieces.

    >>> orgs = Organisations()
    >>> text = "大同市规划局局长"
    >>> row = [Piece(0, 3, "LOC", .9), Piece(3, 5, "n", .9), Piece(5, 6, "n", .9), Piece(6, 8, "TITLE", 1.)]
    >>> [(text[p.start : p.end], p.tag) for p in orgs.build(text, row)]
    [('大同市规划局', 'ORG'), ('局长', 'TITLE')]
    """

    def __init__(self) -> None:
        entries = list(lexicon.rows(HEADS, 1, 1))
        self._heads = frozenset(head for head, _ in entries)
        self._alone = frozenset(head for head, mark in entries if mark or len(head) > 1)
        self.demonstratives = frozenset(lexicon.words(DEMONSTRATIVES))
        self._task_groups = tuple(lexicon.words(TASK_GROUPS))
        self._longest = max(map(len, self._heads))
        self._bare = ahocorasick.Automaton()
        for word in lexicon.words(BARE):
            self._bare.add_word(word, len(word))
        self._bare.make_automaton()
        self.levels = frozenset(lexicon.words(LEVELS))
        self.stops = frozenset(lexicon.words(STOPS))

    def find_bare(self, text: str) -> list[tuple[int, int]]:
        """Spans of organisations that stand on their own (市委, 国务院), the longest at a place, disjoint."""
        matches = ((last + 1 - length, last + 1) for last, length in self._bare.iter(text))
        spans: list[tuple[int, int]] = []
        for start, end in sorted(matches, key=lambda span: (span[0], -span[1])):
            if not spans or start >= spans[-1][1]:
                spans.append((start, end))
        return spans

    def head(self, text: str, start: int, end: int) -> int:
        """Length of the longest organisation head that ``text[start:end]`` ends in and is more than, else 0."""
        for length in range(min(self._longest, end - start), 0, -1):
            if text[end - length : end] in self._heads:
                return length
        return 0

    def build(self, text: str, pieces: list[Piece]) -> list[Piece]:
        """Pieces with organisations joined."""
        out: list[Piece] = []
        at = 0
        while at < len(pieces):
            stop = self._reach(text, pieces, at)
            if stop > at:
                run = pieces[at:stop]
                first = text[run[0].start : run[0].start + 2]
                if first in self.demonstratives or (first[0] in "及暨" and run[0].by == "tagger"):
                    out.append(run[0]._replace(end=run[0].start + 1, tag="r"))
                    run[0] = run[0]._replace(start=run[0].start + 1)
                scores = [p.score for p in run]
                by = "tagger" if len(run) == 1 and run[0].tag == "ORG" else "organisation"
                by = run[0].by if len(run) == 1 else by
                out.append(Piece(run[0].start, run[-1].end, "ORG", round(sum(scores) / len(scores), 4), by))
                at = stop
            else:
                out.append(pieces[at])
                at += 1
        return out

    def _reach(self, text: str, pieces: list[Piece], first: int) -> int:
        """Index behind the organisation that begins at piece ``first``, or ``first`` where none does."""
        begin = pieces[first]
        word = text[begin.start : begin.end]
        anchored = begin.tag in ("LOC", "ORG") or word in self.levels
        if not anchored and (begin.tag not in NOUNS or word in self.stops):
            return first
        best = first + 1 if begin.tag == "ORG" else first
        at = first + 1
        while at < len(pieces) and pieces[at].end - begin.start <= LONGEST:
            piece = pieces[at]
            word = text[piece.start : piece.end]
            if piece.tag == "w" and anchored:
                closed = self._bracket(text, pieces, at)
                if closed <= at:
                    break
                at = closed
                best = at if self._after_bracket(pieces, at, best) else best
                continue
            if not self._inside(text, pieces, at, begin.start, anchored) or word in self.stops:
                break
            at += 1
            if piece.tag == "ORG" and anchored:
                best = at
            length = self.head(text, begin.start, piece.end)
            if not length or piece.end - begin.start <= length - (1 if word in self._heads else 0):
                continue
            follows = pieces[at].tag if at < len(pieces) else "w"
            strong = text[piece.end - length : piece.end] in self._alone
            if piece.end - begin.start > length and (follows == "TITLE" or (anchored and strong)):
                best = at
        return best

    def _inside(self, text: str, pieces: list[Piece], at: int, first: int, anchored: bool) -> bool:
        piece = pieces[at]
        if piece.tag in (LOOSE if anchored else NOUNS):
            return True
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if after is None:
            return False
        word = text[piece.start : piece.end]
        if word in JOINERS:
            before = pieces[at - 1]
            # 发展和改革局 goes on, 教育局和财政局 does not.
            whole = self.head(text, first, before.end) > 1 or before.tag == "LOC"
            return not whole and before.tag in NOUNS | {"v"} and after.tag in NOUNS - {"ORG", "LOC"} | {"v"}
        if piece.tag != "v" or word in self.stops:
            return False
        following = text[after.start : after.end]
        if len(word) == 2 and (following in self._heads or following in JOINERS):
            return True
        return anchored and self._task(text, pieces, at + 1)

    def _task(self, text: str, pieces: list[Piece], at: int) -> bool:
        """Whether a group named for its task ends soon (某大学筹建工作领导小组)."""
        for piece in pieces[at : at + 5]:
            barred = piece.tag == "v" and text[piece.start : piece.end] in self.stops
            if barred or piece.tag not in NOUNS | {"v"}:
                return False
            if text.endswith(self._task_groups, pieces[at].start, piece.end):
                return True
        return False

    def _bracket(self, text: str, pieces: list[Piece], at: int) -> int:
        """Index behind a short bracket at piece ``at`` that belongs to the name, else ``at``."""
        match = _BRACKET.match(text, pieces[at].start)
        if not match:
            return at
        stop = at
        while stop < len(pieces) and pieces[stop].end <= match.end():
            if pieces[stop].tag == "TITLE":
                return at
            stop += 1
        return stop

    def _after_bracket(self, pieces: list[Piece], at: int, best: int) -> bool:
        """Whether a bracket ends a name: a body before it, and a title or a party branch right behind."""
        if at >= len(pieces) or best == 0:
            return False
        return pieces[at].tag == "TITLE" and pieces[best - 1].end >= pieces[at].start - 10
