"""Gold from what annotation tools give back: marks and arcs put to the records that they were made of."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import NoReturn, cast

from ..alignment import Alignment
from ..errors import RenzhiError
from ..export.brat import name as brat_name
from ..export.marked import ARC_LABELS, ROLE, SPAN_LABELS, Mark, Marked
from ..record import Article, Entity, GoldArticle, GoldRelation, Label, RelationType, Role, Span

FORMATS = ("labelstudio", "doccano", "brat", "prodigy")
Notes = Counter[str]
_BY = "gold"
NO_POST = "relations with no post in full; resolve them, or add it"


def read(path: Path, form: str, records: Iterable[Article], notes: Notes) -> Iterator[GoldArticle]:
    """The records of a corrected file in the format ``form``, each put to its record of the run.

    Raises ``RenzhiError`` that names the place of what does not fit: a record
    that the run has not, another text, a label that is unknown, a span out of
    range or over another, an arc that does not go from a PER to a ROLE.
    """
    if form not in FORMATS:
        raise RenzhiError(f"--from {form}: no such format; one of: {', '.join(FORMATS)}")
    known: dict[str, Article] = {}
    for record in records:
        known[brat_name(record.id) if form == "brat" else record.id] = record
    seen: dict[str, str] = {}
    for marked in import_module(f"..export.{form}", __package__).read(path, notes):
        if marked.record not in known:
            raise RenzhiError(f"{marked.where}: the record {marked.record!r} is not in the run; give the run it is of")
        if marked.record in seen:
            raise RenzhiError(f"{marked.where}: the record {marked.record!r} is at {seen[marked.record]} already")
        seen[marked.record] = marked.where
        yield restored(marked, known[marked.record], notes)
    if not seen:
        raise RenzhiError(f"{path}: nothing annotated is there")


def restored(marked: Marked, record: Article, notes: Notes) -> GoldArticle:
    """One record with its marks as entities, its arcs as relations."""
    return _Restorer(marked, record, notes).article()


class _Restorer:
    def __init__(self, marked: Marked, record: Article, notes: Notes):
        self.marked, self.record, self.notes = marked, record, notes
        self.alignment = Alignment(record.segments)

    def fail(self, message: str) -> NoReturn:
        raise RenzhiError(f"{self.marked.where}: record {self.record.id}: {message}")

    def article(self) -> GoldArticle:
        if self.marked.text != self.record.text:
            self.fail("its text is not that of the run; export the run again, or undo the change")
        for mark in self.marked.marks:
            if mark.label not in SPAN_LABELS:
                self.fail(f"label {mark.label!r}; use one of {', '.join(SPAN_LABELS)}")
            if not 0 <= mark.start < mark.end <= len(self.record.text):
                self.fail(f"{mark.label} at {mark.start}:{mark.end} of {len(self.record.text)} characters")
        marks = sorted((m for m in self.marked.marks if m.label != ROLE), key=lambda m: (m.start, m.end))
        for one, two in pairwise(marks):
            if two.start < one.end:
                self.fail(f"{one.label} {self.said(one)!r} and {two.label} {self.said(two)!r} overlap; entities do not")
        entities = {mark.id: self.entity(f"e{number}", mark) for number, mark in enumerate(marks, 1)}
        fields = {name: getattr(self.record, name) for name in GoldArticle.__struct_fields__}
        relations = self.relations(entities)
        return GoldArticle(**fields | {"entities": list(entities.values()), "relations": relations, "score": None})

    def said(self, mark: Mark) -> str:
        return self.record.text[mark.start : mark.end]

    def entity(self, name: str, mark: Mark) -> Entity:
        raw = self.alignment.raw(mark.start, mark.end)
        return Entity(name, cast(Label, mark.label), mark.start, mark.end, self.said(mark), raw, _BY, None)

    def relations(self, entities: Mapping[str, Entity]) -> list[GoldRelation]:
        roles = {mark.id: mark for mark in self.marked.marks if mark.label == ROLE}
        found = []
        for arc in self.marked.arcs:
            if arc.type not in ARC_LABELS:
                self.fail(f"relation {arc.type!r}; use one of {', '.join(ARC_LABELS)}")
            person, role = entities.get(arc.person), roles.get(arc.role)
            if person is None or person.label != "PER" or role is None:
                self.fail(f"relation {arc.type!r} from {arc.person} to {arc.role}; it goes from a PER to a {ROLE}")
            found.append((role, person, arc.type))
        found.sort(key=lambda item: (item[0].start, item[0].end, item[1].start))
        unused = len(roles) - len({role.id for role, _, _ in found})
        if unused:
            self.notes["roles of nobody, left out"] += unused
        return [self.relation(f"r{number}", *item) for number, item in enumerate(found, 1)]

    def relation(self, name: str, role: Mark, person: Entity, type_: str) -> GoldRelation:
        starts = [start for start, _ in self.record.sentences]
        span = Role(self.said(role), role.start, role.end, self.alignment.raw(role.start, role.end))
        org, title, date, optional = role.post or self.known((person.start, person.end), (role.start, role.end))
        if org is None and title is None:
            self.notes[NO_POST] += 1
        return GoldRelation(
            id=name,
            type=cast(RelationType, type_),
            person=person.id,
            role=span,
            org=org,
            title=title,
            sentence=max(bisect_right(starts, role.start) - 1, 0),
            date=date,
            by=_BY,
            score=None,
            optional=optional,
        )

    def known(self, person: Span, role: Span) -> tuple[str | None, str | None, tuple[str, str] | None, bool]:
        """What the run says of a person and a role in these places."""
        names = {(e.start, e.end): e.id for e in self.record.entities}
        for relation in self.record.relations:
            if relation.person == names.get(person) and (relation.role.start, relation.role.end) == role:
                return relation.org, relation.title, relation.date, getattr(relation, "optional", False)
        return None, None, None, False
