"""Our own entities stage, alone, over the texts as they are given."""

from __future__ import annotations

from . import Spans, Tag

PACKAGE = "renzhi"
LABELS = {label: label for label in ("PER", "ORG", "LOC", "TITLE", "DATE")}
SEEN: tuple[str, ...] = ()
WHOLE = True
"""Texts are given whole: the stage cuts them into sentences itself, and names found in one serve the others."""


def load(config: str = "default", convention: str | None = None) -> Tag:
    """The stage of a config; ``convention`` is the tagger's setting of this name, where it has one."""
    import pipeline
    from pipeline.document import Context
    from pipeline.drafts import make_doc

    changes = {"entities.tagger.convention": convention} if convention else {}
    nlp = pipeline.load(config, changes).nlp
    stage = nlp.get_pipe("entities")

    def tag(texts: list[str]) -> list[Spans]:
        docs = (make_doc(text, nlp.vocab, Context()) for text in texts)
        return [[(m.start, m.end, m.label) for m in doc._.entities] for doc in stage.pipe(docs)]

    return tag
