"""A simplified view of a text, character for character, for taggers and lexicons that know simplified script only."""

from __future__ import annotations

from functools import lru_cache

import opencc


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
    return text.translate(_table())
