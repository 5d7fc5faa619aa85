"""An article as a spaCy ``Doc``: what the components read and set.

The components work on character offsets of ``doc.text`` and keep their results
in ``doc._``; ``doc.ents`` shows those entities that begin and end at token
boundaries, and ``doc._.unaligned`` those that fall inside a token (none where
tokens are characters, the default of ``spacy.blank("zh")``). All of it goes
through ``Doc.to_bytes``, ``DocBin`` and ``n_process``: as plain dicts and lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

import msgspec
import numpy as np
import srsly
from spacy.attrs import IDX, SENT_START
from spacy.tokens import Doc

from .mention import Mention
from .record import Issue, Label, RelationType, Span

TEXT = ("renzhi", "text")
"""Key of ``doc.user_data`` under which a document keeps its text."""
TOGETHER = 20_000
"""Characters of pages that go through a component in one call, a page at the least: a call has costs of its own."""


@dataclass(slots=True)
class Bond:
    """A relation in a document: a person mention joined to a role span.

    ``org`` and ``title`` are as written until the resolve stage fills them in.
    """

    person: Mention
    role: Span
    type: RelationType
    sentence: int
    by: str
    score: float
    org: str | None = None
    title: str | None = None
    date: tuple[str, str] | None = None
    why: list[str] = field(default_factory=list)
    """Steps of the resolution in words, for ``renzhi explain``."""


@dataclass
class Context:
    """What a document knows of its surroundings; the documents of a page share ``page``."""

    issue: Issue = field(default_factory=Issue)
    page: PageContext = field(default_factory=lambda: PageContext())
    headline: str = ""


@dataclass
class PageContext:
    """A page, by whose identity its documents know that they belong together; by its id, if they were packed."""

    id: str = ""


_LISTS = ("sentences", "entities", "relations", "unaligned")
_KINDS: dict[str, type] = {kind.__name__: kind for kind in (Mention, Bond, Context)}
_KIND = "renzhi"
"""The key that names the kind of a packed dict."""


def register() -> None:
    """Make the extension attributes of ``Doc`` known; done once, when the package is imported."""
    for name in _LISTS:
        if not Doc.has_extension(name):
            getter, setter = _listed(("renzhi", name))
            Doc.set_extension(name, getter=getter, setter=setter)
    if not Doc.has_extension("context"):
        Doc.set_extension("context", default=None)
    srsly.msgpack_encoders.register("renzhi", func=pack)
    srsly.msgpack_decoders.register("renzhi", func=unpack)


def _listed(key: tuple[str, str]) -> tuple[Callable[[Doc], list[Any]], Callable[[Doc, list[Any]], None]]:
    """An attribute that is a list, and a list of tuples where it holds spans, whatever it was packed as."""

    def get(doc: Doc) -> list[Any]:
        found = doc.user_data.get(key)
        if not isinstance(found, list) or (found and isinstance(found[0], list)):
            found = doc.user_data[key] = [tuple(item) if isinstance(item, list) else item for item in found or ()]
        return found

    def put(doc: Doc, items: list[Any]) -> None:
        doc.user_data[key] = items

    return get, put


def pack(item: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """A mention, bond or context as a plain dict; anything else goes to ``chain``, the packer's next encoder.

    >>> pack(Mention(0, 2, "PER", "test", 1.0))
    {'renzhi': 'Mention', 'start': 0, 'end': 2, 'label': 'PER', 'by': 'test', 'score': 1.0}
    """
    if isinstance(item, Mention | Bond | Context):
        return {_KIND: type(item).__name__, **asdict(item)}
    if isinstance(item, Issue):
        return msgspec.to_builtins(item)
    return item if chain is None else chain(item)


def unpack(item: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """What ``pack`` packed.

    >>> unpack(pack(Mention(0, 2, "PER", "test", 1.0)))
    Mention(start=0, end=2, label='PER', by='test', score=1.0)
    """
    kind = _KINDS.get(item.get(_KIND, "")) if isinstance(item, dict) else None
    if kind is not None:
        fields = {key: value for key, value in item.items() if key != _KIND}
        return msgspec.convert(fields, kind)
    return item if chain is None else chain(item)


def text_of(doc: Doc) -> str:
    """``doc.text``, put together once: spaCy makes it anew from the tokens at each look."""
    if TEXT not in doc.user_data:
        doc.user_data[TEXT] = doc.text
    return doc.user_data[TEXT]


def mentions(doc: Doc, ours: Callable[[str], Label | None]) -> list[Mention]:
    """``doc._.entities``, or ``doc.ents`` where another component made them.

    ``ours`` says which of our labels theirs are, None for none of ours, as ``pipeline.toolkits.labels.Labels`` does.
    """
    if doc._.entities:
        return doc._.entities
    found = ((ent, ours(ent.label_)) for ent in doc.ents)
    return [Mention(ent.start_char, ent.end_char, label, "doc.ents", 1.0) for ent, label in found if label]


def set_sentences(doc: Doc, sentences: list[Span]) -> None:
    """Keep sentence spans in ``doc._.sentences`` and mark the tokens that begin one."""
    doc._.sentences = sentences
    flags = np.full(len(doc), -1, dtype=np.int64)
    flags[np.isin(doc.to_array([IDX]), np.array([start for start, _ in sentences], dtype=np.uint64))] = 1
    flags[:1] = 1
    # Setting ``is_sent_start`` token by token looks at the whole document each time.
    doc.from_array([SENT_START], flags.astype(np.uint64)[:, None])


def set_entities(doc: Doc, mentions: list[Mention]) -> None:
    """Keep mentions in ``doc._.entities``; show those that fit the tokens in ``doc.ents``.

    The others are kept in ``doc._.unaligned`` too: not lost, and not forced.
    """
    doc._.entities = mentions
    spans, unaligned = [], []
    for mention in mentions:
        span = doc.char_span(mention.start, mention.end, label=mention.label)
        if span is None:
            unaligned.append(mention)
        else:
            spans.append(span)
    doc.set_ents(spans)
    doc._.unaligned = unaligned


def by_page(docs: Iterable[Doc], window: int = 200_000) -> Iterator[list[Doc]]:
    """Documents of one page together, in their order; a page longer than ``window`` characters in several groups.

    A document without a context is a page of its own.
    """
    group: list[Doc] = []
    size = 0
    for doc in docs:
        page = doc._.context.page if doc._.context else None
        last = group[-1]._.context.page if group and group[-1]._.context else None
        same = page is not None and last is not None and (last is page or (last.id == page.id != ""))
        length = len(text_of(doc))
        if group and (not same or size + length > window):
            yield group
            group, size = [], 0
        group.append(doc)
        size += length
    if group:
        yield group
