"""Blanks inside lines: print's letter-spacing goes, blanks that divide stay, as one half-width space.

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
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from ..alignment import Mapped, codes
from ..record import Span
from .characters import Characters
from .fold import HAN

_BLANKS = Characters("[ \t\x1f\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_INDENT = re.compile("(?:[^\u3000]*\u3000){2}|[^\u3000]{4}")
_HAN = re.compile(f"[{HAN}]")
_LINE_END, _FULL_WIDTH = ord("\n"), ord("\u3000")
_STOP = Characters("[。！？]")
_PAUSE = Characters("[，；、,;]")
_BULLETS = "□■○●◎◇◆▲▼"
_EDGE = Characters(r"[\s，。；：、！？（）()“”‘’「」『』《》【】〈〉…—,;:!?/／]")
_LATIN_MARK = re.compile(r"[.,;:!?)\]'\"%&(\[]")
_CLOSING = "，。；：、！？）)”’」』》】"
_CREDIT = re.compile("[文图摄][/／]|摄(?=[）)\n]|$)")
_CREDITED = re.compile("[/／][文图摄]$")
"""A credit for text and pictures, which is no part of the name before it or behind it."""
_REACH = 30
"""How many characters back a byline word still says that names follow."""
_NAME = 4
"""So many gaps in a row may be those of a name set wide, with its neighbours'."""

_TITLE = 4
"""Characters of the longest title that a blank is looked for in."""

Step = Callable[[Mapped], Mapped]
Gaps = NDArray[np.int64]
"""Where blanks begin and end, a row each."""


class Marks:
    """Where the lines of a text end, and where sentences stop and pause."""

    def __init__(self, text: str):
        self._text = text

    @cached_property
    def _lines(self) -> list[int]:
        return [-1, *np.flatnonzero(codes(self._text) == _LINE_END).tolist(), len(self._text)]

    @cached_property
    def _stops(self) -> list[int]:
        return _STOP.places(self._text).tolist()

    @cached_property
    def _pauses(self) -> list[int]:
        return _PAUSE.places(self._text).tolist()

    def begin(self, at: int) -> int:
        """Where the line of a place begins."""
        return self._lines[bisect_left(self._lines, at) - 1] + 1

    def in_sentence(self, at: int) -> bool:
        """Whether a place lies in running text: a stop behind it on its line, or a pause since the last stop before it.

        >>> marks = Marks("林远 到会，说 好\\n林远 到会")
        >>> marks.in_sentence(2), marks.in_sentence(12)
        (True, False)
        """
        line = bisect_left(self._lines, at)
        begin, end = self._lines[line - 1] + 1, self._lines[line]
        after = bisect_left(self._stops, at)
        if after < len(self._stops) and self._stops[after] < end:
            return True
        since = self._stops[after - 1] + 1 if after and self._stops[after - 1] >= begin else begin
        pause = bisect_left(self._pauses, since)
        return pause < len(self._pauses) and self._pauses[pause] < end


def indents(page: Mapped) -> Mapped:
    r"""Blanks inside a line that were the indent of a paragraph, where a page has lost its line ends, end the line.

    >>> indents(Mapped.of("林远到会。\u3000\u3000周明主持。")).text
    '林远到会。\n\u3000周明主持。'
    """
    text = page.text
    gaps = _gaps(text).tolist()
    found = [start for start, end in gaps if text[start - 1] in "。！？”」" and _INDENT.match(text, start, end)]
    if not found:
        return page
    chars = list(text)
    for at in found:
        chars[at] = "\n"
    return page.reads("".join(chars))


def letter_spacing(page: Mapped) -> Mapped:
    """Without the blanks between characters that each stand alone.

    Within a run of such characters a gap wider than the others stays
    (``林 远　周 明``); so do the gaps at the ends of a short run (``记者 周 明 李小雨``).

    >>> letter_spacing(Mapped.of("同 比 增 长 12.2％ ，税 收")).text
    '同比增长 12.2％ ，税收'
    """
    chars = codes(page.text)
    gaps = _gaps(page.text)
    if not len(gaps):
        return page
    starts, ends = gaps.T
    # Between two gaps of a run a single character stands.
    begins = np.concatenate([[0], np.flatnonzero(starts[1:] != ends[:-1] + 1) + 1])
    lengths = np.diff(begins, append=len(starts))
    edge = np.concatenate([[True], _EDGE.of(chars), [True]])
    alone = edge[starts - 1] & edge[ends + 2]
    asked = alone | np.repeat(lengths > _NAME, lengths)
    wide = np.concatenate([[0], np.cumsum(chars == _FULL_WIDTH)])
    sizes = np.where(asked, ends - starts + wide[ends] - wide[starts], len(chars))
    gone = asked & (sizes == np.repeat(np.minimum.reduceat(sizes, begins), lengths))
    return _without(page, gaps[gone])


