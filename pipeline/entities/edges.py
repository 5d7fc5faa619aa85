"""Where names and bodies that stand side by side in print end and begin, by what the text and the lexicons tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .. import lexicon
from ..clean.fold import HAN
from ..mention import Mention, side_by_side
from .names import Names
from .places import Divisions

_LEVELS = "省市县区州旗"
_PLACE = re.compile(f"(?![{_LEVELS}])[{HAN}]{{2,4}}?[{_LEVELS}]")
"""A place that a body begins with."""
_DEPARTMENT = "部室处组科"
_MEDIUM_SCORE, _NAME_SCORE = 0.7, 0.6
_BRACKETS = {"〕": "〔", "】": "【", "］": "［"}
"""Brackets around datelines, by what closes them."""
_CLOSES = "，。；、！？）"
_CLAUSE = re.compile(f"[^{_CLOSES}]*")
_OTHERS = re.compile("的|^..[人员团组者班队会长]")
"""What tells that a clause behind 和 is of others (和参加会议的代表, 和主持人) and has no verb of the name's."""
_OPENS = "：: \u3000\n、；长任员记师授席事"
"""What stands before a name in a list: a mark, a blank, or the last character of the title before."""
_LISTED = re.compile("[：:][^，。！？\n]*$")
_LINE, _TOLD = 200, 4
"""Characters before a body in which its list opens, and of the shortest body that is known by its name."""
_BARE = 2
"""Characters of a name that may lack its last one."""


def _unbracketed(text: str, mention: Mention) -> Mention:
    """A mention without what stands before a bracket that closes in it and opens before it (…台北報導〕行政院)."""
    said = mention.text(text)
    at = max(map(said.rfind, _BRACKETS))
    if at < 0 or at + 1 == len(said) or said[:at].count(_BRACKETS[said[at]]):
        return mention
    return replace(mention, start=mention.start + at + 1)


