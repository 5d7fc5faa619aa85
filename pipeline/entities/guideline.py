"""What the guideline settles word by word, laid over what the model found.

The model learns extents from examples, and some it saw rarely: whether 原 is
part of 原副主任, 公司 alone an organisation, 县领导 a title.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from .. import lexicon
from ..clean.fold import HAN
from ..mention import Mention, side_by_side
from .edges import Edges
from .names import Names
from .places import Divisions
from .verbs import OfficeVerbs

_GROUP_SCORE = 0.95
_PLACE_SCORE = 0.8
_FROM_LIST = "gazetteer", _PLACE_SCORE
_SIGNED_SCORE = 0.9
_BETWEEN_SCORE = 0.6
_BETWEEN = 10
"""Characters of the longest title that is believed between a body and a name on its last word alone."""
_NAME = re.compile(f"[{HAN}·]{{2,}}")
_NAMES = re.compile(f"[{HAN}·]{{2,}}(?:\\s+[{HAN}·]{{2,}})+")
_SIGNED = re.compile(f"[\\s、：:]*([{HAN}]{{2,4}}?)(?=[摄攝]?(?:$|[\\s、，；）)。/]))")
"""A name behind a byline's title or another name, and what ends it."""
_BRACKET = re.compile(r"[（(][^（）()。，；]{1,10}[）)]")
_OPENED = {"）": "（", ")": "(", "”": "“", "》": "《", "」": "「"}
_MODIFIED = 6
"""Characters before a title among which its modifiers are looked for (全媒体首席记者)."""
_LATIN = re.compile("[A-Za-z'’-]")
_ADDRESS = re.compile(r"(?:Dr|Mr|Mrs|Ms|Prof)\b\.?\s*")
"""What stands before a Latin name and is no part of it."""
_DUTY = re.compile("负责(?!人|同志|干部|员)")
"""What somebody does, and no title (负责统一调度指挥)."""
_SHOT = "摄攝"
"""What stands behind the name of a photographer and ends none."""
_LETTERED = re.compile(f"[{HAN}]{{1,2}}[A-Z]")
_GIVEN = re.compile(f"(?:同志|先生|女士)?为[{HAN}]{{1,4}}")
_COLONS = ("：", ":")
_STOPS = re.compile("[，。；！？]")
_BEGUN = 2
"""Characters of a name whose last one may be missing."""
_LINE, _LONG = 200, 5
"""Characters before a name in a list in which its colon stands, and of names one too many."""
_ROW = 24
"""Characters between two names among which others in a row are looked for."""
_ROWED = re.compile(f"(?:\\s+[{HAN}]{{2,4}})+\\s+")
_NEAR = 8
"""Characters before a group's word among which its body is looked for."""


