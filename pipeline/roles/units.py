"""A sentence as a row of persons and posts with the words between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from .. import lexicon
from ..clean.fold import HAN
from ..mention import Mention
from ..record import Span

PRAISE = "著名|知名|资深|杰出|优秀"
"""What may stand before a title and says that somebody is good at it."""
HONORIFICS = re.compile(rf"同志|先生|女士|小姐|{PRAISE}|(?:Dr|Mr|Mrs|Ms|Prof)\.|\s")
_NO_BODY = f"[和与在由任为是了将对等原前时兼]|常务|[现曾新历]任|退休|{PRAISE}"
_UNTAGGED = re.compile(f"、(原|前|时任|现任|退休)?((?!{_NO_BODY})[一-鿿]{{1,6}})")
_BEFORE = "在对由与和及的是向为任被请将让给据经从以兼去开入回"
"""Characters that stand before a word for a body and are no part of its name."""
_CHAINED = ("", "驻", "·")
"""What stands between the places and bodies of one post (某国驻某国大使, 某报·某网记者)."""
_NEAR = 8
"""Characters before a title among which such a word is looked for."""
QUOTES = ("《》", "“”", "「」")
"""Marks that a body's name may stand in."""
_OPEN = tuple(marks[0] for marks in QUOTES)
_HONOURS = re.compile("^(?:全国|国家级|[省市县区州]级?)(?=..)")
_ASIDE = re.compile(f"、[{HAN}]{{2,12}}")
ORDINAL = "第[一二三四五六七八九十百\\d]+[任届]"
"""Which holder of a post somebody is; it may stand between a body and the title (某学院第四任院长)."""
BRACKET = re.compile(r"[（(][^（）()]{0,30}[）)]")


class Post(NamedTuple):
    """A post as written: its role span, its title, and what stands right before the title.

    ``front`` is the organisation or place inside the role, or one that only a
    word like 原 or a bracket parts from it; ``kind`` is post, byline or group.
    """

    start: int
    end: int
    title: Mention
    front: Span | None
    kind: str
    parted: str = ""
    """The word between the front and the title (原), if there is one."""


class Person(NamedTuple):
    """A person mention; ``front`` is an organisation or place right before it (华东师范大学刘敏教授)."""

    start: int
    end: int
    mention: Mention
    front: Span | None


Unit = Post | Person


@dataclass(frozen=True, slots=True)
class Row:
    """The units of a sentence; ``gaps[i]`` is the text before unit ``i``, and the last one what is behind them all."""

    units: list[Unit]
    gaps: list[str]
    text: str
    starts: list[int]
    """Where each unit starts."""
    plain: list[str]
    """The gaps without brackets, honorifics and blanks."""


class Heads:
    """The kind of a title by the longest lexicon head that it ends in.

    >>> Heads().kind("特约记者")
    'byline'
    """

    def __init__(self) -> None:
        self._kinds = {head: kind for head, kind, _ in lexicon.rows("titles.tsv", 2, 1)}
        self._people = tuple(head for head, kind in self._kinds.items() if kind == "person")
        self.origins = tuple(lexicon.words("origins.txt"))
        """What stands before a place that somebody comes from."""
        self._beside_work = tuple(lexicon.words("posts-beside-work.txt"))
        words = sorted((word for word, _ in lexicon.rows("generic-bodies.tsv", 1, 1)), key=len, reverse=True)
        pointing = "".join(sorted({entry[0] for entry in lexicon.words("demonstratives.txt")}))
        short, long = ("|".join(re.escape(w) for w in words if (len(w) == 1) is single) for single in (True, False))
        # inside a longer name such a word is none (学院 in 文学院)
        free = f"(?:(?<![{HAN}])|(?<=[{_BEFORE}{pointing}]))"
        self._bodies = re.compile(f"(?:{free}(?:{long})|(?<=[{pointing}])(?:{short}))$")
        self._last = frozenset(word[-1] for word in words)

    def kind(self, title: str) -> str:
        """post, byline or group; post for a title of a user's that no head ends."""
        for at in range(len(title)):
            if title[at:] in self._kinds:
                return self._kinds[title[at:]]
        return "post"

    def is_none(self, title: str) -> bool:
        """Whether such a word is a word for people that is no post (guideline 2.5).

        >>> Heads().is_none("同志"), Heads().is_none("县人大代表")
        (True, False)
        """
        return self._kinds.get(_HONOURS.sub("", title)) == "person"

    def has_work(self, title: str, gap: str) -> bool:
        """Whether what stands between a post and a name is what somebody does who has such a post, and no post itself.

        >>> heads = Heads()
        >>> [heads.has_work("人大代表", gap) for gap in ("、大河镇村民", "、大河镇", "的村民")]
        [True, False, False]
        >>> heads.has_work("县长", "、大河镇村民")
        False
        """
        return title.endswith(self._beside_work) and gap.endswith(self._people) and bool(_ASIDE.fullmatch(gap))

    def body(self, text: str, start: int) -> Span | None:
        """A word for a body without its name that stands right before ``start``.

        >>> Heads().body("该公司总经理", 3), Heads().body("我院党委书记", 2), Heads().body("我校校长", 2)
        ((1, 3), (1, 2), None)
        """
        if text[start - 1 : start] not in self._last:
            return None
        found = self._bodies.search(text, max(start - _NEAR, 0), start)
        return found.span() if found and found[0] != text[start] else None


