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
    default_config={"speech": "layout-speech.txt"},
)
def make(nlp: Language, name: str, speech: str) -> Callable[[Doc], Doc]:
    """The component; ``speech`` names the lexicon file of the verbs that may follow a quotation."""
    verbs = frozenset(lexicon.words(speech))

    def mark(doc: Doc) -> Doc:
        document.set_sentences(doc, split(document.text_of(doc), verbs))
        return doc

    return mark
