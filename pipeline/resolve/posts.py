"""A post in full: whose post it is, and what it is called (guideline, section 3)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from .. import lexicon
from ..document import Bond, Mention
from ..record import Issue
from .forms import LEVELS, Forms
from .jurisdiction import Jurisdiction

_PARTED = re.compile(r"(?:原|前|前任|已故)?(?:（[^（）]{1,10}）)?")
"""What may part a body from its title."""
_ORDINAL = re.compile(r"^(?:第[一二三四五六七八九十百\d]+[任届]|首任|首届|新一届|现任|时任)")
"""Which holder of a post somebody is; no part of the title in full."""


@dataclass
class Written:
    """A post as it is written: the body before the title, and the title."""

    front: str
    title: str


@dataclass
class Memory:
    """What the article has said of bodies so far."""

    last: dict[int, str] = field(default_factory=dict)
    """The last body by the start of the person's mention."""
    named: dict[str, list[str]] = field(default_factory=dict)
    """Bodies by the name of the person who holds a post in them."""
    previous: tuple[int, str, str] | None = None
    """Sentence, body and title of the relation before."""
    bodies: list[str] = field(default_factory=list)
    """Full names of bodies in the article, in order."""


class Posts:
    """Fills ``org`` and ``title`` of an article's relations in."""

    def __init__(self, forms: Forms):
        self.forms = forms
        self._departments = tuple(lexicon.words("departments.txt"))
        self._party = tuple(lexicon.words("party-bodies.txt"))
        self._generic = {
            word: tuple(endings.split()) for word, endings in lexicon.rows("generic-bodies.tsv", 1, 1)
        }

    def resolve(
        self, text: str, mentions: Sequence[Mention], bonds: Sequence[Bond], where: Jurisdiction, issue: Issue
    ) -> None:
        """Sets ``org``, ``title`` and ``why`` of every bond."""
        starts = [m.start for m in mentions]
        memory = Memory(bodies=[m.text(text) for m in mentions if m.label == "ORG"])
        ordered = sorted(bonds, key=lambda b: (b.role, b.person.start))
        for bond in ordered:
            written = self._written(text, mentions, starts, bond)
            bond.why = []
            if bond.type == "byline":
                bond.org, bond.title = self._paper(text, mentions, written, bond)
                continue
            org, title = self._full(written, bond, where, memory, bond.person.text(text))
            bond.org, bond.title = org, title
            if org:
                memory.named.setdefault(bond.person.text(text), []).append(org)
                memory.last[bond.person.start] = org
                memory.previous = (bond.sentence, org, title)

        self._again(text, ordered)

    def _again(self, text: str, bonds: Sequence[Bond]) -> None:
        """A post without a body is the one that the same person has with a body elsewhere (沈某主任)."""
        known = {(b.person.text(text), b.title): b.org for b in bonds if b.org and b.type != "byline"}
        for bond in bonds:
            again = known.get((bond.person.text(text), bond.title))
            if bond.org is None and bond.type != "byline" and again:
                bond.org = again
                bond.why.append(f"{bond.title}: {again}, as the article says of the same person elsewhere")

    def _written(self, text: str, mentions: Sequence[Mention], starts: list[int], bond: Bond) -> Written:
        start, end = bond.role
        first = bisect_left(starts, start)
        inside = [m for m in mentions[first : first + 12] if m.end <= end]
        title = inside[-1] if inside and inside[-1].label == "TITLE" else None
        at = title.start if title else start
        front = text[start:at]
        if not front and first:
            before = mentions[first - 1]
            if before is bond.person or before == bond.person:
                before = mentions[first - 2] if first > 1 else before
                touching = before.end == bond.person.start
            else:
                touching = before.end < start and bool(_PARTED.fullmatch(text, before.end, start))
            if touching and before.label in ("ORG", "LOC"):
                front = before.text(text)
        return Written(front, _ORDINAL.sub("", text[at:end]))

    def _paper(
        self, text: str, mentions: Sequence[Mention], written: Written, bond: Bond
    ) -> tuple[str | None, str]:
        """A journalist's paper or agency, where the byline or the dateline before it names it."""
        if written.front:
            return written.front, written.title
        line = text.rfind("\n", 0, bond.role[0]) + 1
        opening = text[line : bond.role[0]]
        if "记者" in written.title and ("电" in opening or "讯" in opening) and len(opening) < 40:
            for m in mentions:
                if m.label == "ORG" and line <= m.start < bond.role[0]:
                    return m.text(text), written.title
            name = opening.rstrip("（( ").removesuffix("讯")
            if name and name not in ("本报", "本刊", "本站", "本网", "本台") and len(name) <= 8 and opening.rstrip("（( ").endswith("讯"):
                return name, written.title
        return None, written.title

    def _full(
        self, written: Written, bond: Bond, where: Jurisdiction, memory: Memory, name: str
    ) -> tuple[str | None, str]:
        front, title = written.front, written.title
        if front in LEVELS:
            front, title = "", front + title  # 县人大代表
        if title.endswith("领导") and len(title) > 1:
            return self._group(front, title, where, bond)
        if not front:
            return self._bare(title, bond, where, memory, name)
        org = self._body(front, bond, where, memory)
        if org is None:
            return None, title
        return self._headed(org, front, title, bond, where)

    def _group(self, front: str, title: str, where: Jurisdiction, bond: Bond) -> tuple[str | None, str]:
        """市领导 → 监利市/市领导."""
        if front:
            return front, title
        place = where.place(title[: -len("领导")])
        bond.why.append(f"{title}: the article's {title[:-2]} is {place}")
        return place, title

    # a title with a body before it

    def _body(self, front: str, bond: Bond, where: Jurisdiction, memory: Memory) -> str | None:
        """The body in full: its place, its parents, its normal form."""
        forms = self.forms
        level = forms.level(front)
        if level:
            place = where.place(level)
            if level == "自治区" and place is None:
                place = where.place("自治区")
            bond.why.append(f"{front}: {level} stands for {place or 'a place that nothing tells'}")
            if place and len(place) == 2 and front[len(level) :].startswith("委"):
                return place + front  # 华县县委
            return forms.normal(where.whole(place) + front[len(level) :]) if place else None
        if front in forms.branches:
            return self._branch(front, bond, where, memory)
        before = memory.last.get(bond.person.start)
        if before and front.endswith(self._departments) and len(front) <= 8 and not forms.place(front) and front not in before:
            return self._base(before) + front  # 副总裁兼华中事业部总经理
        if front[0] in "校院" and len(front) > 2 and forms.place(front) is None:
            whole = self._antecedent(front[0], bond, where, memory)
            return whole + front[1:] if whole else None
        org = self._longer(front, memory)
        place = forms.place(forms.normal(org))
        if place:
            org = where.whole(place) + forms.normal(org)[len(place) :]
        return forms.normal(org)

    def _branch(self, branch: str, bond: Bond, where: Jurisdiction, memory: Memory) -> str | None:
        """政法委 after 市委副书记 is 监利市委政法委; 纪委 in a university is the university's."""
        before = memory.last.get(bond.person.start)
        place = self.forms.place(before) if before else None
        rest = before[len(place) :] if before and place else ""
        if before and place and not rest.startswith(("大学", "学院", "学校")) and (rest.startswith("委") or len(rest) < 8):
            bond.why.append(f"{branch}: carried on from {before}")
            return place + self.forms.branches[branch] + branch
        if before:
            base = self._base(before)
            bond.why.append(f"{branch}: carried on from {before}")
            return base + branch
        if where.region is None:
            return None
        bond.why.append(f"{branch}: the article is about {where.region}")
        return where.whole(where.region) + self.forms.branches[branch] + branch

    def _base(self, org: str) -> str:
        """A body without its party branch (北京大学 of 北京大学党委)."""
        for ending in self._party:
            if org.endswith(ending) and len(org) > len(ending) + 1:
                return org[: -len(ending)]
        return org

    def _longer(self, front: str, memory: Memory) -> str:
        """A fuller name of the same body in the article (杭州市西湖教育基金会 for 西湖教育基金会)."""
        if len(front) < 4 or self.forms.place(front):
            return front
        fuller = [b for b in memory.bodies if b.endswith(front) and b != front and self.forms.place(b)]
        return max(fuller, key=lambda b: (len(b), b)) if fuller and len(max(fuller, key=len)) - len(front) <= 8 else front

    def _headed(self, org: str, front: str, title: str, bond: Bond, where: Jurisdiction) -> tuple[str | None, str]:
        """The body and the title, where one belongs partly to the other."""
        branch = self.forms.branch(title)
        if branch:
            return org + branch[0], branch[1]
        level = self.forms.government(title)
        place = self.forms.place(org)
        if level and org.endswith(level):
            return where.whole(org) + "人民政府", title
        fused = self.forms.divided(front[-2:] + title)
        if fused and title[0] in "局厅部院处署" and not org.endswith(title[0]):
            return org + title[0], title
        if place == org and title.startswith("委"):
            return org + "委", title[1:]
        if level and org.endswith("政府") and not org.endswith("人民政府"):
            return org[:-2] + "人民政府", title
        return org, title

    # a title alone

    def _bare(
        self, title: str, bond: Bond, where: Jurisdiction, memory: Memory, name: str
    ) -> tuple[str | None, str]:
        forms = self.forms
        if title in forms.defaults:
            org, full = forms.defaults[title]
            return (None, title) if org.startswith("{") else (org, full)
        level = forms.government(title)
        if level and level != "自治区":
            place = where.place(level)
            bond.why.append(f"{title}: the government of {place or 'a place that nothing tells'}")
            return (where.whole(place) + "人民政府" if place else None), title
        branch = forms.branch(title)
        before = memory.last.get(bond.person.start)
        divided = forms.divided(title)
        if divided and divided[0] in forms.branches:
            return self._branch(divided[0], bond, where, memory), divided[1]
        if branch:
            base = self._base(before) if before else self._known(title, bond, where, memory, name)
            return (base + branch[0], branch[1]) if base else (None, title)
        if title.endswith(forms.personal):
            return None, title
        if divided:
            body, rest = divided
            if forms.level(body):
                full = self._body(body, bond, where, memory)
                return full.removesuffix("常委会") if full and rest == "代表" else full, rest
            if before and body.endswith(self._departments) and body not in self._generic:
                return self._base(before) + body, rest
            return self._antecedent(body, bond, where, memory), rest
        if before:
            bond.why.append(f"{title}: carried on from {before}")
            return self._carried(before, title), title
        same = self._restarted(title, bond, memory)
        if same:
            bond.why.append(f"{title}: as for the name before, {same}")
            return same, title
        known = self._known(title, bond, where, memory, name)
        if known:
            bond.why.append(f"{title}: the article's {known}")
        return known, title

    def _antecedent(self, body: str, bond: Bond, where: Jurisdiction, memory: Memory) -> str | None:
        """The body that a generic word means (公司, 校党委, 办公室), or the word itself where it names a body."""
        for word, endings in self._generic.items():
            if body.startswith(word) and (body == word or body[len(word) :] in self._party):
                fitting = [b for b in memory.bodies if b.endswith(endings) and b not in self._generic]
                if not fitting:
                    return None
                # The topic of an article is named most, and first.
                topic = max(fitting, key=fitting.count)
                full = self._body(topic, bond, where, memory)
                bond.why.append(f"{body}: the article's {full}")
                return full + body[len(word) :] if full else None
        fitting = [b for b in memory.bodies if b.endswith(body) and b != body]
        if fitting:
            return fitting[-1]
        return None if body in self._generic else body

    def _carried(self, before: str, title: str) -> str:
        """The body of the post before, without a party branch (教育局 for 局长 after 教育局党组书记)."""
        for head, endings in self.forms.bodies.items():
            if title.endswith(head) and not before.endswith(endings):
                whole = max((before.rfind(ending) + len(ending) for ending in endings if ending in before), default=0)
                if whole:
                    return before[:whole]  # 检察员 after 检察院检察委员会委员
        return before if title.endswith(("书记", "常委")) else self._base(before)

    def _restarted(self, title: str, bond: Bond, memory: Memory) -> str | None:
        """A list of holders goes on with a post of the same body (副会长王一，监事长赵四)."""
        if memory.previous and memory.previous[0] == bond.sentence:
            _, org, last = memory.previous
            endings = next((e for head, e in self.forms.bodies.items() if title.endswith(head)), None)
            if endings and not org.endswith(endings):
                return None
            if title[-1:] == last[-1:] or title[-2:] in last:
                return org
        return None

    def _known(
        self, title: str, bond: Bond, where: Jurisdiction, memory: Memory, name: str
    ) -> str | None:
        """The body of the article that such a title belongs to, by the ending of its name."""
        for head, endings in self.forms.bodies.items():
            if title.endswith(head):
                own = [b for org in memory.named.get(name, ()) if (b := self._base(org)).endswith(endings)]
                if own:
                    return own[-1]
                fitting = [b for b in memory.bodies if b.endswith(endings)]
                return self._body(max(fitting, key=fitting.count), bond, where, memory) if fitting else None
        return None
