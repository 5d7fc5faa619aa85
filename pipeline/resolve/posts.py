"""A post in full: whose post it is, and what it is called (guideline, section 3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from .. import lexicon
from ..document import Bond
from ..mention import Mention
from ..record import Span
from ..roles.reading import LIST
from ..roles.units import ORDINAL, PRAISE, QUOTES
from .bodies import COMMITTEES, PARTY_COMMITTEES, VILLAGES, Bodies, Case
from .discourse import ANY, Body, Memory, Previous, last_before
from .forms import LEVELS, Forms
from .jurisdiction import Jurisdiction, called, level_of

_LINE_END = re.compile("\n")
_SENT = re.compile("第[一二三四五六七八九十百\\d]+批|[援驻]")
"""What a place's name is followed by in the name of those whom it sends elsewhere (某市第十批援藏工作组)."""
_PARTED = re.compile(
    rf"(?:原|前|前任|已故|{PRAISE}|老|现任|新任|时任|的|担?任|(?:分管|主管|主持|负责)[^，。；、]{{1,12}}的)?(?:（[^（）]{{1,10}}）)?"
)
"""What may part a body from its title."""
_SHORT = re.compile(
    r"[（(](?:(?:以下|下|证券|股票)?(?:简称|称)(?:为|：)?)?[“「『]?([^（）()“”「」『』，。、]{2,12})[”」』]?[）)]"
)
"""What gives the body before it a short name (江州青木食品有限公司（下称青木公司）, 江州县科学技术协会（科协）)."""
_OPENING, _CLOSED = ("（", "("), ("）", ")")
_TERM = re.compile(ORDINAL + "$")
_ORDINAL = re.compile(r"^(?:第[一二三四五六七八九十百\d]+[任届]|首任|首届|新一届|现任|时任)")
"""Which holder of a post somebody is; no part of the title in full."""
_OPENS = re.compile(r"[\n。！？]|[ \u3000]{2,}")
"""Behind what a dateline may begin."""
_PAPER = re.compile("《([^《》]*报)》(.+)")
"""A newspaper in title marks, and what is of it."""
_PAPERS = re.compile("(?:校|院|周|日|晚)?报$")
"""What the name of a paper adds to that of its publisher (某某大学校报)."""
_FOREIGN = re.compile(r"[·A-Za-z]")
"""What only a name from abroad holds, or one of a people with names like those."""
_NEWS = "快通简短要喜音资"
"""What makes another word of 讯 than the end of a dateline (快讯)."""
_CONGRESS, _STANDING = "人民代表大会", "常务委员会"
_CHINESE = ("全国", "中国", "中共", "中央", "共青团")
"""What the names of bodies begin with that are of China, whatever their holders' names are like."""
_OWN = "中国"
_OPENED = {marks[1]: marks[0] for marks in QUOTES}
_RESIDENTS = ("村委会", "村民委员会", "居委会", "居民委员会")
_PREMIERS = ("总理", "首相")
_ENDS = tuple("所院馆站厂校办")
"""What bodies end in that are whole, whatever stands behind them (某招待所处长)."""
_MINISTRY = 8
"""Characters of the longest ministry that is named without its country."""
_ABOUT = re.compile("(?:关于)?(?:成立|组建|设立|调整)")
"""What stands in a headline before the name of a group (关于调整安全生产委员会的通知)."""
_HIRES = re.compile(r"(?:特聘|续聘|聘|聘请|聘任)\Z")
"""What stands between a body and the name of whom it hires (某学院聘程岚为客座讲师)."""
_COUNCILLOR = re.compile("([区县市]?)议员")
_COUNCILS = ("市", "县", "区")
DATELINE = 40
"""Characters before a byline in which a dateline may name the agency."""

Full = tuple[str | None, str]
"""Body and title; the body is None where nothing tells it."""


class Written(NamedTuple):
    """A post as it is written: the body before the title, and the title."""

    front: str
    title: str


