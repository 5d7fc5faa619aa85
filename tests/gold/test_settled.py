"""What became of each difference between the two labellings: the list is whole, and the gold says what it says."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from pipeline import resources
from pipeline.gold.agree import Difference, agree
from pipeline.gold.lints import lint
from pipeline.record import GoldArticle, read_lines

CORPORA = resources.shipped("corpora")
AGREED = {"entity", "surface", "resolved", "typed", "byline"}
SIDES = {"first", "second", "third", "kept"}


class Row(NamedTuple):
    """A settled difference; ``first``, ``second`` and ``settled`` are items as ``gold agree`` prints them."""

    record: str
    kind: str
    first: str
    second: str
    settled: str
    side: str
    reason: str
    sentence: str

    def key(self, only: str, item: str) -> tuple[str, ...]:
        return self.record, self.kind, only, item, self.sentence


@cache
def rows() -> list[Row]:
    with open(CORPORA / "settled.tsv", encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    assert tuple(head) == Row._fields
    return [Row(*line) for line in lines]


@cache
def gold() -> dict[str, GoldArticle]:
    files = sorted((CORPORA / "gold").glob("*.jsonl"))
    return {record.id: record for path in files for record in read_lines(path, GoldArticle)}


def items(cell: str) -> set[str]:
    return set(filter(None, cell.split(" ; ")))


def shown(difference: Difference) -> tuple[str, ...]:
    kind, _, label = difference.kind.partition(".")
    item = f"{label} {difference.item}".strip()
    return str(difference.article), kind, difference.only, item, str(difference.sentence)


def remaining() -> Iterator[tuple[str, ...]]:
    for row in rows():
        if row.kind in AGREED:
            settled, second = items(row.settled), items(row.second)
            yield from (row.key("a", item) for item in settled - second)
            yield from (row.key("b", item) for item in second - settled)


def test_each_difference_that_remains_is_settled_and_no_other() -> None:
    found = set(map(shown, agree([CORPORA / "gold"], [CORPORA / "second"]).differences))
    assert found == set(remaining())


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row.record}-{row.settled or row.first or row.second}")
def test_a_row_is_whole(row: Row) -> None:
    assert row.side in SIDES
    assert row.kind in AGREED | {"date", "doubt"}
    assert row.reason
    assert row.sentence in gold()[row.record].text
    if row.side in ("first", "second"):
        assert row.first != row.second
        assert row.settled == getattr(row, row.side)
    elif row.side == "third":
        assert row.settled not in (row.first, row.second)


def test_dates_that_were_added_stand_in_the_gold() -> None:
    for row in rows():
        if row.kind == "date":
            record = gold()[row.record]
            names = {entity.id: entity.text for entity in record.entities}
            dated = {(names[r.person], r.role.text, r.date[0]) for r in record.relations if r.date}
            assert tuple(row.settled.split(" | ")) in dated


def test_each_doubt_about_the_gold_has_its_reason() -> None:
    roles = Counter((row.record, f"role {row.settled!r}") for row in rows() if row.kind == "doubt")
    doubts = [(record.id, reason.partition(":")[0]) for record in gold().values() for _, reason in lint(record)]
    assert Counter(doubts) == roles


def test_the_data_card_counts_them() -> None:
    card = " ".join((CORPORA / "README.md").read_text("utf-8").split())
    sides = Counter(row.side for row in rows())
    both = sides["first"] + sides["second"]
    assert f"Of the {both} differences {sides['first']} were settled for the first" in card
    assert f"{sides['second']} for the second" in card
    assert f"a third reading changed {sides['third']} more" in card
