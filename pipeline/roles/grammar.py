"""The grammar of posts and their holders: one pass over a sentence's units, rule by rule.

Posts and persons of a sentence are read from left to right; each unit is shown
to the rules of its kind in the order of their priority (``post_rules``,
``person_rules``), and the first that settles it ends the asking. A post that no
rule gives away waits until its holder comes.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..record import RelationType
from . import person_rules, post_rules
from .cues import Cues
from .reading import LIST, Reading
from .rules import PERSONS, POSTS
from .units import Person, Post, Row


class Grammar:
    """Reads the relations off a sentence."""

    def __init__(self, cues: Cues, personal: Iterable[str], ranks: Iterable[str]):
        """Takes ends of titles.

        ``personal`` ones stand behind a name even where another name follows (教授);
        ``ranks`` are kept by who leaves an office (副研究馆员).
        """
        self.cues = cues
        self._personal, self._ranks = tuple(personal), tuple(ranks)
        self._give = tuple(cues.words("give"))
        self._on_post = tuple(rule.read for rule in POSTS)
        self._on_person = tuple(rule.read for rule in PERSONS)

    def read(
        self, row: Row, report: bool, subject: Person | None = None, heading: RelationType | None = None
    ) -> Reading:
        """The reading of a sentence; its ``out`` are the relations.

        ``report`` says that the article reports changes of posts; ``subject``
        is the person whose career goes on from the sentence before, if any;
        ``heading`` is the type of the verb of a line above (决定任命：).
        """
        at = Reading(row, self.cues, report, self._personal, self._ranks, subject)
        for index in range(len(row.units)):
            unit = at.turn(index)
            if isinstance(unit, Post):
                for read_post in self._on_post:
                    if read_post(at, unit):
                        break
                else:
                    post_rules.wait(at, unit)
                continue
            at.join(unit)
            stack = len(at.pending) if isinstance(at.before, Post) else 0  # 聘请作家周明为…
            given = self.given(row.plain[at.index]) or (stack and self.given(row.plain[at.index - stack])) or None
            given = given or (None if at.index else heading)
            if given or at.gap.removeprefix("职务") not in LIST | {"，"}:
                at.give = given  # 任命甲、乙为… and 任命甲为…，乙为… and 免去甲的…职务，乙的…职务 have one verb
            for read_person in self._on_person:
                if read_person(at, unit):
                    break
            else:
                person_rules.name(at, unit)
        return at

    def given(self, gap: str) -> RelationType | None:
        """The type of a verb that governs the person (任命, 免去), said in the clause before the name."""
        clause = gap.rsplit("。", 1)[-1].rsplit("；", 1)[-1]
        if not clause:
            return None
        words = [w for w in self._give if w in clause and (len(w) > 1 or clause.strip("，、") == w)]
        if not words:
            return None
        last = max(words, key=lambda w: (clause.rfind(w) + len(w), len(w)))  # 拟聘任, not 聘任
        return self.cues.settle(self.cues.type("give", last), False)
