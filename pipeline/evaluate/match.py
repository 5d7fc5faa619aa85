"""One page: gold articles beside the records that belong to them, then all of the page at once.

By article, a record is judged against its gold article, and a record of none
counts as false. Over the page, everything given is judged against everything in
gold, so that a wrong split does not hide what was extracted.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from .items import Items, Outcome, Wrong
from .report import Error, PageResult, Row
from .score import Score, add
from .spans import shown

_NOTHING = Score()


@dataclass(slots=True)
class Side:
    """A gold article or a record: its id, what it says, and how its text and headline fared.

    ``closed`` gold has a record of the same characters: nothing of either is anywhere else on the page.
    """

    id: str
    items: Any
    layout: dict[str, Outcome] = field(default_factory=dict)
    closed: bool = False


@dataclass(frozen=True)
class Judge:
    """How a kind of gold compares two sides, and puts several together."""

    compare: Callable[[Any, Any], dict[str, Outcome]]
    together: Callable[[Iterable[Any]], Any]


def score_page(
    page: str, golds: Sequence[Side], records: Sequence[Side], pairs: Sequence[int | None], judge: Judge
) -> tuple[PageResult, list[Wrong]]:
    """Scores of a page, and what is wrong of each gold article; ``pairs`` gives the index of its record."""
    nothing = judge.together(())
    found = [
        judge.compare(gold.items, nothing if at is None else records[at].items)
        for gold, at in zip(golds, pairs, strict=True)
    ]
    done = {at for gold, at in zip(golds, pairs, strict=True) if gold.closed}
    whole = judge.compare(
        judge.together(gold.items for gold in golds if not gold.closed),
        judge.together(record.items for at, record in enumerate(records) if at not in done),
    )
    sums = _scores(whole)
    for gold, outcomes in zip(golds, found, strict=True):
        if gold.closed:
            add(sums, _scores(outcomes))
    result = PageResult(Row(page, None, None, sums), list(whole))
    wrongs = []
    for gold, at, outcomes in zip(golds, pairs, found, strict=True):
        record = records[at] if at is not None else None
        over = {} if gold.closed else whole
        row = Row(page, gold.id, record.id if record else None, _some({**gold.layout, **outcomes}))
        wrongs.append(
            _add(result, row, {**gold.layout, **outcomes}, over, gold.items, record.items if record else None)
        )
    used = set(pairs)
    for at, record in enumerate(records):
        if at not in used:
            outcomes = {**record.layout, **judge.compare(nothing, record.items)}
            row = Row(page, None, record.id, _some(outcomes))
            _add(result, row, outcomes, whole, None, record.items)
    return result, wrongs


def _add(
    result: PageResult,
    row: Row,
    outcomes: dict[str, Outcome],
    over: dict[str, Outcome],
    gold: Items | None,
    given: Items | None,
) -> Wrong:
    """Count an article in, list its errors, and say which of them are errors of the whole page."""
    result.articles.append(row)
    wrong: Wrong = {}
    for kind, outcome in outcomes.items():
        if not outcome.false and not outcome.missed:
            continue
        page = over.get(kind)
        wrong[kind] = (set(), set())
        for at, (verdict, items, side) in enumerate(
            (("false", outcome.false, given), ("missed", outcome.missed, gold))
        ):
            on_page = None if page is None else (page.false, page.missed)[at]
            for key, where in items.items():
                split = on_page is not None and key not in on_page
                if not split:
                    wrong[kind][at].add(key)
                sentence = side.sentence(where) if side is not None and where is not None else None
                result.errors.append(
                    Error(kind, verdict, row.page, row.article, row.record, _words(key), sentence, split)
                )
    return wrong


def _words(key: Hashable) -> str:
    """An item for people.

    >>> _words(((4, 6, "林远"), (0, 4, "市委书记"), None)), _words("林远"), _words((4, 6, "林远", "PER"))
    ('林远[4:6] | 市委书记[0:4] | –', '林远', '林远[4:6]')
    """
    if not isinstance(key, tuple):
        return "–" if key is None else str(key)
    if isinstance(key[0], int):
        return shown(key) if len(key) > 2 else f"[{key[0]}:{key[1]}]"
    return " | ".join(map(_words, key))


def _scores(outcomes: dict[str, Outcome]) -> dict[str, Score]:
    return {kind: outcome.score for kind, outcome in outcomes.items()}


def _some(outcomes: dict[str, Outcome]) -> dict[str, Score]:
    """Those with anything in them."""
    return {kind: outcome.score for kind, outcome in outcomes.items() if outcome.score != _NOTHING}