def wide_names(page: Mapped) -> Mapped:
    """Without a blank beside a character that stands alone: a name of two set to the width of three.

    >>> [wide_names(Mapped.of(text)).text for text in ("市长林 远、项　明", "记者 林远 文/图", "（图/文 林远）")]
    ['市长林远、项明', '记者 林远 文/图', '（图/文 林远）']
    """
    text = page.text

    def set_wide(start: int, end: int) -> bool:
        if not (_HAN.match(text[start - 1]) and _HAN.match(text[end])):
            return False
        credit = _CREDIT.match(text, end) or _CREDITED.search(text, max(start - 2, 0), start)
        return credit is None and (_alone(text, start - 1) or _alone(text, end))

    return _without(page, [gap for gap in _gaps(text).tolist() if set_wide(*gap)])


def mark_spacing(page: Mapped) -> Mapped:
    """Without blanks beside digits, Latin words and marks, but for those between two Latin words.

    >>> mark_spacing(Mapped.of("2 月 21 日 ，Mark Lee 到会")).text
    '2月21日，Mark Lee到会'
    """
    text = page.text
    marks = Marks(text)

    def goes(start: int, end: int) -> bool:
        before, after = text[start - 1], text[end]
        if _HAN.match(before) and _HAN.match(after):
            return False
        if (_is_latin(before) or _LATIN_MARK.match(before)) and (_is_latin(after) or after in "([\"'&"):
            return False
        if before in _BULLETS:
            return False
        # A headline may break after a closing quote; no sentence does.
        return before not in "”」』》" or after in _CLOSING or marks.in_sentence(start)

    return _without(page, [gap for gap in _gaps(text).tolist() if goes(*gap)])


def wide_titles(titles: Collection[str], surnames: Collection[str], words: Collection[str] = ()) -> Step:
    """The step that takes blanks out of a title before a name, and the one behind it where the title is letter-spaced.

    ``words`` begin like the end of a title; a blank before them stays.

    >>> step = wide_titles({"厅长", "书记", "市长", "审判长"}, {"冼", "屈", "马", "江", "诸葛"}, {"长江", "长阳县"})
    >>> [step(Mapped.of(text)).text for text in ("副厅 长冼国栋到会", "县委书 记诸葛远", "审 判 长 马明", "书记 马明")]
    ['副厅长冼国栋到会', '县委书记诸葛远', '审判长马明', '书记 马明']
    >>> [step(Mapped.of(text)).text for text in ("文明城市 长治久安", "新书 记者屈远", "市 长江大桥", "市 长阳县")]
    ['文明城市 长治久安', '新书 记者屈远', '市 长江大桥', '市 长阳县']
    """
    known = frozenset(title for title in titles if 1 < len(title) <= _TITLE)
    pairs = frozenset(title[at : at + 2] for title in known for at in range(len(title) - 1))
    inner = {char for title in known for char in title[1:]}
    first, others = frozenset(surnames), tuple(word for word in words if word[0] in inner)

    def named(text: str, at: int) -> bool:
        """Whether a name begins at a place; what is letter-spaced itself is another step's."""
        begins = text[at] in first or text[at : at + 2] in first
        return begins and not (at + 1 < len(text) and text[at + 1] in _BLANKS)

    def inside(text: str, gaps: Sequence[Span]) -> Sequence[Span]:
        """Of gaps, of which the first is in a title, those to take out; none where no title ends before a name."""
        for before in range(1, min(_TITLE, gaps[0][0] + 1)):
            word = text[gaps[0][0] - before : gaps[0][0]]
            for number, (_, end) in enumerate(gaps):
                if text.startswith(others, end):
                    break
                border = gaps[number + 1][0] if number + 1 < len(gaps) else len(text)
                for after in range(end + 1, min(end + _TITLE - len(word), border) + 1):
                    if word + text[end:after] not in known:
                        continue
                    if after < border:
                        if named(text, after):
                            return gaps[: number + 1]
                    elif number + 1 < len(gaps) and len(word) == number + 1 and named(text, gaps[number + 1][1]):
                        return gaps[: number + 2]
                word += text[end:border]
                if len(word) >= _TITLE:
                    break
        return []

    def step(page: Mapped) -> Mapped:
        text = page.text
        gaps = [(start, end) for start, end in _gaps(text).tolist()]
        found: set[Span] = set()
        for at, (start, end) in enumerate(gaps):
            taken = inside(text, gaps[at : at + _TITLE]) if text[start - 1] + text[end] in pairs else []
            found.update(taken)
            while taken and at > 0 and gaps[at - 1][1] == gaps[at][0] - 1 and _alone(text, gaps[at - 1][0] - 1):
                at -= 1
                found.add(gaps[at])  # what is letter-spaced before 书 记 in 县 委 副 书 记林远
        return _without(page, sorted(found))

    return step


