"""How bodies are written, and what their normal form is."""

from __future__ import annotations

import re
from functools import lru_cache

from .. import lexicon
from ..entities.places import Divisions

LEVELS = (
    *("自治区", "自治州", "自治县", "自治旗", "省", "市", "县", "区", "州", "盟", "旗"),
    *("镇", "乡", "街道", "村", "社区"),
)
_PARTY = re.compile(r"^(?:中共|中国共产党)(?!中央)")
_LEVEL = (
    "特别行政区|自治区|自治州|自治县|自治旗|新区|省|市(?!场)|县|(?<![军战防备分特])区|(?<![欧非阿东同联结])盟|旗"
    "|镇(?![市县区江])|乡(?![市县区])|街道|村|社区"
)
_KEPT_WITH, _KEEPS = ("区", "街道", "社区", "镇", "乡", "村"), ("市", "州", "盟", "区", "县", "旗", "镇", "乡", "街道")
"""Levels of places that keep what they lie in, and of what."""
LONGEST = 15
"""Characters of the longest name of a division."""
_PREFECTURE = re.compile(r"^[一-鿿]{2,4}州")
_NO_PLACE = r"[市县区省州镇乡该本全我各外此两]|自治|团[省市县区州]|第[一二三四五六七八九十百\d]+[届次批期]"
_PLACE = re.compile(rf"^((?!{_NO_PLACE})[一-鿿](?:(?!{_LEVEL}|[委政]|团[省市县区州])[一-鿿]){{0,7}}(?:{_LEVEL}))")
_GOVERNMENT = re.compile(r"([一-鿿]{1,8}[省市县区州镇乡])政府(?=[办研])")
"""A government with a unit behind it (某市政府办公室)."""
_SESSION = re.compile(
    r"第[一二三四五六七八九十百\d]+[届次](?=(?:全国)?(?:人大|人民代表大会|政协)|党代会|党代表大会|人民政府|监察委员会)"
)
_TERM = re.compile(
    r"^(?:[一二三四五六七八九十]{1,3}|\d{1,2})届(?=(?:全国|[一-鿿]{0,6}[省市县区州])(?:人大常委会|政协|人民政府|监委))"
)
"""The term of a body's members, without 第, before its name (十四届全国人大常委会)."""
_CONGRESS = re.compile(r"人民代表大会(?=$|常委会|[一-鿿]{2,12}委员会$)")
_OF_A_PARTY = re.compile(r"^[一-鿿]{1,8}(?:党|联盟|联|工联会|社民连)立法会$")
_WHICH = r"(?:第[一二三四五六七八九十百\d]+届)?"
_CONFERENCE = re.compile(rf"政协{_WHICH}((?!第)[一-鿿]{{2,11}}[省市县区州盟旗]){_WHICH}(?:委员会)?")
_TWICE = re.compile(r"^([一-鿿]{2,}?(?:自治[州县旗]|盟))[州县旗盟]委(?!员)")
"""A committee whose level is said twice (某某自治县县委)."""
_COURT = re.compile(r"^([一-鿿]{1,8}[省市县区州])(法院|检察院)(?=[一-鿿]{2,}[庭局处科室队]$)")
"""A court or procuratorate with a unit behind it (某县法院立案庭)."""
_MIDDLE = re.compile(r"^([一-鿿]{1,10}[市州盟区])中院(?=[一-鿿]{2,}[庭局处科室队]$)")
"""The same of a middle court by its short name."""
_OFFICERS = "(?:常务|第一)?(?:副)?(?:书记|主席|委员|成员|常委)"


_REPEATED = (
    *("normal", "unshortened", "level", "place", "lies_in", "seat"),
    *("nearest", "government", "endings", "divided", "_post"),
)
"""Asked of the same names again and again in an archive."""
_KEPT = 50_000
"""Answers that are kept of each."""


