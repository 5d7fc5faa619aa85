"""Invented matter around articles: date lines, bylines, captions, banners, from templates in a lexicon."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import cast

from .. import lexicon
from ..record import Label

_MARK = re.compile(r"\[([^\[\]|]*)\|([A-Z]+)\]")
_SLOT = re.compile(r"\{(\w+)\}")
_LINE = "⏎"
_WEEKDAYS = "一二三四五六日"
_DAYS = 10_000
"""From 1998 on, of which a page has one."""


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


def plain(marked: str) -> str:
    """A line without its entity marks.

    >>> plain("[责编|TITLE]：[林远|PER]")
    '责编：林远'
    """
    return _MARK.sub(r"\1", marked)


def marks(marked: str) -> list[tuple[int, int, Label]]:
    """Start and end in the plain line, and label, of each marked entity.

    >>> marks("[责编|TITLE]：[林远|PER]")
    [(0, 2, 'TITLE'), (3, 5, 'PER')]
    """
    found = []
    hidden = 0
    for match in _MARK.finditer(marked):
        start = match.start() - hidden
        found.append((start, start + len(match.group(1)), cast(Label, match.group(2))))
        hidden += len(match.group()) - len(match.group(1))
    return found


class Matter:
    """What is printed around the articles of one page: one paper, one day.

    >>> Matter(Random(1)).lines("nothing")
    Traceback (most recent call last):
    ...
    KeyError: 'nothing'
    """

    def __init__(self, rng: Random):
        self._rng = rng
        page = rng.randint(1, 16)
        day = date(1998, 1, 1) + timedelta(rng.randrange(_DAYS))
        self._fixed = {
            "year": str(day.year),
            "month": str(day.month),
            "day": str(day.day),
            "mm": f"{day.month:02}",
            "dd": f"{day.day:02}",
            "page": str(page),
            "pp": f"{page:02}",
            "weekday": _WEEKDAYS[day.weekday()],
            "hour": f"{rng.randint(6, 23):02}",
            "minute": f"{rng.randint(0, 59):02}",
            "number": str(rng.randint(100, 9999)),
        }
        self._fixed["town"] = self._fill("{place}")
        self._fixed["paper"] = self._fill("{title}")

    def line(self, slot: str) -> str:
        """A template of ``slot`` filled in, on one line, without marks.

        Raises ``KeyError`` where the lexicon has no such slot.
        """
        return plain(" ".join(self.lines(slot)))

    def lines(self, slot: str) -> list[str]:
        """The same, on as many lines as the template has, entities marked."""
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
