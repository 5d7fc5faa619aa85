"""The pipeline: stages built from a config, pages in, finished records out."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec
import spacy
from confection import ConfigValidationError
from spacy.language import Language
from spacy.tokens import Doc

from .accounts import Accounts, Taken
from .config import PAGE_STAGES, one_line
from .document import TOGETHER, PageContext
from .drafts import Draft, Part, make_doc
from .errors import ConfigError, InputError
from .page import Page
from .read.hints import Hints, read_sidecar
from .read.inputs import ALL_SUFFIXES, Input, find
from .record import Article, Issue, Source
from .registry import registry
from .write.manifest import config_hash, lexicon_hashes, model_hashes

BATCH = 200_000
"""Characters that are in memory as ``Doc``s at a time."""


@dataclass(frozen=True)
class _Cut:
    """A page cut into articles, and the input that it is from."""

    file: str
    sha256: str | None
    page: Page
    removed: int
    articles: list[Article]


class Pipeline:
    """The stages of a checked config, ready to run.

    ``pages``, ``texts`` and ``articles`` are lazy. They raise what goes wrong;
    given ``accounts``, they quarantine the input there and go on with the next.
    """

    def __init__(self, config: Mapping[str, Any]):
        stages = config["run"]["stages"]
        page_stages = [s for s in stages if "@stages" in config[s]]
        built = {stage: _build(stage, config[stage]) for stage in page_stages}
        self.read, self.clean, self.split = (built[s] for s in PAGE_STAGES)
        self.write: Callable[..., None] | None = built.get("write")
        self.evaluate: Callable[[Path], Any] | None = built.get("evaluate")
        self.nlp: Language = spacy.blank("zh")
        for stage in (s for s in stages if s not in page_stages):
            _add_component(self.nlp, stage, config[stage])
        self.config: dict[str, Any] = {"run": dict(config["run"])} | {
            s: _filled(config[s]) if s in page_stages else dict(self.nlp.get_pipe_config(s)) for s in stages
        }

    def pages(
        self,
        paths: Iterable[str | Path] | str | Path,
        *,
        issue: Issue | None = None,
        sidecar: Path | None = None,
        accounts: Accounts | None = None,
    ) -> Iterator[Article]:
        """Records of files, folders and globs; ``issue`` says what is known of them all, ``sidecar`` of each."""
        given = [paths] if isinstance(paths, str | Path) else paths
        found = self.find(given)
        hints = Hints(issue or Issue(), read_sidecar(sidecar, found) if sidecar else {})
        yield from self.inputs(found, hints, accounts)

    def find(self, given: Iterable[str | Path]) -> list[Input]:
        """Files, folders and globs as inputs; of folders what the reader takes."""
        return find(given, getattr(self.read, "suffixes", ALL_SUFFIXES))

    def inputs(
        self, inputs: Iterable[Input], hints: Hints | None = None, accounts: Accounts | None = None
    ) -> Iterator[Article]:
        """Records of inputs as ``find`` gives them."""
        accounts = accounts or Accounts(strict=True)
        yield from self._together(self._read_inputs(inputs, hints or Hints(), accounts), accounts)

    def _read_inputs(self, inputs: Iterable[Input], hints: Hints, accounts: Accounts) -> Iterator[_Cut]:
        for item in inputs:
            data = None
            try:
                with accounts.stage("read"):
                    data = item.read()
                    pages = list(self.read(item, data, hints))
                accounts.inputs.append(Taken(item.name, _sha256(data)))
            except Exception as error:
                accounts.fail(item.file, error, None if data is None else _sha256(data))
                continue
            # A page that fails leaves the others of its input.
            for page in pages:
                try:
                    if isinstance(page, InputError):
                        accounts.at = "read"
                        raise page
                    cut = self._cut(page, item.file, _sha256(data), accounts)
                except Exception as error:
                    accounts.fail(item.file, error, _sha256(data))
                else:
                    yield cut

    def texts(
        self, texts: Iterable[str], *, issue: Issue | None = None, accounts: Accounts | None = None
    ) -> Iterator[Article]:
        """Records of strings, each a page or a bare sentence, with the ids ``text-1#01`` and so on."""
        accounts = accounts or Accounts(strict=True)
        yield from self._together(self._read_texts(texts, issue, accounts), accounts)

    def _read_texts(self, texts: Iterable[str], issue: Issue | None, accounts: Accounts) -> Iterator[_Cut]:
        for number, text in enumerate(texts, 1):
            name = f"text-{number}"
            try:
                cut = self._cut(text_page(name, text, issue), name, None, accounts)
            except Exception as error:
                accounts.fail(name, error, None)
            else:
                yield cut

    def articles(
        self, records: Iterable[Article], start: str, *, issue: Issue | None = None, accounts: Accounts | None = None
    ) -> Iterator[Article]:
        """Records of an earlier run, run again from the component ``start``; what the ones before it found is kept.

        ``issue`` comes before what the records say of theirs. Their region may be
        an answer of ``resolve``, so where that runs again it counts as not known.
        """
        accounts = accounts or Accounts(strict=True)
        names = self.nlp.pipe_names
        if start not in names:
            raise ConfigError(f"stage {start!r}: no component of this config; available: {', '.join(names)}")
        kept = names[: names.index(start)]
        for (path, _), group in groupby(records, key=lambda record: (record.source.path, record.source.page)):
            page = [_anew(record, issue or Issue(), "resolve" not in kept) for record in group]
            try:
                (drafts,) = self.annotate([page], accounts, kept)
                done = [draft.finish() for draft in drafts]
                accounts.finished(done, sum(len(article.text) for article in done))
                yield from done
            except Exception as error:
                accounts.fail(path, error, page[0].source.sha256)

    def _cut(self, page: Page, file: str, sha256: str | None, accounts: Accounts) -> _Cut:
        with accounts.stage("clean"):
            lines = self.clean(page)
        with accounts.stage("articles"):
            return _Cut(file, sha256, page, lines.removed, list(self.split(lines)))

    def _together(self, cuts: Iterable[_Cut], accounts: Accounts) -> Iterator[Article]:
        """Records of pages, some of which go through the components in one call: a tagger's calls have costs."""
        waiting: list[_Cut] = []
        size = 0
        try:
            for cut in cuts:
                waiting.append(cut)
                size += len(cut.page.text)
                if size >= TOGETHER:
                    ready, waiting, size = waiting, [], 0
                    yield from self._finished(ready, accounts)
        except Exception:
            yield from self._finished(waiting, accounts)  # what stood before the input that cannot be read
            raise
        yield from self._finished(waiting, accounts)

    def _finished(self, cuts: Sequence[_Cut], accounts: Accounts) -> Iterator[Article]:
        try:
            found = self.annotate([cut.articles for cut in cuts], accounts)
            with accounts.stage("write"):
                records = [[draft.finish() for draft in drafts] for drafts in found]
        except Exception as error:
            if len(cuts) == 1:
                accounts.fail(cuts[0].file, error, cuts[0].sha256)
                return
            for cut in cuts:  # one by one, so that only the one fails that must
                yield from self._finished([cut], accounts)
            return
        for cut, done in zip(cuts, records, strict=True):
            accounts.finished(done, len(cut.page.text), cut.removed, cut.page.boxes)
            yield from done

    def annotate(
        self, pages: Sequence[Sequence[Article]], accounts: Accounts, kept: Sequence[str] = ()
    ) -> list[list[Draft]]:
        """Drafts of the articles of each page with what the components find, all but those in ``kept``."""
        found = []
        for articles in pages:
            page = PageContext(articles[0].id.partition("#")[0] if articles else "")
            found.append([Draft.of(article, page) for article in articles])
        for batch in _batches(part for drafts in found for draft in drafts for part in draft.parts(kept)):
            docs = [self._doc(part, kept) for part in batch]
            for stage, component in self.nlp.pipeline:
                if stage not in kept:
                    with accounts.stage(stage):
                        docs = apply(component, docs)
            for part, doc in zip(batch, docs, strict=True):
                part.draft.take(doc, part)
        return found

    def _doc(self, part: Part, kept: Sequence[str]) -> Doc:
        text = part.draft.article.text[part.start : part.end]
        doc = make_doc(text, self.nlp.vocab, part.draft.context)
        part.draft.put_back(doc, part, kept)
        return doc

    def about(self) -> dict[str, Any]:
        """What a manifest says of the pipeline: its config with all defaults, and hashes of all that it rests on."""
        return {
            "config": self.config,
            "config_sha256": config_hash(self.config),
            "models": model_hashes([self.split, *(component for _, component in self.nlp.pipeline)]),
            "lexicons": lexicon_hashes(self.config["run"].get("lexicons", ())),
        }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def text_page(name: str, text: str, issue: Issue | None = None) -> Page:
    """A string as a page."""
    try:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        message = f"{name}: half a surrogate pair at character {error.start}; decode the text strictly"
        raise InputError(message) from error
    return Page(name, text, Source(name, sha256, "utf-8"), issue or Issue())