class Posts:
    """Fills ``org`` and ``title`` of an article's relations in."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self.bodies = Bodies(forms)
        self._own = frozenset(lexicon.words("own-paper.txt"))
        self._societies = tuple(lexicon.words("societies.txt"))
        self._stations = tuple(lexicon.words("local-media.txt"))
        papers = "|".join(map(re.escape, lexicon.words("papers.txt")))
        self._medium = re.compile(f"([一-鿿]{{1,10}}?(?:{papers}))([一-鿿]{{2,4}})")
        self._ours = tuple(word for word in self._own if word.startswith("本"))
        kinds = list(lexicon.rows("layout-openers.tsv", 2))
        media, wires = ("|".join(re.escape(w) for w, of in kinds if of == kind) for kind in ("medium", "wire"))
        # some paper's name, or whatever stands before 讯, and no more than a place and a date before the byline
        dated = f"(?=[^，。；（(]*(?:{wires}|信息|\\d日))[^，。；（(]{{1,24}}"
        named = f"(\\w{{2,8}}?)(?<![{_NEWS}])讯|(\\w{{1,10}}?(?:{media})){dated}"
        reported = "(\\w{2,8}?)\\d{1,2}月\\d{1,2}日\\w{0,6}(?:报道|消息)"
        self._dateline = re.compile(f"\\W*(?:{named}|{reported})[：:（(\\s]*")
        self._parliaments = frozenset(lexicon.words("parliaments.txt"))
        self._passing = tuple(lexicon.words("passing-posts.txt"))
        names = lexicon.words("task-groups.txt")
        groups = "|".join(map(re.escape, names))
        self._lists = (*self.bodies.departments, *names)
        self._founded = re.compile(f"(?:成立|组建|设立)([一-鿿0-9]{{2,24}}?(?:{groups}))")
        self._foreign = frozenset(lexicon.words("foreign-titles.txt"))
        self._of_states = self._foreign.intersection(self.forms.defaults)
        self._heads = {(name, title): org for name, title, org in lexicon.rows("heads-of-state.tsv", 3)}
        self._surnames = frozenset(lexicon.words("surnames.txt"))
        self._group = re.compile(f"[一-鿿0-9]{{2,30}}?(?:{groups}|委员会)")

    def resolve(
        self,
        text: str,
        sentences: Sequence[Span],
        mentions: Sequence[Mention],
        bonds: Sequence[Bond],
        where: Jurisdiction,
        paper: str | None = None,
        headline: str = "",
        traditional: bool = False,
    ) -> None:
        """Sets ``org``, ``title`` and ``why`` of every bond; ``paper`` is the newspaper, which may be a body's own.

        ``traditional`` says whether the text was written in traditional script.
        """
        if not bonds:
            return
        starts = [m.start for m in mentions]
        shortened = _shortened(text, mentions)
        heard = self._heard(text, mentions, bonds)
        memory = Memory(
            [b._replace(name=shortened.get(b.name, b.name)) for b in heard] if shortened else heard,
            sentences,
            self._places(text, mentions),
            [0, *(end.end() for end in _LINE_END.finditer(text))],
            self._abroad(text, mentions),
            publisher=_PAPERS.sub("", paper or ""),
            text=text,
            headline=headline,
            shortened=shortened,
            traditional=traditional,
        )
        for bond in sorted(bonds, key=lambda b: (b.role, b.person.start)):
            written = self._parted(_written(text, mentions, starts, bond))
            bond.why = []
            if bond.type == "byline":
                paper, bond.title = self._paper(text, mentions, starts, written, bond)
                bond.org = paper and self._publisher(paper, where)
                continue
            case = Case(bond, bond.person.text(text), where, memory)
            org, bond.title = self._full(written, case)
            bond.org = org and self.forms.nearest(org)
            if not bond.org and written.front:
                memory.last.pop(bond.person.start, None)  # of a body that nothing tells, nothing is carried on
                memory.untold.add(bond.person.start)
                memory.previous = None
            listed = bond.by == "labelled-role" and bond.org and self._group.fullmatch(bond.org)
            if bond.org and not listed:  # whoever is on a committee has his other posts elsewhere
                named = memory.named.setdefault(case.name, [])
                if bond.org in named:
                    named.remove(bond.org)  # the last one counts, each once
                named.append(bond.org)
                memory.last[bond.person.start] = bond.org
                memory.untold.discard(bond.person.start)
            if bond.org:
                memory.holders.setdefault((bond.org, bond.title), case.name)
                memory.given.setdefault(bond.sentence, {})[bond.title] = bond.org
                if _gives(bond):
                    memory.elected = Previous(bond.sentence, bond.org, bond.title, bond.role[1], bond.person.start)
                before, end = memory.previous, max(bond.role[1], bond.person.end)
                if bond.type == "former" and before and before.person == bond.person.start:
                    memory.previous = before._replace(end=end)  # 某会会长、某局原局长甲，秘书长乙
                else:
                    memory.previous = Previous(bond.sentence, bond.org, bond.title, end, bond.person.start)
        _again(text, bonds)

    def _parted(self, written: Written) -> Written:
        """A title that was taken with what is before it, without that (某区区长, 人民代表大会 + 常务委员会主任)."""
        if written.front.endswith(_CONGRESS) and written.title.startswith(_STANDING):
            return Written(written.front + _STANDING, written.title.removeprefix(_STANDING))
        place = None if written.front else self.forms.place(written.title)
        if place is None or written.title == place or not self.forms.government(written.title[len(place) :]):
            return written
        return Written(place, written.title[len(place) :])

    def _heard(self, text: str, mentions: Sequence[Mention], bonds: Sequence[Bond]) -> list[Body]:
        """The bodies of an article, and its villages, which have posts too."""
        named = ((m.start, m.text(text), m.label) for m in mentions if m.label in ("ORG", "LOC"))
        roles = {bond.role[0] for bond in bonds}
        found = [
            Body(start, name, start in roles)
            for start, name, label in named
            if (name not in self.bodies.generic if label == "ORG" else name.endswith(VILLAGES))
        ]
        boards = ((body, self.bodies.owner(body.name)) for body in found)
        found += [body._replace(name=whole) for body, whole in boards if whole]
        known = {body.name for body in found}
        found += [Body(m.start(1), m[1]) for m in self._founded.finditer(text) if m[1] not in known]
        return sorted(found)

    def _places(self, text: str, mentions: Sequence[Mention]) -> list[tuple[int, str, str]]:
        """The places that an article names in full, by themselves or before a body."""
        found: list[tuple[int, str, str]] = []
        for mention in mentions:
            if mention.label in ("ORG", "LOC"):
                name = mention.text(text)
                first = self.forms.lies_in(name)
                if first and not _SENT.match(name, len(first)):
                    seat = self.forms.seat(name)[0] or [first]
                    found += [(mention.start, level, place) for place in seat for level in called(level_of(place))]
        return found

    def _abroad(self, text: str, mentions: Sequence[Mention]) -> list[Body]:
        """The foreign countries of an article, bodies of theirs among them."""
        named = ((m.start, m.text(text)) for m in mentions if m.label in ("ORG", "LOC"))
        found = ((start, self.bodies.country.match(name)) for start, name in named)
        return [Body(start, country[0]) for start, country in found if country]

    def _paper(
        self, text: str, mentions: Sequence[Mention], starts: Sequence[int], written: Written, bond: Bond
    ) -> Full:
        """A journalist's paper or agency, where the byline or the dateline before it names it."""
        if written.front:
            return written.front, written.title
        near = max(0, bond.role[0] - DATELINE)
        line = max((found.end() for found in _OPENS.finditer(text, near, bond.role[0])), default=near)
        opening = text[line : bond.role[0]]
        if "记者" in written.title and (line > near or not near):
            found = self._dateline.fullmatch(opening)
            if found or "电" in opening or "讯" in opening:
                for m in mentions[bisect_left(starts, line) : bisect_left(starts, bond.role[0])]:
                    if m.label == "ORG":
                        return m.text(text), written.title
            paper = found and next(filter(None, found.groups()))
            if paper and paper not in self._own:
                return paper, written.title
        return None, written.title

    def _publisher(self, paper: str, where: Jurisdiction) -> str | None:
        """A paper's name as it is: without the place of the despatch (某某日报东山讯), a place for its level."""
        if paper.startswith(self._ours):
            return None  # 本报东山5月1日
        level = self.forms.level(paper) if paper.endswith(self._stations) else None
        if level and (place := where.place(level)):
            return where.whole(place) + paper[len(level) :]
        cut = self._medium.fullmatch(paper)
        return cut[1] if cut and self.forms.divisions.named(cut[2]) else paper

    def _full(self, written: Written, case: Case) -> Full:
        front, title = written
        if front in LEVELS:
            front, title = "", front + title  # 县人大代表
        if title.endswith("领导") and len(title) > 2:
            whose = title[: -len("领导")]
            of = front or case.where.place(whose)
            if not of and whose in self.bodies.generic:
                of = self.bodies.antecedent(whose, case)
            case.say(f"{title}: of {of or 'a body that nothing tells'}")
            return of and case.where.whole(of), title
        if title == "领导" and self.forms.place(front) == front:
            return case.where.whole(front), level_of(front) + title  # 某市领导, as 市领导
        if front == _OWN and title in self.forms.defaults:
            return self.forms.defaults[title]  # 中国国家主席
        if not front:
            behind = case.bond.role[0] == case.bond.person.end  # 习近平主席
            if behind and (head := self._heads.get((case.name, title))):
                return head, title
            return self._led(title, case) or self._bare(title, case)
        generic = front in self.bodies.generic
        org = self.bodies.antecedent(front, case) if generic else self.bodies.full(front, case)
        if not org:
            return None, title
        if title in self._of_states and self.bodies.country.fullmatch(org):
            return org, title.removeprefix("国家")  # 某国国家主席
        org, title = self._headed(org, front, title, case)
        return self._of_its_country(org, title, case), title

    def _headed(self, org: str, front: str, title: str, case: Case) -> Full:
        """The body and the title, where one belongs partly to the other."""
        branch = self.forms.branch(title)
        if branch:
            return org + branch[0], branch[1]
        level = self.forms.government(title)
        if level and not org.endswith(level) and any(d.name == org + level for d in self.forms.divisions.named(org)):
            org += level  # 徐州市长
        if level and (org + level) in self.forms.own:
            org += level
        if level and org.endswith(level):
            return self._government(org, case), title
        if council := self._council(org, title, case):
            return council
        fused = self.forms.divided(front[-2:] + title)
        chief = next(filter(title.startswith, self.forms.chiefs), None)
        ends = (chief or "")[:1], *_ENDS, *self.bodies.departments, *self.bodies.companies
        if fused and chief and not org.endswith(ends):
            return self.forms.normal(org + chief[:-1]), title  # 市公安局长
        if org.endswith("人大常委会"):
            title = title.removeprefix("常委")  # 江州市人大常委副主任
        divided = self.forms.divided(title)
        if divided and divided[0] in self.forms.branches and not self.forms.seat(org)[1]:
            return self.forms.normal(org + self.forms.branches[divided[0]] + divided[0]), divided[1]
        if divided:
            return org.removesuffix(divided[0][:1]) + divided[0] if fused else org + divided[0], divided[1]
        if title == "代表":
            return org.removesuffix("常委会"), title
        if self.forms.place(org) == org and title.startswith("委"):
            return org + "委", title[1:]
        return org, title

    def _led(self, title: str, case: Case) -> Full | None:
        """The group that is named right behind its leader (以某局局长周明为组长的调查组), or above a list of it."""
        led: str | None = None
        if case.bond.by == "verb-role" and case.memory.text.startswith("的", case.bond.role[1]):
            led = case.memory.at(case.bond.role[1] + 1)
        elif case.bond.by == "labelled-role":
            named = self._group.findall(_ABOUT.split(case.memory.headline)[-1])
            heard, free = case.memory.fitting(self._lists)
            above = last_before(free, case.bond.role[0]) or last_before(heard, case.bond.role[0])
            led = named[-1] if named else above and above.name
        if led is None or not led.endswith(self._lists):
            return None
        led = max((b.name for b in case.memory.ending(led)), key=len, default=led)
        case.say(f"{title}: of {led}, whose list this is")
        return self.bodies.full(led, case) if self.forms.level(led) else led, title

    def _bare(self, title: str, case: Case) -> Full:
        """A title with no body before it."""
        forms, before = self.forms, case.before
        if title in self._foreign and (country := self._country(title, case)):
            previous = case.memory.previous
            here = previous and previous.sentence == case.bond.sentence and title[-2:] in previous.title
            if previous and here and previous.org.startswith(country) and previous.org != country:
                return previous.org, title  # 某国议会参议长甲和众议长乙
            if title == "国会主席":
                return country + "国会", "主席"
            government = country + "政府"  # as the article calls it, if it does
            of_it = title.endswith(_PREMIERS) and government in case.memory.names
            return (government if of_it else country), title.removeprefix("国家")
        if title in self._of_states and (state := self.bodies.country.match(before or "")):
            return state[0], title.removeprefix("国家")  # 某国某党总书记、国家主席
        if title in forms.defaults and not (title in self._of_states and self._from_abroad(case.name)):
            return forms.defaults[title]
        if (found := self.bodies.residents(title, case)) and found[1]:
            return found
        level = forms.government(title)
        if level and level != "自治区":
            place = self.bodies.place(level, case)
            case.say(f"{title}: the government of {place or 'a place that nothing tells'}")
            return (self._government(place, case) if place else None), title
        if council := self._council(None, title, case):
            return council
        of = forms.level(title)
        if of and forms.government(title[len(of) :]) == of:  # 自治区主席
            place = case.where.place(of)
            return (case.where.whole(place) + "人民政府" if place else None), title[len(of) :]
        divided = forms.divided(title)
        if case.bond.person.start in case.memory.untold:
            return None, divided[1] if divided else title  # 市中级法院党组书记、院长, of no city
        if divided and divided[0] in forms.branches:
            return self.bodies.branch(divided[0], case), divided[1]
        branch = forms.branch(title)
        if branch:
            base = self.bodies.base(before) if before else None
            base = base or self._beside(branch[0], case) or self._restarted(branch[1], case) or self._known(title, case)
            base = base or self._led_with(case)
            base = base and base.removesuffix("管委会") if branch[0] == "党工委" else base  # 新区管委会主任、党工委书记
            if base and branch[0] in PARTY_COMMITTEES:
                base = forms.governed(base)  # 某镇镇长、党委书记
            return (base + branch[0], branch[1]) if base else (None, title)
        if title.endswith(forms.professions) or case.bond.by == "record-role":
            return None, title
        if title.endswith(forms.personal):
            stacked = before and case.bond.role[1] <= case.bond.person.start
            return (self.bodies.base(before) if before and stacked else self._alike(title, case)), title
        if divided:
            return self._divided(*divided, case), divided[1]
        if elected := self._elected(title, case):
            return elected, title
        if before:
            fits = self._fits(before, title)
            own = None if fits else self._known(title, case)
            passing = case.bond.by == "verb-role" and title.endswith(self._passing)
            if (passing and not (fits and self.forms.endings(title))) or (_gives(case.bond) and not fits):
                return own, title  # 某大学教授周明担任团长, 某公司董事长周明当选会长
            case.say(f"{title}: carried on from {before}")
            return own or self._carried(before, title, case), title
        return self._restarted(title, case) or self._known(title, case), title

    def _government(self, place: str, case: Case) -> str:
        """The government of a place; abroad, and where the text is in traditional script, without 人民."""
        whole = case.where.whole(place)
        guest = bool(case.memory.countries) and self._from_abroad(case.name)
        elsewhere = guest or case.memory.traditional or self.bodies.country.match(whole)  # 某国某市市长
        ours = not elsewhere or self.forms.divisions.named(place)
        return self.forms.of_government(whole) if ours else whole + "政府"

    def _council(self, org: str | None, title: str, case: Case) -> Full | None:
        """The council of a councillor in Hong Kong or Taiwan (区议员, 市议员), with a place or without one."""
        found = _COUNCILLOR.fullmatch(title)
        if not found or not case.memory.traditional:
            return None
        level = found[1]
        org = None if org and org.endswith("党") else org  # 某党县议员
        if org and self.forms.place(org + level) is None:
            return None  # 某党区议员
        places = (self.bodies.place(each, case) for each in ([level] if level else _COUNCILS))
        place = org.removesuffix(level) + level if org else next(filter(None, places), None)
        if not place or not place.endswith(_COUNCILS):
            return None
        case.say(f"{title}: of the council of {place}")
        return place + "议会", "议员"

    def _country(self, title: str, case: Case) -> str | None:
        """The foreign country whose title stands alone: named last in the sentence, or before a foreign name."""
        heard = case.memory.country(case.bond.role[0])
        opens = case.memory.sentences[case.bond.sentence][0] if case.memory.sentences else 0
        if heard is None or (heard.start < opens and not self._from_abroad(case.name) and title in self.forms.defaults):
            return None
        country = heard.name
        holder = case.memory.holders.get((country, title.removeprefix("国家")), case.name)
        if title in self.forms.defaults and not (holder.endswith(case.name) or case.name.endswith(holder)):
            return None  # 某国总理甲会见乙总理
        case.say(f"{title}: of {country}, named last")
        return country

    def _of_its_country(self, org: str | None, title: str, case: Case) -> str | None:
        """A ministry of somebody with a foreign name, or a post of a state, with the country (财政部 of a 财政部长)."""
        if org in self._parliaments and (country := self._country(title, case)):
            return country + org
        if org == "政府" and title in self._foreign and (country := self._country(title, case)):
            return country + org
        ministry = org and len(org) <= _MINISTRY and (org.startswith(self.bodies.national) or org.endswith("部"))
        if not ministry or self.bodies.country.match(org or ""):
            return org
        if org and (org.endswith(COMMITTEES) or org.startswith(_CHINESE)):
            return org  # 共青团县委书记、全国人大代表阿不都·热西提
        if org and (state := self.bodies.country.fullmatch(case.before or "")):
            case.say(f"{org}: of {state[0]}, the post before")
            return state[0] + org  # 某国总统、国防部长
        if not _FOREIGN.search(case.name):
            return org
        country = self._country(title, case)
        return country + (org or "") if country else org

    def _from_abroad(self, name: str) -> bool:
        """Whether a name is written as those from abroad are, or as no surname begins."""
        spelt = len(name) > 3 or (len(name) > 2 and name[0] not in self._surnames)
        spelt &= name[:2] not in self._surnames
        return spelt or _FOREIGN.search(name) is not None

    def _divided(self, body: str, rest: str, case: Case) -> str | None:
        """The body of a title that begins with one (药剂科主任, 县人大代表)."""
        if self.forms.level(body):
            full = self.bodies.full(body, case)
            return full.removesuffix("常委会") if full and rest == "代表" else full
        ministry = self._of_its_country(body, rest, case)
        if ministry != body:
            return ministry
        return self.bodies.unit(body, case) or self.bodies.antecedent(body, case)

    def _fits(self, org: str, title: str) -> bool:
        """Whether a body can have such a title, by what the names of its kind end in."""
        endings = self.forms.endings(title)
        return not endings or endings == ANY or org.endswith(title[0]) or any(ending in org for ending in endings)

    def _carried(self, before: str, title: str, case: Case) -> str:
        """The body of the post before, without a party branch (教育局 for 局长 after 教育局党组书记)."""
        endings = self.forms.endings(title)
        if endings and endings != ANY and not self.bodies.base(before).endswith(endings):
            whole = max((before.rfind(end) + len(end) for end in endings if end in before), default=0)
            if whole:
                return before[:whole]  # 检察员 after 检察院检察委员会委员
        committee = title.endswith(("书记", "常委", "委员"))
        if before.endswith("纪委") and not committee and not self.forms.place(before):
            return self.bodies.base(before)  # 某公司纪委书记、监察专员
        if not committee and before in case.memory.units and not self._fits(before, title):
            return case.memory.units[before]  # 某局规划科科长、总工程师
        keeps = committee or before.endswith(tuple(self.forms.branches))
        return before if keeps else self.bodies.base(before)

    def _elected(self, title: str, case: Case) -> str | None:
        """The body whose posts the sentence gives, or the society that has elected so far in the article.

        What those who are elected are otherwise is told by posts of theirs, whose bodies have nothing to do with it
        (选举某医院院长甲为理事长，某大学教授乙为秘书长).
        """
        elected = case.memory.elected
        if not _gives(case.bond) or elected is None:
            return None
        here = elected.sentence == case.bond.sentence
        if not (here or elected.org.endswith(self._societies)) or not self._fits(elected.org, title):
            return None
        heard = last_before(case.memory.fitting(self._societies)[1], case.bond.role[0])
        if heard and heard.start > elected.end:
            return None  # another society elects by now
        org = self._carried(elected.org, title, case)
        case.say(f"{title}: elected as before, of {org}")
        return org

    def _restarted(self, title: str, case: Case) -> str | None:
        """A list of holders goes on with a post of the same body (副会长王一，监事长赵四)."""
        previous = case.memory.previous
        if previous is None or previous.sentence != case.bond.sentence:
            return None
        endings = self.forms.endings(title)
        alike = title[-1:] == previous.title[-1:] or title[-2:] in previous.title
        alike = alike or _listed(case, previous)
        org = self.bodies.base(previous.org)
        if case.memory.given[case.bond.sentence].get(title) == previous.org:
            case.say(f"{title}: as of {previous.org} before in the sentence")
            return previous.org
        if endings and endings != ANY and case.memory.named_since(endings, previous.end, case.bond.role[0]):
            return None  # 某大学校长访问某学院，副校长…
        if endings and endings != ANY and not org.endswith(endings):
            return None
        if not endings and not alike:
            return None
        case.say(f"{title}: as for the name before, {org}")
        return org

    def _alike(self, title: str, case: Case) -> str | None:
        """The body of the same rank before in a list (某系教授程岚、副教授唐文静)."""
        previous = case.memory.previous
        if previous is None or not _listed(case, previous) or previous.title[-2:] != title[-2:]:
            return None
        return previous.org

    def _beside(self, branch: str, case: Case) -> str | None:
        """The body whose branch the sentence has named before (某局党组书记程岚，党组成员唐文静)."""
        given = reversed(case.memory.given.get(case.bond.sentence, {}).values())
        return next((self.bodies.base(org) for org in given if org.endswith(branch)), None)

    def _led_with(self, case: Case) -> str | None:
        """The body of the relation before, of which somebody else leads a branch (某协会主席程岚和党组书记唐文静)."""
        previous = case.memory.previous
        if previous is None or previous.sentence != case.bond.sentence:
            return None
        joined = case.memory.text[previous.end : case.bond.role[0]] in LIST
        state = self.bodies.country.fullmatch(previous.org) or previous.org.endswith(_RESIDENTS)
        return self.bodies.base(previous.org) if joined and not state else None

    def _known(self, title: str, case: Case) -> str | None:
        """The body that such a title belongs to, by the ending of its name: the person's own, else the article's."""
        endings = self.forms.endings(title)
        if not endings:
            return None
        held = map(self.bodies.base, case.memory.named.get(case.name, ()))
        own = [body for body in held if endings == ANY or body.endswith(endings)]
        known = own[-1] if own else self.bodies.topic(endings, case)
        if known:
            case.say(f"{title}: the article's {known}")
        return known


