"""A body in full: its place, the body that it is part of, its normal form."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from .. import lexicon
from ..document import Bond
from .discourse import Memory, last_before
from .forms import Forms
from .jurisdiction import Jurisdiction, called, level_of

_OF_SCHOOLS = ("系", "学院", "大学")
_COLLEGE, _UNIVERSITY = "学院", "大学"
"""Units that a school alone has, and schools that have them."""
TOWNS, VILLAGES = ("镇", "乡", "街道"), ("村", "社区")
COMMITTEES = tuple(f"{level}委" for level in "省市县区州盟旗")
LONGEST = 10
"""Characters of the longest unit that is named without its body."""
_TOLD = 4
"""Characters of the shortest unit whose name tells it from those of other bodies (运动医学部, not 办公室)."""
_SOCIETY, _ASSEMBLIES = "会", ("常委会", "居委会", "村委会", "议会", "国会", "大会")
"""What societies end in, and what bodies end in that are none and have no 会长."""
_OF_SESSIONS, _SESSIONS = "主席团", ("会议", "大会")
"""A unit that a session alone has, and what sessions end in."""
_UNIONS = "总工会"
"""A federation of unions, which is no body's own."""
PARTY_COMMITTEES = ("党委", "党工委")
"""Those of a town are its own, and not its government's as a leading group is (党组)."""
_BRANCHES = ("分公司",)
"""What a company's own posts are not of, though it was named last."""
_LEAGUE = re.compile("(?:共青)?团(?=([省市县区州旗]|[一-鿿]{2,8}[省市县区州盟旗])委)")
"""The youth league before a place or its level (团县委, 团某州委)."""
_FIRM = re.compile("(?:集团)?(?:股份|控股)?(?:有限)?(?:责任)?公司")
_OFFICE, _FOUNDED = "办公室", "设办公室"
_CENTRE = "中央"
_POINTING = "校院馆"
"""What a body that is meant without its name may begin with (校团委)."""
_ABROAD = re.compile("(?!中共|中国|农工党|致公党)(?:[一-鿿]{1,12}?党|[一-鿿]共)(?=中央)")
"""A party other than those of China, before the name of a central organ of it."""
LONGER = 8
"""Characters that the fuller name of a body may be longer than its short one."""


@dataclass
class Case:
    """One relation in its article."""

    bond: Bond
    name: str
    where: Jurisdiction
    memory: Memory

    @property
    def before(self) -> str | None:
        """The body of the post before, of the same mention of the person."""
        return self.memory.last.get(self.bond.person.start)

    @property
    def beside(self) -> str | None:
        """The body of the relation before, where that is in the same sentence."""
        previous = self.memory.previous
        return previous.org if previous and previous.sentence == self.bond.sentence else None

    def say(self, why: str) -> None:
        """Keep a step for ``renzhi explain``."""
        self.bond.why.append(why)


