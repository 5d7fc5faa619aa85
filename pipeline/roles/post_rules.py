"""The rules that are asked at a post: whose it is by what stands before it and right behind it."""

from __future__ import annotations

import re

from ..record import RelationType
from .reading import LIST, STACK, Chain, Reading, Waiting
from .rules import on_post
from .units import Person, Post

_AND = ("和", "与", "及")
_CLOSES = ("", "，", "、", "。", "；")
_HANDED = ("", "一职", "职务", "之职", "将")
"""What may stand between a post and the 由 before who takes it."""
_OPENS = re.compile(r"[（(](?:[^（）()，。]{1,6}，){0,2}")
"""What stands between a name and a post in brackets, words such as 女 among it."""
_RECORDS = ("简历", "履历", "，", "：")
"""What may stand between the name that opens a career and its first step."""
_OF_A_LIST = re.compile(
    r"(?:[两二三四五六七八九十][位名大]|等[\d一二三四五六七八九十两多余几]{1,4}[位名大]|等(?:知名|著名|有关|相关)?)\Z"
)
"""What joins a list of names to a title behind it (等, 三位, 等10名)."""
_OTHERS = re.compile(r"\A等(?:[\d一二三四五六七八九十两多余几]{1,4}[位名人]|人|同志)?(?:同志|代表|委员)?")
"""What stands behind a list of names and says that there are more, before a verb."""
_RECORD = re.compile(r"，(?:[^，。；]{1,8}，){0,2}[^，。；]{0,12}生，(?:[^，。；]{1,8}，){0,2}\Z")
"""What stands between a name that opens a record and a rank (周明，女，1980年2月生，高级会计师)."""
_STEP = re.compile(
    r"\d{4}[年.](?:\d{1,2}月?)?(?:(?:至|到|—|-|－|–|～)+(?P<till>[\d年月日.]*|今)[，,：:]?任?|起[，,]?)\Z"
)
"""A range of dates that stands before a post of a career record."""


@on_post(
    "collective-role",
    10,
    "[程岚|PER]、[唐文静|PER]等[县领导|TITLE]参加活动。 => 程岚=县领导; 唐文静=县领导",
    "[程岚|PER]、[唐文静|PER]两位[副市长|TITLE]到场。 => 程岚=副市长; 唐文静=副市长",
)
def collective(at: Reading, post: Post) -> bool:
    """A list of names with one title behind it."""
    if not at.listing or not _OF_A_LIST.match(at.gap):
        return False
    held = at.own_type(post)
    for person in at.listing:
        at.hold(person, post, held, "collective-role")
    at.listing = []
    return True


@on_post("by-role", 20, "[秘书长|TITLE]一职由[县水利局|ORG][局长|TITLE][程岚|PER]兼任。 => 程岚=秘书长 县水利局局长")
def handed(at: Reading, post: Post) -> bool:
    """A post that goes to somebody behind 由, who may have posts of their own."""
    if not at.behind.endswith("由") or at.behind.removesuffix("由") not in _HANDED:
        return False
    at.handed = [Waiting(post, at.own_type(post))]
    at.pending, at.chain = [], None
    return True


@on_post(
    "role-after-name",
    30,
    "[程岚|PER][市长|TITLE]到会。 => 程岚=市长",
    "[泽川大学|ORG][党委书记|TITLE][唐文静|PER][教授|TITLE]致辞。 => 唐文静=泽川大学党委书记 教授",
    "组长：[程岚|PER][县政府|ORG][副秘书长|TITLE]。 => 程岚=县政府副秘书长",
)
def after_name(at: Reading, post: Post) -> bool:
    """A post right behind a name, unless it is the next one's (周明局长王立)."""
    before = at.before
    if not isinstance(before, Person) or at.gap or at.give == "removed" or not _belongs_back(at, post):
        return False
    held = at.own_type(post)
    at.hold(before, post, held, "role-after-name")
    at.pending, at.chain = [], Chain([before], held, "role-after-name")
    return True


def _belongs_back(at: Reading, post: Post) -> bool:
    after = at.after
    colon = at.behind[:1] in ("：", ":")
    if colon or (post.kind == "byline" and (isinstance(after, Person) or at.behind.strip("）)□"))):
        return False
    if not isinstance(after, Person) or at.behind:
        return True
    return bool(at.label) or post.title.text(at.row.text).endswith(at.personal)


