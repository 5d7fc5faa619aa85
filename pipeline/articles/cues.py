"""What a line says it is by its words: an opener, a byline, furniture, a caption.

The words are lexicon files (``layout-*``); only their grammar is here. They
are looked for in a whole page, and only lines that have some are asked by the
grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from .. import lexicon
from ..alignment import codes
from ..clean.fold import HAN
from ..entities.names import Names
from ..page import Lines
from .words import Words

_NUMBER = "(?:\\d{1,2}|[一二三四五六七八九十廿]{1,3})"
_DATE = rf"(?:\d{{4}}年)?(?:{_NUMBER}月)?{_NUMBER}日"
_FULL_DATE = re.compile(r"((?:19|20)\d\d)\s?[年./-]\s?(\d{1,2})\s?[月./-]\s?(\d{1,2})日?")
_FOLIO = (
    r"第?\s?[A-Z]?\d{1,3}\s?版|第\s?[0-9一二三四五六七八九十百千]{1,6}\s?[版期号]|[A-Z]\d{1,2}|\d{1,2}:\d\d(?::\d\d)?"
)
_SECTION = rf"^(?:0\d|[A-Z]\d{{1,2}})\s?版?\s?[{HAN}·・]{{2,8}}$"
"""A folio with the section's name: 04教育·健康."""
_LEAST = 0.7
"""The share of a line that must be furniture for the line to be."""
_LONGEST = 80
_LEAD = 40
"""So far from its start a line says whether it opens an article."""
ANSWERS = ("opens", "may open", "tells time", "byline", "furniture", "caption")
_OPENS, _TIME, _WRITES, _LABELS, _SHOWS = (1 << bit for bit in range(5))
_ANYWHERE = _WRITES | _LABELS | _SHOWS
_COVERS = "0123456789０年月日第版期号星一二三四五六七八九十百千廿:./->＞|｜/℃"
"""Characters of dates, folios, crumbs and weather."""
_COVER_TABLE = np.zeros(0x10000, np.int8)
_COVER_TABLE[[ord(char) for char in _COVERS]] = 1
_FOLIO_TABLE = np.array([chr(code) == "0" or "A" <= chr(code) <= "Z" for code in range(128)])
"""What a folio with a section's name begins with: 04教育, A2要闻."""
_NAME = 3
"""Characters of the longest name that is known by its form alone."""
_OPENING, _CLOSING = "（(", "）)"
_BYLINE_MARK = "□■○●◎◇◆▢☐"


def _any(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, ordered)) or "(?!)"


