"""Invented matter around articles: date lines, bylines, captions, banners, from templates in a lexicon."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from random import Random

from .. import lexicon

_SLOT = re.compile(r"\{(\w+)\}")
_LINE = "⏎"
_WEEKDAYS = "一二三四五六日"


@cache
def _templates() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for slot, template in lexicon.rows("degrade-matter.tsv", 2):
        found[slot].append(template)
    return dict(found)


@cache
def _names() -> tuple[list[str], list[str]]:
    return lexicon.words("surnames.txt"), lexicon.words("degrade-given.txt")


def person(rng: Random) -> str:
    """An invented name; surnames at the head of the lexicon are the frequent ones.

    >>> 2 <= len(person(Random(1))) <= 4
    True
    """
    surnames, given = _names()
    surname = surnames[int(len(surnames) * rng.random() ** 3)]
    return surname + rng.choice(given) + (rng.choice(given) if rng.random() < 0.65 else "")


class Matter:
    """What is printed around the articles of one page: one paper, one day.

    >>> Matter(Random(1)).lines("nothing")
    Traceback (most recent call last):
    ...
    KeyError: 'nothing'
    """

    def __init__(self, rng: Random):
        self._rng = rng
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        page = rng.randint(1, 16)
        self._fixed = {
            "year": str(rng.randint(1998, 2026)),
            "month": str(month),
            "day": str(day),
            "mm": f"{month:02}",
            "dd": f"{day:02}",
            "page": str(page),
            "pp": f"{page:02}",
            "weekday": rng.choice(_WEEKDAYS),
            "hour": f"{rng.randint(6, 23):02}",
            "minute": f"{rng.randint(0, 59):02}",
            "number": str(rng.randint(100, 9999)),
        }
        self._fixed["town"] = self._fill("{place}")
        self._fixed["paper"] = self._fill("{title}")

    def line(self, slot: str) -> str:
        """A template of ``slot`` filled in, on one line. Raises ``KeyError`` where the lexicon has no such slot."""
        return self._fill(self._rng.choice(self._known(slot)).replace(_LINE, " "))

    def lines(self, slot: str) -> list[str]:
        """The same, on as many lines as the template has."""
        return [self._fill(part) for part in self._rng.choice(self._known(slot)).split(_LINE)]

    def _fill(self, template: str) -> str:
        return _SLOT.sub(self._value, template)

    def _value(self, match: re.Match[str]) -> str:
        slot = match.group(1)
        if slot == "person":
            return person(self._rng)
        return self._fixed.get(slot) or self._fill(self._rng.choice(self._known(slot)))

    @staticmethod
    def _known(slot: str) -> list[str]:
        return _templates()[slot]
