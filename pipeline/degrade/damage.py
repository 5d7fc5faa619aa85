"""Damage to the characters of a line: blanks, widths, look-alikes, invisible characters."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from random import Random

from .. import lexicon
from ..clean.fold import HAN

_TOKEN = re.compile(r"[0-9A-Za-z０-９.,%％/-]+|\S")
_BEHIND_MARK = re.compile("(?<=[，。、；：！？）”》]) ")
_DIGITS = re.compile(f"(?<=[{HAN}])(?=[0-9])|(?<=[0-9%])(?=[{HAN}])")
_WIDE = {ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789%"}
_HALF = str.maketrans("，。、；：！？", ",｡､;:!?")
_INVISIBLE = "\u200b\u200b\u200b\ufeff\u200d\u00ad\u2060"


def letter_space(line: str, tight: bool = False) -> str:
    """A blank between all characters, numbers and Latin words kept; where ``tight``, none behind a mark.

    >>> letter_space("同比增长12.2％，税收"), letter_space("同比增长12.2％，税收", True)
    ('同 比 增 长 12.2％ ， 税 收', '同 比 增 长 12.2％ ，税 收')
    """
    spaced = " ".join(_TOKEN.findall(line))
    return _BEHIND_MARK.sub("", spaced) if tight else spaced


def short_names(names: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern that finds the names of two characters."""
    short = sorted({name for name in names if len(name) == 2 and not name.isascii()})
    return re.compile("|".join(map(re.escape, short))) if short else None


def widen_names(text: str, names: re.Pattern[str] | None, rate: float, blank: str, rng: Random) -> str:
    """Names set wide with this chance, each time they stand.

    >>> widen_names("项红、项红丽", short_names(["项红"]), 1, " ", Random(1))
    '项 红、项 红丽'
    """
    if names is None or not rate:
        return text

    def wide(match: re.Match[str]) -> str:
        name = match.group()
        return name[0] + blank + name[1] if rng.random() < rate else name

    return names.sub(wide, text)


def space_digits(text: str) -> str:
    """A blank where Chinese characters and digits meet.

    >>> space_digits("2月21日增长3%以上")
    '2 月 21 日增长 3% 以上'
    """
    return _DIGITS.sub(" ", text)


def widen_digits(text: str) -> str:
    """Digits as full-width ones.

    >>> widen_digits("2月21日")
    '２月２１日'
    """
    return text.translate(_WIDE)


def narrow_marks(text: str) -> str:
    """Marks as half-width ones.

    >>> narrow_marks("会议指出：要抓落实。")
    '会议指出:要抓落实｡'
    """
    return text.translate(_HALF)


@cache
def lookalikes() -> dict[str, str]:
    """Characters that OCR takes for one another: each with all that it may be read as."""
    alike: dict[str, str] = {}
    for first, others in lexicon.rows("lookalikes.tsv", 2):
        group = first + others
        for char in group:
            alike[char] = alike.get(char, "") + group.replace(char, "")
    return alike


@cache
def _confusable() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(lookalikes()))}]")


def misread(text: str, rate: float, rng: Random) -> str:
    """Characters that have look-alikes replaced by one with the chance ``rate``; the length stays.

    >>> misread("未来", 1, Random(1))[0] in lookalikes()["未"]
    True
    """
    if not rate:
        return text
    alike = lookalikes()
    return _confusable().sub(lambda m: rng.choice(alike[m.group()]) if rng.random() < rate else m.group(), text)


def sow_invisible(line: str, rate: float, rng: Random) -> str:
    """Zero-width characters behind some characters, with the chance ``rate`` for each.

    >>> len(sow_invisible("会议指出", 1, Random(1)))
    8
    """
    if not rate or rng.random() > rate * len(line):  # most lines have none
        return line
    share = min(rate, 1) if rate * len(line) > 1 else 1 / len(line)
    return "".join(char + rng.choice(_INVISIBLE) if rng.random() < share else char for char in line)
