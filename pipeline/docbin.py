"""Records as spaCy documents and back, one by one or in a ``DocBin``.

A document of a record has its entities in ``doc.ents``, its sentences as
``doc.sents``, all that the components know in ``doc._``, and what has no place
there (source, headline, segments) in ``doc.user_data``.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import msgspec
from spacy.tokens import Doc, DocBin
from spacy.util import get_words_and_spaces
from spacy.vocab import Vocab

from . import segment
from .document import Bond, PageContext
from .drafts import Draft, Part
from .errors import RenzhiError
from .export.formats import Notes
from .export.sentences import cut
from .mention import Mention
from .record import LABELS, Article, GoldArticle, Issue, Label, Source

RECORD = ("renzhi", "record")
"""Key of ``doc.user_data`` under which a document keeps the record that it was made of."""
_KEPT = ("sentences", "entities", "roles")
_SOURCE = Source("", "", "utf-8")


def to_doc(
    article: Article, vocab: Vocab | None = None, words: segment.Segment | None = None, notes: Notes | None = None
) -> Doc:
    """A record as a document; ``doc.text`` is its text.

    ``words`` is a segmenter, by default characters; a word is cut where an
    entity begins or ends inside it, and ``notes`` counts those.

    >>> from pipeline.record import Entity
    >>> entity = Entity("e1", "PER", 0, 2, "林远", [], "gold", None)
    >>> record = Article("renzhi.article/1", "a#01", _SOURCE, Issue(), "article", [], "林远来了。",
    ...                  [(0, 5, 0, 5)], [(0, 5)], [entity], [], None)
    >>> doc = to_doc(record)
    >>> [(ent.text, ent.label_) for ent in doc.ents], to_article(doc) == record
    ([('林远', 'PER')], True)
    """
    text = article.text
    spans = cut((words or segment.load())(text), article.entities, Notes() if notes is None else notes)
    tokens, spaces = get_words_and_spaces([text[start:end] for start, end in spans], text)
    doc = Doc(vocab or Vocab(), words=tokens, spaces=spaces)
    draft = Draft.of(article, PageContext(article.id.partition("#")[0]))
    doc._.context = draft.context
    draft.put_back(doc, Part(draft, 0, len(text)), _KEPT)
    doc._.relations = _bonds(doc._.relations, article)
    doc.user_data[RECORD] = msgspec.to_builtins(article) | {"text": ""}
    return doc


def _bonds(bonds: list[Bond], article: Article) -> list[Bond]:
    """Relations with their posts in full."""
    pairs = zip(bonds, article.relations, strict=True)
    return [replace(bond, org=relation.org, title=relation.title) for bond, relation in pairs]


def to_article(doc: Doc, name: str = "doc", labels: Mapping[str, Label | None] | None = None) -> Article:
    """A document as a record: the one that it was made of, with what has changed since.

    ``doc.ents`` count where they are not those of ``doc._.entities``: another
    pipeline has set them. ``labels`` says which of our labels theirs are, None
    for none; relations of persons who are no entities any more are left out.
    ``name`` gives the id where the document was made of no record. Raises
    ``RenzhiError`` where a label is unknown.
    """
    mentions = _mentions(doc, labels or {label: label for label in LABELS})
    base = _base(doc, name)
    persons = {(m.start, m.end) for m in mentions if m.label == "PER"}
    bonds = [bond for bond in doc._.relations if (bond.person.start, bond.person.end) in persons]
    sentences = doc._.sentences
    if RECORD not in doc.user_data and not sentences and doc.has_annotation("SENT_START"):
        sentences = [(sent.start_char, sent.end_char) for sent in doc.sents]
    if base.sentences == sentences and _same(base, mentions, bonds):
        return base
    context = doc._.context or Draft.of(base, PageContext()).context
    plain = Article(**{key: getattr(base, key) for key in Article.__struct_fields__})
    return Draft(plain, context, sentences, mentions, bonds).finish()


def _mentions(doc: Doc, labels: Mapping[str, Label | None]) -> list[Mention]:
    aside = {(m.start, m.end) for m in doc._.unaligned}
    known = [m for m in doc._.entities if (m.start, m.end) not in aside]
    found = [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents]
    if found == [(m.start, m.end, m.label) for m in known]:
        return doc._.entities
    mentions = []
    for start, end, label in found:
        if label not in labels:
            raise RenzhiError(f"doc.ents: {label!r} is none of {', '.join(labels)}; say in labels which of ours it is")
        ours = labels[label]
        if ours is not None:
            mentions.append(Mention(start, end, ours, "doc.ents", 1.0))
    return mentions


def _base(doc: Doc, name: str) -> Article:
    """The record that a document was made of, or an empty one with its text."""
    text = doc.text
    found = doc.user_data.get(RECORD)
    if found is not None:
        gold = any("optional" in relation for relation in found["relations"])
        return msgspec.convert({**found, "text": text}, GoldArticle if gold else Article)
    return empty(text, name, doc._.context.issue if doc._.context else None)


def empty(text: str, name: str, issue: Issue | None = None) -> Article:
    """A record of a text of which nothing more is known."""
    source = Source(name, hashlib.sha256(text.encode()).hexdigest(), "utf-8")
    segments = [(0, len(text), 0, len(text))] if text else []
    return Article(
        "renzhi.article/1", f"{name}#01", source, issue or Issue(), "article", [], text, segments, [], [], [], None
    )


def _same(base: Article, mentions: list[Mention], bonds: list[Bond]) -> bool:
    """Whether nothing has changed; scores that gold has not do not count."""
    if [(e.start, e.end, e.label) for e in base.entities] != [(m.start, m.end, m.label) for m in mentions]:
        return False
    spans = {e.id: (e.start, e.end) for e in base.entities}
    said = [
        (spans[r.person], (r.role.start, r.role.end), r.type, r.sentence, r.org, r.title, r.date)
        for r in base.relations
    ]
    return said == [((b.person.start, b.person.end), b.role, b.type, b.sentence, b.org, b.title, b.date) for b in bonds]


def pack(articles: Iterable[Article], segmenter: str = segment.CHARACTERS, notes: Notes | None = None) -> DocBin:
    """Records as a ``DocBin`` in words of a segmenter, for ``spacy train`` and spaCy's own tools."""
    words, vocab = segment.load(segmenter), Vocab()
    packed = DocBin(attrs=["ENT_IOB", "ENT_TYPE", "SENT_START"], store_user_data=True)
    for article in articles:
        packed.add(to_doc(article, vocab, words, notes))
    return packed


def read(path: str | Path, labels: Mapping[str, str] | None = None) -> Iterator[Article]:
    """The records of a ``.spacy`` file, of documents that were records or of any others.

    ``labels`` says which of our labels theirs are, before ``toolkit-labels.tsv``.
    Raises ``RenzhiError`` where it is none, or where a label is unknown.
    """
    from .toolkits.labels import Labels

    path, ours = Path(path), Labels(labels or {})
    for number, doc in enumerate(unpack(path), 1):
        try:
            labelled = {ent.label_: ours(ent.label_) for ent in doc.ents}
        except RenzhiError as error:
            raise RenzhiError(f"{path}: document {number}: {error}") from error
        yield to_article(doc, f"{path.stem}-{number}", labelled)


def unpack(path: Path) -> list[Doc]:
    """The documents of a ``.spacy`` file; raises ``RenzhiError`` where it is none."""
    try:
        return list(DocBin().from_bytes(path.read_bytes()).get_docs(Vocab()))
    except OSError as error:
        raise RenzhiError(f"{path}: cannot be read: {error.strerror}") from error
    except Exception as error:  # whatever the unpackers of broken bytes raise
        raise RenzhiError(f"{path}: no DocBin that can be read ({type(error).__name__}: {error})") from error