class Guideline:
    """Mends mentions by the lexicons of titles and bodies.

    >>> guideline = Guideline()
    >>> text = "公司原副总经理林远，周明等县领导"
    >>> found = [Mention(0, 2, "ORG", "tagger", 0.4), Mention(2, 7, "TITLE", "tagger", 0.5)]
    >>> [(m.text(text), m.label, m.by) for m in guideline.mended(text, found)]
    [('副总经理', 'TITLE', 'tagger'), ('县领导', 'TITLE', 'group-title')]
    """

    def __init__(self) -> None:
        self._divisions = Divisions()
        self._names = Names()
        self._verbs = OfficeVerbs(self._names)
        self._edges = Edges(self._names, self._divisions)
        self._surnames = frozenset(lexicon.words("surnames.txt"))
        self._halves = frozenset(lexicon.words("half-titles.txt"))
        self._list_heads = sorted(lexicon.words("list-heads.txt"), key=len, reverse=True)
        self._generic = frozenset(word for word, _ in lexicon.rows("generic-bodies.tsv", 1, 1))
        self._modifiers = frozenset(lexicon.words("title-modifiers.txt"))
        edges = _choice(lexicon.words("title-edges.txt"))
        rows = list(lexicon.rows("titles.tsv", 2, 1))
        posts = _choice({head: "" for head, kind, _ in rows if kind == "post"})
        self._between = re.compile(f"(?:{edges})*([{HAN}]*{posts})")
        self._edge = re.compile(f"(?:{edges})+(?=..)")
        self._posts = re.compile(
            f"(?:{_choice(self._modifiers)})*(?:{_choice({head: rest for head, _, rest in rows})})"
        )
        self._bylines = tuple(head for head, kind, _ in rows if kind == "byline")
        self._joined = re.compile(_choice([name for name in lexicon.words("countries.txt") if "和" in name]))
        writers = _choice(self._bylines)
        self._two_writers = re.compile(f"({_choice(self._modifiers)}*{writers})([{HAN}]{{2,3}})({writers})")
        heads = _choice([head for head, kind, _ in rows if kind in ("post", "byline")])
        self._whole = re.compile(f"{_choice(self._modifiers)}*{heads}$")
        self._given = re.compile(f"[为任]({_choice(self._modifiers)}*{heads})(?=候选人|人选|职务|[，。；、]|$)", re.M)
        self._last = re.compile(f"({_choice(self._modifiers)}*{heads})(?=[，。；、]|职务|一职|$)", re.M)
        openers = _choice(lexicon.words("group-openers.txt"))
        bodies = _choice([*lexicon.words("organisation-levels.txt"), *lexicon.words("group-bodies.txt")])
        groups = _choice({head: rest for head, kind, rest in rows if kind == "group"})
        self._body = re.compile(f"(?:^|[^{HAN}]|{openers})({bodies})$")
        self._groups = re.compile(groups)

    def mended(self, text: str, mentions: Sequence[Mention]) -> list[Mention]:
        """Mentions of a text, sorted and disjoint as they were."""
        kept = self._edges.mended(text, self._whole_countries(text, mentions))
        kept = [m for m in self._spelt(text, kept) if not self._no_mention(m.label, m.text(text))]
        kept = self._signed(text, [part for m in kept for part in self._divided(text, m)])
        kept = self._in_a_row(text, kept)
        kept = self._placed(text, list(self._bracketed(text, kept)))
        kept = self._named(text, kept)
        kept = self._stated(text, kept)
        kept = [
            self._titled(text, m, kept[n - 1] if n else None) if m.label == "TITLE" else m for n, m in enumerate(kept)
        ]
        return self._grouped(text, list(self._headed(text, kept)))

    def _whole_countries(self, text: str, mentions: Sequence[Mention]) -> Sequence[Mention]:
        """A country whose name has 和 in it is one place, or the beginning of one body: 特立尼达和多巴哥政府."""
        found = [match.span() for match in self._joined.finditer(text)]
        if not found:
            return mentions
        whole: list[Mention] = []
        at = 0
        for start, end in found:
            while at < len(mentions) and mentions[at].end <= start:
                whole.append(mentions[at])
                at += 1
            inside = mentions[at] if at < len(mentions) else None
            if inside and inside.start <= start and end <= inside.end:
                continue
            last = None
            while at < len(mentions) and mentions[at].start < end:
                last = mentions[at]
                at += 1
            longer = last is not None and last.end > end
            whole.append(replace(last, start=start) if last and longer else Mention(start, end, "LOC", *_FROM_LIST))
        return [*whole, *mentions[at:]]

    def _spelt(self, text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """Latin names whole; a surname with half a title (李局) or a verb, a nickname (大Q) are none."""
        end = 0
        for mention in mentions:
            if mention.label == "PER":
                said = mention.text(text)
                short = len(said) == 2 and said[0] in self._surnames and said[1] in self._halves
                if short or _LETTERED.fullmatch(said) or self._names.verbal(said):
                    continue
                if said[-1] in _SHOT and len(said) > 2:
                    mention = replace(mention, end=mention.end - 1)  # （通讯员程岚摄）
                if said.isascii() or said[-1].isascii():
                    mention = self._latin(text, mention)
            if mention.start >= end:
                yield mention
                end = mention.end

    def _latin(self, text: str, mention: Mention) -> Mention:
        """A mention that begins or ends in a Latin word goes on to its ends."""
        start, end = mention.start, mention.end
        while start and _LATIN.match(text[start - 1]) and _LATIN.match(text[start]):
            start -= 1
        while end < len(text) and _LATIN.match(text[end]) and _LATIN.match(text[end - 1]):
            end += 1
        address = _ADDRESS.match(text, start, end)
        return replace(mention, start=address.end() if address else start, end=end)

    def _headed(self, text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """With a title that fills the room between a body or place and a name, by its last word: 某国财政大臣周明."""
        before: Mention | None = None
        for mention in mentions:
            if before and before.label in ("ORG", "LOC") and mention.label == "PER":
                room = mention.start - before.end
                found = self._between.fullmatch(text, before.end, mention.start) if 1 < room <= _BETWEEN else None
                if found:
                    yield Mention(*found.span(1), "TITLE", "title-between", _BETWEEN_SCORE)
            yield mention
            before = mention

    def _divided(self, text: str, mention: Mention) -> Iterator[Mention]:
        """Persons side by side, divided by blanks alone; a blank in a Latin name divides nothing.

        A post that a list has at its head (成员：) is divided from the title of who stands before it, and so are
        two writers that the model took for one title (特约记者程岚记者).
        """
        if mention.label == "TITLE" and text[mention.end : mention.end + 1] in _COLONS:
            said = mention.text(text)
            head = next((word for word in self._list_heads if said.endswith(word) and len(said) > len(word) + 1), None)
            if head and self._whole.match(text, mention.start, mention.end - len(head)):
                yield replace(mention, end=mention.end - len(head))
                yield replace(mention, start=mention.end - len(head))
                return
        both = self._two_writers.fullmatch(text, mention.start, mention.end) if mention.label == "TITLE" else None
        if both and self._names.formed(both[2]):
            yield replace(mention, end=both.end(1))
            yield Mention(*both.span(2), "PER", "byline-name", _SIGNED_SCORE)
            yield replace(mention, start=both.start(3))
            return
        names = list(_NAME.finditer(text, mention.start, mention.end)) if mention.label == "PER" else []
        if len(names) > 1 and _NAMES.fullmatch(text, mention.start, mention.end):
            for name in names:
                yield replace(mention, start=name.start(), end=name.end())
        else:
            yield mention

    def _signed(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """Whom a byline names is a person, word or not: 通讯员 方舟."""
        found: list[tuple[int, int]] = []
        for title in mentions:
            if title.label == "TITLE" and title.text(text).endswith(self._bylines):
                at = title.end
                while (name := _SIGNED.match(text, at)) and self._names.formed(name[1]):
                    found.append(name.span(1))
                    at = name.end(1)
        if not found:
            return mentions
        signed = [Mention(a, b, "PER", "byline-name", _SIGNED_SCORE) for a, b in found]
        known = {(m.start, m.end): m for m in mentions if m.label == "PER"}
        rest = _clear(text, mentions, found)
        return sorted([*rest, *(known.get((m.start, m.end), m) for m in signed)], key=lambda m: m.start)

    def _no_mention(self, label: str, said: str) -> bool:
        """Whether a body is a word for any (公司), or a title ends in a verb (董事会聘任) or tells somebody's duty."""
        if label == "ORG":
            return said in self._generic
        return label == "TITLE" and (said.endswith(self._verbs.behind) or _DUTY.match(said) is not None)

    def _in_a_row(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """With the names of a list that little parts: 程岚 唐文静 孟祥; 成员：程岚县教育局局长唐文静县水利局局长.

        And whole, where the model left the last character between a name and a body.
        """
        found: list[Mention] = []
        persons = [m for m in mentions if m.label == "PER"]
        for first, last in pairwise(persons):
            row = text[first.end : last.start]
            if 2 < len(row) <= _ROW and _ROWED.fullmatch(row):
                names = [
                    Mention(m.start() + first.end, m.end() + first.end, "PER", "name-in-a-row", _SIGNED_SCORE)
                    for m in _NAME.finditer(row)
                ]
                if all(self._names.formed(m.text(text)) for m in names):
                    found += names
        whole = list(mentions)
        for number, (before, body) in enumerate(pairwise(mentions)):
            gap = text[before.end : body.start] if body.start - before.end < _LONG else ""
            if not gap or body.label not in ("ORG", "LOC") or before.label not in ("TITLE", "PER"):
                continue
            start = before.start if before.label == "PER" else before.end
            short = len(gap) == 1 and before.end - before.start == _BEGUN and gap not in self._names.tails
            behind = mentions[number + 2] if number + 2 < len(mentions) else None
            listed = behind is not None and behind.label == "TITLE" and behind.start == body.end
            if not (before.label == "TITLE" or (short and listed)):
                continue
            # names before their posts with nothing between: 程岚某局局长唐文静
            until = mentions[max(number - 3, 0) : number + 1]
            rowed = short and listed and side_by_side(until, "PER", "ORG", "TITLE", "PER")
            if not self._names.plausible(text[start : body.start]) or not (rowed or _in_list(text, start)):
                continue
            if before.label == "PER":
                whole[number] = replace(before, end=body.start)
            else:
                found.append(Mention(start, body.start, "PER", "name-in-a-row", _SIGNED_SCORE))
        return _filled(text, whole, found)

    def _bracketed(self, text: str, mentions: Sequence[Mention]) -> Iterator[Mention]:
        """A body goes on through a bracket that is part of its name: 某大学（北京）校长, 某公司（集团）党委."""
        held: Mention | None = None
        for number, mention in enumerate(mentions):
            if held and held.end > mention.start:
                continue  # inside the bracket
            if held:
                yield held
            if mention.label == "ORG":
                mention = self._edged(text, mention, held.end if held else 0)
            held = mention
            bracket = _BRACKET.match(text, mention.end) if mention.label == "ORG" else None
            if not bracket:
                continue
            for other in mentions[number + 1 : number + 4]:
                inside = bracket.start() < other.start < bracket.end()
                if inside and other.label in ("ORG", "LOC") and other.end >= bracket.end():
                    held = replace(mention, end=other.end)
                elif other.label == "TITLE" and other.start == bracket.end():
                    held = replace(mention, end=max(held.end, bracket.end()))
        if held:
            yield held

    def _edged(self, text: str, body: Mention, free: int) -> Mention:
        """A body without what only points at it, and with its marks in pairs; it may begin from ``free`` on."""
        edge = self._edge.match(text, body.start, body.end - 2)
        if edge and edge.end() > body.start + 1:
            body = replace(body, start=edge.end())  # 现任某市政协
        body = _from_mark(text, body, free)
        said = body.text(text)
        if said[-1] in _OPENED and len(said) > 2 and _OPENED[said[-1]] not in said:
            body = replace(body, end=body.end - 1)  # 某文艺》
            said = said[:-1]
        for closes, opens in _OPENED.items():
            if said.count(opens) > said.count(closes):
                cut = 1 if text.startswith(closes, body.end) else said.rindex(opens) - len(said)
                if cut > 2 - len(said):  # 某校（某学院; 某公司（证券
                    body = replace(body, end=body.end + cut)
                break
        return body

    def _placed(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """With the divisions of the gazetteer, by their names in full, where the model found nothing."""
        found = self._divisions.find(text)
        return _filled(text, mentions, [Mention(a, b, "LOC", "gazetteer", _PLACE_SCORE) for a, b in found])

    def _named(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """With the names that a verb of office gives away, where the model found nothing: 尚可不再担任局长."""
        sure = {m.start for m in mentions if m.label != "PER"}
        names = self._verbs.names(text, sure)
        found = [Mention(start, end, "PER", rule, score) for start, end, _, score, rule in names]
        return _filled(text, mentions, found)

    def _stated(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """With the titles that 为 and 任 give and nothing else is said of: 提名程岚为非独立董事候选人.

        What a verb of office and 为 give to a name begins right behind it: 任命程岚为高原防空旅旅长.
        """
        whole = list(mentions)
        for number, (person, given) in enumerate(pairwise(mentions), 1):
            if person.label != "PER" or given.label not in ("ORG", "TITLE"):
                continue
            if text.endswith(self._verbs.behind, 0, person.start) and _GIVEN.fullmatch(text, person.end, given.start):
                whole[number] = replace(given, start=text.index("为", person.end) + 1)
        last = (m.end for m in mentions if m.label == "ORG" and text.endswith("任", 0, m.start))  # 担任某合唱团指挥。
        titles = (*self._given.finditer(text), *filter(None, (self._last.match(text, end) for end in last)))
        found = [Mention(*m.span(1), "TITLE", "title-given", _BETWEEN_SCORE) for m in titles]
        return _filled(text, whole, found)

    def _titled(self, text: str, title: Mention, before: Mention | None) -> Mention:
        """A title without what only points at it, and with the modifiers before it."""
        edge = self._edge.match(text, title.start, title.end)
        if edge and self._posts.fullmatch(text, edge.end(), title.end):
            return replace(title, start=edge.end())
        if before and before.label in ("ORG", "LOC") and text[before.end : title.start] in self._modifiers:
            return replace(title, start=before.end)
        free = max(before.end if before else 0, title.start - _MODIFIED)
        whole = self._whole.search(text, free, title.end)
        if whole and whole.start() < title.start:
            return replace(title, start=whole.start())  # 特约记者
        return title

    def _grouped(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """Group titles are titles where a place or a body stands before them, and none where not."""
        groups = list(self._group_titles(text, mentions))
        if not groups:
            return mentions
        rest = _clear(text, mentions, [(start, end) for start, end, _ in groups])
        titles = [Mention(start, end, "TITLE", "group-title", _GROUP_SCORE) for start, end, is_one in groups if is_one]
        return sorted([*rest, *titles], key=lambda m: m.start)

    def _group_titles(self, text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, bool]]:
        """Where words of groups stand, and whether they are titles; those within a mention are passed over."""
        starts, ends = [m.start for m in mentions], [m.end for m in mentions]
        for match in self._groups.finditer(text):
            start, end = match.span()
            body = self._body.search(text, max(start - _NEAR, 0), start)
            first = body.start(1) if body else start
            touching = mentions[bisect_right(ends, first) : bisect_left(starts, end)]
            if any(m.start < first or m.end > end or (m.label != "TITLE" and m.end > start) for m in touching):
                continue
            before = bisect_left(ends, start)
            if before < len(ends) and ends[before] == start and mentions[before].label in ("ORG", "LOC"):
                yield start, end, True
            elif body:
                yield first, end, True
            elif touching:
                yield start, end, False


def _from_mark(text: str, body: Mention, free: int) -> Mention:
    """A body that goes on behind a mark, with the one that opens it before the body, from ``free`` on: “某某运动”党."""
    said = body.text(text)
    closes = next((char for char in said[:-1] if char in _OPENED), "")
    opens = _OPENED.get(closes)
    begins = opens is not None and opens not in said and text.endswith(opens, free, body.start)
    return replace(body, start=body.start - 1) if begins else body


def _in_list(text: str, at: int) -> bool:
    """Whether a colon, and no stop, stands before a place in its line."""
    line = text[max(at - _LINE, 0) : at].rpartition("\n")[2]
    return any(colon in line for colon in _COLONS) and not _STOPS.search(line)


def _filled(text: str, mentions: list[Mention], found: Sequence[Mention]) -> list[Mention]:
    """The mentions, and of those found which touch none of them."""
    if not found:
        return mentions
    taken = bytearray(len(text))
    for m in mentions:
        taken[m.start : m.end] = b"\1" * (m.end - m.start)
    added = [m for m in found if not any(taken[m.start : m.end])]
    return sorted([*mentions, *added], key=lambda m: m.start) if added else mentions


def _clear(text: str, mentions: Sequence[Mention], spans: Iterable[tuple[int, int]]) -> list[Mention]:
    """The mentions that touch none of the spans."""
    taken = bytearray(len(text))
    for start, end in spans:
        taken[start:end] = b"\1" * (end - start)
    return [m for m in mentions if not any(taken[m.start : m.end])]


def _choice(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest first; of a table, unless what stands under it follows."""
    kept = words if isinstance(words, dict) else dict.fromkeys(words, "")
    parts = []
    for word in sorted(kept, key=lambda w: (-len(w), w)):
        followers = "|".join(map(re.escape, kept[word].split()))
        parts.append(re.escape(word) + (f"(?!{followers})" if followers else ""))
    return f"(?:{'|'.join(parts)})"
