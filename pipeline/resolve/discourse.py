"""What an article has said of bodies, and which of them a word or a title without one means.

A title that stands alone belongs to the body that is being talked of: the latest
one, and one that comes later only where none came before (after the centre of attention of Grosz,
Joshi and Weinstein, 1995, reduced to what mentions tell).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

ANY = ("*",)
"""Endings that every body has."""


class Body(NamedTuple):
    """A body as written, or as a post before was resolved, and where it stands."""

    start: int
    name: str
    borne: bool = False
    """Whether it is named in somebody's post: who is quoted from elsewhere brings a body, and it is not talked of."""


def last_before(bodies: Sequence[Body], at: int) -> Body | None:
    """The last of bodies, in order, that is named before a place.

    >>> last_before([Body(0, "青木公司"), Body(10, "泽川银行")], 10)
    Body(start=0, name='青木公司', borne=False)
    """
    number = bisect_left(bodies, (at,))
    return bodies[number - 1] if number else None


class Previous(NamedTuple):
    """The relation before: its sentence, body and title, the end of its role and person, the start of the person."""

    sentence: int
    org: str
    title: str
    end: int
    person: int


@dataclass
class Memory:
    """What the article has said so far."""

    bodies: Sequence[Body] = ()
    """Organisations, and villages, as written, in order."""
    sentences: Sequence[tuple[int, int]] = ()
    places: Sequence[tuple[int, str, str]] = ()
    """Where a place stands, its level and its name."""
    paragraphs: Sequence[int] = (0,)
    """Where each begins."""
    countries: Sequence[Body] = ()
    """Foreign countries, in order."""
    last: dict[int, str] = field(default_factory=dict)
    """The last body by the start of the person's mention."""
    untold: set[int] = field(default_factory=set)
    """Where the mentions of persons begin whose last post has a body that nothing tells."""
    named: dict[str, list[str]] = field(default_factory=dict)
    """Bodies by the name of the person who holds a post in them."""
    previous: Previous | None = None
    """The relation before."""
    elected: Previous | None = None
    """The last relation in which a verb gave the post (当选, 选举…为)."""
    publisher: str = ""
    """Whose own paper this is, as far as its name tells (某某大学 of 某某大学报)."""
    text: str = ""
    headline: str = ""
    """Of the article."""
    traditional: bool = False
    """Whether the article is written in traditional script."""
    units: dict[str, str] = field(default_factory=dict)
    """The body of each unit that was named alone."""
    given: dict[int, dict[str, str]] = field(default_factory=dict)
    """By the number of a sentence, the last body of each title in it."""
    holders: dict[tuple[str, str], str] = field(default_factory=dict)
    """Who has a post, by its body and title: the first one named."""
    shortened: Mapping[str, str] = field(default_factory=dict)
    """Full names of bodies by the short ones that the article gives them."""
    _fitting: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[list[Body], list[Body]]] = field(default_factory=dict)
    """By endings what was found of them: all bodies, and those that are not borne."""
    _ending: dict[str, list[Body]] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all bodies."""
        return frozenset(body.name for body in self.bodies)

    @cached_property
    def firms(self) -> dict[str, list[str]]:
        """The names of companies by their first four characters."""
        found: dict[str, list[str]] = {}
        for name in dict.fromkeys(body.name for body in self.fitting(("公司",))[0]):
            found.setdefault(name[:4], []).append(name)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [body.start for body in self.bodies]

    def ending(self, word: str) -> list[Body]:
        """The bodies whose names end in a word and have more than it."""
        if word not in self._ending:
            self._ending[word] = [b for b in self.bodies if b.name.endswith(word) and b.name != word]
        return self._ending[word]

    def country(self, at: int) -> Body | None:
        """The foreign country that is named last before a place."""
        return last_before(self.countries, at)

    def place(self, level: str, at: int, others: tuple[str, ...] = ()) -> str | None:
        """The last place of a level that the paragraph of ``at`` names before, but for those that end like ``others``.

        >>> memory = Memory(places=[(0, "县", "柳坪县"), (20, "县", "云泊县")], paragraphs=[0, 40])
        >>> memory.place("县", 30), memory.place("市", 30), memory.place("县", 50)
        ('云泊县', None, None)
        """
        opens = self.paragraphs[bisect_right(self.paragraphs, at) - 1]
        for number in range(bisect_left(self.places, (at,)) - 1, -1, -1):
            start, of, name = self.places[number]
            if start < opens:
                break
            if of == level and not name.endswith(others):
                return name
        return None

    def unshortened(self, name: str) -> str:
        """A name that begins with the article's short name of a body, in full.

        >>> Memory(shortened={"青木公司": "江州青木食品有限公司"}).unshortened("青木公司财务部")
        '江州青木食品有限公司财务部'
        """
        if any(full.endswith(name) or name.startswith(full) for full in self.shortened.values()):
            return name
        found = [short for short in self.shortened if name.startswith(short)]
        longest = max(found, key=len, default="")
        return self.shortened.get(longest, "") + name[len(longest) :]

    def at(self, start: int) -> str | None:
        """The body whose name begins at a place."""
        number = bisect_left(self._starts, start)
        found = self.bodies[number] if number < len(self.bodies) else None
        return found.name if found and found.start == start else None

    def named_since(self, endings: tuple[str, ...], start: int, end: int) -> bool:
        """Whether a body with such an ending is named between two places."""
        first, last = (bisect_left(self._starts, at) for at in (start, end))
        return any(body.name.endswith(endings) for body in self.bodies[first:last])

    def meant(self, endings: tuple[str, ...], at: int, others: tuple[str, ...] = ()) -> str | None:
        """The body with such an ending, and none of the ``others``, that a word at ``at`` means.

        >>> bodies = [Body(0, "青木公司"), Body(10, "泽川银行"), Body(30, "白石公司")]
        >>> memory = Memory(bodies)
        >>> memory.meant(("公司",), 15), memory.meant(("银行",), 25), memory.meant(("大学",), 25)
        ('青木公司', '泽川银行', None)
        """
        fitting, free = self.fitting(endings, others)
        heard = last_before(free, at)
        if heard is None and self.publisher and endings != ANY and self.publisher.endswith(endings):
            return self.publisher
        meant = heard or last_before(fitting, at) or next(iter(fitting), None)
        return meant and meant.name

    def fitting(self, endings: tuple[str, ...], others: tuple[str, ...] = ()) -> tuple[list[Body], list[Body]]:
        """The bodies with such an ending, and none of the ``others``: all, and those that are not borne."""
        key = endings, others
        if key not in self._fitting:
            found = [b for b in self.bodies if endings == ANY or b.name.endswith(endings)]
            found = [b for b in found if not b.name.endswith(others)] if others else found
            self._fitting[key] = found, [b for b in found if not b.borne]
        return self._fitting[key]
