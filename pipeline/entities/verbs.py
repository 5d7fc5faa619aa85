"""Names that a verb of office gives away: 程岚任局长, 任命程岚为局长."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator

from .. import lexicon
from ..errors import ConfigError
from .names import HAN, Names

CUES = "name-cues.tsv"
FUNCTION = "由被以将与及"
"""Words of one character that stand before a name and are no part of it."""
_OPENS = "，。；、：（\n 由"
_SCORE = 0.75


class OfficeVerbs:
    """Finds names beside the verbs of ``name-cues.tsv``.

    >>> verbs, text = OfficeVerbs(Names()), "程岚任局长；任命何静为院长"
    >>> [text[start:end] for start, end, *_ in verbs.names(text)]
    ['何静', '程岚']
    """

    def __init__(self, names: Names):
        self._names = names
        cues: dict[str, dict[str, str]] = {"before": {}, "behind": {}, "none": {}}
        for verb, place, barred in lexicon.rows(CUES, 2, 1):
            if place not in cues:
                raise ConfigError(f"name cue {verb!r} in {CUES}: place {place!r} must be one of {', '.join(cues)}")
            cues[place][verb] = re.escape(verb) + (f"(?!{'|'.join(barred.split())})" if barred else "")
        before, behind = cues["before"], cues["behind"]
        self.before = tuple(before)
        """Verbs that a name stands before, ``holds`` as a pattern with what may not follow them."""
        self.holds = re.compile("|".join(sorted(before.values(), key=len, reverse=True)))
        self.behind = tuple(verb for verb in behind if len(verb) > 1)
        """Verbs of two characters and more that a name stands behind."""
        self._longer, self._others = (
            {verb: tuple(word for word in words if word.endswith(verb) and word != verb) for verb in before}
            for words in (behind, cues["none"])
        )
        appoint = "|".join(behind.values())
        self._appoints = re.compile(rf"(?:{appoint})({HAN}{{2,4}}?)(?=为|的|同志|任|辞去|、{HAN}{{2,3}}为)")

    def names(self, text: str, sure: Container[int] = ()) -> Iterator[tuple[int, int, str, float, str]]:
        """Start, end, label, score and rule of names, those behind verbs first.

        ``sure`` are the starts of bodies and titles: right behind a verb they make
        a name of what is a common word elsewhere.
        """
        for match in self._appoints.finditer(text):
            if self._names.plausible(match[1]):
                yield *match.span(1), "PER", _SCORE, "name-after-verb"
        for match in self.holds.finditer(text):
            known = match.end() in sure
            others = self._longer[match[0]] + (() if known else self._others[match[0]])
            if text.endswith(others, 0, match.end()):
                continue  # 聘任 and 相互信任, not 任
            fits = self._names.formed if known else self._names.plausible
            for start in (match.start() - length for length in (3, 2, 4)):
                opens = start == 0 or (start > 0 and text[start - 1] in _OPENS)
                glued = text[start : start + 1] in FUNCTION and match.start() - start > 2
                if opens and not glued and fits(text[start : match.start()]):
                    yield start, match.start(), "PER", _SCORE, "name-before-verb"
                    break
