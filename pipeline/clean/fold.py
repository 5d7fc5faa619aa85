"""Width folding, one character for one, chosen instead of NFKC over everything.

NFKC changes lengths (㈱, ½, …) and makes Chinese commas half-width. Here digits
and Latin letters become half-width, Chinese punctuation full-width, and the
rest stays. Every replacement is one that NFKC itself calls equal, so folding
never changes the outcome of a comparison that is made after NFKC.
"""

from __future__ import annotations

import re

import numpy as np

from ..alignment import Mapped, codes
from .characters import Characters

FOLD: dict[int, str] = {
    **{ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９％＋＝＆＠＃＄＊＿"},
    **{code: chr(code - 0xFEE0) for first in "Ａａ" for code in range(ord(first), ord(first) + 26)},
    **dict(zip(map(ord, "｡｢｣､･"), "。「」、・", strict=True)),
}
"""What is folded whatever stands beside it; a table for ``str.translate``."""

WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))
NARROW = {"．": ".", "：": ":", "－": "-", "，": ",", "／": "/"}
"""Folded between digits only: ３．５, １２：３０, ０２７－８８, １，５００, ２／３."""

HAN = "\u2e80-\u2fff\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_CHINESE = re.compile(f"[{HAN}\u3001\u3002\u3008-\u3011\u3014\u3015“”‘’…—·•，；：？！（）]")
_FOLDED = re.compile(f"[{re.escape(''.join(map(chr, FOLD)))}]")  # most lines have none: faster than str.translate
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])(?:[．：－／](?=[0-9])|，(?=[0-9]{3}(?![0-9])))")
_MARK = re.compile(r"[,;:?!()（）]")
_TELLS = Characters(rf"[{re.escape(''.join(map(chr, FOLD)))},;:?!()．－／]")
_MAYBE_NARROW, _DIGIT = Characters("[：，]"), Characters("[0-9]")
"""What a line has where there is something to fold, the one behind a digit; most have nothing."""


def fold_text(text: str) -> str:
    """``text`` folded, of the same length: first by ``FOLD``, then by what stands beside a mark.

    A half-width ``, ; : ? !`` becomes full-width where a Chinese character or
    mark stands on either side; brackets do so in pairs. Inside a number a
    full-width mark becomes half-width.

    >>> fold_text("（记者李青）３月５日,增长１２．２％,人均达1,500元")
    '（记者李青）3月5日，增长12.2%，人均达1,500元'
    >>> fold_text("责编:王一平 (通讯员 赵新） at 12:30 (UTC)")
    '责编：王一平 （通讯员 赵新） at 12:30 (UTC)'
    """
    text = _BETWEEN_DIGITS.sub(lambda m: NARROW[m.group()], _FOLDED.sub(lambda m: FOLD[ord(m.group())], text))
    marks = [m.start() for m in _MARK.finditer(text)]
    if not marks:
        return text
    out = list(text)
    open_at: list[tuple[int, bool]] = []
    for at in marks:
        mark = text[at]
        chinese = _beside_chinese(text, at)
        if mark in "(（":
            open_at.append((at, chinese or mark == "（"))
        elif mark in ")）" and open_at:
            start, started = open_at.pop()
            if started or chinese or mark == "）":
                out[start], out[at] = "（", "）"
        elif chinese and not (mark in ",:" and _between_digits(text, at)):
            out[at] = WIDE.get(mark, mark)
    for at, chinese in open_at:  # never closed on this line
        if chinese:
            out[at] = "（"
    return "".join(out)


def fold(page: Mapped) -> Mapped:
    """``fold_text`` on every line of a page.

    >>> fold(Mapped.of("林远(市长)\\n到会,讲话")).text
    '林远（市长）\\n到会，讲话'
    """
    text = page.text
    chars = codes(text)
    tells = _TELLS.of(chars)
    tells[1:] |= _MAYBE_NARROW.of(chars[1:]) & _DIGIT.of(chars[:-1])
    pieces: list[str] = []
    at = 0
    for found in np.flatnonzero(tells).tolist():
        if found < at:  # on a line that is folded already
            continue
        start = max(text.rfind("\n", at, found) + 1, at)
        end = text.find("\n", found)
        end = len(text) if end < 0 else end
        pieces += [text[at:start], fold_text(text[start:end])]
        at = end
    return page.reads("".join([*pieces, text[at:]])) if pieces else page


def _beside_chinese(text: str, at: int) -> bool:
    return any(_CHINESE.match(text[i]) for i in (at - 1, at + 1) if 0 <= i < len(text))


def _between_digits(text: str, at: int) -> bool:
    return 0 < at < len(text) - 1 and text[at - 1].isdigit() and text[at + 1].isdigit()