@on_post("record-role", 40, "[程岚|PER]，女，[1980年2月|DATE]生，[高级会计师|TITLE]。 => 程岚=高级会计师")
def record(at: Reading, post: Post) -> bool:
    """A rank in a record that a name opens."""
    before = at.before
    if not isinstance(before, Person) or at.index != 1:
        return False
    if not _RECORD.match(at.gap) or at.behind[:1] not in _CLOSES:
        return False
    at.hold(before, post, at.own_type(post), "record-role")
    return True


@on_post(
    "role-in-bracket",
    50,
    "[程岚|PER]（[县委|ORG][副书记|TITLE]、[县长|TITLE]）主持会议。 => 程岚=县委副书记 县长",
    "[程岚|PER]（女，[县长|TITLE]）到会。 => 程岚=县长",
)
def in_bracket(at: Reading, post: Post) -> bool:
    """A post in brackets behind a name."""
    before, gaps = at.before, at.row.gaps
    if not isinstance(before, Person) or not _OPENS.fullmatch(gaps[at.index]):
        return False
    behind = gaps[at.index + 1]
    if behind.removeprefix(at.cues.beginning("after", behind) or "")[:1] not in ("）", ")", "，", "、"):
        return False
    held = at.own_type(post)
    at.hold(before, post, held, "role-in-bracket")
    at.pending, at.chain = [], Chain([before], held, "role-in-bracket")
    return True


@on_post(
    "further-role",
    60,
    "[程岚|PER]任[县委|ORG][副书记|TITLE]、[县长|TITLE]。 => 程岚=县委副书记 县长",
    "免去[程岚|PER]的[县水利局|ORG][党组书记|TITLE]、[局长|TITLE]职务。 => 程岚=县水利局党组书记:removed 局长:removed",
)
def further(at: Reading, post: Post) -> bool:
    """A further post of a verb's list, unless it stands before a name of its own."""
    chain, gap = at.chain, at.gap
    if not isinstance(at.before, Post) or chain is None or gap not in STACK:
        return False
    if gap in _AND and chain.rule == "role-after-name":
        return False  # 程岚主席和总统先生
    names = at.behind[:1] in at.cues.words("list") or (gap == "" and chain.rule == "role-after-name")
    run_on = bool(at.label) and chain.rule == "role-after-name" and gap in ("、", "兼")
    if names or (not run_on and _next_holds(at)):
        return False
    own = at.own_type(post) if post.kind != "byline" else "holds"
    for person in chain.persons:
        at.hold(person, post, own if own != "holds" else chain.type, "further-role")
    return True


def _next_holds(at: Reading) -> bool:
    """Whether a post behind a comma stands before a name of its own."""
    if at.gap not in ("，", "；", "、"):
        return False
    end, joint = at.stack_ends()
    return end < len(at.row.units) and isinstance(at.row.units[end], Person) and joint == ""


@on_post(
    "career-role",
    65,
    "[程岚|PER]简历：[1988年至1999年|DATE]，[县水利局|ORG][科员|TITLE]；[1999年至今|DATE]，任[局长|TITLE]。 "
    "=> 程岚=县水利局科员:former 局长",
    "[程岚|PER]，男。[1988年5月至1999年1月|DATE]，[县水利局|ORG][科员|TITLE]、[科长|TITLE]； "
    "=> 程岚=县水利局科员:former 科长:former",
)
def step(at: Reading, post: Post) -> bool:
    """A step of a career: a range of dates and a post, and nobody named."""
    found = _STEP.search(at.gap)
    if at.subject is None or not found or (isinstance(at.before, Person) and not at.gap.startswith(_RECORDS)):
        return False
    held: RelationType = "holds" if found["till"] == "今" else "former"
    at.chain = Chain([at.subject], held, "career-role")
    at.hold(at.subject, post, held, "career-role")
    return True


