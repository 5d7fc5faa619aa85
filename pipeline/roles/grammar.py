"""The grammar of posts and their holders: one pass over a sentence's units, rule by rule.

Posts and persons of a sentence are read from left to right. A post waits
until its holder comes (``role-before-name``), is given to the name before it
(``role-after-name``), to a list (``shared-role``, ``collective-role``,
``labelled-role``), or to the subject of a verb (``verb-role``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import cast

from ..record import RelationType
from .cues import Cues
from .units import Person, Post, Row

LIST = frozenset({"", "、", "和", "与", "及", "以及", "暨", ",", "；", "/"})
_CLOSES = ("", "，", "、", "。", "；")
_HANDED = ("", "一职", "职务", "之职", "将")
"""What may stand between a post and the 由 before who takes it."""
STACK = frozenset({"", "、", "兼", "，", "和", "及", "暨", "并", "、兼", "，兼", "并兼", "·", "；"})
CAREER_STEP = re.compile(r"(?:\d{4}年(?:\d{1,2}月)?)(?:至|到|—|-|－|–|～|起)[\d年月日至今]*[，,]?\Z")
"""A range of dates that stands before a post of a career record."""
_CLAUSE = re.compile(r"[，。；]")
YEAR = re.compile(r"(?:19|20)\d{2}年")
RECORD = re.compile(r"，(?:[^，。；]{1,8}，){0,2}[^，。；]{0,12}生，(?:[^，。；]{1,8}，){0,2}\Z")
"""What stands between a name that opens a record and a rank (周明，女，1980年2月生，高级会计师)."""
COLLECTIVE = re.compile(
    r"(?:[两二三四五六七八九十][位名大]|等[\d一二三四五六七八九十两多余几]{1,4}[位名大]|等(?:知名|著名|有关|相关)?)\Z"
)
"""What joins a list of names to a title behind it (等, 三位, 等10名)."""

SCORES = {
    "byline": 0.95,
    "role-before-name": 0.95,
    "shared-role": 0.9,
    "role-after-name": 0.9,
    "collective-role": 0.9,
    "labelled-role": 0.9,
    "role-in-bracket": 0.8,
    "verb-role": 0.85,
    "told-role": 0.85,
    "as-role": 0.85,
    "by-role": 0.9,
    "replaced-role": 0.85,
    "record-role": 0.7,
    "removed-role": 0.9,
    "apposed-role": 0.6,
    "career-role": 0.6,
}
"""How sure each rule is; ``by`` of a relation is its name."""


@dataclass(frozen=True, slots=True)
class Held:
    """One person in one post, as a rule found it."""

    person: Person
    post: Post
    type: RelationType
    rule: str


@dataclass
class _State:
    pending: list[tuple[Post, RelationType]] = field(default_factory=list)
    """Posts that wait for their holder."""
    shared: list[tuple[Post, RelationType]] = field(default_factory=list)
    """Posts of the list that is being read."""
    listing: list[Person] = field(default_factory=list)
    """Names of the list that is being read, none with a post of its own."""
    label: list[tuple[Post, RelationType]] = field(default_factory=list)
    """Posts with a colon, whose holders are listed behind it."""
    verb: tuple[list[Person], RelationType, str] | None = None
    """The subjects, the type and the rule of a verb whose posts are being listed."""
    subject: Person | None = None
    give: RelationType | None = None
    """The type of a verb before the person (任命周明为)."""
    replaced: Person | None = None
    """Who held the post that a verb is about to give (接替周明任)."""
    handed: list[tuple[Post, RelationType]] = field(default_factory=list)
    """Posts that somebody behind 由 takes (秘书长由某局局长周明兼任)."""


class Grammar:
    """Reads the relations off a sentence."""

    def __init__(self, cues: Cues, personal: Iterable[str]):
        """``personal`` are titles that stand behind a name even where another name follows (教授)."""
        self.cues = cues
        self._personal = tuple(personal)
        self._lists = frozenset(cues.words("list"))
        self._names = frozenset(cues.words("names"))
        self._offices = tuple(cues.words("office"))

    def read(self, row: Row, report: bool, subject: Person | None = None) -> tuple[list[Held], Person | None]:
        """The relations of a sentence and the person that it is about.

        ``report`` says that the article reports changes of posts; ``subject``
        is the person whose career goes on from the sentence before, if any.
        """
        state = _State(subject=subject)
        out: list[Held] = []
        first: Person | None = None
        for index, unit in enumerate(row.units):
            if isinstance(unit, Post):
                self._post(row, index, unit, state, out, report)
            else:
                first = first or unit
                self._person(row, index, unit, state, out, report)
        return out, first

    # posts

    def _post(self, row: Row, index: int, post: Post, state: _State, out: list[Held], report: bool) -> None:
        gap = row.plain(index)
        before = row.units[index - 1] if index else None
        held = self._type(row, index, post, report)
        if self._collective(gap, state):
            for person in state.listing:
                out.append(Held(person, post, held, "collective-role"))
            state.listing = []
            return
        if row.plain(index + 1).endswith("由") and row.plain(index + 1).removesuffix("由") in _HANDED:
            state.handed = [(post, held)]
            state.pending, state.verb = [], None
            return
        taken = state.give == "removed"  # 免去周明某局局长职务
        if isinstance(before, Person) and gap == "" and not taken and self._after_name(row, index, post, state):
            out.append(Held(before, post, held, "role-after-name"))
            state.pending, state.verb = [], ([before], held, "role-after-name")
            return
        if isinstance(before, Person) and index == 1 and RECORD.match(gap) and row.plain(index + 1)[:1] in _CLOSES:
            out.append(Held(before, post, held, "record-role"))
            return
        if isinstance(before, Person) and self._bracketed(row, index):
            out.append(Held(before, post, held, "role-in-bracket"))
            return
        if self._given(row, index, gap, post, state, out, report):
            return
        stacked = isinstance(before, Post) and gap in STACK and bool(state.pending)
        then = row.plain(index - len(state.pending)).endswith("时任") if stacked else False
        if stacked and held == "holds" and (post.front is None or then) and state.pending[-1][1] != "holds":
            # 原 reaches over what has no body of its own (原党组副书记、副部长), 时任 over all.
            held = state.pending[-1][1]
        state.pending = [*state.pending, (post, held)] if stacked else [(post, held)]
        state.verb = None
        if isinstance(before, Person) and self._apposed(row, index, gap):
            out.append(Held(before, post, held, "apposed-role"))
            state.pending = []

    def _type(self, row: Row, index: int, post: Post, report: bool) -> RelationType:
        """The type that the words right around a post give it."""
        if post.kind == "byline":
            return "byline"
        word = self.cues.beginning("after", row.plain(index + 1))
        if word:
            return self.cues.settle(self.cues.type("after", word), report)
        word = post.parted if post.parted in self.cues.parting else self.cues.ending("before", row.plain(index))
        if word and word != "任":
            return self.cues.settle(self.cues.type("before", word), report)
        return "holds"

    def _collective(self, gap: str, state: _State) -> bool:
        return bool(state.listing) and bool(COLLECTIVE.match(gap))

    def _after_name(self, row: Row, index: int, post: Post, state: _State) -> bool:
        """Whether a post right behind a name is that person's, not the next one's."""
        behind = row.plain(index + 1)
        after = row.units[index + 1] if index + 1 < len(row.units) else None
        if behind[:1] in ("：", ":") or (post.kind == "byline" and (isinstance(after, Person) or behind.strip("）)□"))):
            return False
        if not isinstance(after, Person) or behind:
            return True
        return bool(state.label) or post.title.text(row.text).endswith(self._personal)

    def _bracketed(self, row: Row, index: int) -> bool:
        return row.gaps[index] in ("（", "(") and row.gaps[index + 1][:1] in ("）", ")", "，", "、")

    def _given(
        self, row: Row, index: int, gap: str, post: Post, state: _State, out: list[Held], report: bool
    ) -> bool:
        """Posts that a verb gives its subject, or takes away."""
        before = row.units[index - 1] if index else None
        if isinstance(before, Post) and state.verb and gap in STACK:
            persons, held, rule = state.verb
            opens = row.plain(index + 1)[:1] in self._lists or (gap == "" and rule == "role-after-name")
            runs = bool(state.label) and rule == "role-after-name" and gap in ("、", "兼")
            if not opens and (runs or not self._next_holds(row, index, gap)):
                own = self._type(row, index, post, report) if post.kind != "byline" else "holds"
                out.extend(Held(person, post, own if own != "holds" else held, rule) for person in persons)
                return True
        subject = state.subject
        if subject is None:
            return False
        if isinstance(before, Post) and state.verb is None and not state.pending and not self.cues.verb(gap):
            return False
        word = self.cues.verb(gap)
        if word is None:
            return self._taken(row, index, gap, post, state, out)
        if word in ("为", "是", "系", "作为") and not self._copula(row, index, state):
            return False
        if self._before_holder(row, index) and not (isinstance(before, Person) and gap == word):
            return False  # 现任某校校长的周明; 时任县长周明
        held = self._verb_type(gap, word, state, report, any(YEAR.search(g) for g in row.gaps[index + 1 :]))
        together = gap == word and before is state.listing[-1] if state.listing else False
        subjects = list(state.listing) if together else [subject]
        state.verb = (subjects, held, "verb-role")
        state.pending = []
        out.extend(Held(person, post, held, "verb-role") for person in subjects)
        if state.replaced:
            out.append(Held(state.replaced, post, "former", "replaced-role"))
        return True

    def _before_holder(self, row: Row, index: int) -> bool:
        """Whether the stack of posts that a unit begins ends at its holder (现任县长、县委副书记的周明)."""
        while index + 1 < len(row.units):
            index += 1
            gap = row.plain(index)
            if isinstance(row.units[index], Person):
                joint = self.cues.beginning("told", gap)
                return gap == "" or (joint is not None and not gap[len(joint) :].strip("，"))
            if gap not in STACK:
                return False
        return False

    def _copula(self, row: Row, index: int, state: _State) -> bool:
        """Whether 为 or 是 says what somebody is: a whole clause that ends behind the post."""
        if not isinstance(row.units[index - 1] if index else None, Person) and state.verb is None:
            return False
        behind = row.plain(index + 1)[:1]
        return behind in ("", "，", "。", "、", "；", "的", "兼", "职", "等", "组") or state.give is not None

    def _next_holds(self, row: Row, index: int, gap: str) -> bool:
        """Whether a post behind a comma stands before a name of its own."""
        if gap not in ("，", "；", "、"):
            return False
        for at in range(index + 1, len(row.units)):
            between = row.plain(at)
            if isinstance(row.units[at], Person):
                return between == ""
            if between not in STACK:
                return False
        return False

    def _taken(self, row: Row, index: int, gap: str, post: Post, state: _State, out: list[Held]) -> bool:
        """免去周明（的）某局局长职务; 周明由某校书记转任校长."""
        before = row.units[index - 1] if index else None
        subject = state.subject
        if subject is None:
            return False
        if gap.endswith("以") and self.cues.beginning("as", row.plain(index + 1)):
            held: RelationType = "former" if gap.endswith("曾以") else "holds"
            out.append(Held(subject, post, held, "as-role"))
            return True
        if gap.endswith("其") and (self.cues.within("give", gap) or "免" in row.plain(index + 1)):
            state.verb = ([subject], "removed", "removed-role")
            out.append(Held(subject, post, "removed", "removed-role"))
            return True
        if before is None and CAREER_STEP.search(gap):
            state.verb = ([subject], "former", "verb-role")
            out.append(Held(subject, post, "former", "verb-role"))
            return True
        if before is not subject:
            return False
        if state.give == "removed" and gap in ("", "的", "担任的", "所任的"):
            state.verb = ([subject], "removed", "removed-role")
            out.append(Held(subject, post, "removed", "removed-role"))
            return True
        if self.cues.ending("from", gap) == gap.strip("，") and self._moves(row, index):
            state.verb = ([subject], "former", "verb-role")
            out.append(Held(subject, post, "former", "verb-role"))
            return True
        return False

    def _moves(self, row: Row, index: int) -> bool:
        """Whether the stack of posts that begins with unit ``index`` is left for another (由 X 转任 Y)."""
        while index < len(row.units) and isinstance(row.units[index], Post):
            index += 1
            if self.cues.beginning("move", row.plain(index)):
                return True
            if row.plain(index) not in STACK:
                return False
        return False

    def _verb_type(self, gap: str, word: str, state: _State, report: bool, later: bool = False) -> RelationType:
        kind = self.cues.type("verb", word)
        dated = YEAR.search(re.split("[，；]", gap)[-1]) and "至今" not in gap
        if dated and kind != "removed" and (later or (report and not word.startswith("起"))):
            return "former"  # one of several steps that are told with their years
        if word in ("兼任", "兼") and state.verb and state.verb[1] in ("former", "proposed"):
            return state.verb[1]
        if state.give and word in ("为", "任", "担任"):
            return state.give
        if kind in ("text", "holds") and self.cues.within("past", gap):
            return "former"
        if kind in ("text", "holds") and "至今" in gap:
            return "holds"
        if kind == "text" and state.verb and state.verb[1] == "former":
            return "former"
        return self.cues.settle(kind, report)

    def _apposed(self, row: Row, index: int, gap: str) -> bool:
        """周明，某公司总经理，…"""
        if gap != "，" or row.plain(index + 1)[:1] not in ("，", "。", ""):
            return False
        return row.gaps[index - 1].endswith(("，", "。", "：")) or index == 1

    # persons

    def _person(self, row: Row, index: int, person: Person, state: _State, out: list[Held], report: bool) -> None:
        gap = row.plain(index)
        before = row.units[index - 1] if index else None
        if person.front:
            gap = gap[: len(gap) - (person.front[1] - person.front[0])]
        tail = row.plain(index + 1)
        given = self._give(row, index)
        if given or gap.removeprefix("职务") not in LIST | {"，"}:
            state.give = given  # 任命甲、乙为… and 任命甲为…，乙为… and 免去甲的…职务，乙的…职务 have one verb
        if self.cues.within("instead", gap) and state.subject:
            state.replaced = person
            return
        if state.handed and (word := self.cues.beginning("by", tail)):
            taken = self.cues.settle(self.cues.type("by", word), report)
            out.extend(Held(person, post, taken, "by-role") for post, _ in state.handed)
            state.handed = []
        if row.gaps[index + 1].startswith(self._offices):
            state.pending, state.listing = [], []
            return
        if state.pending and isinstance(before, Post) and (held := self._told(row, index, gap, state, report)):
            self._assign(person, [(post, held) for post, _ in state.pending], "told-role", tail, out)
            state.shared, state.pending, state.listing = [], [], []
        elif state.pending and isinstance(before, Post) and self._meets(gap, person):
            rule = "labelled-role" if gap in self._lists else "role-before-name"
            state.label = state.pending if gap in self._lists else []
            self._assign(person, state.pending, rule, tail, out)
            state.shared, state.pending, state.listing = state.pending, [], []
        elif state.shared and gap in LIST and not person.front and self._shares(row, index, gap, state):
            self._assign(person, state.shared, "shared-role", tail, out)
        elif state.label and gap in ("", "、", "，", " ", "；"):
            self._assign(person, state.label, "labelled-role", tail, out)
        else:
            goes_on = gap in LIST and isinstance(before, Person)
            state.listing = [*state.listing, person] if goes_on and state.listing else [person]
            state.shared, state.pending = [], []
            state.label = state.label if gap in ("；",) else []
        state.subject, state.verb, state.replaced = person, None, None

    def _give(self, row: Row, index: int) -> RelationType | None:
        """The type of a verb that governs the person (任命, 免去), said in the clause before the name."""
        gap = row.plain(index).rsplit("。", 1)[-1].rsplit("；", 1)[-1]
        words = (word for word in self.cues.words("give") if len(word) > 1 or gap == word)
        found = [(gap.rfind(word), word) for word in words if word in gap]
        if found:
            return self.cues.settle(self.cues.type("give", max(found)[1]), False)
        return None

    def _told(self, row: Row, index: int, gap: str, state: _State, report: bool) -> RelationType | None:
        """The type of posts behind a verb whose holder comes after them: 身为某校校长的周明; 担任校长期间，周明."""
        joint = self.cues.beginning("told", gap)
        if joint is None or gap[len(joint) :].strip("，"):
            return None
        first = index - len(state.pending)
        word = self.cues.verb(row.plain(first)) or self.cues.ending("before", row.plain(first))
        if word is None:
            return None
        kind = self.cues.type("told", joint)
        return self._verb_type(row.plain(first), word, state, report) if kind == "text" else cast(RelationType, kind)

    def _meets(self, gap: str, person: Person) -> bool:
        """Whether the posts before a name are that person's."""
        if not gap or gap in self._lists or gap == "——" or gap in self._names:
            return True
        if person.front and gap in ("、", "，", ""):
            return True
        return self.cues.beginning("after", gap) == gap

    def _assign(
        self, person: Person, posts: list[tuple[Post, RelationType]], rule: str, tail: str, out: list[Held]
    ) -> None:
        """Gives posts to a person; 降为 and 不再担任 behind the name take the post in front of it away."""
        clause = _CLAUSE.split(tail)[0]
        word = self.cues.beginning("gone", clause) or self.cues.ending("gone", clause)
        gone = cast(RelationType, self.cues.type("gone", word)) if word else "holds"
        for post, held in posts:
            out.append(Held(person, post, gone if held == "holds" else held, rule))

    def _shares(self, row: Row, index: int, gap: str, state: _State) -> bool:
        """Whether a name in a list has the posts of the list's first one."""
        before = row.units[index - 1]
        if gap == "" and isinstance(before, Person):
            return state.shared[-1][0].kind == "byline"
        return isinstance(before, Person) or before.start > state.shared[-1][0].start
