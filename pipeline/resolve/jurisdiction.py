"""Which place 市, 县, 区 and 省 stand for in an article."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from .. import lexicon
from ..entities.places import Divisions, short
from ..mention import Mention
from .forms import LEVELS, Forms

Weights = dict[str, float]
"""How much speaks for each place."""
SHORT_WEIGHT = 0.25
FULL_WEIGHT = 1.0
ORGAN_WEIGHT = 2.0
"""A place that heads its own party committee or government counts more than one that is mentioned."""
OPENING_WEIGHT = 1.0
HEADLINE_WEIGHT = 2.0
OPENING = 40
"""Characters of the opening, where the dateline and the leading role stand."""
SMALL = ("镇", "乡", "街道", "村", "社区", "")
"""Levels too small to be what a page is about."""
PAGE_WEIGHT = 0.4
MOST = 100
"""So many places of a page count for its articles, those with most weight: a book names thousands."""
_LONGEST_FIRST = sorted(LEVELS, key=len, reverse=True)
_AUTONOMOUS = ("自治县", "自治州", "自治旗")
_REGION = "地区"


class Evidence:
    """Counts what a text says of places, by full name."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.divisions = forms.divisions
        rows = lexicon.rows("place-words.tsv", 1, 1)
        self._sides = frozenset(word for word, never in rows if never)
        """Words that the model may call places, and that are none."""

    def count(self, text: str, mentions: Sequence[Mention]) -> Weights:
        """Weights of the places of a text with its mentions."""
        places: Weights = {}
        for mention in mentions:
            if mention.label not in ("LOC", "ORG"):
                continue
            word = mention.text(text)
            place = self.forms.lies_in(self.forms.normal(word))
            weight = FULL_WEIGHT
            if place is None and mention.label == "LOC" and word not in self._sides:
                named = self.divisions.named(word)
                if len({d.name for d in named}) == 1:
                    place, weight = named[0].name, SHORT_WEIGHT
            if place is None or self._no_division(place):
                continue
            if mention.label == "ORG":
                rest = self.forms.normal(word)[len(place) :]
                weight = ORGAN_WEIGHT if rest in self.forms.organs else FULL_WEIGHT
            weight += OPENING_WEIGHT if mention.start < OPENING else 0
            places[place] = places.get(place, 0.0) + weight
            inner = self.forms.place(word[len(place) :]) if word.startswith(place) else None
            if inner:  # 杭州市西湖区委 is an organ of the district
                places[inner] = places.get(inner, 0.0) + weight
        if not places:  # better than nothing: names without their endings that no mention covers
            for place in self.divisions.find_short(_uncovered(text, mentions)):
                if level_of(place) in text:  # no article of 总统和政府 is one of 和政县
                    places[place] = places.get(place, 0.0) + SHORT_WEIGHT
        return places

    def _no_division(self, place: str) -> bool:
        """Whether a place is a part of the world (加勒比地区); prefectures that were called so are cities by now."""
        return place.endswith(_REGION) and not self.divisions.named(place.removesuffix(_REGION))

    def headed(self, headline: str, page: Weights) -> Weights:
        """What a headline says of the places that its page names, small ones left out."""
        return {place: HEADLINE_WEIGHT for place in page if place in headline and level_of(place) not in SMALL}


def _uncovered(text: str, mentions: Sequence[Mention]) -> str:
    """The text with its mentions blanked out: 组长武静波 does not name 长武."""
    kept, end = [], 0
    for mention in mentions:
        kept += [text[end : mention.start], " "]
        end = mention.end
    return "".join([*kept, text[end:]])


def heaviest(page: Weights) -> Weights:
    """The places of a page that count for all its articles.

    >>> heaviest({"明湖市": 1.0}), len(heaviest({str(number): 1.0 for number in range(200)}))
    ({'明湖市': 1.0}, 100)
    """
    if len(page) <= MOST:
        return page
    return dict(sorted(page.items(), key=lambda item: (-item[1], item[0]))[:MOST])


class Jurisdiction:
    """The place of each level for one article.

    >>> where = Jurisdiction({"松滋市": 6.0, "荆州市": 2.0}, None, Divisions())
    >>> where.place("市"), where.place("省"), where.place("县")
    ('松滋市', '湖北省', None)
    """

    def __init__(self, places: Weights, region: str | None, divisions: Divisions):
        self.divisions = divisions
        self._places = places
        self._levels: dict[str, str] = {}
        ranked = sorted(places.items(), key=lambda item: (-item[1], item[0]))
        known = [place for place, _ in ranked] + ([region] if region else [])
        for place in known:
            for level in called(level_of(place)):
                self._levels.setdefault(level, place)
        self.region = next((place for place, _ in ranked if level_of(place) not in SMALL), region)
        self._shorts = tuple(dict.fromkeys(map(short, known)))
        self._known = frozenset(self._shorts)
        for place in known:
            for ancestor in self._ancestors(place):
                for level in called(level_of(ancestor)):
                    self._levels.setdefault(level, ancestor)

    def place(self, level: str) -> str | None:
        """The place that a level stands for, or None where nothing tells."""
        return self._levels.get(level)

    def begins(self, body: str) -> bool:
        """Whether a body's name begins with a place of the article, its ending left out (明湖队 in 明湖市)."""
        return body.startswith(self._shorts) or bool(self.divisions.named(body[:2]))

    def whole(self, place: str) -> str:
        """A district with its city (北京市朝阳区), any other place as it is."""
        for length in (2, 3, 4):
            rest = place[length:]
            for division in self.divisions.named(place[:length]) if len(rest) > 1 else ():
                parent = division.code
                if division.name != place[:length] and any(d.parent == parent for d in self.divisions.named(rest)):
                    return division.name + rest  # 佛山顺德区
        if not place.endswith("区") or place.endswith(("自治区", "地区", "行政区")):
            return place
        for city in self._places:
            if place.startswith(city) and place != city:
                return place
        for ancestor in self._ancestors(place):
            if ancestor.endswith(("市", "州", "盟")):
                return ancestor + place
        own = self._levels.get("市")  # a district that no gazetteer knows is one of the article's city
        return (
            own + place
            if own and not self.divisions.named(place) and not place.endswith(self.divisions.areas)
            else place
        )

    def _ancestors(self, place: str) -> list[str]:
        """Ancestors of a place by the gazetteer; of several places of one name the one whose ancestor is known."""
        named = self.divisions.named(place)
        found = [d for d in named if d.name == place]
        if not found and place.endswith("州"):
            found = [d for d in named if d.name.endswith("自治州")]  # 恩施州
        if len(found) == 1:
            return self.divisions.ancestors(found[0].code)
        chains = [self.divisions.ancestors(division.code) for division in found]
        fitting = [chain for chain in chains if any(short(name) in self._known for name in chain)]
        return fitting[0] if len(fitting) == 1 else []


def called(level: str) -> tuple[str, ...]:
    """A level, and what the papers of such a place call it: 县委 in an autonomous county.

    >>> called("自治县"), called("市")
    (('自治县', '县'), ('市',))
    """
    return (level, level[-1]) if level in _AUTONOMOUS else (level,)


@lru_cache(1 << 14)
def level_of(place: str) -> str:
    """The level that a place's name ends in.

    >>> level_of("内蒙古自治区"), level_of("荆州市"), level_of("浦东新区")
    ('自治区', '市', '区')
    """
    return next((level for level in _LONGEST_FIRST if place.endswith(level)), "")
