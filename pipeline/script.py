"""A simplified view of a text, character for character, for taggers and lexicons that know simplified script only."""

from __future__ import annotations

import re
from functools import lru_cache

import opencc

_SOME = 3
"""Different traditional characters that make a text traditional."""
_ENOUGH = 120
"""Characters of a text that are looked at."""


@lru_cache(maxsize=1)
def _table() -> dict[int, str]:
    blocks = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0xF900, 0xFB00))
    characters = [chr(code) for block in blocks for code in range(*block)]
    converter = opencc.OpenCC("t2s")
    simplified = converter.convert("\n".join(characters)).split("\n")
    return {ord(a): b for a, b in zip(characters, simplified, strict=True) if a != b and len(b) == 1}


def simplified(text: str) -> str:
    """The text with traditional characters replaced one for one, so that every offset stays what it is.

    >>> simplified("財政司司長林鄭月娥")
    '财政司司长林郑月娥'
    """
    table = _table()
    return _pattern().sub(lambda match: table[ord(match[0])], text)  # most texts have none, and are told so at once


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _table()))}]")


@lru_cache(maxsize=1)
def _back() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def in_traditional(text: str) -> str:
    """The text in traditional characters, each by itself, as OpenCC has them.

    >>> in_traditional("市议会")
    '市議會'
    """
    converted = "".join(map(_back().convert, text))
    return converted if len(converted) == len(text) else text


def traditional(text: str) -> bool:
    """Whether a text is in traditional script: it has some characters of it, not one or two in a name.

    >>> traditional("財政司司長今日會見記者"), traditional("财政司司长今日会见记者")
    (True, False)
    """
    return len(_traditional().intersection(text[:_ENOUGH])) >= _SOME


@lru_cache(maxsize=1)
def _traditional() -> frozenset[str]:
    return frozenset(map(chr, _table()))
