"""Records as HanLP's ``Document`` and back: characters and entities by sentence; needs the extra ``hanlp``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from ..docbin import empty
from ..document import Context
from ..drafts import Draft
from ..errors import RenzhiError
from ..export.formats import Notes
from ..export.sentences import sentences
from ..mention import Mention
from ..record import Article
from .labels import Labels

if TYPE_CHECKING:
    from hanlp_common.document import Document

TOKENS, ENTITIES = "tok", "ner"


def to_document(article: Article) -> Document:
    """A record as ``tok``, the characters of each sentence, and ``ner``, its entities: text, label, start, end."""
    from hanlp_common.document import Document

    tokens, entities = [], []
    for start, end, inside in sentences(article, Notes()):
        tokens.append(list(article.text[start:end]))
        entities.append([(e.text, e.label, e.start - start, e.end - start) for e in inside])
    return Document({TOKENS: tokens, ENTITIES: entities})


def to_article(found: Mapping[str, Any], name: str = "document", labels: Mapping[str, str] | None = None) -> Article:
    """A document of any HanLP pipeline as a record; its first tokens and first entities count.

    ``labels`` comes before ``toolkit-labels.tsv``. Raises ``RenzhiError`` where a label is not known, or
    where it has no tokens, no entities, or entities that do not fit them.
    """
    known = Labels(labels or {})
    text, spans, mentions = "", [], []
    parts, labelled = _first(found, TOKENS), _first(found, ENTITIES)
    if len(parts) != len(labelled):
        raise RenzhiError(f"{name}: tokens of {len(parts)} sentences, entities of {len(labelled)}")
    for tokens, entities in zip(parts, labelled, strict=True):
        ends = [len(text)]
        for token in tokens:
            ends.append(ends[-1] + len(token))
        text += "".join(tokens)
        spans.append((ends[0], ends[-1]))
        for word, its, start, end in entities:
            label = known(its)
            if not 0 <= start < end < len(ends):
                raise RenzhiError(f"entity {word!r} at {start}:{end} of a sentence of {len(tokens)} tokens")
            if label:
                mentions.append(Mention(ends[start], ends[end], label, "hanlp", 1.0))
    return Draft(empty(text, name), Context(), spans, mentions).finish()


def _first(found: Mapping[str, Any], what: str) -> Sequence[Sequence[Any]]:
    key = next((key for key in found if key == what or key.startswith(f"{what}/")), None)
    if key is None:
        raise RenzhiError(f"a document without {what!r}; it has: {', '.join(map(str, found)) or 'nothing'}")
    value = found[key]
    flat = not value or not isinstance(value[0], list)  # one sentence, not a list of them
    return [value] if flat else value
