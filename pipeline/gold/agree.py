"""Two labellings of the same pages: how far they agree, and where they do not.

Agreement of spans is F1, one labelling taken for gold: it is the same either way,
and with spans there is no count of the things that both left out, which kappa
needs (Hripcsak and Rothschild, *Agreement, the F-measure, and reliability in
information retrieval*, JAMIA 2005). Kappa (Cohen 1960) is given for the labels and
types of what both have marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from ..errors import RenzhiError
from ..evaluate import mentions
from ..evaluate.faults import Faults
from ..evaluate.lines import load
from ..evaluate.pages import Gold, PageKey
from ..evaluate.report import Batch, Error, Section
from ..record import GoldArticle

SCORES = ("entity", "surface", "resolved", "typed", "byline", "sentence", "headline", "article")
_PLACE = re.compile(r"\[(\d+):\d+\]")
_LAYOUT = ("article", "fragment", "headline", "sentence")


class Difference(NamedTuple):
    """What one labelling (``a`` or ``b``) has and the other has not, in its sentence."""

    page: str
    article: str | None
    kind: str
    only: str
    item: str
    sentence: str | None

    def __str__(self) -> str:
        where = self.article or self.page
        return f"{where}  {self.kind:14} only in {self.only.upper()}: {self.item}  {self.sentence or ''}".rstrip()


@dataclass
class Agreement:
    """Scores of ``b`` beside ``a``, the differences in the order of the pages, and pages that only one has."""

    section: Section = field(default_factory=Section)
    differences: list[Difference] = field(default_factory=list)
    only_a: list[str] = field(default_factory=list)
    only_b: list[str] = field(default_factory=list)

    def kappa(self) -> dict[str, float | None]:
        """Of entity labels and of relation types; needs scikit-learn."""
        found = self.section.judged.to_dict()
        return {"labels": found["labels"]["kappa"], "types": found["types"]["kappa"]}

    def to_dict(self) -> dict[str, Any]:
        """F1 by name over the page (layout by article), with intervals, and kappa."""
        out: dict[str, Any] = {"pages": len(self.section.pages)}
        for name in SCORES:
            by = "by_article" if name in _LAYOUT else "by_page"
            score, sure = getattr(self.section, by).get(name), self.section.intervals(by).get(name)
            if score is not None and sure is not None:
                out[name] = {"f1": score.f1, "interval": sure["f1"], "a": score.gold, "b": score.given}
        return out | {"kappa": self.kappa(), "differences": len(self.differences)}


def agree(first: Iterable[Path], second: Iterable[Path]) -> Agreement:
    """Compare two labellings, each as files or folders of compiled gold; pages are matched by name.

    Raises ``RenzhiError`` that names file and line of what cannot be read, or
    where they share no page.
    """
    faults = Faults(strict=True)
    a, b = Gold(first, faults).mentions, Gold(second, faults).mentions
    found = Agreement()
    found.only_a, found.only_b = (
        sorted(page for page, _ in one.keys() - other.keys()) for one, other in ((a, b), (b, a))
    )
    shared = sorted(a.keys() & b.keys(), key=lambda key: (key[0], key[1] or 0))
    if not shared:
        raise RenzhiError(f"no page stands in both; the one has {_names(a)}, the other {_names(b)}")
    for key in shared:
        if a[key][0].source.sha256 != b[key][0].source.sha256:
            raise RenzhiError(f"{b[key][0]}: labelled on other bytes of {key[0]} than {a[key][0]}; compile both again")
        golds, others = (sorted(load(s[key], GoldArticle, faults), key=lambda item: item.id) for s in (a, b))
        result = mentions.score(key[0], golds, others)
        batch = Batch()
        batch.add(result, {})
        found.section.add(batch)
        found.differences += _differences(result.errors, golds)
    return found


def _names(pages: Iterable[PageKey]) -> str:
    return ", ".join(sorted(page for page, _ in pages)) or "none"


def _differences(errors: Sequence[Error], golds: Sequence[GoldArticle]) -> Iterator[Difference]:
    """In the order of the text; of a relation that only one has, resolution and type are not listed again."""
    order = {gold.id: number for number, gold in enumerate(golds)}
    lone = {(e.article, e.verdict, e.item) for e in errors if e.kind in ("surface", "byline")}
    kept = [e for e in errors if e.kind in ("surface", "byline") or (e.article, e.verdict, _pair(e.item)) not in lone]
    kept.sort(key=lambda e: (order.get(e.article or "", len(order)), _at(e), e.kind, e.verdict != "missed"))
    for _, same in groupby(kept, key=lambda e: (e.kind, e.verdict, e.article, e.item)):
        error = next(same)
        only = "a" if error.verdict == "missed" else "b"
        item = _PLACE.sub("", error.item)
        yield Difference(error.page, error.article or error.record, error.kind, only, item, error.sentence)


def _pair(item: str) -> str:
    """Person and role of a resolved or typed relation."""
    return " | ".join(item.split(" | ")[:2])


def _at(error: Error) -> int:
    """Where on the page the item stands; of a relation, its role."""
    places = _PLACE.findall(error.item)
    return int(places[-1]) if places else -1