def _build(stage: str, section: Mapping[str, Any]) -> Any:
    try:
        return registry.resolve({stage: dict(section)})[stage]
    except ConfigValidationError as error:
        raise ConfigError(f"[{stage}] {one_line(error)}") from error


def _filled(section: Mapping[str, Any]) -> dict[str, Any]:
    return dict(registry.fill({"stage": dict(section)})["stage"])


def _add_component(nlp: Language, stage: str, section: Mapping[str, Any]) -> None:
    settings = {key: value for key, value in section.items() if key != "factory"}
    try:
        component = nlp.add_pipe(section["factory"], name=stage, config=settings)
    except ConfigValidationError as error:
        raise ConfigError(f"[{stage}] {one_line(error)}") from error
    if hasattr(type(component), "models"):
        _ = component.models  # what is missing is told before anything is read


def apply(component: Any, docs: list[Doc]) -> list[Doc]:
    """The documents behind a component, which takes them in a stream if it can."""
    return list(component.pipe(docs)) if hasattr(component, "pipe") else [component(doc) for doc in docs]


def _batches(parts: Iterable[Part]) -> Iterator[list[Part]]:
    """Parts together as long as they stay under ``BATCH``: a page as a rule, a piece of it where it is a book."""
    batch: list[Part] = []
    size = 0
    for part in parts:
        length = part.end - part.start
        if batch and size + length > BATCH:
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += length
    if batch:
        yield batch


def _anew(record: Article, issue: Issue, forget_region: bool) -> Article:
    """A copy of a record, gold too, to be filled again."""
    old = record.issue
    region = issue.region or (None if forget_region else old.region)
    fields = msgspec.structs.asdict(record)
    return Article(**fields | {"issue": Issue(issue.paper or old.paper, issue.date or old.date, region)})
