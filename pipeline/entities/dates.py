"""Dates and spans of dates by their form (guideline, section 1: no durations, no times of day alone)."""

from __future__ import annotations

import re

from .. import lexicon

WORDS = "date-words.txt"
_D = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})年"
_PART = (
    r"(?:年?[初末底]|年?中(?=[，。、])|上半年|下半年|上旬|中旬|下旬"
    r"|[一二三四]季度|前[一二三四]季度|第[一二三四]季度|[春夏秋冬][天季]|以来)"
)
_DAY = rf"{_D}(?:日|号)(?!线)"
_MONTH = rf"{_D}月(?:份)?"
_TO = r"(?:[—\-－~～至到]+)"
_LEAD = r"(?:今年|去年|明年|前年|当年|本年|同年|今|去|本|当|上|次)?"
_PATTERN = rf"""
    {_YEAR}{_MONTH}{_DAY}(?:{_TO}(?:{_YEAR})?(?:{_MONTH})?{_DAY})?
  | {_YEAR}{_MONTH}(?:[初底末]|[中上下]旬)?(?:{_TO}(?:{_YEAR})?{_MONTH})?
  | {_YEAR}{_PART}?(?:{_TO}{_YEAR})?
  | {_LEAD}{_MONTH}{_DAY}(?:{_TO}(?:{_MONTH})?{_DAY})?
  | {_LEAD}{_MONTH}(?:[初底末]|[中上下]旬|以来)?(?:{_TO}{_MONTH})?
  | (?:今年|去年|明年|前年|当年|本月|上月|下月|当月){_PART}?
  | {_DAY}(?:{_TO}{_DAY})?
  | (?:19|20)\d{{2}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}
"""


class Dates:
    """Finds dates.

    >>> text = "2月22日，今年上半年，三天，近日，3月5日至7日，2021年"
    >>> [text[a:b] for a, b in Dates().find(text)]
    ['2月22日', '今年上半年', '近日', '3月5日至7日', '2021年']
    """

    def __init__(self) -> None:
        listed = "|".join(sorted(map(re.escape, lexicon.words(WORDS)), key=len, reverse=True))
        self._pattern = re.compile(f"(?:{listed})|(?<![第\\d])(?:{_PATTERN})(?!\\d)", re.VERBOSE)

    def find(self, text: str) -> list[tuple[int, int]]:
        """Spans in order, disjoint."""
        return [m.span() for m in self._pattern.finditer(text)]