@dataclass(frozen=True)
class Cues:
    """Compiled from lexicon files; ``ask`` it about a page, or each question about one line."""

    strong: re.Pattern[str]
    weak: re.Pattern[str]
    dated: re.Pattern[str]
    half: re.Pattern[str]
    when: re.Pattern[str]
    bylines: re.Pattern[str]
    furniture_parts: re.Pattern[str]
    furniture_whole: frozenset[str]
    imprint: re.Pattern[str]
    section: re.Pattern[str]
    caption_mark: re.Pattern[str]
    caption: re.Pattern[str]
    paper: re.Pattern[str]
    title: re.Pattern[str]
    titles: tuple[str, ...]
    """The labels that ``title`` looks for."""
    names: Names
    words: Words
    """Words of the lexicons, each with the bits of the questions that it raises."""

    def ask(self, lines: Lines) -> NDArray[np.bool_]:
        """What lines say they are: a row a line, a column each of ``ANSWERS``."""
        found = np.zeros((len(lines), len(ANSWERS)), bool)
        if not len(lines):
            return found
        text, starts = lines.text.text, lines.starts.tolist()

        def line(number: int) -> str:
            return text[starts[number] : starts[number + 1]] if number < len(lines) else ""

        bits, covered = self._raised(lines)
        opens, may_open, tells_time, byline, furniture, caption = range(len(ANSWERS))
        for number in np.flatnonzero(bits & _OPENS).tolist():
            found[number, opens] = self.opens(line(number), line(number + 1), line(number - 1) if number else "")
        for number in np.flatnonzero(bits & _TIME).tolist():
            found[number, may_open] = self.may_open(line(number))
            found[number, tells_time] = self.tells_time(line(number)[:_LEAD])
        for number in np.flatnonzero(bits & _WRITES).tolist():
            found[number, byline] = self.is_byline(line(number))
        for number in self._maybe_furniture(lines, bits, covered):
            found[number, furniture] = self.is_furniture(line(number))
        for number in np.flatnonzero(bits & _SHOWS).tolist():
            found[number, caption] = self.is_caption(line(number))
        return found

    def _raised(self, lines: Lines) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """By line, the questions that its words raise, and how much of it they may cover as furniture."""
        bits, covered = [0] * len(lines), [0] * len(lines)
        for number, at, (word_bits, cover) in self.words.find(lines):
            covered[number] += cover
            if word_bits & _ANYWHERE or at <= _LEAD:
                bits[number] |= word_bits
        return np.array(bits), np.array(covered)

    def _maybe_furniture(self, lines: Lines, bits: NDArray[np.int64], covered: NDArray[np.int64]) -> list[int]:
        """Lines with a label, with enough of what furniture is made of, or with a folio and a section's name."""
        first = lines.starts[:-1]
        chars = codes(lines.text.text)
        covers = np.add.reduceat(_COVER_TABLE.take(chars, mode="clip"), first, dtype=np.int64)
        solid = np.add.reduceat(chars != ord(" "), first, dtype=np.int64)
        folio = _FOLIO_TABLE.take(chars[first], mode="clip")
        asked = (bits > 0) | (covered > 0) | (covers >= (_LEAST * np.diff(lines.starts)).astype(int) - 1) | folio
        likely = asked & ((bits & _LABELS > 0) | (covered + covers >= _LEAST * solid))
        sections = np.flatnonzero(folio & ~likely).tolist()
        return [
            *np.flatnonzero(likely).tolist(),
            *(number for number in sections if self.section.match(lines.line(number).text)),
        ]

    def opens(self, text: str, following: str = "", before: str = "") -> bool:
        """Whether an article begins with the line, by its first words; a dateline may go on in the ``following`` one.

        None begins inside a bracket that the line ``before`` opened: an article may end with its dateline.

        >>> cues = load()
        >>> [cues.opens(t) for t in ("本报讯（记者李青）近日，", "东山网5月1日讯昨夜", "东山网记者到会", "近日，")]
        [True, True, False, False]
        >>> cues.opens("东山网北川12月3", "日电（记者李青）"), cues.opens("川12月3日电）", before="合作。（东山网北")
        (True, False)
        """
        if max(map(before.rfind, _OPENING)) > max(map(before.rfind, _CLOSING)):
            return False
        if self.strong.match(text):
            return True
        return self.half.fullmatch(text) is not None and self.strong.match(text + following[:20]) is not None

    def find_opener(self, text: str, start: int, end: int) -> int | None:
        """Where an opener stands inside a text that lost its line ends, if it does."""
        found = self.dated.search(text, start, end)
        return found.start() if found else None

    def may_open(self, text: str) -> bool:
        """Whether an article could begin so (近日，…): weaker than ``opens``."""
        return self.weak.match(text) is not None

    def tells_time(self, text: str) -> bool:
        """Whether a day or an hour is named, as first sentences do."""
        return self.when.search(text) is not None

    def is_byline(self, text: str) -> bool:
        """Whether the line is a byline set apart.

        >>> cues = load()
        >>> [cues.is_byline(t) for t in ("□ 记者 王一平", "记者：王一平", "（通讯员 赵新）", "记者在现场看到，")]
        [True, True, True, False]
        """
        return len(text) <= _LONGEST // 2 and self.bylines.fullmatch(text) is not None

    def names_alone(self, lines: Lines) -> list[int]:
        """The lines that are one name or two and nothing else, by their numbers.

        >>> cues = load()
        >>> [cues.is_names(t) for t in ("程岚", "陆一鸣唐文静", "严格", "春到花灯村")]
        [True, True, False, False]
        """
        short = np.flatnonzero(np.diff(lines.starts) <= 2 * _NAME)
        return [at for at in short.tolist() if self.is_names(lines.line(at).text)]

    def is_names(self, text: str) -> bool:
        """Whether a text is one name or two, by their form, and no common word."""
        if len(text) <= _NAME:
            return self.names.plausible(text)
        cuts = range(max(len(text) - _NAME, 2), min(_NAME, len(text) - 2) + 1)
        return any(self.names.plausible(text[:cut]) and self.names.plausible(text[cut:]) for cut in cuts)

    def is_furniture(self, text: str) -> bool:
        """Whether the line is a folio, a date line, a list of editors, a crumb …

        >>> cues = load()
        >>> [cues.is_furniture(t) for t in ("2024年9月3日 星期二 第2版", "责编：王一平", "3", "9月3日，林远到会")]
        [True, True, True, False]
        """
        if len(text) > _LONGEST or text[-1] in "。，、；":
            return False
        if text in self.furniture_whole or (text[-1].isdigit() and not re.search(f"[{HAN}A-Za-z]", text)):
            return True
        if "℃" in text and "。" not in text and "，" not in text:
            return True
        solid = len(re.sub(r"\s", "", text))
        covered = sum(len(re.sub(r"\s", "", m.group())) for m in self.furniture_parts.finditer(text))
        return covered >= _LEAST * solid

    def is_imprint(self, text: str) -> bool:
        """Whether a line of furniture begins with what no article says of itself: who made the page, how to reach them.

        >>> cues = load()
        >>> [cues.is_imprint(t) for t in ("责编：王一平", "新闻热线：0000-123456", "报名电话：0000-123456")]
        [True, True, False]
        """
        return self.imprint.match(text) is not None

    def is_caption(self, text: str) -> bool:
        """Whether the line is marked as the caption of a picture.

        >>> cues = load()
        >>> [cues.is_caption(t) for t in ("▲林远到会", "图为会场。", "会场一角。 王一平摄", "他一路拍摄")]
        [True, True, True, False]
        """
        if self.caption_mark.match(text):
            return True
        return len(text) <= _LONGEST and self.caption.match(text) is not None

    def date_in(self, text: str) -> str | None:
        """The full date of a date line, in ISO form.

        >>> load().date_in("2024年9月3日 星期二")
        '2024-09-03'
        """
        found = _FULL_DATE.search(text)
        try:
            return date(*map(int, found.groups())).isoformat() if found else None
        except ValueError:  # misread: there is no such day
            return None


