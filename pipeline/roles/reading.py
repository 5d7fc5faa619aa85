"""A sentence while it is read for posts and their holders: where the reader is, and what still waits."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple, cast

from ..record import RelationType
from .cues import Cues
from .units import Person, Post, Row

LIST = frozenset({"", "、", "和", "与", "及", "以及", "暨", ",", "；", "/"})
"""What joins the names of a list, and a label to its names."""
STACK = frozenset({"", "、", "兼", "，", "和", "及", "暨", "并", "、兼", "，兼", "并兼", "·", "；"})
"""What joins the posts of one holder."""
_LISTED = ("、", "和", "与", "及", "以及")
_ENDS = ("", *"，。；、的说是也")
"""What stands behind a word for kin that is no part of another (的公公, not 的公公开办)."""
YEAR = re.compile(r"(?:19|20)\d{2}年")
_PART = re.compile("[，；]")
_PERIOD = re.compile(r"(?:19|20)\d{2}[年.]?[\d月.]*(?:至|到|—|-|－|–|～)+(?:19|20)\d{2}[年.]?")
_BEFORE = re.compile(r"被[^，。；]{1,6}之?前，\Z")
_CLAUSE = re.compile(r"[，。；]")


class Held(NamedTuple):
    """One person in one post, as a rule found it."""

    person: Person
    post: Post
    type: RelationType
    rule: str


class Waiting(NamedTuple):
    """A post that waits for its holder, and how it is held by its own words."""

    post: Post
    type: RelationType


class Chain(NamedTuple):
    """Whom a verb gives posts, of which type, and by which rule; further posts of its list are theirs too."""

    persons: list[Person]
    type: RelationType
    rule: str


@dataclass
class Reading:
    """What the grammar's rules look at and change while they go over the units of a sentence from left to right."""

    row: Row
    cues: Cues
    report: bool
    """Whether the article reports changes of posts."""
    personal: tuple[str, ...]
    """Titles that stand behind a name even where another name follows (教授)."""
    ranks: tuple[str, ...]
    """Titles that are kept by who leaves an office (副研究馆员)."""
    subject: Person | None = None
    """The person that a verb would be about: the last one named, or whose career goes on."""
    pending: list[Waiting] = field(default_factory=list)
    """Posts that wait for their holder."""
    shared: list[Waiting] = field(default_factory=list)
    """Posts of the list that is being read."""
    listing: list[Person] = field(default_factory=list)
    """Names of the list that is being read, none with a post of its own."""
    peers: list[Person] = field(default_factory=list)
    """Names of the list that is being read, whose own posts may stand before them (某院院长甲、某局局长乙)."""
    label: list[Waiting] = field(default_factory=list)
    """Posts with a colon, whose holders are listed behind it."""
    chain: Chain | None = None
    give: RelationType | None = None
    """The type of a verb before the person (任命周明为)."""
    replaced: Person | None = None
    """Who held the post that a verb is about to give (接替周明任)."""
    handed: list[Waiting] = field(default_factory=list)
    """Posts that somebody behind 由 takes (秘书长由某局局长周明兼任)."""
    out: list[Held] = field(default_factory=list)
    index: int = 0
    """The unit that is being read, by its number; ``turn`` sets what stands around it."""
    gap: str = ""
    """What stands before it, and before the body of a person, without brackets, honorifics and blanks."""
    behind: str = ""
    """What stands behind it, likewise."""
    before: Person | Post | None = None
    after: Person | Post | None = None
    """The units before and behind it."""
    _verb: str | None = None
    _asked: bool = False

    def turn(self, index: int) -> Person | Post:
        """The unit of a number, which is read from here on."""
        units, plain = self.row.units, self.row.plain
        unit = units[index]
        gap = plain[index]
        self.index = index
        self._asked = False
        self.gap = gap[: unit.front[0] - unit.front[1]] if isinstance(unit, Person) and unit.front else gap
        self.behind = plain[index + 1]
        self.before = units[index - 1] if index else None
        self.after = units[index + 1] if index + 1 < len(units) else None
        return unit

    def join(self, person: Person) -> None:
        """A name goes on with the list of names before it, or begins one; posts of its own may stand before it."""
        first = self.index
        while first and isinstance(self.row.units[first - 1], Post):
            first -= 1
        goes_on = first and self.row.plain[first] in _LISTED
        self.peers = [*self.peers, person] if goes_on else [person]

    @property
    def verb(self) -> str | None:
        """The verb that governs the post that is being read; several rules ask for it."""
        if not self._asked:
            self._verb, self._asked = self.cues.verb(self.gap), True
        return self._verb

    @cached_property
    def dated(self) -> int:
        """The last gap with a year in it, -1 where there is none."""
        return max((n for n, gap in enumerate(self.row.gaps) if YEAR.search(gap)), default=-1)

    def hold(self, person: Person, post: Post, kind: RelationType, rule: str) -> None:
        """Keep a relation."""
        self.out.append(Held(person, post, kind, rule))

    def assign(self, person: Person, posts: list[Waiting], rule: str) -> None:
        """Give posts to a person; 降为 and 不再担任 behind the name take the post in front of it away.

        So does a verb before them (解除领队周明的职务).
        """
        clause = _CLAUSE.split(self.behind, maxsplit=1)[0]
        word = self.cues.beginning("gone", clause) or self.cues.ending("gone", clause)
        gone = cast(RelationType, self.cues.type("gone", word)) if word else "holds"
        if self.give == "removed" and self.cues.beginning("lost", self.behind):
            gone = "removed"
        for post, held in posts:
            self.hold(person, post, gone if held == "holds" else held, rule)

    def turn_to(self, person: Person) -> None:
        """The sentence is about this person from here on."""
        self.subject, self.chain, self.replaced = person, None, None

    def own_type(self, post: Post) -> RelationType:
        """The type that the words right around the post that is being read give it."""
        if post.kind == "byline":
            return "byline"
        word = self.cues.beginning("after", self.behind)
        if word:
            return self.cues.settle(self.cues.type("after", word), self.report)
        word = post.parted if post.parted in self.cues.parting else self.cues.ending("before", self.gap)
        if word and word != "任":
            return self.cues.settle(self.cues.type("before", word), self.report)
        return "holds"

    def denied(self) -> bool:
        """Whether the verb before gives the post to nobody who is named (不可能当选总统), or to kin (当县长的丈夫)."""
        kin = self.cues.beginning("kin", self.behind)
        if kin and self.behind[len(kin) : len(kin) + 1] in _ENDS:
            return True
        no = self.cues.ending("not", self.gap.rpartition(self.verb)[0]) if self.verb else None
        return no is not None and self.cues.type("not", no) == "text"

    def verb_type(self, gap: str, word: str, later: bool = False) -> RelationType:
        """The type that a verb gives the posts behind it; ``later`` says that years of later steps follow."""
        kind = self.cues.type("verb", word)
        if kind in ("text", "holds") and self._long_ago(gap):
            return "former"
        dated = YEAR.search(_PART.split(gap)[-1]) and "至今" not in gap
        if dated and kind != "removed" and (later or (self.report and not word.startswith("起"))):
            return "former"  # one of several steps that are told with their years
        if word in ("兼任", "兼") and self.chain and self.chain.type in ("former", "proposed"):
            return self.chain.type
        if self.give and word in ("为", "任", "担任"):
            return self.give
        if kind in ("text", "holds") and self.cues.within("past", gap):
            return "former"
        if kind in ("text", "holds") and "至今" in gap:
            return "holds"
        if kind == "text" and self.chain and self.chain.type == "former":
            return "former"
        return self.cues.settle(kind, self.report)

    def _long_ago(self, gap: str) -> bool:
        """Whether the verb's clause, or what stands before its subject, tells of a time that is over."""
        told = self.row.plain[self.index - 1] if gap and isinstance(self.before, Person) else ""
        clauses = (_PART.split(gap)[-1], told)
        over = self.cues.beginning("told", self.behind) == "期间"
        return over or any(_PERIOD.search(clause) for clause in clauses) or bool(_BEFORE.search(told))

    def stack_ends(self) -> tuple[int, str]:
        """The first unit behind the stack of posts that begins here, and what stands before it."""
        units, plain = self.row.units, self.row.plain
        index = self.index
        while index + 1 < len(units):
            index += 1
            if isinstance(units[index], Person) or not self.stacks(plain[index]):
                break
        else:
            index += 1
        return index, plain[index]

    def stacks(self, gap: str) -> bool:
        """Whether a gap joins two posts of one holder, the second of which may be a former or later one (、原)."""
        word = self.cues.ending("before", gap)
        return gap in STACK or (word is not None and gap.removesuffix(word) in STACK - {""})

    def told(self, gap: str) -> str | None:
        """The cue by which posts behind a verb reach a holder who comes after them, where the gap is no more."""
        joint = self.cues.beginning("told", gap)
        return joint if joint is not None and not gap[len(joint) :].strip("，") else None
