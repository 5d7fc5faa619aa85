"""Dates of relations as ISO intervals, as far as the text and the issue say them."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

_DIGITS = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_FULL = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月(?:份)?)?(?:(\d{1,2})[日号])?(?:年?[初中末底]|[上中下]旬)?\Z")
_WRITTEN_YEAR = re.compile(r"[一二][〇○零一二三四五六七八九]{3}年")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_RANGE = re.compile(r"(.+?)(?:[—\-－~～至到]+)(.+)")
_HALF = re.compile(r"(.+年)([上下])半年")
_MONTHS = {"本月": 0, "当月": 0, "上月": -1, "上个月": -1, "下月": 1, "下个月": 1}
_PART = re.compile(r"(?:[今本]?(年)|本?(月))[初中末底]")
"""A part of this year or month that is told alone (年初, 月底)."""
_RELATIVE = {"今日": 0, "今天": 0, "昨日": -1, "昨天": -1, "前天": -2, "明日": 1, "明天": 1, "当日": 0}


def interval(text: str, issue: date | None) -> tuple[str, str] | None:
    """The interval that a date means, or None where it needs an issue date that is not known, or says too little.

    >>> interval("3月5日", date(2024, 3, 6)), interval("2021年", None), interval("近日", None)
    (('2024-03-05', '2024-03-05'), ('2021-01-01', '2021-12-31'), None)
    >>> interval("去年底", date(2024, 3, 6)), interval("年初", date(2024, 3, 6))
    (('2023-01-01', '2023-12-31'), ('2024-01-01', '2024-12-31'))
    >>> interval("3月5日至7日", date(2024, 3, 9)), interval("2017年9月至2024年11月", None)
    (('2024-03-05', '2024-03-07'), ('2017-09-01', '2024-11-30'))
    """
    if text in _RELATIVE and issue:
        day = issue + timedelta(days=_RELATIVE[text])
        return day.isoformat(), day.isoformat()
    if iso := _ISO.fullmatch(text):
        text = f"{iso[1]}年{int(iso[2])}月{int(iso[3])}日"
    if parts := _RANGE.fullmatch(text):
        return _range(parts[1], parts[2], issue)
    if half := _HALF.fullmatch(text):
        whole = interval(half[1], issue)
        if whole:
            of = whole[0][:4]
            return (f"{of}-01-01", f"{of}-06-30") if half[2] == "上" else (f"{of}-07-01", f"{of}-12-31")
    if issue and (part := _PART.fullmatch(text)):
        text = "今年" if part[1] else "本月"
    if issue and text in _MONTHS:
        return _month(issue.year * 12 + issue.month - 1 + _MONTHS[text])
    if issue:
        for word, shift in (("今年", 0), ("去年", -1), ("明年", 1), ("前年", -2)):
            if text.startswith(word):
                text = f"{issue.year + shift}年" + text[len(word) :]
    if _WRITTEN_YEAR.match(text):
        text = "".join(_DIGITS.get(c, c) for c in text[:4]) + text[4:]
    match = _FULL.match(text)
    if not match or not any(match.groups()):
        return None
    year, month, number = (int(g) if g else None for g in match.groups())
    try:
        return _span(year, month, number, issue)
    except ValueError:  # 2月30日
        return None


def _range(first: str, last: str, issue: date | None) -> tuple[str, str] | None:
    """From the one date to the other, which may leave the year and the month to the first (3月5日至7日)."""
    begin = interval(first, issue)
    if begin is None:
        return None
    year, month = begin[0][:4], int(begin[0][5:7])
    if "年" not in last:
        last = f"{year}年" + (last if "月" in last else f"{month}月{last}")
    end = interval(last, issue)
    return (begin[0], end[1]) if end and end[1] >= begin[0] else None


def _month(number: int) -> tuple[str, str]:
    """The month that is ``number`` months behind the beginning of our era."""
    year, month = divmod(number, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, 1).isoformat(), date(year, month + 1, last).isoformat()


def _span(year: int | None, month: int | None, day: int | None, issue: date | None) -> tuple[str, str] | None:
    if year is None:
        if issue is None:
            return None
        year = issue.year
        if month is None and day is not None:
            month = issue.month if day <= issue.day + 1 else (issue.month - 2) % 12 + 1  # 31日, told on the 1st
        month = issue.month if month is None else month
        # A paper of January tells of December.
        if date(year, month, min(day or 1, 28)) > issue + timedelta(days=60):
            year -= 1
    if month is None:
        return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat()
    if day is None:
        last = calendar.monthrange(year, month)[1]
        return date(year, month, 1).isoformat(), date(year, month, last).isoformat()
    return date(year, month, day).isoformat(), date(year, month, day).isoformat()
