"""``renzhi_entities``: persons, organisations, places, titles and dates as a spaCy component."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc

from .. import document, lexicon, models
from ..errors import ConfigError
from ..script import simplified
from ..sentences.split import split
from . import dictionary
from .dictionary import Dictionary
from .names import Names
from .propagation import propagate
from .taggers import Maker, Tagger, characters

document.register()


_FILES = (models.WEIGHTS, models.META, models.CARD, models.CONFIG)
_SETTINGS = "settings.json"
"""Beside a model on disk: whose convention it is taken by."""


class Entities:
    """Sets ``doc.ents`` and ``doc._.entities``; documents of one page, in a row, share their sure names.

    On disk (``nlp.to_disk``) the project's own tagger lies with its model, so that
    the folder works where the model is not; other taggers are named by the config.
    """

    def __init__(self, maker: Maker, dictionary: Dictionary, page_names: bool, lexicons: Iterable[str] = ()):
        """``maker`` makes the tagger when it is first needed, with the lines of the folders ``lexicons``."""
        self.dictionary = dictionary
        self.page_names = page_names
        self.names = Names()
        self._maker = maker
        self._lexicons = tuple(lexicons)

    @cached_property
    def tagger(self) -> Tagger:
        """What finds entities in sentences; raises ``ConfigError`` where its model is missing or broken."""
        with lexicon.extended(self._lexicons):
            return self._maker()

    @property
    def models(self) -> Mapping[str, Path]:
        """Files of the tagger's model by name, for the manifest."""
        return self.tagger.models

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Any]] | None = None,
        *,
        nlp: Language | None = None,
        model: str | None = None,
        convention: str = "renzhi",
    ) -> None:
        """Take a model that ``renzhi train`` made, by its folder or a shipped one's name; examples are not looked at.

        spaCy calls it with what ``[initialize.components.<name>]`` of a config says; where that names no model,
        the tagger stays as it is. Raises ``ConfigError`` where there is no such model or convention.
        """
        if model is not None:
            self._take(characters(model, convention))

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        """Write the model into the folder ``path``, where it is the project's own; one saved there before is gone."""
        from .tagger import CharacterTagger

        tagger, folder = self.tagger, Path(path)
        own = tagger.folder if isinstance(tagger, CharacterTagger) else None
        files = [name for name in _FILES if own and (own / name).is_file()]
        if (folder / _SETTINGS).is_file():
            for name in {_SETTINGS, *_FILES}.difference(files):
                (folder / name).unlink(missing_ok=True)
        if isinstance(tagger, CharacterTagger):
            folder.mkdir(parents=True, exist_ok=True)
            for name in files:
                if (tagger.folder / name).resolve() != (folder / name).resolve():
                    shutil.copyfile(tagger.folder / name, folder / name)
            (folder / _SETTINGS).write_text(json.dumps({"convention": tagger.convention}) + "\n", "utf-8")

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> Entities:
        """Take the model of a folder that ``to_disk`` wrote; where it wrote none, the config's tagger stays.

        Raises ``ConfigError`` where a file is broken or another version's.
        """
        settings = Path(path) / _SETTINGS
        if settings.is_file():
            try:
                convention = str(json.loads(settings.read_text("utf-8"))["convention"])
            except (KeyError, TypeError, ValueError) as error:
                raise ConfigError(f'{settings}: expected {{"convention": …}} ({error}); save it again') from error
            self._take(characters(str(path), convention))
        return self

    def _take(self, maker: Maker) -> None:
        """Another tagger; the one there is stays where it cannot be made."""
        with lexicon.extended(self._lexicons):
            self.tagger = maker()

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
        return Entities(tagger, dictionary.load(), page_names, lexicons)
