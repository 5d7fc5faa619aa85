"""The rules that are asked at a person: which of the posts that wait are theirs."""

from __future__ import annotations

import re
from typing import cast

from ..record import RelationType
from .reading import LIST, Reading, Waiting
from .rules import on_person
from .units import Person, Post

_COUNTED = re.compile(r"(?:有|为|是|分别[是为]|包括)?[\d一二三四五六七八九十两]+[名个位人][：:]")
"""What may stand between a post and those who are listed behind it."""


@on_person(
    "replaced-role",
    10,
    "[程岚|PER]接替[唐文静|PER]出任[县长|TITLE]。 => 程岚=县长:appointed; 唐文静=县长:former",
)
def replaced(at: Reading, person: Person) -> bool:
    """Who is replaced; the verb behind says in which post."""
    if at.subject is None or not at.cues.within("instead", at.gap):
        return False
    at.replaced = person
    return True


@on_person(
    "by-role",
    20,
    "[泽川市|LOC][副市长|TITLE]一职由[程岚|PER]担任。 => 程岚=泽川市副市长",
    "[程岚|PER]不再担任[总经理|TITLE]，由[孟祥|PER]接任。 => 程岚=总经理:removed; 孟祥=总经理:appointed",
)
def by_whom(at: Reading, person: Person) -> bool:
    """Who takes the post before 由; posts of their own that wait are for the rules behind."""
    word = at.cues.beginning("by", at.behind)
    if word is None:
        return False
    bare = not at.behind[len(word) :].strip("，。；") and not isinstance(at.after, Post)  # 由甲任组长 names a post
    if not at.handed and at.out and at.gap.endswith("由") and bare:
        at.handed = [Waiting(at.out[-1].post, "holds")]  # 甲不再担任总经理，由乙接任
    taken = at.cues.settle(at.cues.type("by", word), at.report)
    for post, _ in at.handed:
        at.hold(person, post, taken, "by-role")
    at.handed = []
    return False


@on_person("office", 30, "[议员|TITLE][程岚|PER]办公室到场。 => ")
def office(at: Reading, person: Person) -> bool:
    """The office of somebody is nobody."""
    if not at.cues.beginning("office", at.row.gaps[at.index + 1]):
        return False
    at.pending, at.listing = [], []
    return True


@on_person(
    "told-role",
    40,
    "身为[县一中|ORG][校长|TITLE]的[程岚|PER]说。 => 程岚=县一中校长",
    "担任[副县长|TITLE]期间，[程岚|PER]受贿。 => 程岚=副县长:former",
)
def told(at: Reading, person: Person) -> bool:
    """Posts behind a verb whose holder comes after them."""
    joint = at.told(at.gap)
    if joint is None or not at.pending or not isinstance(at.before, Post):
        return False
    opens = at.row.plain[at.index - len(at.pending)]
    word = at.cues.verb(opens) or at.cues.ending("before", opens)
    if word is None:
        return False
    kind = at.cues.type("told", joint)
    held = at.verb_type(opens, word) if kind == "text" else cast(RelationType, kind)
    held = "former" if held == "removed" else held  # 卸任会长之后，周明…: the post is told as one of the past
    at.assign(person, [Waiting(post, held) for post, _ in at.pending], "told-role")
    at.shared, at.pending, at.listing = [], [], []
    at.turn_to(person)
    return True


@on_person(
    "labelled-role",
    50,
    "（[监制|TITLE]/[程岚|PER]、[孟祥|PER]） => 程岚=监制; 孟祥=监制",
    "[县长|TITLE]候选人有两个：[程岚|PER]和[孟祥|PER]。 => 程岚=县长:proposed; 孟祥=县长:proposed",
    "[组长|TITLE]：[程岚|PER]；[副组长|TITLE]：[唐文静|PER]、[孟祥|PER]。 => 程岚=组长; 唐文静=副组长; 孟祥=副组长",
)
def labelled(at: Reading, person: Person) -> bool:
    """The names behind a title with a colon."""
    if not at.pending or not isinstance(at.before, Post):
        return False
    gap = at.gap.removeprefix(at.cues.beginning("after", at.gap) or "")
    if gap not in at.cues.words("list") and not _COUNTED.fullmatch(gap):
        return False
    at.label = at.pending
    _take(at, person, "labelled-role")
    return True