@on_post(
    "verb-role",
    70,
    "[程岚|PER]当选[柳坪县|LOC][县长|TITLE]。 => 程岚=柳坪县县长:appointed",
    "任命[程岚|PER]、[唐文静|PER]为[副县长|TITLE]。 => 程岚=副县长:appointed; 唐文静=副县长:appointed",
    "选举[程岚|PER]、[唐文静|PER]等9人为[县委|ORG][常委|TITLE]。 => 程岚=县委常委:appointed; 唐文静=县委常委:appointed",
    "[程岚|PER]曾任[县水利局|ORG][局长|TITLE]，现任[副县长|TITLE]。 => 程岚=县水利局局长:former 副县长",
    "[程岚|PER]接替[唐文静|PER]任[县长|TITLE]。 => 程岚=县长:appointed; 唐文静=县长:former",
    "选举[县医院|ORG][院长|TITLE][程岚|PER]、[县一中|ORG][校长|TITLE][孟祥|PER]为[副理事长|TITLE]。 "
    "=> 程岚=县医院院长 副理事长:appointed; 孟祥=县一中校长 副理事长:appointed",
    "[青木公司|ORG][董事长|TITLE][程岚|PER]连任[会长|TITLE]；[孟祥|PER]、[唐文静|PER]当选[副会长|TITLE]。 "
    "=> 程岚=青木公司董事长 会长:appointed; 孟祥=副会长:appointed; 唐文静=副会长:appointed",
)
def by_verb(at: Reading, post: Post) -> bool:
    """A post that a verb before it gives to its subject; who is replaced had it before."""
    word = _verb(at)
    if word is None or at.subject is None:
        return False
    held = at.verb_type(at.gap, word, at.index < at.dated)
    if at.own_type(post) == "proposed":
        held = "proposed"  # 推选为…候选人
    if at.replaced and held == "holds":
        held = "appointed"  # 接替某人任
    persons = [at.subject]
    if _OTHERS.sub("", at.gap) == word and at.listing and at.before is at.listing[-1]:
        persons = list(at.listing)
    elif at.give == "appointed" and _OTHERS.sub("", at.gap) == "为" and at.before is at.peers[-1]:
        persons = at.peers  # 选举某院院长甲、某局局长乙为…
    elif isinstance(at.before, Post) and at.chain:
        persons = at.chain.persons  # 甲、乙现任…，拟任…
    at.chain = Chain(persons, held, "verb-role")
    at.pending, at.shared = [], []
    for person in at.chain.persons:
        at.hold(person, post, held, "verb-role")
    if at.replaced:
        at.hold(at.replaced, post, "former", "replaced-role")
    return True


def _verb(at: Reading) -> str | None:
    """The verb before the post, if the post is its subject's and not somebody's who follows."""
    word = at.verb
    if word is None or (word in ("为", "是", "系", "作为") and not _says_what(at)):
        return None
    if at.denied():
        return None
    if word == "是" and at.gap.endswith("的是") and at.gap != "的是":
        return None  # 给程岚打电话的是包工头
    if not (isinstance(at.before, Person) and at.gap == word):
        end, joint = at.stack_ends()
        if end < len(at.row.units) and isinstance(at.row.units[end], Person) and (not joint or at.told(joint)):
            return None  # 现任某校校长的周明; 时任县长周明
    return word


def _says_what(at: Reading) -> bool:
    """Whether 为 or 是 says what somebody is: a whole clause that ends behind the post."""
    if not isinstance(at.before, Person) and at.chain is None:
        return False
    return at.behind[:1] in ("", "，", "。", "、", "；", "的", "兼", "职", "等", "组") or at.give is not None


@on_post("as-role", 80, "[程岚|PER]以[县商会|ORG][会长|TITLE]的身份致辞。 => 程岚=县商会会长")
def as_what(at: Reading, post: Post) -> bool:
    """以…的身份 behind a name."""
    if at.subject is None or not _reached(at) or not at.gap.endswith("以"):
        return False
    if not at.cues.beginning("as", at.behind):
        return False
    held: RelationType = "former" if at.gap.endswith("曾以") else "holds"
    at.hold(at.subject, post, held, "as-role")
    return True


