"""``renzhi_sentences``: the spaCy component that marks sentences by the rules of ``split``."""

from __future__ import annotations

from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc

from .. import document, lexicon
from .split import split

document.register()


@Language.factory(
    "renzhi_sentences",
    assigns=["doc._.sentences", "token.is_sent_start"],
    default_config={"lexicons": []},
)
def make(nlp: Language, name: str, lexicons: list[str]) -> Callable[[Doc], Doc]:
    """Sentences, quotations and brackets whole.

    ``lexicons`` are folders of files that extend the shipped ones.
    """
    with lexicon.extended(lexicons):
        verbs = frozenset(lexicon.words("layout-speech.txt"))

    def mark(doc: Doc) -> Doc:
        document.set_sentences(doc, split(document.text_of(doc), verbs))
        return doc

    return mark