class Bodies:
    """Fills bodies in."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.departments = tuple(lexicon.words("departments.txt"))
        self._wholes = tuple(lexicon.words("whole-bodies.txt"))
        self._parents = tuple(lexicon.words("parent-bodies.txt"))
        self._bureaus = tuple(lexicon.words("bureaus.txt"))
        self._organs = tuple(lexicon.words("place-organs.txt"))
        committees = "|".join(map(re.escape, lexicon.words("congresses.txt")))
        self._of_congress = re.compile(f"[一-鿿]{{1,12}}?(?:{committees})(?=[一-鿿]{{2,}}委员会$)")
        inner = (word for word in (*self._wholes, *self._parents) if len(word) > 1)
        self._central = tuple(_CENTRE + organ for organ in lexicon.words("central-organs.txt"))
        self._inner = re.compile(f"(?:{'|'.join(map(re.escape, inner))}).")
        countries = sorted(lexicon.words("countries.txt"), key=len, reverse=True)
        self.country = re.compile("|".join(map(re.escape, countries)))
        self._short = {row[0]: row[1] for row in lexicon.rows("countries-short.tsv", 2)}
        self._else = frozenset(self._short[short] for short in self._short if len(short) > 1)
        """Countries that have another short name than one character."""
        self.national = tuple(lexicon.words("national-bodies.txt"))
        self._of_states = (*self.national, *lexicon.words("international-bodies.txt"))
        rows = lexicon.rows("residents-bodies.tsv", 3, 1)
        self._residents = {word: (end, body, title) for word, end, body, title in rows}
        self._of_towns = frozenset(lexicon.words("town-bodies.txt"))
        self._of_villages = frozenset(lexicon.words("village-bodies.txt"))
        self.companies = tuple(lexicon.words("company-ends.txt"))
        self._tasks = tuple(lexicon.words("task-groups.txt"))
        self._offices = (*self._tasks, *(group + _OFFICE for group in self._tasks))
        self._groups = (*self._tasks, "委员会")
        self._of_zones = tuple(lexicon.words("zone-bodies.txt"))
        self.generic = {word: tuple(ends.split()) for word, ends in lexicon.rows("generic-bodies.tsv", 1, 1)}

    def full(self, front: str, case: Case) -> str | None:
        """A body that is written before a title, in full; None where nothing tells its place."""
        front = self._country(front, case) or self.forms.unshortened(case.memory.unshortened(front))
        if (party := _ABROAD.match(case.before or "")) and front.startswith(self._central):
            return party[0] + front  # 越共中央政治局委员、中央书记处书记
        if residents := self.residents(front, case):
            return residents[0]
        if front in self._of_zones and (zone := self._zone(case)):
            return zone + front
        if league := _LEAGUE.match(front):
            of = self.full(front[league.end() :], case)
            return of and "共青团" + of
        level = self.forms.level(front)
        if level:
            return self._of_level(level, front, case)
        if front in self.forms.branches:
            return self.branch(front, case)
        place = self.forms.place(front)
        whole = self._bureau(front, case) or self.unit(front, case)
        if whole:
            return whole
        if front[0] in _POINTING and len(front) > 2 and place is None:
            whole = self.antecedent(front[0], case)
            return whole + front[1:] if whole else None
        return self._placed(self._longer(front, case), case)

    def residents(self, word: str, case: Case) -> tuple[str, str] | None:
        """The body of a village or community that a word means, and the title, if it is one (居委会, 村主任)."""
        end, body, title = self._residents.get(word, ("", "", ""))
        place = self.topic((end,), case) if end else None
        if not place:
            return None
        case.say(f"{word}: of {place}")
        return place + body, title

    def _town(self, body: str, case: Case) -> str | None:
        """The town, street or village with such a body that the post before lies in.

        The person's own post, or the one before in the sentence.
        """
        ends = (*(VILLAGES if body in self._of_villages else ()), *(TOWNS if body in self._of_towns else ()))
        return self._seat(case.before or case.beside, lambda place: place.endswith(ends))

    def _seat(self, org: str | None, fits: Callable[[str], bool]) -> str | None:
        """The smallest place that fits of those that a body's name begins with, with what it keeps of what it is in."""
        places = self.forms.seat(org)[0] if org else []
        last = next((number for number in range(len(places), 0, -1) if fits(places[number - 1])), 0)
        return self.forms.nearest("".join(places[:last])) if last else None

    def _zone(self, case: Case) -> str | None:
        """The zone or street whose body the post before is of, the person's own or the one before in the sentence."""
        body = case.before or case.beside or ""
        ending = max((end for end in self._of_zones if body.endswith(end)), key=len, default="")
        zone = body.removesuffix(ending)
        return zone if ending and zone.endswith((*self.forms.divisions.areas, *TOWNS)) else None

    def _country(self, front: str, case: Case) -> str | None:
        """The country that a character stands for (俄总统): the usual one, or another that alone the article names.

        With what stands behind it, where that is a body of a state (俄外交部).
        """
        if len(front) > 1:
            country = self._country(front[0], case) if front[1:].startswith(self.national) else None
            return country and country + front[1:]
        named = [c.name for c in case.memory.countries if c.name.startswith(front) and c.name not in self._else]
        usual = self._short.get(front)
        return usual if usual in named else next(iter(named), usual)

    def unit(self, body: str, case: Case) -> str | None:
        """A unit that is named alone, with the body that it is part of; None where it is none.

        That body is the one of the post before (副总裁兼华中事业部总经理), of the name
        before in the sentence, or the one that is being talked of.
        """
        if "驻" in body or body[0] in "“《「" or body.startswith(self.forms.others) or _ABROAD.match(body):
            return None
        alone = body.endswith(self.departments) and len(body) <= LONGEST and not body.endswith(self._wholes)
        if not alone or body.startswith(self._of_states) or body in self.generic or self.forms.level(body):
            return None
        placed = not body.endswith(_BRANCHES) and (self.forms.place(body) or case.where.begins(body))
        if placed or (body[0] in _POINTING and body not in self.departments):
            return None
        if any(body[:length] in case.memory.names for length in range(3, len(body))):
            return None  # it has its body with it
        inner = self._inner.search(body, 1)
        college = inner is not None and inner[0].startswith(_COLLEGE)
        if self.country.match(body) or (inner and not college):
            return None  # 某大学考古系 has its body with it
        alone = not (case.before or case.beside) or case.bond.by == "verb-role"
        if alone and len(body) >= _TOLD and (whole := self._named_whole(body, case)):
            case.say(f"{body}: the article's {whole}")
            return whole
        parent: str | None = None
        if case.before:
            parent = self._parent(case.before, case)
        elif case.memory.previous and case.memory.previous.sentence == case.bond.sentence:
            parent = self._parent(case.memory.previous.org, case)
        if body == _OF_SESSIONS:
            parent = self.topic(_SESSIONS, case)
        elif parent is None and (meant := self.topic(self._parents, case)):
            parent = self._parent(meant, case)
        if college and not (parent or "").endswith(_UNIVERSITY):
            return None  # 某学院中文系 has, too, where no university is talked of
        if body.endswith(_OF_SCHOOLS) and not (parent or "").endswith(_OF_SCHOOLS[1:]):
            return None
        if parent is None or body in parent or body.startswith(parent) or parent.endswith(body[-1]):
            return None
        case.say(f"{body}: a unit of {parent}")
        case.memory.units[parent + body] = parent
        return parent + body

    def _named_whole(self, unit: str, case: Case) -> str | None:
        """A unit with its body, as the article names it before (某医院运动医学部 for 运动医学部)."""
        named = last_before(case.memory.ending(unit), case.bond.role[0])
        return self._settled(named.name, case) if named else None

    def _parent(self, org: str, case: Case) -> str | None:
        """The body that the units beside a post belong to: not another unit of it (某大学 of 某大学文学院)."""
        org = self.base(org)
        if org.endswith(self._central):
            return org[: org.rindex(_CENTRE) + len(_CENTRE)]  # 中共中央政治局常委、书记处书记
        if org in case.memory.units:
            return case.memory.units[org]
        if congress := self._of_congress.match(org):
            return congress[0]
        end = self._end_of_whole(org)
        placed = self.forms.place(org) or case.where.begins(org)
        if not end and org.endswith(self.departments) and not placed and len(org) <= LONGEST:
            return None
        return org[:end] or org

    def _bureau(self, body: str, case: Case) -> str | None:
        """A bureau with no place, behind a post that has one (副县长、公安局局长), or a town's beside one of its."""
        if town := self._town(body, case):
            case.say(f"{body}: of {town}, as the post before")
            return town + body
        held = self.forms.place(case.before) if case.before else None
        if (
            held is None
            or self.forms.place(body)
            or not body.endswith(self._bureaus)
            or body.endswith("地委")  # a prefecture's own committee, as prefectures were
            or len(body) > 4
        ):
            return None
        case.say(f"{body}: of {held}, as the post before")
        return case.where.whole(held) + body

    def _of_level(self, level: str, front: str, case: Case) -> str | None:
        """A body that begins with a bare level (市公安局)."""
        place = self.place(level, case)
        case.say(f"{front}: {level} stands for {place or 'a place that nothing tells'}")
        if place is None:
            return None
        rest = front[len(level) :]
        if rest.startswith("委") and (len(place) == 2 or level == "村"):
            return place + front  # 华县县委, 坝上村村委会
        return self.forms.normal(case.where.whole(place) + rest)

    def place(self, level: str, case: Case) -> str | None:
        """The place that a level stands for: that of the post before, one of the same paragraph, else the article's."""
        beside = case.before or (case.beside if level in (*TOWNS, *VILLAGES) else None)
        if place := self._seat(beside, lambda place: level in called(level_of(place))):
            return place
        zones = self.forms.divisions.areas if level == "区" else ()  # they have no 区委 and no 区长
        return case.memory.place(level, case.bond.role[0], zones) or case.where.place(level)

    def _placed(self, org: str, case: Case) -> str:
        """A body with its place in full (北京市朝阳区) and in its normal form."""
        normal = self.forms.normal(org)
        place = self.forms.place(normal)
        if not place:
            return normal
        places, rest = self.forms.seat(normal)
        if rest in self.forms.branches:
            return case.where.whole(places[-1]) + self.forms.branches[rest] + rest  # 某县宣传部 is 某县委宣传部
        return case.where.whole(place) + normal[len(place) :]

    def _longer(self, front: str, case: Case) -> str:
        """A fuller name of the same body in the article, with its place (栖州市明湖基金会 for 明湖基金会)."""
        if len(front) < 4:
            return front
        alike = (name for name in case.memory.firms.get(front[:4], ()) if name.startswith(front))
        firms = [name for name in alike if _FIRM.fullmatch(name, len(front))]
        if len(firms) == 1:
            return firms[0]  # 某某银行 for 某某银行股份有限公司
        if self.forms.place(front):
            return front
        fuller = [body.name for body in case.memory.ending(front) if self.forms.place(body.name)]
        longest = max(fuller, key=lambda body: (len(body), body), default=front)
        return longest if len(longest) - len(front) <= LONGER else front

    def branch(self, branch: str, case: Case) -> str | None:
        """政法委 after 市委副书记 is 某市委政法委; 纪委 in a university is the university's."""
        if group := self._of_group(branch, case):
            case.say(f"{branch}: of {group}, which is being set up")
            return group
        before = case.before
        if before is None and case.beside and not case.beside.endswith(self._groups):
            before = self._parent(case.beside, case)
        if before:
            case.say(f"{branch}: carried on from {before}")
            if before.endswith("政府") and branch == _OFFICE:
                return before + branch
            if before.endswith("政府") and branch in PARTY_COMMITTEES:
                return self.forms.governed(before) + branch  # 某镇镇长、党委书记
            if before.endswith(COMMITTEES):
                return before[:-1] + self.forms.branches[branch] + branch  # 某市某区委, 组织部
            places, rest = self.forms.seat(before)
            place = self.forms.nearest("".join(places))
            school = rest.startswith(("大学", "学院", "学校"))
            if place and not school and (rest.startswith("委") or len(rest) < LONGER):
                return place + self.forms.branches[branch] + branch
            owner = self.base(before)
            party = self.forms.branches[branch] if owner != before else ""
            return owner + ("党" if party else "") + party + branch
        whole = self.topic(self._wholes, case)
        if whole and not case.memory.named_since(self._organs, 0, case.bond.role[0]):
            case.say(f"{branch}: of {whole}, which is being talked of")
            return whole + ("党" if self.forms.branches[branch] else "") + self.forms.branches[branch] + branch
        region = case.where.region
        if region is None:
            return None
        case.say(f"{branch}: the article is about {region}")
        return case.where.whole(region) + self.forms.branches[branch] + branch

    def _of_group(self, branch: str, case: Case) -> str | None:
        """The office of a group that the sentence sets up before (某领导小组下设办公室，程岚兼任办公室主任)."""
        opens = case.memory.sentences[case.bond.sentence][0] if case.memory.sentences else 0
        if branch != _OFFICE or case.memory.text.find(_OFFICE, opens, case.bond.role[0]) < 0:
            return None
        groups, _ = case.memory.fitting(self._offices)
        group = last_before(groups, case.bond.role[0])
        if group is None or group.start < opens:
            return None
        if group.name.endswith(branch):
            return group.name
        founded = case.memory.text.find(_FOUNDED, group.start, case.bond.role[0]) >= 0
        return group.name + branch if founded else None

    def base(self, org: str) -> str:
        """A body without its party branch (某大学 of 某大学党委)."""
        for ending in self.forms.party:
            if org.endswith(ending) and len(org) > len(ending) + 1 and not org.endswith(_UNIONS):
                return org[: -len(ending)]
        return org

    def owner(self, name: str) -> str | None:
        """The body whose board or unit a name is (某公司 of 某公司董事会), or None."""
        end = self._end_of_whole(name)
        rest = name[end:]
        return name[:end] if end > 3 and rest.endswith(self.departments) and len(rest) > 1 else None

    def _end_of_whole(self, name: str) -> int:
        """Where the last body that may have units ends in a name (大学 in 某大学文学院); 0 where there is none."""
        return max((name.rfind(word) + len(word) for word in self._wholes if word in name), default=0)

    def antecedent(self, body: str, case: Case) -> str | None:
        """The body that a generic word means (公司, 校党委, 办公室), or the word itself where it names a body."""
        bureau = self._bureau(body, case)
        if bureau:
            return bureau
        for word, endings in self.generic.items():
            if endings and body.startswith(word) and (body == word or body[len(word) :] in self.forms.party):
                heard = {b.name for b in case.memory.fitting(endings)[0] if word in b.name}
                whole = self.topic(tuple(sorted(heard)) or endings, case)
                case.say(f"{body}: the article's {whole or 'bodies tell nothing'}")
                return whole + body[len(word) :] if whole else None
        if fitting := case.memory.ending(body):
            return self._settled(fitting[-1].name, case)
        return None if body in self.generic else self.forms.normal(body)

    def topic(self, endings: tuple[str, ...], case: Case) -> str | None:
        """The body with such an ending that is being talked of, in full."""
        at, others = case.bond.role[0], _ASSEMBLIES if _SOCIETY in endings else ()
        branches = _BRANCHES if _BRANCHES[0].endswith(endings) else ()
        meant = case.memory.meant(endings, at, (*others, *branches)) or case.memory.meant(endings, at, others)
        return self._settled(meant, case) if meant else None

    def _settled(self, org: str, case: Case) -> str | None:
        """A body that the article names, with what its level stands for, or its place, in full."""
        level = self.forms.level(org)
        return self._of_level(level, org, case) if level else self._placed(org, case)
