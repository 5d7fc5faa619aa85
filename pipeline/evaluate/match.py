"""One page: gold articles beside the records that belong to them, then all of the page at once.

By article, a record is judged against its gold article, and a record of none
counts as false. Over the page, everything given is judged against everything in
gold, so that a wrong split does not hide what was extracted.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .items import Items, Outcome, union
from .report import Error, PageResult, Row
from .score import Score

Judge = Callable[[Items, Items], dict[str, Outcome]]


@dataclass(slots=True)
class Side:
    """A gold article or a record: its id, what it says, and (gold, stray records) how its text and headline fared."""

    id: str
    items: Items
    layout: dict[str, Outcome] = field(default_factory=dict)


def score_page(
    page: str, golds: Sequence[Side], records: Sequence[Side], pairs: Sequence[int | None], judge: Judge
) -> PageResult:
    """Scores of a page; ``pairs`` gives for each gold article the index of its record."""
    whole = judge(union(g.items for g in golds), union(r.items for r in records))
    result = PageResult(Row(page, None, None, _scores(whole)))
    for gold, at in zip(golds, pairs, strict=True):
        record = records[at] if at is not None else None
        outcomes = {**gold.layout, **judge(gold.items, record.items if record else Items())}
        _add(result, outcomes, whole, page, gold.id, record.id if record else None)
    used = set(pairs)
    for at, record in enumerate(records):
        if at not in used:
            _add(result, {**record.layout, **judge(Items(), record.items)}, whole, page, None, record.id)
    return result


def _add(
    result: PageResult,
    outcomes: dict[str, Outcome],
    whole: dict[str, Outcome],
    page: str,
    article: str | None,
    record: str | None,
) -> None:
    result.articles.append(Row(page, article, record, _scores(outcomes)))
    for kind, outcome in outcomes.items():
        over = whole.get(kind)
        for verdict, items in (("false", outcome.false), ("missed", outcome.missed)):
            wrong_on_page = () if over is None else over.false if verdict == "false" else over.missed
            for key, sentence in items.items():
                split = over is not None and key not in wrong_on_page
                item = " | ".join(map(_text, key)) if isinstance(key, tuple) else str(key)
                result.errors.append(Error(kind, verdict, page, article, record, item, sentence, split))


def _text(part: object) -> str:
    return "–" if part is None else str(part)


def _scores(outcomes: dict[str, Outcome]) -> dict[str, Score]:
    return {kind: outcome.score for kind, outcome in outcomes.items()}
