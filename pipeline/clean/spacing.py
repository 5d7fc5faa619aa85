"""Blanks inside a line: print's letter-spacing goes, blanks that divide stay, as one half-width space.

Between two Chinese words a blank is either print (``项 红``, ``同 比 增 长``) or a
border (two names side by side, the two halves of a headline). It is taken for
a border where words stand on both sides, not single characters, and

- it is no sentence's, by the punctuation: a headline's, a byline's, furniture's, or
- a byline word (记者, 摄影 …) stands shortly before it, or
- what follows begins with a surname.

Beside punctuation, and between a Chinese character and a digit or Latin
letter, a blank divides nothing. Between Latin words or numbers it does.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection

from ..alignment import Mapped
from ..record import Span
from .fold import HAN

_BLANK = re.compile(r"\s+")
_HAN = re.compile(f"[{HAN}]")
_PAUSE = re.compile("[，；、,;]")
_STOP = re.compile("[。！？]|$")
_BULLETS = "□■○●◎◇◆▲▼"
_EDGE = re.compile(r"[\s，。；：、！？（）()“”‘’「」『』《》【】〈〉…—,;:!?/／]")
_LATIN_MARK = re.compile(r"[.,;:!?)\]'\"%&(\[]")
_REACH = 30
"""How many characters back a byline word still says that names follow."""
_NAME = 4
"""So many gaps in a row may be those of a name set wide, with its neighbours'."""


class Spacing:
    """Decides on the blanks of a line; ``surnames`` and ``bylines`` are words."""

    def __init__(self, surnames: Collection[str], bylines: Collection[str]):
        self.surnames = frozenset(surnames)
        self.byline = re.compile("|".join(map(re.escape, sorted(bylines, key=len, reverse=True))) or "(?!)")

    def __call__(self, line: Mapped) -> Mapped:
        """The line with letter-spacing gone.

        >>> spacing = Spacing({"李", "林"}, {"记者"})
        >>> def show(*texts): return [spacing(Mapped.of(text)).text for text in texts]
        >>> show("比 去 年 增 长 12.2％ ，税 收", "2 月 21 日", "副县长项 明、林 远")
        ['比去年增长12.2％，税收', '2月21日', '副县长项明、林远']
        >>> show("记者王一平　李小雨，", "凝聚共识　打好攻坚战", "校长 Mark Lee 说 ，")
        ['记者王一平 李小雨，', '凝聚共识 打好攻坚战', '校长Mark Lee说，']
        >>> show("记者 王 平 李小雨", "林 远　周 明", "主任林 远出席，")
        ['记者 王平 李小雨', '林远 周明', '主任林远出席，']
        """
        text = line.text
        gaps = [(m.start(), m.end()) for m in _BLANK.finditer(text)]
        if not gaps:
            return line
        tight = _letter_spaced(text, gaps)
        pauses = [m.start() for m in _PAUSE.finditer(text)]
        stops = [m.start() for m in _STOP.finditer(text)]
        edits: list[tuple[int, int, str]] = []
        for number, (start, end) in enumerate(gaps):
            alone = (_single(text, start, -1) and number - 1 not in tight) or (
                _single(text, end, 1) and number + 1 not in tight
            )
            running = _in_sentence(start, pauses, stops)
            if number in tight or not self._divides(text, start, end, running, alone):
                edits.append((start, end, ""))
            else:
                if text[start] != " ":
                    edits.append((start, start + 1, " "))
                if end - start > 1:
                    edits.append((start + 1, end, ""))
        return line.edit(edits)

    def _divides(self, text: str, start: int, end: int, running: bool, alone: bool) -> bool:
        if start == 0 or end == len(text):
            return False
        before, after = text[start - 1], text[end]
        latin = (_latin(before) or _LATIN_MARK.match(before)) and (_latin(after) or after in "([\"'&")
        if latin:
            return True
        if before in _BULLETS:
            return True
        if not (_HAN.match(before) and _HAN.match(after)):
            # A headline may break after a closing quote; no sentence does.
            return not running and after not in "，。；：、！？）)”’」』》】" and before in "”」』》"
        if alone or not running:
            return not alone
        if text[end] in self.surnames or text[end : end + 2] in self.surnames:
            return True
        return self.byline.search(text, max(start - _REACH, 0), start) is not None


def _latin(char: str) -> bool:
    return char.isalnum() and not _HAN.match(char)


def _in_sentence(at: int, pauses: list[int], stops: list[int]) -> bool:
    """Whether a place lies in running text: between two stops, the last of which is there, or beside a pause."""
    after = bisect_right(stops, at)
    if after < len(stops) - 1:
        return True
    first = stops[after - 1] if after else -1
    return bisect_right(pauses, first) < len(pauses)


def _single(text: str, at: int, step: int) -> bool:
    """Whether but one character stands between the blank at ``at`` and the next mark, blank or end."""
    beyond = at + 1 if step > 0 else at - 2
    return not 0 <= beyond < len(text) or _EDGE.match(text[beyond]) is not None


def _width(blank: str) -> int:
    return sum(2 if char == "\u3000" else 1 for char in blank)


def _letter_spaced(text: str, gaps: list[Span]) -> set[int]:
    """Numbers of the gaps between characters that each stand alone.

    Within a run of such characters a gap wider than the others is left out
    (``林 远　周 明``); so are the gaps at the ends of a short run (``记者 周 明 李小雨``).
    """
    tight: set[int] = set()
    first = 0
    for number in range(1, len(gaps) + 1):
        if number < len(gaps) and gaps[number - 1][1] + 1 == gaps[number][0]:
            continue
        run = list(range(first, number))
        if len(run) <= _NAME:
            run = [n for n in run if _single(text, gaps[n][0], -1) and _single(text, gaps[n][1], 1)]
        widths = [_width(text[slice(*gaps[n])]) for n in run]
        narrow = min(widths, default=0)
        tight.update(n for n, width in zip(run, widths, strict=True) if width == narrow)
        first = number
    return tight
