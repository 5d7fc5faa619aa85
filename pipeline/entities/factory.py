"""``renzhi_entities``: persons, organisations, places, titles and dates as a spaCy component."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc

from .. import document, lexicon
from ..script import simplified
from ..sentences.split import split
from . import dictionary
from .dictionary import Dictionary
from .names import Names
from .propagation import propagate
from .taggers import Maker, Tagger

document.register()


class Entities:
    """Sets ``doc.ents`` and ``doc._.entities``; documents of one page, in a row, share their sure names."""

    def __init__(self, tagger: Tagger, dictionary: Dictionary, page_names: bool):
        self.tagger = tagger
        self.dictionary = dictionary
        self.page_names = page_names
        self.names = Names()
        self.models = tagger.models
        """Files of the tagger's model by name, for the manifest."""

    def __call__(self, doc: Doc) -> Doc:
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 128) -> Iterator[Doc]:
        """Tag a stream of documents; some pages go through the tagger together, which says the same of each alone."""
        pages: list[list[Doc]] = []
        size = 0
        for page in document.by_page(docs):
            pages.append(page)
            size += sum(len(document.text_of(doc)) for doc in page)
            if size >= document.TOGETHER:
                yield from self._tag(pages)
                pages, size = [], 0
        yield from self._tag(pages)

    def _tag(self, pages: list[list[Doc]]) -> Iterator[Doc]:
        texts = [[document.text_of(doc) for doc in page] for page in pages]
        wanted = [
            (text, doc._.sentences or split(text))
            for page, some in zip(pages, texts, strict=True)
            for doc, text in zip(page, some, strict=True)
        ]
        found = iter(zip(wanted, self.tagger.many(wanted), strict=True))
        for page, some in zip(pages, texts, strict=True):
            tagged = [self.dictionary.laid(simplified(text), said) for (text, _), said in islice(found, len(page))]
            if self.page_names:
                tagged = propagate(some, tagged, self.names)
            for doc, mentions in zip(page, tagged, strict=True):
                document.set_entities(doc, mentions)
                yield doc


@Language.factory(
    "renzhi_entities",
    assigns=["doc.ents", "doc._.entities", "doc._.unaligned"],
    default_config={
        "tagger": {"@misc": "renzhi.tagger.v1"},
        "page_names": True,
        "lexicons": [],
    },
)
def make(nlp: Language, name: str, tagger: Maker, page_names: bool, lexicons: list[str]) -> Entities:
    """Persons, organisations, places, titles and dates: a tagger, the user's dictionary and the rest of the page.

    ``page_names`` finds a name that is sure in one place of a page in the
    others; ``lexicons`` are folders of files that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        return Entities(tagger(), dictionary.load(), page_names)
