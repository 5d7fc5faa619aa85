"""Mention-level gold: spans by raw offsets, records beside gold by the raw text that they share."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ..record import Article, Entity, GoldRelation, Span
from . import layout, schemes
from .items import Items, Outcome, Rel, compare
from .match import Judge, Side, score_page
from .relations import judge as judge_relations
from .relations import written_post
from .report import PageResult
from .score import Score
from .spans import Mention, Ranges, bounds, covered, mention, merge, shared


@dataclass
class Mentions(Items):
    """Items of some records, with their entities by raw place and label, and the raw pieces of roles."""

    articles: list[Article] = field(default_factory=list)
    entities: dict[schemes.Labelled, Entity] = field(default_factory=dict)
    roles: dict[Mention, Sequence[Span]] = field(default_factory=dict)

    @cached_property
    def sentences(self) -> dict[Span, int]:
        """Sentences by their raw bounds, each with its clean start."""
        return {
            raw: start
            for article in self.articles
            for raw, (start, _) in zip(bounds(article.segments, article.sentences), article.sentences, strict=True)
        }

    def sentence_at(self, role: Mention) -> int:
        """The number of the sentence in which something of this raw place begins; -1 if it is in none."""
        found = (number for number, raw in enumerate(self.sentences) if raw[0] <= role[0] < raw[1])
        return next(found, -1)


class Record:
    """A record, of gold or of a run, in the form in which mentions are compared."""

    def __init__(self, article: Article):
        self.article = article
        self.items = items_of(article)

    @cached_property
    def body(self) -> Ranges:
        """Its raw characters."""
        return covered(self.article.text, self.article.segments)

    @cached_property
    def headline(self) -> Ranges:
        """The raw pieces of its headline lines."""
        return merge(span for line in self.article.headline for span in line.raw)

    def like(self, other: Record) -> bool:
        """Whether the two have the same characters in their bodies."""
        return self.same(other) or self.body == other.body

    def same(self, other: Record) -> bool:
        """Whether the two are of one kind, with the same text in the same place."""
        return self.article.kind == other.article.kind and same_text(self.article, other.article)


def same_text(one: Article, other: Article) -> bool:
    """Whether two records of a page have the same text in the same place."""
    return one.segments == other.segments and one.text == other.text


def score(page: str, golds: Sequence[Article], articles: Sequence[Article]) -> PageResult:
    """Scores of a page; where there are no ``articles``, everything is missed."""
    wanted, given = list(map(Record, golds)), list(map(Record, articles))
    pairs = pair_records(wanted, given)
    beside = [given[at] if at is not None else None for at in pairs]
    sides = [
        Side(gold.article.id, gold.items, layout.of_pair(gold, record), record is not None and gold.like(record))
        for gold, record in zip(wanted, beside, strict=True)
    ]
    strays = [
        Side(record.article.id, record.items, {} if at in pairs else layout.of_stray(record))
        for at, record in enumerate(given)
    ]
    result, wrongs = score_page(page, sides, strays, pairs, Judge(judge, together))
    result.page.scores.update(layout.of_page(wanted, given))
    for gold, wrong in zip(wanted, wrongs, strict=True):
        result.tally.add(gold.article, gold.items, wrong)
    result.judged.add(((r.article, r.items) for r in given), (gold.items for gold in wanted))
    return result


def pair_records(wanted: Sequence[Record], given: Sequence[Record]) -> list[int | None]:
    """For each gold record the index of the given one: of the same text in the same place, else by ``pair``."""
    if len(wanted) == len(given) and all(a.same(b) for a, b in zip(wanted, given, strict=True)):
        return list(range(len(given)))
    return pair([merge(r.body + r.headline) for r in wanted], [merge(r.body + r.headline) for r in given])


def pair(gold: Sequence[Ranges], given: Sequence[Ranges]) -> list[int | None]:
    """For each gold coverage the index of the given one that belongs to it.

    A record belongs to the one gold article that it shares most raw characters
    with; of several such records, the gold article takes the one that shares most.

    >>> pair([((0, 9),), ((10, 20),)], [((0, 4),), ((4, 20),)])
    [0, 1]
    """
    owned = sorted((start, end, index) for index, ranges in enumerate(gold) for start, end in ranges)
    best: dict[int, tuple[int, int]] = {}
    for at, ranges in enumerate(given):
        sizes = shared(owned, ranges)
        if sizes:
            home, size = max(sizes.items(), key=lambda item: (item[1], -item[0]))
            best[home] = max(best.get(home, (0, 0)), (size, -at))
    return [-best[index][1] if index in best else None for index in range(len(gold))]


def judge(gold: Mentions, given: Mentions) -> dict[str, Outcome]:
    """Entities by the four schemes, sentences, relations, and roles that overlap."""
    relations = judge_relations(gold.relations, given.relations, written_post)
    return {
        **relations,
        **schemes.judge(gold.entities, given.entities),
        "sentence": _sentences(gold, given),
        "partial_surface": Outcome(_roles(gold, given, relations["surface"]), {}, {}),
    }


def together(sides: Iterable[Mentions]) -> Mentions:
    """Everything that the sides say; they are of one page."""
    both = Mentions()
    for side in sides:
        both.articles += side.articles
        both.relations += side.relations
        both.entities |= side.entities
        both.roles |= side.roles
    return both


def _sentences(gold: Mentions, given: Mentions) -> Outcome:
    if len(gold.articles) == len(given.articles) == 1:
        (one,), (other,) = gold.articles, given.articles
        if one.sentences == other.sentences and same_text(one, other):
            count = len(one.sentences)
            return Outcome(Score(count, count, count), {}, {})
    return compare(dict(gold.sentences), dict(given.sentences))


def _roles(gold: Mentions, given: Mentions, found: Outcome) -> Score:
    """Roles by MUC's partial scheme: of the same person, an overlap counts ½."""
    score = found.score
    if not found.false or not found.missed:
        return score
    missed, false = ([_role(key) for key in side] for side in (found.missed, found.false))
    near = schemes.pairs(missed, false, lambda key: gold.roles[key[:3]], lambda key: given.roles[key[:3]])
    order = sorted(false)
    own = [[other for other in others if other[3] == key[3]] for key, others in zip(order, near, strict=True)]
    return score._replace(right=score.right + schemes.halves(order, own).total())


def _role(key: Any) -> Any:
    """The role, with the person in the place of a label."""
    person, role = key
    return (*role, person)


def items_of(article: Article) -> Mentions:
    """Every item of a record under its raw place."""
    text = article.text

    def sentence(at: int) -> str | None:
        """The sentence that holds the clean offset."""
        number = bisect_right(article.sentences, (at, len(text) + 1)) - 1
        return text[slice(*article.sentences[number])] if number >= 0 else None

    mentions: dict[str, Mention] = {}
    entities: dict[schemes.Labelled, Entity] = {}
    for entity in article.entities:
        mentions[entity.id] = key = mention(entity.text, entity.raw)
        entities[*key, entity.label] = entity
    roles: dict[Mention, Sequence[Span]] = {}
    relations = []
    for relation in article.relations:
        role = relation.role
        key = mention(role.text, role.raw)
        roles[key] = role.raw
        optional = isinstance(relation, GoldRelation) and relation.optional
        person = mentions[relation.person]
        relations.append(Rel(person, key, relation.org, relation.title, relation.type, optional, role.start))
    return Mentions({}, relations, sentence, [article], entities, roles)
