"""Administrative divisions by a gazetteer, with their codes."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import NamedTuple

import ahocorasick

from .. import lexicon

DIVISIONS = "divisions.tsv"
ENDINGS = (
    *("特别行政区", "自治区", "自治州", "自治县", "自治旗", "林区", "新区", "矿区", "地区"),
    *("省", "市", "县", "区", "旗", "盟"),
)


class Division(NamedTuple):
    """A division: its name in full, its code (GB/T 2260) and that of its parent, '' for a province."""

    name: str
    code: str
    parent: str


class Divisions:
    """The divisions of China by name and code.

    >>> divisions = Divisions()
    >>> [(d.name, d.code) for d in divisions.named("松滋")]
    [('松滋市', '421087')]
    >>> divisions.ancestors("421087")
    ['荆州市', '湖北省']
    """

    def __init__(self) -> None:
        self._by_code: dict[str, Division] = {}
        self._by_name: dict[str, list[Division]] = {}
        automaton = ahocorasick.Automaton()
        for name, code, parent in lexicon.rows(DIVISIONS, 2, 1):
            division = Division(name, code, parent)
            self._by_code[code] = division
            self._by_name.setdefault(name, []).append(division)
            if short(name) != name:
                self._by_name.setdefault(short(name), []).append(division)
            for alias in _aliases(name):
                self._by_name.setdefault(alias, []).append(division)
            automaton.add_word(name, len(name))
        automaton.make_automaton()
        self._automaton = automaton
        self.areas = tuple(lexicon.words("no-districts.txt"))
        """Endings of areas that are no districts of a city."""

    def named(self, name: str) -> list[Division]:
        """The divisions of that name, in full or without its ending."""
        return self._by_name.get(name, [])

    def ancestors(self, code: str) -> list[str]:
        """Names of the parent, its parent, …"""
        names: list[str] = []
        division = self._by_code[code]
        # A user's table may name a division its own ancestor; no chain is longer than this.
        while division.parent in self._by_code and len(names) < 4:
            division = self._by_code[division.parent]
            names.append(division.name)
        return names

    @cached_property
    def _shorts(self) -> ahocorasick.Automaton:
        """Names without their endings that mean one division and no word."""
        common = {*lexicon.words("common-words.txt"), *(word for word, _ in lexicon.rows("place-words.tsv", 1, 1))}
        automaton = ahocorasick.Automaton()
        for name, divisions in self._by_name.items():
            if len(divisions) == 1 and name == short(divisions[0].name) != divisions[0].name and name not in common:
                automaton.add_word(name, divisions[0].name)
        automaton.make_automaton()
        return automaton

    def find_short(self, text: str) -> list[str]:
        """The divisions whose names stand in a text without their endings, each time they do.

        >>> Divisions().find_short("推动松滋高质量发展")
        ['松滋市']
        """
        return [name for _, name in self._shorts.iter(text)]

    def find(self, text: str) -> list[tuple[int, int]]:
        """Spans of full names, the longest at a place, disjoint."""
        spans: list[tuple[int, int]] = []
        for start, end in sorted(
            ((last + 1 - length, last + 1) for last, length in self._automaton.iter(text)),
            key=lambda span: (span[0], -span[1]),
        ):
            if not spans or start >= spans[-1][1]:
                spans.append((start, end))
        return spans


_PEOPLES = re.compile(r"(?:[一-鿿]{1,4}族)+自治(州|县|旗)\Z")


def _aliases(name: str) -> list[str]:
    """Names of an autonomous division without its peoples (恩施州); nothing tells how long the place's own name is."""
    cuts = [(n, _PEOPLES.fullmatch(name, n)) for n in (2, 3, 4)]
    return [name[:n] + match[1] for n, match in cuts if match]


@lru_cache(maxsize=8192)
def short(name: str) -> str:
    """A division's name without its ending, where at least two characters stay.

    >>> short("荆州市"), short("华县"), short("内蒙古自治区")
    ('荆州', '华县', '内蒙古')
    """
    for ending in ENDINGS:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)]
    return name
