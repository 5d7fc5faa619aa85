"""A page and the truth beside it: who each printed line belongs to, and the records that follow from it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ..alignment import INSERTED, Alignment, Mapped
from ..clean.fold import fold_text
from ..clean.invisible import INVISIBLE
from ..record import Entity, GoldArticle, GoldRelation, Headline, Issue, Label, Role, Source, Span
from ..sentences.split import split
from .matter import marks, plain
from .story import Kind, Story

_BY = "gold"
_PRINTED = re.compile(rf"(?:(?!{INVISIBLE.pattern})\S)+")
"""Runs of characters that are neither blank nor invisible."""
_WORD = re.compile(r"\S+")


class TruthLine(NamedTuple):
    """A printed line, without its line break.

    ``start`` and ``end`` are offsets into the page; an indent is inside.
    ``article`` is the number of the article, -1 where there is none;
    ``paragraph`` the number of the paragraph of its text, for kind ``head`` of
    its headline line, and where there is no article of the line in its block.
    ``wraps`` is true where the line goes on with the piece before it of the
    same paragraph or headline line. A printed line that holds several
    paragraphs is several of these.
    """

    start: int
    end: int
    kind: Kind
    article: int
    paragraph: int
    wraps: bool


@dataclass(frozen=True)
class DegradedPage:
    """A page: its ``text``, its ``lines`` in reading order, and the ``stories`` that their article numbers count.

    ``strays`` are the texts of the lines that belong to no article, entities
    marked, by place in ``lines``; ``interleaved`` the numbers of the articles that another
    one cuts.
    """

    text: str
    lines: list[TruthLine]
    stories: list[Story]
    strays: dict[int, str]
    interleaved: set[int]
    layout: str
    seed: int

    def records(self, name: str) -> list[GoldArticle]:
        """The truth as records of the page ``<name>.txt``, numbered by their first raw character."""
        return [item for item, _ in self.numbered(name)]

    def numbered(self, name: str) -> list[tuple[GoldArticle, int]]:
        """The same, each with the number of its article, -1 for a fragment."""
        source = Source(f"{name}.txt", hashlib.sha256(self.text.encode()).hexdigest(), "utf-8")
        found = [(_article(self, number, source), number) for number in range(len(self.stories))]
        found += [(_fragment(self, places, source), -1) for places in self._fragments()]
        found.sort(key=lambda pair: _first(pair[0]))
        for number, (item, _) in enumerate(found, 1):
            item.id = f"{name}#{number:02}"
        return found

    def _fragments(self) -> list[list[int]]:
        """Places in ``lines`` of the lines of each fragment: such as stand together."""
        found: list[list[int]] = []
        for place in self.strays:
            before = found[-1][-1] if found else -2
            if before == place - 1 and self.lines[place].paragraph == self.lines[before].paragraph + 1:
                found[-1].append(place)
            else:
                found.append([place])
        return found


def mapped(text: str, raw: str, spans: Iterable[Span]) -> Mapped:
    r"""``text`` tied to the raw spans where its characters stand, in their order; blanks need not be there.

    >>> mapped("记者 林远", "记者 林\n 远", [(0, 4), (5, 7)]).raw.tolist()
    [0, 1, 2, 3, 6]
    >>> mapped("（林远） 3月", "（林远）3月", [(0, 6)]).raw.tolist()
    [0, 1, 2, 3, -1, 4, 5]
    """
    raw_at = np.full(len(text), INSERTED)
    at = 0
    for start, end in spans:
        for run in _PRINTED.finditer(raw, start, end):
            low, high = run.span()
            if low > start and text[at : at + 1] == " " and raw[low - 1].isspace():
                raw_at[at] = low - 1
            while low < high:  # more than once where print dropped a blank of the text
                word = _WORD.search(text, at)
                assert word, f"{raw[low:high]!r} is more than the text has"
                at, size = word.start(), min(word.end() - word.start(), high - low)
                raw_at[at : at + size] = np.arange(low, low + size)
                at, low = at + size, low + size
    return Mapped(text, raw_at)


def _first(item: GoldArticle) -> int:
    return min([s[2] for s in item.segments] + [line.raw[0][0] for line in item.headline])


def _article(page: DegradedPage, number: int, source: Source) -> GoldArticle:
    story = page.stories[number]
    lines = [line for line in page.lines if line.article == number]
    headline = []
    for count, text in enumerate(story.headline):
        spans = [line[:2] for line in lines if line.kind == "head" and line.paragraph == count]
        placed = mapped(text, page.text, spans)
        headline.append(Headline(text, placed.spans()))
    body = sorted((line for line in lines if line.kind != "head"), key=lambda line: line.paragraph)
    item = _record(mapped(story.text, page.text, [line[:2] for line in body]), page.text, source, "article")
    item.headline = headline
    _carry_over(story, item)
    return item


def _fragment(page: DegradedPage, places: list[int], source: Source) -> GoldArticle:
    text = "\n".join(fold_text(plain(page.strays[place])) for place in places)
    placed = mapped(text, page.text, [page.lines[place][:2] for place in places])
    item = _record(placed, page.text, source, "fragment")
    _label(item, [marks(page.strays[place]) for place in places])
    return item


def _label(item: GoldArticle, lines: list[list[tuple[int, int, Label]]]) -> None:
    """Entities of a fragment's lines, and the bylines that they are: each person behind a title."""
    alignment = Alignment(item.segments)
    at = 0
    for line, found in zip(item.text.split("\n"), lines, strict=True):
        title: Entity | None = None
        for start, end, label in found:
            span = (at + start, at + end)
            entity = Entity(
                f"e{len(item.entities) + 1}", label, *span, item.text[slice(*span)], alignment.raw(*span), _BY, None
            )
            item.entities.append(entity)
            if label == "TITLE":
                title = entity
            elif label == "PER" and title:
                item.relations.append(_byline(item, entity, title))
        at += len(line) + 1