def load() -> Cues:
    """The cues of the ``layout-…`` lexicons."""
    kinds: dict[str, list[str]] = {}
    for name in ("layout-openers.tsv", "layout-furniture.tsv", "layout-captions.tsv"):
        for word, kind in lexicon.rows(name, 2):
            kinds.setdefault(kind, []).append(word)
    writers = _any(lexicon.words("layout-bylines.txt"))
    strong = _opener(kinds, writers)
    first = "".join(sorted({word[0] for word in lexicon.words("surnames.txt")}))
    name = rf"(?:[{first}][{HAN}]{{1,3}}|[A-Z][A-Za-z.]*(?:\s[A-Z][A-Za-z.]*)*)"
    names = rf"{name}(?:[\s、，,]*{name}){{0,7}}"
    credit = rf"[{HAN}]{{0,6}}?(?:{writers}|[文图][/／])[\s：:]*(?:{names})?"
    labels = _any(kinds.get("label", []) + kinds.get("imprint", []))
    paper = rf"(?:^|(?<=\s))[{HAN}]{{2,6}}(?:{_any(kinds.get('paper', []))})(?=\s|\d|$)"
    return Cues(
        strong=re.compile(strong),
        weak=re.compile(rf"(?:{_any(kinds.get('time', []) + kinds.get('weak', []))}|{_DATE})"),
        dated=re.compile(_dateline_inside(kinds)),
        when=re.compile(rf"{_any(kinds.get('time', []))}|\d日"),
        half=re.compile(_split_dateline(kinds)),
        bylines=re.compile(
            rf"[（(]?(?:[{_BYLINE_MARK}]\s*)?{credit}(?:[\s/／、，]*{credit}){{0,2}}[）)]?|[{_BYLINE_MARK}]\s*{names}"
        ),
        furniture_parts=re.compile(
            rf"(?:{labels})(?:\s?[:：]\s?\S{{1,24}}|\s{names}$)|{_SECTION}"
            rf"|{_FULL_DATE.pattern}|{_DATE}|{_FOLIO}"
            rf"|{_any(kinds.get('word', []))}|{paper}|[>＞|｜/]"
        ),
        furniture_whole=frozenset(kinds.get("whole", [])),
        imprint=re.compile(_any(kinds.get("imprint", []))),
        section=re.compile(_SECTION),
        caption_mark=re.compile(_any(kinds.get("mark", []))),
        caption=re.compile(
            rf"{_any(kinds.get('start', []))}"
            rf"|(?:.*[。！\s（(])?(?:[{HAN}]{{0,4}}(?:{writers}))?\s?(?:{names})?\s?"
            rf"(?:{_any(kinds.get('end', []))})[）)]?$"
            rf"|.*[（(]图片?来源[^（）()]*[）)]$"
        ),
        title=re.compile(rf"(?P<bracket>[（(])?(?:{_any(kinds.get('title', []))})[:：]"),
        titles=tuple(kinds.get("title", [])),
        paper=re.compile(paper),
        names=Names(),
        words=_words(kinds),
    )