def row(
    text: str,
    sentence: Span,
    mentions: Sequence[Mention],
    heads: Heads,
    parting: frozenset[str],
    nested: frozenset[str] = frozenset(),
) -> Row:
    """The units of a sentence.

    ``mentions`` are those of the sentence, sorted; ``parting`` the words (原,
    前) that may stand between an organisation and its title; ``nested`` titles
    that make one post with a title right before them (市委书记秘书).
    """
    units: list[Unit] = []
    front: list[Mention] = []
    for mention in mentions:
        if mention.label in ("ORG", "LOC"):
            if front and not _chained(front[-1], text[front[-1].end : mention.start]):
                front = []
            front.append(mention)
        elif mention.label == "TITLE" and (front or not heads.is_none(mention.text(text))):
            post = _post(text, front, mention, heads, parting)
            last = units[-1] if units else None
            if isinstance(last, Post) and last.end == mention.start and mention.text(text) in nested:
                units[-1] = Post(last.start, mention.end, mention, (last.start, mention.start), post.kind)
                front = []
                continue
            units.append(_reaching(text, units[-1], post) if units else post)
            front = []
        elif mention.label == "PER":
            touching = bool(front) and front[-1].end == mention.start
            units.append(
                Person(mention.start, mention.end, mention, (front[0].start, front[-1].end) if touching else None)
            )
            front = []
        else:
            front = []
    edges = [sentence[0], *(u.end for u in units)]
    starts = [*(u.front[0] if isinstance(u, Post) and u.parted and u.front else u.start for u in units), sentence[1]]
    gaps = [text[a:b] for a, b in zip(edges, starts, strict=True)]
    plain = [_plain(gap) for gap in gaps]
    for number, (before, unit) in enumerate(pairwise(units), 1):
        title = before.title.text(text) if isinstance(before, Post) else ""
        if isinstance(unit, Person) and heads.has_work(title, plain[number]):
            plain[number] = ""  # 县人大代表、某村村民周明
    return Row(units, gaps, text, [unit.start for unit in units], plain)


def _chained(before: Mention, between: str) -> bool:
    """Whether a place or body goes on with the next: what it is in, or a body in quotes (某地“某学会”副会长)."""
    return between in _CHAINED or (before.label == "LOC" and between in _OPEN)


def _plain(gap: str) -> str:
    if len(gap) < 2:
        return gap.strip()
    return HONORIFICS.sub("", BRACKET.sub("", gap) if "（" in gap or "(" in gap else gap)


def _reaching(text: str, before: Unit, post: Post) -> Post:
    """A post that begins right behind the 、 of a stack, where its first words are no entity (、横渡学区负责人)."""
    match = _UNTAGGED.fullmatch(text, before.end, post.start)
    if isinstance(before, Post) and match and not post.parted:
        return Post(match.start(2), post.end, post.title, post.front, post.kind, match[1] or "")
    return post


def _post(text: str, front: list[Mention], title: Mention, heads: Heads, parting: frozenset[str]) -> Post:
    kind = heads.kind(title.text(text))
    body = heads.body(text, title.start) if kind == "post" and not (front and front[-1].end == title.start) else None
    if body:
        return Post(body[0], title.end, title, body, kind)
    if not front:
        return Post(title.start, title.end, title, None, kind)
    if text.startswith("驻", max(front[0].start - 1, 0)):
        return Post(front[0].start - 1, title.end, title, None, kind)  # 驻某国大使
    between = text[front[-1].end : title.start]
    opens = text[front[-1].start - 1 : front[-1].start]
    quoted = opens + between in QUOTES
    if opens in _OPEN and not quoted:
        front = front[-1:]  # 某地“某部部长”
    span = (front[0].start, front[-1].end)
    if quoted:
        return Post(span[0] - (len(front) == 1), title.end, title, span, kind)  # 《某某报》社长
    if not between or re.fullmatch(ORDINAL, between):
        return Post(span[0], title.end, title, span, kind)
    if between == "的" and text.endswith(heads.origins, 0, span[0]):
        return Post(title.start, title.end, title, None, kind)  # 来自某国的外籍院士
    if between == "的" or between in parting or BRACKET.fullmatch(between):
        return Post(title.start, title.end, title, span, kind, between)
    return Post(title.start, title.end, title, None, kind)