def _byline(item: GoldArticle, person: Entity, title: Entity) -> GoldRelation:
    return GoldRelation(
        id=f"r{len(item.relations) + 1}",
        type="byline",
        person=person.id,
        role=Role(title.text, title.start, title.end, title.raw),
        org=None,
        title=title.text,
        sentence=bisect_right([start for start, _ in item.sentences], title.start) - 1,
        date=None,
        by=_BY,
        score=None,
    )


def _record(placed: Mapped, raw: str, source: Source, kind: str) -> GoldArticle:
    return GoldArticle(
        schema="renzhi.article/1",
        id="",
        source=source,
        issue=Issue(),
        kind=kind,  # type: ignore[arg-type]
        headline=[],
        text=placed.text,
        segments=placed.segments(raw),
        sentences=split(placed.text),
        entities=[],
        relations=[],
        score=None,
    )


def _carry_over(story: Story, item: GoldArticle) -> None:
    """The sentences, entities and relations of the input, moved to where they stand now."""
    given = story.clean.record
    if given is None:
        return
    moved = _Moved(story)
    alignment = Alignment(item.segments)
    item.sentences = moved.sentences(given.sentences, item.sentences)
    for entity in given.entities:
        start, end = moved.span(entity.start, entity.end)
        item.entities.append(
            Entity(entity.id, entity.label, start, end, entity.text, alignment.raw(start, end), entity.by, entity.score)
        )
    starts = [start for start, _ in item.sentences]
    for relation in given.relations:
        start, end = moved.span(relation.role.start, relation.role.end)
        item.relations.append(
            GoldRelation(
                id=relation.id,
                type=relation.type,
                person=relation.person,
                role=Role(relation.role.text, start, end, alignment.raw(start, end)),
                org=relation.org,
                title=relation.title,
                sentence=max(bisect_right(starts, start) - 1, 0),
                date=relation.date,
                by=relation.by,
                score=relation.score,
                optional=relation.optional,
            )
        )


class _Moved:
    """Offsets of the clean article in the text of the story."""

    def __init__(self, story: Story):
        self._starts: list[int] = []
        at = 0
        for paragraph in story.clean.paragraphs:
            self._starts.append(at)
            at += len(paragraph) + 1
        self._now: dict[int, int] = {}
        self._begins: dict[int, int] = {}
        self._added: set[int] = set()
        at = 0
        for part in story.parts:
            if part.origin is None:
                self._added.add(at)
            else:
                self._begins[at + part.shift] = at
                self._now[part.origin] = at + part.shift
            at += len(part.text) + 1

    def span(self, start: int, end: int) -> Span:
        paragraph = bisect_right(self._starts, start) - 1
        by = self._now[paragraph] - self._starts[paragraph]
        return start + by, end + by

    def sentences(self, given: list[Span], split_anew: list[Span]) -> list[Span]:
        """Those that were given, the first of a paragraph with what was put before it, and those of added parts."""
        if not given:
            return split_anew
        ends = sorted([*self._begins.values(), *self._added])
        added = [s for s in split_anew if ends[bisect_right(ends, s[0]) - 1] in self._added]
        moved = [self.span(*span) for span in given]
        return sorted([*((self._begins.get(start, start), end) for start, end in moved), *added])