@on_post(
    "removed-role",
    90,
    "免去[程岚|PER]的[县水利局|ORG][局长|TITLE]职务。 => 程岚=县水利局局长:removed",
    "免去[程岚|PER]、[孟祥|PER]的[检察员|TITLE]职务。 => 程岚=检察员:removed; 孟祥=检察员:removed",
    "[程岚|PER]任[县委|ORG][书记|TITLE]，免去其[县长|TITLE]职务。 => 程岚=县委书记:appointed 县长:removed",
    "[程岚|PER]因到龄，免去[县水利局|ORG][局长|TITLE]职务。 => 程岚=县水利局局长:removed",
    "[程岚|PER]的[县水利局|ORG][局长|TITLE]职务被免去。 => 程岚=县水利局局长:removed",
)
def removed(at: Reading, post: Post) -> bool:
    """A post that is taken from the person before it, or from 其."""
    if at.subject is None or not _reached(at):
        return False
    persons = [at.subject]
    whose = at.gap.endswith("其") and (at.cues.within("give", at.gap) or "免" in at.behind)
    if at.before is at.subject and at.gap in ("", "的", "担任的", "所任的"):
        if at.give != "removed" and at.own_type(post) != "removed":
            return False
        persons = list(at.listing) if at.subject in at.listing else persons  # 免去甲、乙的…职务
    elif not whose and not (at.before is at.subject and at.gap.endswith("，免去")):
        return False
    at.chain = Chain(persons, "removed", "removed-role")
    for person in persons:
        at.hold(person, post, "removed", "removed-role")
    return True


@on_post(
    "left-role",
    110,
    "[程岚|PER]由[县水利局|ORG][局长|TITLE]转任[副县长|TITLE]。 => 程岚=县水利局局长:former 副县长:appointed",
)
def left(at: Reading, post: Post) -> bool:
    """The post that is left for another."""
    if at.subject is None or at.before is not at.subject or not _reached(at):
        return False
    if at.cues.ending("from", at.gap) != at.gap.strip("，") or not at.cues.beginning("move", at.stack_ends()[1]):
        return False
    at.chain = Chain([at.subject], "former", "left-role")
    at.hold(at.subject, post, "former", "left-role")
    return True


def _reached(at: Reading) -> bool:
    """Whether a post without a verb can still be the subject's: none with another holder stands between."""
    return at.verb is None and not (isinstance(at.before, Post) and at.chain is None and not at.pending)


@on_post("apposed-role", 120, "[程岚|PER]，[青木食品有限公司|ORG][总经理|TITLE]，到会。 => 程岚=青木食品有限公司总经理")
def apposed(at: Reading, post: Post) -> bool:
    """A post between commas behind a name that opens its clause."""
    before = at.before
    if not isinstance(before, Person) or at.gap != "，" or at.behind[:1] not in ("，", "。", ""):
        return False
    if isinstance(at.after, Person) and not at.behind:
        return False  # 选手甲，教练乙
    if at.index != 1 and not at.row.gaps[at.index - 1].endswith(("，", "。", "：")):
        return False
    at.hold(before, post, at.own_type(post), "apposed-role")
    at.pending, at.chain = [], None
    return True


def _was_list(at: Reading, post: Post) -> bool:
    """Whether a bare post goes on with a list that 时任 opens (时任局长甲、副局长乙)."""
    opens = at.shared[0].post.start if at.shared else 0
    return bool(opens) and post.front is None and at.gap in LIST and at.row.text[:opens].endswith("时任")


def _bare(at: Reading, post: Post) -> bool:
    """Whether a post has no body of its own and is no rank."""
    return post.front is None and not post.title.text(at.row.text).endswith(at.ranks)


def wait(at: Reading, post: Post) -> None:
    """A post that no rule gave away waits for a holder, behind the stack that it goes on with."""
    held = at.own_type(post)
    stacked = isinstance(at.before, Post) and at.stacks(at.gap) and bool(at.pending)
    then = stacked and at.row.plain[at.index - len(at.pending)].endswith("时任")
    if stacked and at.gap in STACK and held == "holds" and (then or _bare(at, post)):
        # 原 reaches over what has no body of its own (原党组副书记、副部长; not 原馆长、副研究馆员), 时任 over all
        held = at.pending[-1].type
    elif held == "holds" and isinstance(at.before, Person) and _was_list(at, post):
        held = "former"
    at.pending = [*at.pending, Waiting(post, held)] if stacked else [Waiting(post, held)]
    at.chain = None
