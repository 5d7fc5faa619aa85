"""Our own entities stage, alone, over the texts as they are given."""

from __future__ import annotations

from pathlib import Path

from . import Spans, Tag

PACKAGE = "renzhi"
LABELS = {label: label for label in ("PER", "ORG", "LOC", "TITLE", "DATE")}
SEEN = ("corpora", "msra", "cluener", "pfr", "resume", "time", "uner")
"""Trained on the training parts of these; of the other parts it has not seen a document."""
WHOLE = True
"""Texts are given whole: the stage cuts them into sentences itself, and names found in one serve the others."""


def seen(config: str = "default", **others: str) -> tuple[str, ...]:
    """What the tagger of a config was trained on; a config without it has our rules, which were made beside our pages.

    >>> seen("lac")
    ('corpora',)
    """
    from pipeline.filled import find

    return SEEN if "renzhi.tagger.v1" in find(config).read_text("utf-8") else ("corpora",)


def unused(config: str = "default", **others: str) -> tuple[str, ...]:
    """Packages that spaCy loads wherever they are installed, as torch is here for others; of ours only HanLP needs it.

    >>> unused("default")
    ('torch',)
    """
    path = Path(config)
    return () if path.is_file() and "renzhi.hanlp.v1" in path.read_text("utf-8") else ("torch",)


def load(config: str = "default", convention: str | None = None) -> Tag:
    """The stage of a config; ``convention`` sets the tagger's setting of this name, an error where it has none."""
    from spacy.language import Language

    from pipeline.config import load_config
    from pipeline.document import Context
    from pipeline.drafts import make_doc
    from pipeline.runner import Pipeline

    settings = load_config(config)
    if convention:
        entities = settings["entities"]
        tagger = entities.get("tagger") or Language.get_factory_meta(entities["factory"]).default_config["tagger"]
        entities["tagger"] = {**tagger, "convention": convention}
    nlp = Pipeline(settings).nlp
    stage = nlp.get_pipe("entities")

    def tag(texts: list[str]) -> list[Spans]:
        docs = (make_doc(text, nlp.vocab, Context()) for text in texts)
        return [[(m.start, m.end, m.label) for m in doc._.entities] for doc in stage.pipe(docs)]

    return tag
