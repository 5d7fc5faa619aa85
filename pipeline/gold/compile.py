"""Marked-up gold and its raw page, compiled into records with exact spans."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import NoReturn

from .. import lexicon
from ..alignment import Alignment
from ..errors import RenzhiError
from ..record import Entity, GoldArticle, GoldRelation, Headline, Issue, Role, Source, Span
from .markup import Claim, Mark, Markup, parse
from .place import Placed, place

SUFFIX = ".gold.txt"
_BY = "gold"


def compile_file(path: Path, pages: Path | None = None) -> list[GoldArticle]:
    """The records of the mark-up file ``path``; its page lies in ``pages``, by default ``../pages`` from there.

    Raises ``RenzhiError`` that names file and line of the first thing that does not fit.
    """
    markup = parse(_decode(_read(path), str(path)), str(path))
    name = markup.head["page"]
    if name + SUFFIX != path.name:
        raise RenzhiError(f"{path}: says 'page: {name}'; it must be the file's own name without {SUFFIX}")
    page = (pages or path.parent.parent / "pages") / f"{name}.txt"
    return compile_page(markup, _read(page), str(path), str(page))


def compile_page(markup: Markup, content: bytes, path: str, page: str) -> list[GoldArticle]:
    """The records of a parsed file and the UTF-8 ``content`` of its page; ``path`` and ``page`` are for errors.

    >>> markup = parse("page: p1\\n=== article\\n[林远|PER]到[明湖市|LOC]。", "p1.gold.txt")
    >>> record, = compile_page(markup, "林\\n远到明湖 市。\\n".encode(), "p1.gold.txt", "p1.txt")
    >>> record.id, [(e.text, e.raw) for e in record.entities]
    ('p1#01', [('林远', [(0, 1), (2, 3)]), ('明湖市', [(4, 6), (7, 8)])])
    """
    raw = _decode(content, page)
    head = markup.head
    source = Source(f"{head['page']}.txt", hashlib.sha256(content).hexdigest(), "utf-8")
    issue = Issue(head.get("paper"), head.get("date"), head.get("region"))
    return [
        _Builder(placed, raw, path).build(f"{head['page']}#{number:02}", source, issue)
        for number, placed in enumerate(place(markup.drafts, raw, path, page), 1)
    ]


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise RenzhiError(f"{path}: cannot be read: {error.strerror}") from error


def _decode(content: bytes, path: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RenzhiError(f"{path}: not UTF-8 ({error.reason} at byte {error.start}); save it as UTF-8") from error


@cache
def _titles() -> tuple[str, ...]:
    """Title words of two characters and more."""
    return tuple(head for head, kind, _ in lexicon.rows("titles.tsv", 2, 1) if kind == "post" and len(head) > 1)


class _Builder:
    """Makes one record of a placed draft."""

    def __init__(self, placed: Placed, raw: str, path: str):
        self.draft = placed.draft
        self.headlines = placed.headlines
        self.text = placed.text.text
        self.raw = raw
        self.path = path
        self.segments = placed.text.segments(raw)
        self.alignment = Alignment(self.segments)
        self.entities = [self.entity(f"e{number}", mark) for number, mark in enumerate(self.draft.marks, 1)]

    def build(self, name: str, source: Source, issue: Issue) -> GoldArticle:
        headlines = [Headline(h.text, h.spans()) for h in self.headlines]
        return GoldArticle(
            schema="renzhi.article/1",
            id=name,
            source=source,
            issue=issue,
            kind=self.draft.kind,
            headline=headlines,
            text=self.text,
            segments=self.segments,
            sentences=self.draft.sentences,
            entities=self.entities,
            relations=self.relations(),
            score=None,
        )

    def entity(self, name: str, mark: Mark) -> Entity:
        text = self.text[mark.start : mark.end]
        if mark.label == "PER" and text.endswith(_titles()):
            self.fail(mark, f"PER {text!r} ends with a title; end the name before it")
        return Entity(name, mark.label, mark.start, mark.end, text, self.alignment.raw(mark.start, mark.end), _BY, None)

    def relations(self) -> list[GoldRelation]:
        found = []
        for claim in self.draft.claims:
            start, end = self.role(claim)
            role = Role(self.text[start:end], start, end, self.alignment.raw(start, end))
            found += [(role, self.person(claim, name, role), claim) for name in claim.persons]
        found.sort(key=lambda item: (item[0].start, item[1].start))
        return [
            GoldRelation(
                id=f"r{number}",
                type=claim.type,
                person=person.id,
                role=role,
                org=claim.org,
                title=claim.title,
                sentence=claim.sentence,
                date=claim.date,
                by=_BY,
                score=None,
                optional=claim.optional,
            )
            for number, (role, person, claim) in enumerate(found, 1)
        ]

    def role(self, claim: Claim) -> Span:
        """Where the role stands in its sentence: it ends with a TITLE and begins inside no entity."""
        low, high = self.draft.sentences[claim.sentence]
        inside = {at for e in self.entities for at in range(e.start + 1, e.end)}
        ends = {e.end for e in self.entities if e.label == "TITLE"}
        size = len(claim.role)
        spans = [
            (at, at + size)
            for at in range(low, high - size + 1)
            if self.text.startswith(claim.role, at) and at not in inside and at + size in ends
        ]
        times = f"stands {len(spans)} times in the sentence above"
        if not spans:
            titles = [e.text for e in self.entities if e.label == "TITLE" and low <= e.start < high]
            self.fail(
                claim,
                f"role {claim.role!r} does not stand in the sentence above; it begins inside no entity and ends with "
                f"a TITLE of the sentence ({', '.join(titles) or 'there is none'})",
            )
        if claim.nth is None and len(spans) > 1:
            self.fail(claim, f"role {claim.role!r} {times}; write {claim.role}#1 for the first")
        if not 1 <= (claim.nth or 1) <= len(spans):
            self.fail(claim, f"role {claim.role!r} {times}, so there is no #{claim.nth}")
        return spans[(claim.nth or 1) - 1]

    def person(self, claim: Claim, name: str, role: Role) -> Entity:
        """The mention of ``name`` nearest to the role in its sentence, else the latest before."""
        mentions = [e for e in self.entities if e.label == "PER" and e.text == name]
        low, high = self.draft.sentences[claim.sentence]
        here = [e for e in mentions if low <= e.start < high]
        if here:
            return min(here, key=lambda e: (max(e.start - role.end, role.start - e.end), e.start))
        before = [e for e in mentions if e.start < low]
        if not before:
            known = ", ".join(dict.fromkeys(e.text for e in self.entities if e.label == "PER"))
            self.fail(claim, f"no PER mention {name!r} in the sentence or before it; the record has: {known or 'none'}")
        return before[-1]

    def fail(self, at: Claim | Mark, message: str) -> NoReturn:
        raise RenzhiError(f"{self.path}:{at.line}: {message}")