def word_spacing(
    surnames: Collection[str], bylines: Collection[str], titles: Collection[str] = (), before: Collection[str] = ()
) -> Step:
    """The step that takes stray blanks out of sentences, and leaves one half-width space where a blank divides.

    A blank behind a title and a surname is inside a name set wide; in sentences, also behind other words that
    stand ``before`` names.

    >>> step = word_spacing({"李", "王", "方"}, {"记者"}, {"校长"}, {"和"})
    >>> [step(Mapped.of(text)).text for text in ("深入 学习，", "记者王一平　李小雨，", "凝聚共识　打好攻坚战")]
    ['深入学习，', '记者王一平 李小雨，', '凝聚共识 打好攻坚战']
    >>> [step(Mapped.of(text)).text for text in ("校长李 方说", "王平和李 方说，", "记者王平 李方，", "祥和方 李")]
    ['校长李方说', '王平和李方说，', '记者王平 李方，', '祥和方 李']
    """
    first = frozenset(surnames)
    ahead, in_sentences = frozenset({*bylines, *titles}), frozenset(before)
    byline = re.compile("|".join(map(re.escape, sorted(bylines, key=len, reverse=True))) or "(?!)")

    def behind(words: Collection[str], text: str, start: int) -> bool:
        """Whether a surname stands before a place, and one of the words before it."""
        if text[start - 1] not in first:
            return False
        return any(text[start - 1 - length : start - 1] in words for length in range(1, min(_TITLE, start - 1) + 1))

    def divides(text: str, start: int, end: int, marks: Marks) -> bool:
        if not (_HAN.match(text[start - 1]) and _HAN.match(text[end])):
            return True
        if behind(ahead, text, start):
            return False
        if not marks.in_sentence(start):
            return True
        if byline.search(text, max(start - _REACH, marks.begin(start)), start):
            return True
        if behind(in_sentences, text, start):
            return False
        return text[end] in first or text[end : end + 2] in first

    def step(page: Mapped) -> Mapped:
        text = page.text
        marks = Marks(text)
        gone: list[Span] = []
        chars = list(text)
        for start, end in _gaps(text).tolist():
            if divides(text, start, end, marks):
                chars[start] = " "
                start += 1
            gone.append((start, end))
        return _without(page.reads("".join(chars)), gone) if gone else page

    return step


def _gaps(text: str) -> Gaps:
    """The blanks between two printed characters of one line."""
    chars = codes(text)
    blank = _BLANKS.of(chars)
    turns = np.flatnonzero(blank[1:] != blank[:-1]) + 1
    turns = turns[blank[:1].sum() :]
    gaps = turns[: len(turns) // 2 * 2].reshape(-1, 2)
    return gaps[(chars[gaps[:, 0] - 1] != _LINE_END) & (chars[gaps[:, 1]] != _LINE_END)]


def _without(page: Mapped, gaps: Gaps | Sequence[Span]) -> Mapped:
    if not len(gaps):
        return page
    starts, ends = np.asarray(gaps).T
    turns = np.zeros(len(page) + 1, np.int8)
    turns[starts] = 1
    turns[ends] -= 1
    return page.keep(np.cumsum(turns[:-1], dtype=np.int8) == 0)


def _is_latin(char: str) -> bool:
    return char.isalnum() and not _HAN.match(char)


def _alone(text: str, at: int) -> bool:
    """Whether the character at a place has but marks, blanks or an end on both sides."""
    return (at == 0 or text[at - 1] in _EDGE) and (at + 1 == len(text) or text[at + 1] in _EDGE)
