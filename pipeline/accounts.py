"""What a run did: counted while it runs, written as its manifest, shown as its closing table."""

from __future__ import annotations

import traceback
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import msgspec

from .errors import RenzhiError
from .page import Box
from .record import Article

DOUBTFUL = 0.5
"""A page is doubtful where the reconstruction of one of its articles scores less."""


class Taken(msgspec.Struct):
    """An input of the run, with the hash of its bytes."""

    path: str
    sha256: str


class Failure(msgspec.Struct):
    """A line of ``quarantine.jsonl``: what could not be processed, and the stage that stopped at it."""

    path: str
    stage: str
    error: str
    sha256: str | None


class Doubt(msgspec.Struct):
    """A page whose lowest article score is under ``DOUBTFUL``."""

    path: str
    page: int | None
    score: float


@dataclass
class Accounts:
    """Counts, times and failures of one run."""

    inputs: list[Taken] = field(default_factory=list)
    pages: int = 0
    characters: int = 0
    removed: int = 0
    records: int = 0
    fragments: int = 0
    sentences: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    relations: Counter[str] = field(default_factory=Counter)
    doubtful: list[Doubt] = field(default_factory=list)
    quarantine: list[Failure] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    boxes: Sequence[Box] = ()
    """The printed lines of the page that was finished last: it is the one whose records are written now."""
    at: str = ""
    """The stage that runs now, or that failed."""
    strict: bool = False
    """Failures are raised, not quarantined."""

    @property
    def nothing_done(self) -> bool:
        """Whether all that there was to do failed."""
        return not self.records and bool(self.quarantine)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Book the time of a block to a stage.

        >>> accounts = Accounts()
        >>> with accounts.stage("clean"):
        ...     pass
        >>> list(accounts.seconds)
        ['clean']
        """
        self.at = name
        start = perf_counter()
        try:
            yield
        finally:
            self.seconds[name] += perf_counter() - start

    def finished(
        self, articles: Iterable[Article], characters: int, removed: int = 0, boxes: Sequence[Box] = ()
    ) -> None:
        """Count a finished page: its records, raw characters, and those that cleaning removed; keep its boxes."""
        self.boxes = boxes
        self.pages += 1
        self.characters += characters
        self.removed += removed
        lowest: Article | None = None
        for article in articles:
            self.records += 1
            self.fragments += article.kind == "fragment"
            self.sentences += len(article.sentences)
            self.entities.update(entity.label for entity in article.entities)
            self.relations.update(relation.type for relation in article.relations)
            if article.score is not None and (lowest is None or article.score < (lowest.score or 0)):
                lowest = article
        if lowest is not None and lowest.score is not None and lowest.score < DOUBTFUL:
            self.doubtful.append(Doubt(lowest.source.path, lowest.source.page, lowest.score))

    def fail(self, path: str, error: Exception, sha256: str | None) -> None:
        """Quarantine an input, or raise where this is ``strict``.

        For a fault of the code the message says where it lies.
        """
        if self.strict:
            raise error
        message = str(error)
        if not isinstance(error, RenzhiError):
            last = traceback.extract_tb(error.__traceback__)[-1]
            message = f"{type(error).__name__}: {error} ({Path(last.filename).name}:{last.lineno})"
        self.quarantine.append(Failure(path, self.at, message, sha256))