@on_person(
    "role-before-name",
    60,
    "[泽川市|LOC][副市长|TITLE]、[柳坪县委|ORG][书记|TITLE][程岚|PER]到会。 => 程岚=泽川市副市长 柳坪县委书记",
    "[市人社局|ORG]原[局长|TITLE][程岚|PER]被查。 => 程岚=局长:former",
    "[县长|TITLE]提名人选[程岚|PER]发言。 => 程岚=县长:proposed",
    "[泽川学院|ORG]第四任[院长|TITLE][程岚|PER]致辞。 => 程岚=泽川学院第四任院长",
    "《[东山日报|ORG]》[社长|TITLE][程岚|PER]到会。 => 程岚=《东山日报》社长",
    "[台湾|LOC]《[东山日报|ORG]》[社长|TITLE][程岚|PER]到会。 => 程岚=台湾《东山日报》社长",
    "“[海委会|ORG][主委|TITLE]”[程岚|PER]说。 => 程岚=海委会主委",
    "[法国|LOC][总统|TITLE][特别代表|TITLE][程岚|PER]到访。 => 程岚=法国总统特别代表",
    "[县商会|ORG][会长|TITLE]，[台湾|LOC]著名[导演|TITLE][程岚|PER]说。 => 程岚=县商会会长 导演",
)
def before_name(at: Reading, person: Person) -> bool:
    """The posts right before a name."""
    gap = at.gap
    if not at.pending or not isinstance(at.before, Post):
        return False
    touches = gap in ("", "——") or (person.front and gap in ("、", "，"))
    if not touches and gap not in at.cues.words("names") and at.cues.beginning("after", gap) != gap:
        return False
    _take(at, person, "role-before-name")
    at.label = []
    return True


@on_person(
    "shared-role",
    70,
    "[副市长|TITLE][程岚|PER]、[唐文静|PER]到会。 => 程岚=副市长; 唐文静=副市长",
    "[副会长|TITLE][程岚|PER]、[唐文静|PER]，[监事长|TITLE][孟祥|PER]。 => 程岚=副会长; 唐文静=副会长; 孟祥=监事长",
)
def shared(at: Reading, person: Person) -> bool:
    """A name in a list has the posts of the list's first one."""
    if not at.shared or person.front or at.gap not in LIST:
        return False
    last = at.shared[-1].post
    if at.gap == "" and isinstance(at.before, Person) and last.kind != "byline":
        return False
    if isinstance(at.before, Post) and at.before.start <= last.start:
        return False
    at.assign(person, at.shared, "shared-role")
    at.turn_to(person)
    return True


@on_person(
    "labelled-role",
    80,
    "[成员|TITLE]：[程岚|PER] [唐文静|PER] => 程岚=成员; 唐文静=成员",
    "[成员|TITLE]：[程岚|PER]（[县长|TITLE]）、[唐文静|PER]（[局长|TITLE]） => 程岚=成员 县长; 唐文静=成员 局长",
)
def labelled_on(at: Reading, person: Person) -> bool:
    """A further name behind a title with a colon."""
    if not at.label or at.gap.lstrip("）)") not in ("", "、", "，", " ", "；"):
        return False
    at.assign(person, at.label, "labelled-role")
    at.turn_to(person)
    return True


def name(at: Reading, person: Person) -> None:
    """A name that has no post so far: one of a list, and whom the next verb is about."""
    goes_on = at.gap in LIST and isinstance(at.before, Person) and bool(at.listing)
    at.listing = [*at.listing, person] if goes_on else [person]
    at.shared, at.pending = [], []
    at.label = at.label if at.gap == "；" else []
    at.turn_to(person)


def _take(at: Reading, person: Person, rule: str) -> None:
    at.assign(person, at.pending, rule)
    at.shared, at.pending, at.listing = at.pending, [], []
    at.turn_to(person)
