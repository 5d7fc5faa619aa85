"""Fact-level gold: names as strings, the record of a gold article found by its anchor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..record import Article, Facts
from .items import Found, Items, Outcome, Rel, compare, squash, union
from .match import Judge, Side, score_page
from .relations import judge as judge_relations
from .report import PageResult
from .score import Score

KINDS = {"PER": "person", "ORG": "org", "LOC": "loc"}


@dataclass(slots=True)
class Record:
    """A predicted record in the form in which facts are compared."""

    article: Article
    text: str
    headline: str
    sentences: list[tuple[str, str]]
    """Squashed for the search, and as they stand in the text."""
    items: Items

    @classmethod
    def of(cls, article: Article) -> Record:
        """Texts squashed, names distinct, relations by the names of their persons."""
        headline = "".join(squash(line.text) for line in article.headline)
        sentences = [article.text[start:end] for start, end in article.sentences]
        pairs = [(squash(sentence), sentence) for sentence in sentences]
        return cls(article, squash(article.text), headline, pairs, _items(article, sentences))


def score(page: str, golds: Sequence[Facts], articles: Sequence[Article]) -> PageResult:
    """Scores of a page; where there are no ``articles``, everything is missed."""
    anchors = [squash(gold.anchor) for gold in golds]
    records = [Record.of(article) for article in articles]
    pairs = [_holder(anchor, squash(gold.ends or ""), records) for anchor, gold in zip(anchors, golds, strict=True)]
    listed = any(gold.orgs or gold.locs for gold in golds)
    sides = []
    for gold, anchor, at in zip(golds, anchors, pairs, strict=True):
        record = records[at] if at is not None else None
        others = [other for other in anchors if other != anchor]
        sides.append(Side(gold.article, _gold_items(gold, listed, record), _layout(gold, others, record)))
    strays = [Side(r.article.id, r.items, _stray(r)) for r in records]
    result, _ = score_page(page, sides, strays, pairs, Judge(judge, union))
    return result


def judge(gold: Items, given: Items) -> dict[str, Outcome]:
    """Names of the kinds that gold lists, and relations.

    >>> outcomes = judge(Items({"person": {"沈岩": None}}), Items({"person": {"沈岩": None}, "org": {"市委": None}}))
    >>> sorted(outcomes)
    ['byline', 'byline_resolved', 'person', 'resolved', 'surface', 'typed']
    """
    names = {kind: compare(found, given.kinds.get(kind, {})) for kind, found in gold.kinds.items()}
    return {**judge_relations(gold.relations, given.relations), **names}


def _holder(anchor: str, ends: str, records: Sequence[Record]) -> int | None:
    """The record that holds the anchor; of several, an article, then one with the end, then the first."""
    holders = [at for at, record in enumerate(records) if anchor in record.text]
    return min(
        holders,
        key=lambda at: (records[at].article.kind != "article", ends not in records[at].text, at),
        default=None,
    )


def _layout(gold: Facts, others: Sequence[str], record: Record | None) -> dict[str, Outcome]:
    """Whether the body is whole and the headline found; each is judged only where gold says what it is."""
    out: dict[str, Outcome] = {}
    if gold.ends is not None:
        fault = _fault(squash(gold.ends), others, record)
        score = Score(int(not fault), int(record is not None), 1)
        out["article"] = Outcome(score, {}, {fault: None} if fault else {})
    if gold.headline is not None:
        found = record is not None and squash(gold.headline) in record.headline
        score = Score(int(found), int(record is not None and bool(record.headline)), 1)
        out["headline"] = Outcome(score, {}, {} if found else {gold.headline: (record and record.headline) or None})
    return out


def _fault(ends: str, others: Sequence[str], record: Record | None) -> str:
    """What is wrong with a body, empty if it is whole."""
    if record is None:
        return "no record holds the anchor"
    if ends not in record.text:
        return f"the end is elsewhere: …{ends}"
    return next((f"another article is in it: {anchor}" for anchor in others if anchor in record.text), "")


def _stray(record: Record) -> dict[str, Outcome]:
    """A record that is given as an article and is none of gold's."""
    if record.article.kind != "article":
        return {}
    return {"article": Outcome(Score(0, 1, 0), {record.text[:40]: None}, {})}


def _items(article: Article, sentences: list[str]) -> Items:
    items = Items({kind: {} for kind in KINDS.values()}, sentence=str)
    persons: dict[str, str] = {}
    at = 0
    for entity in article.entities:
        while at + 1 < len(article.sentences) and article.sentences[at + 1][0] <= entity.start:
            at += 1
        if entity.label == "PER":
            persons[entity.id] = squash(entity.text)
        if entity.label in KINDS:
            items.kinds[KINDS[entity.label]].setdefault(squash(entity.text), sentences[at] if sentences else None)
    for relation in article.relations:
        items.relations.append(
            Rel(
                persons.get(relation.person, relation.person),
                squash(relation.role.text),
                _squash(relation.org),
                _squash(relation.title),
                relation.type,
                where=sentences[relation.sentence] if relation.sentence < len(sentences) else None,
            )
        )
    return items


def _gold_items(gold: Facts, listed: bool, record: Record | None) -> Items:
    """What gold says, each item with a sentence of the record in which it could have been found."""
    names = {"person": gold.persons}
    if listed:
        names |= {"org": gold.orgs, "loc": gold.locs}
    kinds: dict[str, Found] = {kind: {} for kind in names}
    for kind, texts in names.items():
        for text in map(squash, texts):
            kinds[kind][text] = _sentence(record, text)
    return Items(
        kinds,
        [
            Rel(
                squash(r.person),
                squash(r.role),
                _squash(r.org),
                _squash(r.title),
                r.type,
                r.optional,
                _sentence(record, squash(r.person), squash(r.role)),
            )
            for r in gold.relations
        ],
        str,
    )


def _sentence(record: Record | None, *words: str) -> str | None:
    """The first sentence that holds all the words, else the first word."""
    if record is None:
        return None
    for wanted in (words, words[:1]):
        for squashed, sentence in record.sentences:
            if all(word in squashed for word in wanted):
                return sentence
    return None


def _squash(text: str | None) -> str | None:
    return None if text is None else squash(text)
