"""Intervals as people write them in gold: a year, a month, a day, or a span of them."""

from __future__ import annotations

import calendar
import datetime


def interval(text: str) -> tuple[str, str]:
    """First and last day, in ISO form; ``ValueError`` where ``text`` is no date.

    >>> interval("2024-03-05"), interval("2022-01..2023-02")
    (('2024-03-05', '2024-03-05'), ('2022-01-01', '2023-02-28'))
    """
    first, dots, last = text.partition("..")
    start, end = _days(first)[0], _days(last if dots else first)[1]
    if end < start:
        raise ValueError(text)
    return start.isoformat(), end.isoformat()


def _days(text: str) -> tuple[datetime.date, datetime.date]:
    numbers = [int(part) for part in text.split("-")]
    if not 1 <= len(numbers) <= 3:
        raise ValueError(text)
    year, months = numbers[0], numbers[1:2] or [1, 12]
    last = numbers[2] if numbers[2:] else calendar.monthrange(year, months[-1])[1]
    return datetime.date(year, months[0], numbers[2] if numbers[2:] else 1), datetime.date(year, months[-1], last)
