"""Sentences of a clean text, as spans.

A sentence ends after 。！？ or …… with the closing quotes and brackets behind
it, and at every paragraph's end. Inside brackets none ends. Inside a quotation
none ends if the sentence goes on behind it: “…。”他说 is one.

Half-width ``!`` and ``?`` end a sentence where a blank, a Chinese character or
the end follows (not in an address of the net); ``.`` only between Latin words,
before a blank and a capital, and not after an initial (J. Smith) or in a number.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from .. import lexicon
from ..record import Span

_QUOTES = {"“": "”", "‘": "’", "「": "」", "『": "』"}
_BRACKETS = {"（": "）", "《": "》", "【": "】", "〈": "〉", "〔": "〕", "(": ")", "[": "]"}
_OPEN = {**_QUOTES, **_BRACKETS}
_CLOSE = {close: mark for mark, close in _OPEN.items()}
_MARK = re.compile(r"[“”‘’「」『』（）《》【】〈〉〔〕()\[\]]")
_STOP = re.compile(
    r"[。！？][。！？!?…]*|…{2,}[。！？]?|[!?]+(?=[\s\u2e80-\U0003ffff”’」』）】》)\]\"]|$)"
    r"|(?<=[A-Za-z)\"][a-z)]{2})\.(?=\s+[A-Z\"“]|$)"
)
_CLOSERS = frozenset('”’」』）)】》〉〕]"')
_COMMAS = ("，", "、", "；", ",", ";")
_GOES_ON = re.compile(r"[，、；：,;:）》】]|[的地得等为和与及或之这一作所是后時时]")
_CLAUSE = re.compile("[，。！？；：,“「]")
_REACH = 20
"""How far behind a quotation its verb of saying stands."""


@lru_cache(maxsize=8)
def speech(name: str = "layout-speech.txt") -> frozenset[str]:
    """Verbs of saying, from a lexicon file."""
    return frozenset(lexicon.words(name))


def split(text: str, verbs: Collection[str] | None = None) -> list[Span]:
    """Spans of the sentences of ``text``; they cover all of it but blanks and line ends between them.

    ``verbs`` of saying tell whether a sentence goes on behind a quotation.

    >>> text = "“要抓好落实。”林远说。会议（第二次。）结束！\\n□ 记者 李青"
    >>> [text[slice(*span)] for span in split(text)]
    ['“要抓好落实。”林远说。', '会议（第二次。）结束！', '□ 记者 李青']
    """
    known = re.compile("|".join(map(re.escape, sorted(speech() if verbs is None else verbs, key=len, reverse=True))))
    spans: list[Span] = []
    start = 0
    for paragraph in text.split("\n"):
        spans += [(start + low, start + high) for low, high in _paragraph(paragraph, known)]
        start += len(paragraph) + 1
    return spans


def _paragraph(text: str, verbs: re.Pattern[str]) -> list[Span]:
    closed = _closed(text, verbs)
    spans: list[Span] = []
    start = within = 0
    for stop in _STOP.finditer(text):
        while within < len(closed) and closed[within][1] <= stop.start():
            within += 1
        if stop.start() < start or (within < len(closed) and closed[within][0] < stop.start()):
            continue
        end = stop.end()
        while end < len(text) and text[end] in _CLOSERS:
            end += 1
        if text[end : end + 1] in _COMMAS or (end > stop.end() and _GOES_ON.match(text, end)):
            continue
        _add(spans, text, start, end)
        start = end
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        low = start + len(piece) - len(piece.lstrip())
        spans.append((low, low + len(bare)))


def _closed(text: str, verbs: re.Pattern[str]) -> list[Span]:
    """Stretches, disjoint and in order, inside which no sentence ends: brackets, quotations that go on.

    A mark that is never closed in the paragraph counts for nothing.
    """
    pairs: list[Span] = []
    opened: list[tuple[str, int]] = []
    for found in _MARK.finditer(text):
        mark = found.group()
        if mark in _OPEN:
            opened.append((mark, found.start()))
            continue
        for depth in range(len(opened) - 1, max(len(opened) - 1 - _DEEPEST, -1), -1):
            if opened[depth][0] == _CLOSE[mark]:
                pairs.append((opened[depth][1], found.end()))
                del opened[depth:]
                break
    kept: list[Span] = []
    for start, end in sorted(pairs):
        if kept and end <= kept[-1][1]:
            continue
        if text[start] in _BRACKETS or _continues(text, start, end, verbs):
            kept.append((start, end))
    return kept


_DEEPEST = 8
"""Marks are not nested deeper; what looks so is a mark that was never closed."""


def _continues(text: str, start: int, end: int, verbs: re.Pattern[str]) -> bool:
    """Whether the sentence goes on behind the quotation in ``text[start:end]``."""
    if end == len(text) or text[end] in '。！？…"':
        return False
    if text[end - 2] not in "。！？!?…" or _GOES_ON.match(text, end):
        return True
    if text[end] in _OPEN or text[max(start - 1, 0)] in "：:":
        return False
    clause = _CLAUSE.search(text, end, end + _REACH)
    return verbs.search(text, end, clause.start() if clause else end + _REACH) is not None
