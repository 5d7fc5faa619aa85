"""``renzhi_hanlp_sentences``: sentences by HanLP's rules, as a spaCy component; needs the extra ``hanlp``."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.tokens import Doc

from .. import document
from ..record import Span
from .hanlp_models import installed

document.register()


def placed(text: str, sentences: Iterable[str]) -> list[Span]:
    """Where sentences stand in a text whose white space they may have changed; what they left out goes with the next.

    >>> placed("甲来了。 乙 走了。\\n丙", ["甲来了。", "乙走了。", "丙"])
    [(0, 4), (5, 10), (11, 12)]
    """
    places = [at for at, char in enumerate(text) if not char.isspace()]
    bare = "".join(text[at] for at in places)
    ends: list[int] = []
    at = 0
    for sentence in sentences:
        wanted = "".join(sentence.split())
        found = bare.find(wanted, at)
        if wanted and found >= 0:
            at = found + len(wanted)
            ends.append(at)
    if at < len(bare):
        ends[-1:] = [len(bare)]
    return [(places[start], places[end - 1] + 1) for start, end in zip([0, *ends], ends, strict=False)]


@Language.factory(
    "renzhi_hanlp_sentences",
    assigns=["doc._.sentences", "token.is_sent_start"],
    default_config={"lexicons": []},
)
def make(nlp: Language, name: str, lexicons: list[str]) -> Callable[[Doc], Doc]:
    """Sentences by HanLP's rules; ``lexicons`` are taken as every stage takes them, and change nothing."""
    installed()

    def mark(doc: Doc) -> Doc:
        from hanlp.utils.rules import split_sentence  # it takes seconds, so not before there is something to split

        text = document.text_of(doc)
        document.set_sentences(doc, placed(text, split_sentence(text)))
        return doc

    return mark