class Edges:
    """Mends mentions of one text, sorted and disjoint.

    >>> edges, text = Edges(Names(), Divisions()), "导师卢清和接受采访"
    >>> [m.text(text) for m in edges.mended(text, [Mention(2, 4, "PER", "tagger", 0.9)])]
    ['卢清和']
    """

    def __init__(self, names: Names, divisions: Divisions) -> None:
        self._names = names
        self._named = divisions.named
        rows = list(lexicon.rows("compound-surnames.tsv", 1, 1))
        surnames, sure = ("|".join(word for word, edges in rows if not (only and edges)) for only in (False, True))
        self._run = re.compile(f"((?:{surnames})[{HAN}]{{1,2}}?)(?=[省市县州][{HAN}]{{2,}})")
        self._alone = re.compile(f"((?:{sure})[{HAN}]{{1,2}})(?=[{_CLOSES}])")
        self._titles = {*lexicon.words("half-titles.txt"), *(head for head, *_ in lexicon.rows("titles.tsv", 2, 1))}
        self._chiefs = tuple(lexicon.words("fused-titles.txt"))
        kinds = sorted(lexicon.words("printed-media.txt"), key=len, reverse=True)
        self._kinds = tuple(kinds)
        self._medium = re.compile(f"《[^《》，。]{{1,12}}》(?:{'|'.join(map(re.escape, kinds))})?")
        self._states = frozenset(lexicon.words("national-bodies.txt"))

    def mended(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Mentions of a text whose neighbours settle where they begin and end."""
        kept = self._completed(text, list(self._bodies(text, [_unbracketed(text, mention) for mention in mentions])))
        kept = self._reached(text, kept)
        kept = self._printed(text, kept)
        return self._compounds(text, kept)

    def _bodies(self, text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """A name is no part of the body behind it (司马亮省林业局); 卫福 before 部长 is a ministry."""
        known = tuple({m.text(text) for m in mentions if m.label == "ORG" and m.end - m.start >= _TOLD})
        for number, mention in enumerate(mentions):
            rowed = side_by_side(mentions[number : number + 4], "ORG", "TITLE", "PER", "ORG")
            if not side_by_side(mentions[number : number + 2], mention.label, "TITLE"):
                yield mention
            elif mention.label == "PER":
                chief = next(filter(mentions[number + 1].text(text).startswith, self._chiefs), "")
                state = bool(chief) and mention.text(text) + chief[:-1] in self._states
                yield replace(mention, label="ORG") if state else mention
            elif mention.label == "ORG" and (end := self._name_before(text, mention, known, rowed)):
                yield Mention(mention.start, end, "PER", "name-before-body", _NAME_SCORE)
                yield replace(mention, start=end)
            else:
                yield mention

    def _name_before(self, text: str, body: Mention, known: tuple[str, ...], rowed: bool) -> int:
        """Where a name ends that a body of a list begins with, 0 where none does.

        Behind the name stands a body that the text has elsewhere, or, in a row of names each before its body
        (成员：苌楚市水利局局长束河清市城管局局长), one with a bare level, where no place of that name is known.
        """
        run = self._run.match(text, body.start, body.end)
        if run:
            return run.end(1)
        if body.start and text[body.start - 1] not in _OPENS:
            return 0
        said = body.text(text)
        for length in (3, 2):
            name, rest = said[:length], said[length:]
            if len(rest) < _TOLD or not self._names.plausible(name):
                continue
            place = name + rest[0]
            levelled = rowed and rest[0] in "市县" and text.count(place) == 1 and not self._named(place)
            if rest.startswith(known) or (levelled and _LISTED.search(text, max(body.start - _LINE, 0), body.start)):
                return body.start + length
        return 0

    def _completed(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """A name that ends in 和, before a verb or the clause's end (卢清和接受…)."""
        for number, mention in enumerate(mentions):
            end = mention.end
            if mention.label != "PER" or end - mention.start != _BARE or not text.startswith("和", end):
                continue
            free = number + 1 == len(mentions) or mentions[number + 1].start > end + 1
            clause = _CLAUSE.match(text, end + 1)
            goes_on = self._names.verb_at(text, end + 1) and clause is not None and not _OTHERS.search(clause[0])
            ends = end + 1 == len(text) or text[end + 1] in _CLOSES or goes_on
            if free and ends and self._names.formed(text[mention.start : end + 1]):
                mentions[number] = replace(mention, end=end + 1)
        return mentions

    def _reached(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """A body that begins with a level goes on to the left with a place that the text names elsewhere."""
        bare = [m for m in mentions if m.label == "ORG" and text[m.start] in _LEVELS]
        if not bare:
            return mentions
        found = (_PLACE.match(text, m.start, m.end) for m in mentions if m.label in ("ORG", "LOC"))
        places = tuple({match[0] for match in found if match})
        starts: dict[int, int] = {}
        for body in bare:
            if text.endswith(places, 0, body.start + 1):
                place = max((p for p in places if text.endswith(p, 0, body.start + 1)), key=len)
                starts[body.start] = body.start + 1 - len(place)
        mended: list[Mention] = []
        for mention in mentions:
            start = starts.get(mention.start, mention.start) if mention.label == "ORG" else mention.start
            while start < mention.start and mended and mended[-1].end > start:
                before = mended.pop()
                if start - before.start > 1:
                    mended.append(replace(before, end=start))
            mended.append(replace(mention, start=start) if start < mention.start else mention)
        return mended

    def _printed(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """A paper or journal in title marks before a title is a body, parted by the model or not: 《南风》杂志主编."""
        if "《" not in text:
            return mentions
        mended: list[Mention] = []
        for mention in mentions:
            if mention.label == "TITLE":
                said = mention.text(text)
                word = next((kind for kind in self._kinds if said.startswith(kind) and len(said) > len(kind) + 1), "")
                word = "" if said[len(word)] in _DEPARTMENT else word  # 杂志部主任
                start = mention.start + len(word)
                opens = text.rfind("《", max(start - 20, 0), start)
                medium = self._medium.fullmatch(text, opens, start) if opens >= 0 else None
                kept = len(mended)
                while kept and mended[kept - 1].label == "ORG" and mended[kept - 1].start >= opens:
                    kept -= 1  # 南风》杂志
                free = not kept or mended[kept - 1].end <= opens
                if medium and free and (word or medium[0][-1] != "》"):
                    del mended[kept:]
                    mended.append(Mention(opens, start, "ORG", "medium-before-title", _MEDIUM_SCORE))
                    mention = replace(mention, start=start)
            mended.append(mention)
        return mended

    def _compounds(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """With names of a compound surname that a mark follows, where the model found nothing: 反驳公冶平。"""
        named = (m for m in self._alone.finditer(text) if m[1][_BARE:] not in self._titles)  # 独孤所长 is nobody's name
        found = [match.span(1) for match in named]
        if not found:
            return mentions
        edges = [(0, 0), *((m.start, m.end) for m in mentions), (len(text), len(text))]
        free = [
            Mention(start, end, "PER", "compound-surname", _NAME_SCORE)
            for start, end in found
            if any(before[1] <= start and end <= after[0] for before, after in pairwise(edges))
        ]
        return sorted([*mentions, *free], key=lambda m: m.start)
