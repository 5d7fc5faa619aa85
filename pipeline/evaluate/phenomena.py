"""What is hard about an item of gold, told by gold's own structure: no hand tags are needed.

Each phenomenon is a small function over a relation in its article (a ``Case``),
or over a mention; its name is that of the function, with hyphens, and its
docstring says what it means.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable
from functools import cache

from .. import lexicon
from ..record import LABELS, Article, Entity, Relation, Span
from ..script import traditional

_MARKS = re.compile(r"[\W_]+")
_BRACKETS = re.compile(r"[（(〔【\[]")
_LATIN = re.compile(r"[A-Za-z]")


class Scene:
    """An article of gold, with what its phenomena are told by."""

    def __init__(self, article: Article):
        self.article = article
        self.entities = {entity.id: entity for entity in article.entities}
        self.place = {entity.id: at for at, entity in enumerate(article.entities)}
        self.bodies = [entity.start for entity in article.entities if entity.label in ("ORG", "LOC")]
        self.traditional = traditional(article.text)
        self.own: dict[tuple[str, int], list[Relation]] = defaultdict(list)
        self.sharers: dict[Span, set[str]] = defaultdict(set)
        for relation in article.relations:
            self.own[relation.person, relation.sentence].append(relation)
            self.sharers[relation.role.start, relation.role.end].add(relation.person)
        self.ends = {end for _, end in self.sharers}
        """Where roles end."""
        self._listed: dict[str, bool] = {}

    def listed(self, entity: Entity) -> bool:
        """Whether a name is one of several in a row, with 、 or nothing between."""
        if entity.id not in self._listed:
            self._listed[entity.id] = self._in_row(entity)
        return self._listed[entity.id]

    def _in_row(self, entity: Entity) -> bool:
        at, text, entities = self.place[entity.id], self.article.text, self.article.entities
        for first, second in ((at - 1, at), (at, at + 1)):
            if first >= 0 and second < len(entities) and entities[first].label == entities[second].label == "PER":
                gap = text[entities[first].end : entities[second].start].strip()
                if gap in ("", "、"):
                    return True
        return False


class Case:
    """A relation in its scene."""

    def __init__(self, scene: Scene, relation: Relation):
        self.scene, self.relation = scene, relation
        self.person = person = scene.entities[relation.person]
        role, text = relation.role, scene.article.text
        low, high = scene.article.sentences[relation.sentence]
        self.here = low <= person.start < high
        """Whether the person stands in the sentence of the role."""
        self.behind = person.start < role.start
        self.gap = text[person.end : role.start] if self.behind else text[role.end : person.start]
        """The text between role and name."""
        self.own = scene.own[relation.person, relation.sentence]
        """Relations of the person in the sentence."""
        ends = [r.role.end for r in self.own if r.role.end <= role.start] if len(self.own) > 1 else []
        self.before = text[max(ends) : role.start] if ends else None
        """The text behind the role before this one; ``None`` where this is the first."""
        at = bisect_left(scene.bodies, role.start)
        self.elided = relation.org is not None and not (at < len(scene.bodies) and scene.bodies[at] < role.end)
        """Whether the role names no body, and has one."""


OfRelation = Callable[[Case], bool]
OfEntity = Callable[[Scene, Entity], bool]
RELATIONS: dict[str, OfRelation] = {}
ENTITIES: dict[str, dict[str, OfEntity]] = {label: {} for label in LABELS}
"""By label, those that a mention of it can have."""


def _name(function: Callable[..., bool]) -> str:
    return function.__name__.replace("_", "-")


def _relation(function: OfRelation) -> OfRelation:
    RELATIONS[_name(function)] = function
    return function


def _entity(*labels: str) -> Callable[[OfEntity], OfEntity]:
    def register(function: OfEntity) -> OfEntity:
        for label in labels:
            ENTITIES[label][_name(function)] = function
        return function

    return register


@_relation
def stacked(case: Case) -> bool:
    """The person has several roles in the sentence (荆川市副市长、明湖市委书记林远)."""
    return len(case.own) > 1


@_relation
def stacked_over_bodies(case: Case) -> bool:
    """Several roles in different bodies (副市长、市公安局局长周明)."""
    return len(case.own) > 1 and len({r.org for r in case.own}) > 1


@_relation
def concurrent(case: Case) -> bool:
    """兼 stands before the role (副总裁兼总经理)."""
    return case.before is not None and "兼" in case.before


@_relation
def shared(case: Case) -> bool:
    """Several persons have the role (副主任顾岚、廖静川)."""
    return len(case.scene.sharers[case.relation.role.start, case.relation.role.end]) > 1


@_relation
def group_title(case: Case) -> bool:
    """The title is that of a group (市领导)."""
    return case.relation.role.text.endswith(_groups())


@_relation
def elided_front(case: Case) -> bool:
    """The role names no body, and has one (副市长 of 明湖市人民政府)."""
    return case.elided


@_relation
def carried_front(case: Case) -> bool:
    """No body in the role, and another role of the person before it (县委常委、组织部部长)."""
    return case.elided and case.before is not None


@_relation
def short_body(case: Case) -> bool:
    """The body in full is not what the role says (市委 is 明湖市委)."""
    return case.relation.org is not None and not case.relation.role.text.startswith(case.relation.org)


@_relation
def no_body(case: Case) -> bool:
    """The body is not known."""
    return case.relation.org is None


@_relation
def after_name(case: Case) -> bool:
    """The role stands behind the name (周明市长; 周明任市长)."""
    return case.here and case.behind


@_relation
def apart(case: Case) -> bool:
    """Words stand between role and name, not only marks and other entities (任命周明为副市长)."""
    if not case.here or not case.gap or not _MARKS.sub("", case.gap):
        return False
    gap, role, person = case.gap, case.relation.role, case.person
    low, high = (person.end, role.start) if case.behind else (role.end, person.start)
    for entity in case.scene.article.entities:
        if low <= entity.start < high:
            gap = gap.replace(entity.text, "", 1)
    return bool(_MARKS.sub("", gap))


@_relation
def other_sentence(case: Case) -> bool:
    """The name stands in an earlier sentence (careers)."""
    return not case.here


@_relation
def in_list(case: Case) -> bool:
    """The name is one of several in a row (王一、李二)."""
    return case.scene.listed(case.person)


@_relation
def bracket(case: Case) -> bool:
    """A bracket stands between role and name (副市长（挂职）周明)."""
    return case.here and bool(case.gap) and _BRACKETS.search(case.gap) is not None


@_relation
def appointed(case: Case) -> bool:
    """The type is appointed."""
    return case.relation.type == "appointed"


@_relation
def removed(case: Case) -> bool:
    """The type is removed."""
    return case.relation.type == "removed"


@_relation
def proposed(case: Case) -> bool:
    """The type is proposed."""
    return case.relation.type == "proposed"


@_relation
def former(case: Case) -> bool:
    """The type is former."""
    return case.relation.type == "former"


@_relation
def byline(case: Case) -> bool:
    """The type is byline."""
    return case.relation.type == "byline"


@_relation
def broken_role(case: Case) -> bool:
    """The role is broken by a line or a blank."""
    return len(case.relation.role.raw) > 1


@_relation
def traditional_script(case: Case) -> bool:
    """The article is in traditional script."""
    return case.scene.traditional


@_entity(*LABELS)
def broken(scene: Scene, entity: Entity) -> bool:
    """A mention broken by a line or a blank (林⏎远)."""
    return len(entity.raw) > 1


@_entity("PER")
def listed(scene: Scene, entity: Entity) -> bool:
    """A name beside another one, with 、 or nothing between."""
    return scene.listed(entity)


@_entity("PER")
def compound_surname(scene: Scene, entity: Entity) -> bool:
    """A name with a surname of two characters (欧阳明)."""
    return len(entity.text) > 2 and entity.text[:2] in _compound()


@_entity("PER")
def dotted_name(scene: Scene, entity: Entity) -> bool:
    """A name with a dot (阿依努尔·买买提)."""
    return "·" in entity.text


@_entity("PER", "ORG", "LOC")
def latin(scene: Scene, entity: Entity) -> bool:
    """A name with Latin letters."""
    return _LATIN.search(entity.text) is not None


@_entity("PER")
def masked(scene: Scene, entity: Entity) -> bool:
    """A masked name (林某某)."""
    return "某" in entity.text


@_entity("ORG")
def long_organisation(scene: Scene, entity: Entity) -> bool:
    """An organisation of ten characters and more."""
    return len(entity.text) >= 10


@_entity("TITLE")
def title_alone(scene: Scene, entity: Entity) -> bool:
    """A title that is nobody's role (市委书记要求)."""
    return entity.end not in scene.ends and not any(start <= entity.start < end for start, end in scene.sharers)


@_entity(*LABELS)
def mention_in_traditional_script(scene: Scene, entity: Entity) -> bool:
    """A mention in an article in traditional script."""
    return scene.traditional


@cache
def _groups() -> tuple[str, ...]:
    return tuple(row[0] for row in lexicon.rows("titles.tsv", 2, 1) if row[1] == "group")


@cache
def _compound() -> frozenset[str]:
    return frozenset(name for name in lexicon.words("surnames.txt") if len(name) == 2)
