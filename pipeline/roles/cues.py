"""The words that join persons to posts, by place and type."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from .. import lexicon
from ..errors import ConfigError
from ..record import TYPES, RelationType

FILE = "role-cues.tsv"
PLACES = (
    *("verb", "give", "before", "after", "past", "from", "move", "by", "told", "as", "gone", "lost", "instead"),
    *("names", "report", "list", "office", "career", "nested", "not", "kin"),
)
FILLER = 10
"""Characters, none of them punctuation, that may stand between a verb and its post (当选新一届…会长)."""
_CLAUSE = re.compile(r"[，。；：！？、（）“”]")


class Cues:
    """Looks for cues in the words between units.

    >>> cues = Cues()
    >>> cues.verb("，2017年4月起任"), cues.verb("出席会议，")
    ('起任', None)
    >>> cues.type("verb", "不再担任")
    'removed'
    """

    def __init__(self) -> None:
        self._types: dict[str, dict[str, str]] = {place: {} for place in PLACES}
        for word, place, kind in lexicon.rows(FILE, 3):
            if place not in PLACES or kind not in (*TYPES, "text"):
                raise ConfigError(
                    f"role cue {word!r}: place {place!r} must be one of {', '.join(PLACES)} "
                    f"and type {kind!r} one of {', '.join(TYPES)}, text"
                )
            self._types[place][word] = kind
        self._longest = {place: max(map(len, words), default=0) for place, words in self._types.items()}
        longest_first = {place: sorted(words, key=len, reverse=True) for place, words in self._types.items()}
        either = {place: "|".join(map(re.escape, words)) or "(?!)" for place, words in longest_first.items()}
        self._begins = {place: re.compile(words) for place, words in either.items()}
        self._ends = {place: re.compile(rf"(?:{words})\Z") for place, words in either.items()}
        self._firsts = {place: frozenset(word[0] for word in words) for place, words in self._types.items()}
        self._lasts = {place: frozenset(word[-1] for word in words) for place, words in self._types.items()}
        verbs = "|".join(re.escape(word) for word in longest_first["verb"] if len(word) > 1)
        self._verbs = re.compile(f"(?=({verbs}))")  # at each place the longest
        self.parting = frozenset(word for word in self._types["before"] if not word.endswith("任"))

    def type(self, place: str, word: str) -> str:
        """The type that a cue gives, or ``text`` where the article settles it."""
        return self._types[place][word]

    def words(self, place: str) -> Iterable[str]:
        """The cues of a place."""
        return self._types[place]

    def ending(self, place: str, gap: str) -> str | None:
        """The longest cue that the gap ends in."""
        if gap[-1:] not in self._lasts[place]:
            return None
        found = self._ends[place].search(gap, max(len(gap) - self._longest[place], 0))
        return found[0] if found else None

    def beginning(self, place: str, gap: str) -> str | None:
        """The longest cue that the gap begins with."""
        if gap[:1] not in self._firsts[place]:
            return None
        found = self._begins[place].match(gap)
        return found[0] if found else None

    def within(self, place: str, gap: str) -> str | None:
        """A cue that stands anywhere in the gap."""
        return next((w for w in self._types[place] if w in gap), None)

    def verb(self, gap: str) -> str | None:
        """The verb that governs the post behind the gap: at its end, but for a few words of the same clause."""
        found = self.ending("verb", gap)
        if found or not gap:
            return found
        clause = _CLAUSE.split(gap[-FILLER - self._longest["verb"] :])[-1]
        best = max(((m.end(1), m[1]) for m in self._verbs.finditer(clause)), default=None)
        return best[1] if best and len(clause) - best[0] <= FILLER else None

    def settle(self, kind: str, report: bool) -> RelationType:
        """The type of a relation from a cue's and from whether the article reports changes."""
        return cast(RelationType, ("appointed" if report else "holds") if kind == "text" else kind)
