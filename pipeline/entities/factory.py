"""``renzhi_entities``: persons, organisations, places, titles and dates as a spaCy component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.language import Language
from spacy.tokens import Doc

from .. import document, lexicon
from ..sentences.split import split
from .propagation import propagate
from .tagging import EntityTagger, Tagger

document.register()


class Entities:
    """Sets ``doc.ents`` and ``doc._.entities``; documents of one page, in a row, share their sure names."""

    def __init__(self, tagger: EntityTagger, page_names: bool):
        self.tagger = tagger
        self.page_names = page_names
        self.models = getattr(tagger.tagger, "models", {})
        """Files of the tagger's model by name, for the manifest."""

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """Tag a stream of documents."""
        for group in document.by_page(docs):
            yield from self._tag(group)

    def _tag(self, docs: list[Doc]) -> list[Doc]:
        texts = [document.text_of(doc) for doc in docs]
        sentences = [doc._.sentences or split(text) for doc, text in zip(docs, texts, strict=True)]
        tagged = self.tagger.many(list(zip(texts, sentences, strict=True)))
        if self.page_names:
            tagged = propagate(texts, tagged, self.tagger.names)
        for doc, mentions in zip(docs, tagged, strict=True):
            document.set_entities(doc, mentions)
        return docs


@Language.factory(
    "renzhi_entities",
    assigns=["doc.ents", "doc._.entities", "doc._.unaligned"],
    default_config={
        "tagger": {"@misc": "renzhi.lac.v1"},
        "page_names": True,
        "lexicons": [],
    },
)
def make(nlp: Language, name: str, tagger: Tagger, page_names: bool, lexicons: list[str]) -> Entities:
    """Persons, organisations, places, titles and dates: a tagger, lexicons and the rest of the page together.

    ``tagger`` gives words with classes; ``page_names`` finds a name that is
    sure in one place of a page in the others; ``lexicons`` are folders of files
    that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        return Entities(EntityTagger(tagger), page_names)
