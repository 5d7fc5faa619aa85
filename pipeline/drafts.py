"""Records on their way through the components: cut into ``Doc``s, and filled from them again."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc
from spacy.vocab import Vocab

from . import document
from .alignment import Alignment
from .document import TEXT, Bond, Context, PageContext
from .mention import Mention
from .record import Article, Entity, Relation, Role, Span

LIMIT = 50_000
"""Characters of one ``Doc``; a longer text is cut behind a paragraph or a sentence."""
DIGITS = 4
"""Decimals of a score in a record."""

_STOPS = (re.compile("\n"), re.compile("[。！？…]+[”’」』）)]*"), re.compile(r"[；，、\s]"))
"""Where a long text is best cut, the best first."""

document.register()


@dataclass(frozen=True)
class Part:
    """The span of a draft's text that becomes one ``Doc``."""

    draft: Draft
    start: int
    end: int


@dataclass
class Draft:
    """A record and what the components found for it, in offsets of its whole text."""

    article: Article
    context: Context
    sentences: list[Span] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    bonds: list[Bond] = field(default_factory=list)

    @classmethod
    def of(cls, article: Article, page: PageContext) -> Draft:
        """A draft that begins from the bare text."""
        headline = "\n".join(line.text for line in article.headline)
        return cls(article, Context(article.issue, page, headline))

    def parts(self, kept: Sequence[str] = ()) -> Iterator[Part]:
        """The spans that cover the text; ``kept`` are the stages whose results the record keeps."""
        article = self.article
        if "roles" in kept:  # a role may belong to a person far before it
            spans = iter([(0, len(article.text))])
        else:
            spans = sentence_cuts(article.sentences, len(article.text)) if "sentences" in kept else cuts(article.text)
        for start, end in spans:
            yield Part(self, start, end)

    def put_back(self, doc: Doc, part: Part, kept: Sequence[str]) -> None:
        """Set on the ``Doc`` of a part what the record has from the stages ``kept``."""
        article, at = self.article, part.start
        inside = [(s - at, e - at) for s, e in article.sentences if part.start <= s < part.end]
        if "sentences" in kept:
            document.set_sentences(doc, inside)
        if "entities" in kept:
            entities = [e for e in article.entities if part.start <= e.start < part.end]
            document.set_entities(doc, [_mention(e, at) for e in entities])
        if "roles" in kept:
            doc._.relations = [_bond(r, article) for r in article.relations]

    def take(self, doc: Doc, part: Part) -> None:
        """Add what the components set on the ``Doc`` of a part."""
        at, before = part.start, len(self.sentences)
        self.sentences += [(start + at, end + at) for start, end in doc._.sentences]
        self.mentions += [replace(m, start=m.start + at, end=m.end + at) for m in doc._.entities]
        for bond in doc._.relations:
            person = replace(bond.person, start=bond.person.start + at, end=bond.person.end + at)
            role = (bond.role[0] + at, bond.role[1] + at)
            self.bonds.append(replace(bond, person=person, role=role, sentence=bond.sentence + before))

    def finish(self) -> Article:
        """The record, filled: ids given by position, raw spans looked up."""
        self.mentions.sort(key=lambda m: (m.start, m.end))
        self.bonds.sort(key=lambda b: (*b.role, b.person.start, b.type))
        alignment = Alignment(self.article.segments)
        article = self.article
        article.issue = self.context.issue
        article.sentences = self.sentences
        article.entities = [self._entity(n, m, alignment) for n, m in enumerate(self.mentions, 1)]
        ids = {(entity.start, entity.end): entity.id for entity in article.entities}
        article.relations = [self._relation(n, b, ids, alignment) for n, b in enumerate(self.bonds, 1)]
        return article

    def _entity(self, number: int, mention: Mention, alignment: Alignment) -> Entity:
        start, end = mention.start, mention.end
        return Entity(
            id=f"e{number}",
            label=mention.label,
            start=start,
            end=end,
            text=self.article.text[start:end],
            raw=alignment.raw(start, end),
            by=mention.by,
            score=round(mention.score, DIGITS),
        )

    def _relation(self, number: int, bond: Bond, ids: dict[Span, str], alignment: Alignment) -> Relation:
        start, end = bond.role
        return Relation(
            id=f"r{number}",
            type=bond.type,
            person=ids[bond.person.start, bond.person.end],
            role=Role(self.article.text[start:end], start, end, alignment.raw(start, end)),
            org=bond.org,
            title=bond.title,
            sentence=bond.sentence,
            date=bond.date,
            by=bond.by,
            score=round(bond.score, DIGITS),
        )


def _mention(entity: Entity, at: int) -> Mention:
    score = 1.0 if entity.score is None else entity.score
    return Mention(entity.start - at, entity.end - at, entity.label, entity.by, score)


def _bond(relation: Relation, article: Article) -> Bond:
    """A relation as the roles stage leaves it: ``org`` and ``title`` as written, what resolve made of them undone."""
    start, end = relation.role.start, relation.role.end
    bodies = [e.end for e in article.entities if e.label in ("ORG", "LOC") and start <= e.start and e.end <= end]
    split = max(bodies, default=start)
    person = next(e for e in article.entities if e.id == relation.person)
    return Bond(
        person=_mention(person, 0),
        role=(start, end),
        type=relation.type,
        sentence=relation.sentence,
        by=relation.by,
        score=1.0 if relation.score is None else relation.score,
        org=article.text[start:split] or None,
        title=article.text[split:end] or None,
        date=relation.date,
    )


def make_doc(text: str, vocab: Vocab, context: Context) -> Doc:
    """A ``Doc`` with a token a character, as ``spacy.blank("zh")`` makes it, but blanks are tokens too."""
    doc = Doc(vocab, words=list(text), spaces=[False] * len(text))
    doc._.context = context
    doc.user_data[TEXT] = text
    return doc


def cuts(text: str, limit: int = LIMIT) -> Iterator[Span]:
    """Spans of at most ``limit`` characters that cover the text, each cut as late as it can be behind a stop.

    >>> list(cuts("第一句。第二句。第三句", limit=6))
    [(0, 4), (4, 8), (8, 11)]
    """
    start = 0
    while len(text) - start > limit:
        ends = (_last_end(stop, text, start + limit // 2, start + limit) for stop in _STOPS)
        end = next(filter(None, ends), start + limit)
        yield start, end
        start = end
    if start < len(text):
        yield start, len(text)


def _last_end(stop: re.Pattern[str], text: str, start: int, end: int) -> int:
    return max((match.end() for match in stop.finditer(text, start, end)), default=0)


def sentence_cuts(sentences: Sequence[Span], length: int, limit: int = LIMIT) -> Iterator[Span]:
    """The same where the sentences are known: no sentence is cut, however long.

    >>> list(sentence_cuts([(0, 4), (4, 8), (9, 12)], 12, limit=8))
    [(0, 9), (9, 12)]
    """
    start = 0
    for begin, end in sentences:
        if end - start > limit and begin > start:
            yield start, begin
            start = begin
    if start < length:
        yield start, length