def _words(kinds: dict[str, list[str]]) -> Words:
    questions = {
        _OPENS: ("alone", "medium", "wire", "brief", "cable"),
        _TIME: ("time", "weak"),
        _LABELS: ("label", "imprint"),
        _SHOWS: ("start", "mark", "end"),
    }
    bits: dict[str, int] = {}
    covers: dict[str, int] = {}
    for question, names in questions.items():
        for word in (word for name in names for word in kinds.get(name, [])):
            bits[word] = bits.get(word, 0) | question
    for word in (word for name in ("word", "whole") for word in kinds.get(name, [])):
        covers[word] = len(word)
    for word in kinds.get("paper", []):
        covers[word] = len(word) + 6  # its name stands before it
    for word in lexicon.words("layout-bylines.txt"):
        bits[word] = bits.get(word, 0) | _WRITES | _OPENS
    for word in ("文/", "图/", "文／", "图／", *_BYLINE_MARK):
        bits[word] = bits.get(word, 0) | _WRITES
    for word in ("图片来源", "图来源"):
        bits[word] = bits.get(word, 0) | _SHOWS
    for digit in "0123456789一二三四五六七八九十":
        bits[digit + "日"] = bits[digit + "月"] = _TIME
    return Words({word: (bits.get(word, 0), covers.get(word, 0)) for word in {**bits, **covers}})


def _opener(kinds: dict[str, list[str]], writers: str) -> str:
    """The pattern of an opener at the start of a line."""
    alone, medium, wire, brief, cable = (
        _any(kinds.get(kind, [])) for kind in ("alone", "medium", "wire", "brief", "cable")
    )
    who = rf"[{HAN}、·-]{{0,10}}?(?:{medium})"
    return "|".join(
        (
            rf"[【（(\[]?[{HAN}]{{0,8}}?(?:{alone})(?=[\s（(，,：:】\]{HAN}\d])",
            # A medium, a place, a date: 东山网北川5月1日电; without a date only 讯 tells enough (东山网讯).
            rf"{who}\s?[{HAN}]{{0,10}}?\s?(?:{_DATE})\s?(?:[{HAN}]{{0,4}}?(?:{cable}|{brief})|(?:{wire})(?=[\s（(，,：:]))",
            rf"{who}(?:{brief})(?![息号號问問])",
            rf"{who}[{HAN}]{{0,2}}(?:{brief}|{wire})[（(]",
            rf"[{HAN}]{{2,6}}\s?(?:{_DATE})\s?(?:{cable})",
            rf"[{HAN}]{{2,10}}(?:{_DATE})[{HAN}]{{0,4}}(?:{wire})[（(]",
            rf"{who}(?:{writers})[{HAN}]{{2,4}}(?:{wire})[：:]",
            rf"[{HAN}\w]{{0,8}}(?:{writers})[^。，]{{1,24}}[/／][{HAN}\s]{{1,8}}(?:{wire})",
            rf"[（(][{HAN}]{{0,6}}(?:{writers})[^（）()。]{{1,40}}[）)](?=.)",
        )
    )


def _dateline_inside(kinds: dict[str, list[str]]) -> str:
    """The pattern of an opener inside a text that lost its line ends: narrower, since all may stand before it."""
    alone, own, agency, wire = (_any(kinds.get(kind, [])) for kind in ("alone", "own", "agency", "wire"))
    return rf"(?:{alone})(?=[\s（(，,：:】])|(?:{own}|[{HAN}]{{2}}(?:{agency}))[{HAN}]{{0,6}}?(?:{_DATE})(?:{wire})"


def _split_dateline(kinds: dict[str, list[str]]) -> str:
    """The pattern of a whole line that may be a dateline's first half."""
    medium = _any(kinds.get("medium", []))
    return rf"[{HAN}、·-]{{0,10}}?(?:{medium})[{HAN}]{{0,10}}?[\d一二三四五六七八九十][\d{HAN}]{{0,8}}"