class Forms:
    """The tables of section 3 of the guideline.

    >>> forms = Forms(Divisions())
    >>> forms.normal("中共明湖市委员会"), forms.normal("明湖市政府")
    ('明湖市委', '明湖市人民政府')
    >>> forms.place("明湖市公安局"), forms.level("市公安局")
    ('明湖市', '市')
    """

    def __init__(self, divisions: Divisions):
        self.divisions = divisions
        for name in _REPEATED:
            setattr(self, name, lru_cache(maxsize=_KEPT)(getattr(self, name)))
        self._forms = sorted(lexicon.rows("organisation-forms.tsv", 2), key=lambda row: -len(row[0]))
        self.governments = {head: level for head, level in lexicon.rows("government-titles.tsv", 2)}  # noqa: C416
        self.branches = {branch: before for branch, before in lexicon.rows("party-branches.tsv", 1, 1)}  # noqa: C416
        self.party = tuple(lexicon.words("party-bodies.txt"))
        ministries = (word for word in lexicon.words("national-bodies.txt") if word.endswith("部") or word == "国务院")
        self._own_country = re.compile(f"^中国(?=(?:{'|'.join(map(re.escape, ministries))})(?!门))")
        self._short = list(lexicon.rows("organisation-short.tsv", 2))
        self._units = tuple(lexicon.words("short-units.txt"))
        self.chiefs = tuple(lexicon.words("fused-titles.txt"))
        self._fused = re.compile(rf"([一-鿿]{{2,}}(?<![副代前原总])(?<!署理)(?<!代理))({'|'.join(self.chiefs)})")
        self._branch = re.compile(rf"({'|'.join(self.party)})(?={_OFFICERS})")
        self._posts = frozenset(head for head, kind, _ in lexicon.rows("titles.tsv", 2, 1) if kind != "person")
        self._heads = frozenset(head for head, _ in lexicon.rows("organisation-heads.txt", 1, 1))
        self._modified = sorted(lexicon.words("title-modifiers.txt"), key=lambda word: (-len(word), word))
        self._exceptions = tuple(lexicon.words("level-exceptions.txt"))
        table = sorted(lexicon.rows("bodies-of-titles.tsv", 2), key=lambda row: -len(row[0]))
        self.bodies = {head: tuple(endings.split(" ")) for head, endings in table}
        bare = lexicon.words("organisation-bare.txt")
        self.organs = frozenset(word[len(level) :] for word in bare if (level := self.level(word)))
        self.others = tuple(sorted(lexicon.words("before-places.txt"), key=len, reverse=True))
        self.own = frozenset(lexicon.words("taiwan-places.txt"))
        self.personal = tuple(lexicon.words("personal-titles.txt"))
        self.professions = tuple(lexicon.words("professions.txt"))
        self.defaults = {title: (org, full) for title, org, full in lexicon.rows("post-defaults.tsv", 3)}

    def normal(self, org: str) -> str:
        """The normal form of a body's name."""
        org = _TERM.sub("", _SESSION.sub("", _PARTY.sub("", self._own_country.sub("", org))))
        org = _CONGRESS.sub("人大", org.replace("人民代表大会常务委员会", "人大常委会"))
        org = self.unshortened(org)
        org = _OF_A_PARTY.sub("立法会", org)
        if named := _CONFERENCE.fullmatch(org):
            return named[1] + "政协"
        if twice := _TWICE.match(org):
            org = f"{twice[1]}委{org[twice.end() :]}"
        for party in self.party:
            if org.endswith(party) and len(org) > len(party) + 2 and party not in ("纪委", "团委"):
                return self.normal(org[: -len(party)]) + party  # 市中院党组
        if (office := _GOVERNMENT.match(org)) and not org.startswith(tuple(self.own)):
            org = f"{office[1]}人民政府{org[office.end() :]}"
        org = _MIDDLE.sub(r"\1中级人民法院", _COURT.sub(r"\1人民\2", org))
        for ending, form in self._forms:
            if org.endswith(ending):
                return org[: len(org) - len(ending)] + form
        return org

    def unshortened(self, org: str) -> str:
        """A body with a short name that is known everywhere, in full.

        >>> forms = Forms(Divisions())
        >>> forms.unshortened("北大团委"), forms.unshortened("北大荒农场"), forms.unshortened("同济医院")
        ('北京大学团委', '北大荒农场', '同济医院')
        """
        for short, full in self._short:
            if not org.startswith(short) or org.startswith(full):
                continue
            rest = org[len(short) :]
            if not rest or rest.startswith(self.party) or rest.endswith(self._units):
                return full + rest
        return org

    def level(self, org: str) -> str | None:
        """The level that a short form begins with (市 in 市公安局), or None."""
        if org.startswith(self._exceptions):
            return None
        for level in LEVELS:
            if org.startswith(level) and (len(org) > len(level)):
                return level
        return None

    def place(self, org: str) -> str | None:
        """The place that a body's name begins with, or None."""
        if org.startswith(self.others):
            return None
        spans = self.divisions.find(org[:LONGEST])
        if spans and spans[0][0] == 0:
            return org[: spans[0][1]]
        state = _PREFECTURE.match(org)
        # 恩施州 is an autonomous prefecture, 杭州 a city without its ending.
        if state and any(d.name.endswith("自治州") for d in self.divisions.named(state[0])):
            return state[0]
        match = _PLACE.match(org)
        return match[1] if match else None

    def lies_in(self, org: str) -> str | None:
        """The place in a body's name, at its beginning or behind what it belongs to (九三学社某县支社), or None."""
        of = next(filter(org.startswith, self.others), "")
        return self.place(org[len(of) :])

    def seat(self, org: str) -> tuple[list[str], str]:
        """The places that a body's name begins with, from the largest, and what stands behind them.

        >>> Forms(Divisions()).seat("明湖市东城区公安局")
        (['明湖市', '东城区'], '公安局')
        """
        places, rest = [], org
        while place := self.place(rest):
            places.append(place)
            rest = rest[len(place) :]
        return places, rest

    def nearest(self, org: str) -> str:
        """An organ of a place without what that place lies in; only districts and what is smaller keep it.

        >>> forms = Forms(Divisions())
        >>> [forms.nearest(org) for org in ("湖北省荆州市监利市委", "明湖市东城区委", "荆州市监利市白螺镇党委")]
        ['监利市委', '明湖市东城区委', '监利市白螺镇党委']
        >>> forms.nearest("湖北省公安厅")
        '湖北省公安厅'
        """
        places, rest = self.seat(org)
        if len(places) < 2 or not self._organ(rest):
            return org
        first = len(places) - 1
        while first and places[first].endswith(_KEPT_WITH) and places[first - 1].endswith(_KEEPS):
            first -= 1
        return "".join(places[first:]) + rest

    def _organ(self, name: str) -> bool:
        return not name or name in self.organs or name in self.party

    def government(self, title: str) -> str | None:
        """The level of the government that a title heads (市 for 常务副市长), or None."""
        for head, level in self.governments.items():
            if title.endswith(head) and title[: -len(head)] in ("", "副", "常务副", "代", "代理", "第一副", "前", "原"):
                return level
        return None

    def endings(self, title: str) -> tuple[str, ...]:
        """What the name of a body may end in that such a title belongs to (大学 … for 副校长), or nothing."""
        return next((endings for head, endings in self.bodies.items() if title.endswith(head)), ())

    def divided(self, title: str) -> tuple[str, str] | None:
        """A title that begins with a body divided into both (药剂科, 主任; 市公安局, 局长), or None."""
        if title.endswith(self.personal) or title in self.bodies:
            return None  # 首席科学家, 公司秘书
        fused = None if self._post(title) else self._fused.fullmatch(title)
        if fused and not fused[1].endswith(unit := fused[2][:-1]):
            return fused[1] + unit, fused[2]  # 市公安局长, 治安大队长
        for at in range(len(title) - 2, 0, -1):
            for length in range(min(6, at), 0, -1):
                whole = title[at:] not in self._modified and self._post(title[at:])
                if whole and title[at - length : at] in self._heads:
                    return title[:at], title[at:]
        return None

    def _post(self, title: str) -> bool:
        """Whether a title is a head of the lexicon behind modifiers."""
        while title not in self._posts:
            cut = next((word for word in self._modified if title.startswith(word)), None)
            if cut is None:
                return False
            title = title[len(cut) :]
        return True

    def of_government(self, place: str) -> str:
        """What a place's government is called.

        >>> forms = Forms(Divisions())
        >>> forms.of_government("明湖市"), forms.of_government("高雄市")
        ('明湖市人民政府', '高雄市政府')
        """
        return place + ("政府" if place in self.own else "人民政府")

    @staticmethod
    def governed(org: str) -> str:
        """The place that a government is of; any other body as it is.

        >>> Forms.governed("青石镇人民政府"), Forms.governed("青石镇党委")
        ('青石镇', '青石镇党委')
        """
        return org.removesuffix("政府").removesuffix("人民") if org.endswith("政府") else org

    def branch(self, title: str) -> tuple[str, str] | None:
        """A title divided into the branch that it begins with and the rest (党组, 副书记), or None."""
        match = self._branch.match(title)
        return (match[1], title[match.end() :]) if match else None