def _gives(bond: Bond) -> bool:
    """Whether a verb gives the post: somebody is elected, appointed."""
    return bond.type == "appointed" and bond.by in ("verb-role", "further-role")


def _written(text: str, mentions: Sequence[Mention], starts: list[int], bond: Bond) -> Written:
    """The body and the title inside a role, or the body that a word like 原, or the name, parts from it."""
    start, end = bond.role
    first = bisect_left(starts, start)
    inside = mentions[first : bisect_left(starts, end, first)]
    title = inside[-1] if inside and inside[-1].label == "TITLE" else None
    at = title.start if title else start
    if title and len(inside) > 1 and inside[-2].label == "TITLE" and inside[-2].end == at:
        at = inside[-2].start  # 总统新闻秘书
    for body, place in pairwise(inside):
        if text[body.end : place.start] == "驻":
            at = body.end  # 某国, 驻某国大使
    at = start if text.startswith("驻", start) else at
    front = text[start:at]
    if not front and first:
        before = mentions[first - 1]
        if before == bond.person:  # 某大学周明教授
            before = mentions[first - 2] if first > 1 else before
            touching = before.end == bond.person.start
        else:
            between = text[before.end : start]
            blank = bond.type == "byline" and between == " "  # 某社 记者 某某
            touching = bool(between) and (blank or bool(_PARTED.fullmatch(between)))
            touching &= between != "的" or bond.org is not None  # 来自某国的外籍院士 has no body written
        if touching and before.label in ("ORG", "LOC"):
            front = before.text(text)
        elif hired := _HIRES.search(text, max(0, bond.person.start - 3), bond.person.start):
            at_person = bisect_left(starts, bond.person.start)
            near = mentions[max(at_person - 2, 0) : at_person]
            front = next((m.text(text) for m in near if m.end == hired.start() and m.label == "ORG"), "")
    if paper := _PAPER.fullmatch(front):
        front = paper[1] + paper[2]  # 《某某日报》编辑部主任
    elif front.endswith(_CLOSED):
        front = _before_bracket(front)  # 某某联盟（某盟）秘书长
    elif front.endswith("》"):
        front = front[front.find("《") + 1 : -1]  # 《某某报》社长, 某地《某某报》社长
    elif opens := _OPENED.get(front[-1:]):
        front = front[:-1].replace(opens, "", 1)  # “某学会”副会长, 某地“某学会”副会长
    return Written(_TERM.sub("", front), _ORDINAL.sub("", text[at:end]))


