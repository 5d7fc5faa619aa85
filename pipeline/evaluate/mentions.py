"""Mention-level gold: spans by raw offsets, records beside gold by the raw text that they share."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from ..record import LABELS, Article, GoldRelation, Span
from .items import Found, Items, Outcome, Rel, compare
from .match import Side, score_page
from .relations import judge as judge_relations
from .relations import surface, written_post
from .report import PageResult
from .score import Score, total
from .spans import Grouped, Mention, Ranges, bounds, covered, merge, partial, shared


@dataclass(slots=True)
class Record:
    """A record, of gold or of a run, in the form in which mentions are compared."""

    article: Article
    body: Ranges
    headline: Ranges
    items: Items

    @classmethod
    def of(cls, article: Article) -> Record:
        """Every span by its raw offsets."""
        headline = merge(span for line in article.headline for span in line.raw)
        return cls(article, covered(article.text, article.segments), headline, _items(article))


def score(page: str, golds: Sequence[Article], articles: Sequence[Article]) -> PageResult:
    """Scores of a page; where there are no ``articles``, everything is missed."""
    wanted, given = [Record.of(gold) for gold in golds], [Record.of(article) for article in articles]
    pairs = pair([merge(r.body + r.headline) for r in wanted], [merge(r.body + r.headline) for r in given])
    sides = [
        Side(gold.article.id, gold.items, _layout(gold, given[at] if at is not None else None))
        for gold, at in zip(wanted, pairs, strict=True)
    ]
    result = score_page(page, sides, [Side(r.article.id, r.items, _stray(r)) for r in given], pairs, judge)
    result.page.scores["fragment_characters"] = _fragments(wanted, given)
    return result


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


def judge(gold: Items, given: Items) -> dict[str, Outcome]:
    """Entities by label (``entity`` is all of them), their partial scores, sentences and relations."""
    out: dict[str, Outcome] = {}
    for label in LABELS:
        name = f"entity.{label}"
        out[name] = compare(gold.kinds.get(name, {}), given.kinds.get(name, {}))
    out["entity"] = Outcome(total(outcome.score for outcome in out.values()), {}, {})
    out["sentence"] = compare(gold.kinds.get("sentence", {}), given.kinds.get("sentence", {}))
    relations = judge_relations(gold.relations, given.relations, written_post)
    return {**relations, **out, **_partial(gold, given)}


def _partial(gold: Items, given: Items) -> dict[str, Outcome]:
    """Partial scores; what is wrong is listed with the strict ones already."""
    out = {f"partial.{label}": partial(_labelled(gold, label), _labelled(given, label)) for label in LABELS}
    out["partial"] = total(out.values())
    optional = {surface(r) for r in gold.relations if r.optional}
    out["partial_surface"] = partial(_roles(gold, optional), _roles(given, optional))
    return {name: Outcome(score, {}, {}) for name, score in out.items()}


def _labelled(items: Items, label: str) -> list[Grouped]:
    return [(label, key) for key in items.kinds.get(f"entity.{label}", {}) if isinstance(key, Mention)]


def _roles(items: Items, optional: set[Hashable]) -> list[Grouped]:
    """Roles grouped by person, so that only those of the same person meet."""
    posts = [r for r in items.relations if r.type != "byline" and surface(r) not in optional]
    return [(r.person, r.role) for r in posts if isinstance(r.role, Mention)]


def _layout(gold: Record, record: Record | None) -> dict[str, Outcome]:
    """Whether body and kind are gold's, and the headline."""
    exact = record is not None and record.body == gold.body and record.article.kind == gold.article.kind
    fault = "no record shares its text" if record is None else "body or kind differs"
    missed: Found = {} if exact else {fault: gold.article.text[:40]}
    out = {str(gold.article.kind): Outcome(Score(int(exact), int(record is not None), 1), {}, missed)}
    if gold.headline or (record and record.headline):
        out["headline"] = compare(_headline(gold), _headline(record) if record else {})
    return out


def _stray(record: Record) -> dict[str, Outcome]:
    """A record that belongs to no gold article: its body and its headline are false."""
    body = Outcome(Score(0, 1, 0), {record.article.text[:40]: None}, {})
    return {record.article.kind: body, "headline": compare({}, _headline(record))}


def _headline(record: Record) -> Found:
    """The lines as one item: how they are divided does not matter."""
    text = "".join(line.text for line in record.article.headline)
    return {Mention.of(text, record.headline): None} if record.headline else {}


def _fragments(gold: Sequence[Record], given: Sequence[Record]) -> Score:
    """Fragments by raw characters: how lines are grouped into fragments does not matter."""
    wanted, offered = (
        merge(span for r in side if r.article.kind == "fragment" for span in r.body + r.headline)
        for side in (gold, given)
    )
    right = shared([(*span, 0) for span in wanted], offered)[0]
    return Score(right, sum(map(_length, offered)), sum(map(_length, wanted)))


def _length(span: Span) -> int:
    return span[1] - span[0]


def _items(article: Article) -> Items:
    items = Items({f"entity.{label}": {} for label in LABELS})
    sentences = [article.text[start:end] for start, end in article.sentences]
    items.kinds["sentence"] = dict(zip(bounds(article.segments, article.sentences), sentences, strict=True))
    mentions: dict[str, Mention] = {}
    at = 0
    for entity in article.entities:
        while at + 1 < len(sentences) and article.sentences[at + 1][0] <= entity.start:
            at += 1
        mentions[entity.id] = mention = Mention.of(entity.text, entity.raw)
        items.kinds[f"entity.{entity.label}"][mention] = sentences[at] if sentences else None
    for relation in article.relations:
        items.relations.append(
            Rel(
                mentions.get(relation.person, relation.person),
                Mention.of(relation.role.text, relation.role.raw),
                relation.org,
                relation.title,
                relation.type,
                isinstance(relation, GoldRelation) and relation.optional,
                sentences[relation.sentence] if relation.sentence < len(sentences) else None,
            )
        )
    return items