def _listed(case: Case, previous: Previous) -> bool:
    """Whether a post goes on with a list right behind the relation before."""
    return case.memory.text[previous.end : case.bond.role[0]] == "、"


def _shortened(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """The full names of bodies by the short ones that the text gives them in brackets.

    A bracket alone gives one that is made of characters of the name, and that the text uses.
    """
    found: dict[str, str] = {}
    for mention in mentions:
        inside = text[mention.end - 1] in _CLOSED
        if mention.label == "ORG" and (inside or text.startswith(_OPENING, mention.end)):
            name = mention.text(text)
            name = _before_bracket(name) if inside else name
            short = _SHORT.match(text, mention.start + len(name))
            if short and ("称" in short[0] or (_abbreviates(short[1], name) and short[1] in text[short.end() :])):
                found[short[1]] = name
    return found


def _before_bracket(name: str) -> str:
    """A name without its bracket, where that holds a short form of it (某某联盟（某盟）)."""
    short = _SHORT.search(name)
    before = name[: short.start()] if short else ""
    return before if short and _abbreviates(short[1], before) else name


def _abbreviates(short: str, name: str) -> bool:
    """Whether a name is some characters of another's, in order (阿盟 of 阿拉伯国家联盟)."""
    left = iter(name)
    return short != name[-len(short) :] and all(char in left for char in short)


def _again(text: str, bonds: Sequence[Bond]) -> None:
    """A post without a body is the one that the same person has with a body elsewhere (沈某主任)."""

    def key(bond: Bond) -> tuple[str, str | None, bool]:
        return bond.person.text(text), bond.title, bond.type == "byline"

    known = {key(bond): bond.org for bond in bonds if bond.org}
    for bond in bonds:
        again = known.get(key(bond))
        if bond.org is None and again:
            bond.org = again
            bond.why.append(f"{bond.title}: {again}, as the article says of the same person elsewhere")
