"""Posts in full, in whole texts, through the components."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import spacy

from pipeline.document import Context, PageContext
from pipeline.record import Issue

Posts = set[tuple[str, str | None, str | None]]


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    nlp = spacy.blank("zh")
    for component in ("renzhi_sentences", "renzhi_entities", "renzhi_roles", "renzhi_resolve"):
        nlp.add_pipe(component)
    return nlp


@pytest.fixture(scope="module")
def resolve(nlp: spacy.Language) -> Callable[..., Posts]:
    """The posts of a text as (person, org, title)."""

    def posts(text: str, region: str | None = None, date: str | None = None) -> Posts:
        doc = nlp.make_doc(text)
        doc._.context = Context(Issue(None, date, region), PageContext())
        doc = nlp(doc)
        return {(b.person.text(text), b.org, b.title) for b in doc._.relations}

    return posts


def full(posts: str) -> Posts:
    """``程岚=泽川市委/书记 -/教授`` as a set; ``-`` is no organisation."""
    out: Posts = set()
    for part in filter(None, posts.split("; ")):
        person, _, rest = part.partition("=")
        for post in rest.split(" "):
            org, _, title = post.partition("/")
            out.add((person, None if org == "-" else org, title))
    return out


COUNTY = "柳坪县委召开会议。"


@pytest.mark.parametrize(
    ("text", "posts"),
    [
        # Jurisdiction: the article's own words.
        (COUNTY + "县委书记程岚讲话。", "程岚=柳坪县委/书记"),
        (COUNTY + "县长程岚讲话。", "程岚=柳坪县人民政府/县长"),
        (COUNTY + "常务副县长程岚讲话。", "程岚=柳坪县人民政府/常务副县长"),
        (COUNTY + "县公安局局长程岚讲话。", "程岚=柳坪县公安局/局长"),
        (COUNTY + "县人大常委会主任程岚讲话。", "程岚=柳坪县人大常委会/主任"),
        (COUNTY + "县法院院长程岚讲话。", "程岚=柳坪县人民法院/院长"),
        (COUNTY + "我县水利局局长程岚讲话。", "程岚=柳坪县水利局/局长"),
        ("县长程岚讲话。", "程岚=-/县长"),
        ("县公安局局长程岚讲话。", "程岚=-/局长"),
        # A larger unit that is named wins for its own posts.
        ("泽川市副市长、柳坪县委书记程岚讲话。", "程岚=泽川市人民政府/副市长 柳坪县委/书记"),
        (COUNTY + "泽川市副市长程岚、县长唐文静参加。", "程岚=泽川市人民政府/副市长; 唐文静=柳坪县人民政府/县长"),
        # Normal forms.
        ("中共柳坪县委书记程岚讲话。", "程岚=柳坪县委/书记"),
        ("柳坪县监察委员会主任程岚讲话。", "程岚=柳坪县监委/主任"),
        ("柳坪县政府副县长程岚讲话。", "程岚=柳坪县人民政府/副县长"),
        ("柳坪县检察院检察长程岚讲话。", "程岚=柳坪县人民检察院/检察长"),
        # Parents by the gazetteer; districts with their city.
        ("北京市朝阳区教育局局长程岚讲话。", "程岚=北京市朝阳区教育局/局长"),
        # Governments and what says its organisation itself.
        ("国务院总理程岚讲话。", "程岚=国务院/总理"),
        ("总书记程岚讲话。", "程岚=中共中央/总书记"),
        # The front of the party is carried on.
        (COUNTY + "县委副书记、政法委书记程岚讲话。", "程岚=柳坪县委/副书记 柳坪县委政法委/书记"),
        (COUNTY + "县委常委、组织部部长程岚讲话。", "程岚=柳坪县委/常委 柳坪县委组织部/部长"),
        (COUNTY + "县委常委、纪委书记、监委主任程岚讲话。", "程岚=柳坪县委/常委 柳坪县纪委/书记 柳坪县监委/主任"),
        (COUNTY + "县委副书记、县长程岚讲话。", "程岚=柳坪县委/副书记 柳坪县人民政府/县长"),
        ("柳坪县教育局党组书记、局长程岚讲话。", "程岚=柳坪县教育局党组/书记 柳坪县教育局/局长"),
        ("青木食品有限公司董事长兼总经理程岚讲话。", "程岚=青木食品有限公司/董事长 青木食品有限公司/总经理"),
        # Groups.
        (COUNTY + "县领导程岚、唐文静参加。", "程岚=柳坪县/县领导; 唐文静=柳坪县/县领导"),
        (COUNTY + "程岚等县领导参加。", "程岚=柳坪县/县领导"),
        # Generic bodies are what the article named.
        ("泽川大学召开会议。校长程岚讲话。", "程岚=泽川大学/校长"),
        ("泽川大学召开会议。学校党委书记程岚讲话。", "程岚=泽川大学党委/书记"),
        # A professor's own body is not said.
        ("泽川大学党委书记程岚教授讲话。", "程岚=泽川大学党委/书记 -/教授"),
        # Parted by 原 or by the name.
        ("泽川市人社局原局长程岚受审。", "程岚=泽川市人社局/局长"),
        ("柳坪县委原书记程岚受审。", "程岚=柳坪县委/书记"),
        # Fused in print.
        ("泽川市公安局长程岚讲话。", "程岚=泽川市公安局/局长"),
        # Journalists.
        ("新华社泽川3月5日电（记者程岚）会议召开。", "程岚=新华社/记者"),
        ("本报讯（记者程岚）会议召开。", "程岚=-/记者"),
        ("广州市委召开会议。省公安厅厅长程岚讲话。", "程岚=广东省公安厅/厅长"),
        ("青木食品有限公司投产。公司总经理程岚讲话。", "程岚=青木食品有限公司/总经理"),
        ("公司总经理程岚讲话。", "程岚=-/总经理"),
        ("泽川市作协程岚主席讲话。", "程岚=泽川市作协/主席"),
        # Real places.
        ("荆州市委召开会议。市委书记程岚讲话。", "程岚=荆州市委/书记"),
        ("荆州市委书记程岚讲话。", "程岚=荆州市委/书记"),
        ("荆州市公安局局长程岚讲话。市长唐文静参加。", "程岚=荆州市公安局/局长; 唐文静=荆州市人民政府/市长"),
        ("苏州市委召开会议。市教育局局长程岚讲话。", "程岚=苏州市教育局/局长"),
        ("贵州省政府召开会议。副省长程岚讲话。", "程岚=贵州省人民政府/副省长"),
        ("湖北省松滋市委召开会议。省水利厅厅长程岚讲话。", "程岚=湖北省水利厅/厅长"),
        ("内蒙古自治区党委书记程岚讲话。", "程岚=内蒙古自治区党委/书记"),
        ("美国总统约翰·史密斯，到访。", "约翰·史密斯=美国/总统"),
        ("香港特別行政區行政長官陳立仁出席。", "陳立仁=香港特別行政區/行政長官"),
        # And more.
        ("柳坪县高砂镇镇长程岚讲话。", "程岚=高砂镇人民政府/镇长"),
        ("高砂镇党委书记程岚讲话。", "程岚=高砂镇党委/书记"),
        ("湖北省柳坪县委书记程岚讲话。", "程岚=柳坪县委/书记"),
        ("第十四届全国人大代表程岚到会。", "程岚=全国人大/代表"),
        ("北大党委书记程岚致辞。", "程岚=北京大学党委/书记"),
        ("中科院植物研究所所长程岚到会。", "程岚=中国科学院植物研究所/所长"),
        ("北大荒农场场长程岚到会。", "程岚=北大荒农场/场长"),
        ("恩施州开展调研。省委常委程岚参加。", "程岚=湖北省委/常委"),
        ("江州市人大常委副主任程岚到会。", "程岚=江州市人大常委会/副主任"),
        ("程岚曾任泽川市云泊区副区长、沙河区区长、区委书记。", "程岚=泽川市云泊区人民政府/副区长 泽川市沙河区人民政府/区长 泽川市沙河区委/书记"),
        ("江州木工厂老厂长程岚到会。", "程岚=江州木工厂/厂长"),
        ("泽川大学历史系教授程岚、副教授唐文静到会。", "程岚=泽川大学历史系/教授; 唐文静=泽川大学历史系/副教授"),
        ("泽川市教育局党组书记、局长程岚，党组成员、副局长唐文静到会。", "程岚=泽川市教育局党组/书记 泽川市教育局/局长; 唐文静=泽川市教育局党组/成员 泽川市教育局/副局长"),
        ("青木食品有限公司纪委书记、监察专员程岚到会。", "程岚=青木食品有限公司纪委/书记 青木食品有限公司/监察专员"),
        ("青木食品有限公司党委副书记、组织部部长程岚到会。", "程岚=青木食品有限公司党委/副书记 青木食品有限公司党委组织部/部长"),
        ("瑞濱市市長柯文峰昨日視察夜市，議員陳時雨隨行。", "柯文峰=瑞濱市政府/市長; 陳時雨=瑞濱市議會/議員"),
        ("銀涌區議員霍啟光昨日視察碼頭，聽取漁民意見。", "霍啟光=銀涌區議會/議員"),
        ("在坝上村，村委会主任程岚正在劈柴。", "程岚=坝上村村委会/主任"),
        ("泽川市教育局分管安全的副局长程岚到会。", "程岚=泽川市教育局/副局长"),
        ("泽川大学聘程岚为客座教授。", "程岚=泽川大学/客座教授"),
        ("江州大学召开会议。国际合作与交流处处长程岚参加。", "程岚=江州大学国际合作与交流处/处长"),
        ("斐济总理约内·卡塔瓦22日就职，财政部长埃丝特·库克出席。", "约内·卡塔瓦=斐济/总理; 埃丝特·库克=斐济财政部/部长"),
        ("江州青木食品有限公司（下称青木公司）昨日道歉。青木公司总经理程岚说，货已召回。", "程岚=江州青木食品有限公司/总经理"),
        ("湖北省国资委副主任程岚、二级巡视员唐文静到会。", "程岚=湖北省国资委/副主任; 唐文静=湖北省国资委/二级巡视员"),
        ("柳坪县人大常委会副主任程岚，秘书长唐文静，副主任孟祥出席。", "程岚=柳坪县人大常委会/副主任; 唐文静=柳坪县人大常委会/秘书长; 孟祥=柳坪县人大常委会/副主任"),
        ("泽川市成立防汛抢险工作组，由市长程岚任组长，市教育局局长唐文静任副组长。", "程岚=泽川市人民政府/市长 防汛抢险工作组/组长; 唐文静=泽川市教育局/局长 防汛抢险工作组/副组长"),
        ("对江州矿业集团安全生产委员会组成人员调整如下：\n主任：程岚党委书记\n副主任：唐文静副总经理", "程岚=江州矿业集团安全生产委员会/主任 江州矿业集团党委/书记; 唐文静=江州矿业集团安全生产委员会/副主任 江州矿业集团/副总经理"),
        ("国家主席程岚讲话。", "程岚=中华人民共和国/主席"),
        ("国务院副总理程岚讲话。", "程岚=国务院/副总理"),
        ("柳坪县委政法委书记程岚讲话。", "程岚=柳坪县委政法委/书记"),
        ("中国共产党柳坪县委员会书记程岚讲话。", "程岚=柳坪县委/书记"),
        ("柳坪县纪律检查委员会书记程岚讲话。", "程岚=柳坪县纪委/书记"),
        ("柳坪县政协委员程岚讲话。", "程岚=柳坪县政协/委员"),
        ("柳坪县委书记、县人武部党委第一书记程岚讲话。", "程岚=柳坪县委/书记 柳坪县人武部党委/第一书记"),
        ("柳坪县召开会议。县委常委、县委办公室主任程岚讲话。", "程岚=柳坪县委/常委 柳坪县委办公室/主任"),
        ("柳坪县召开会议。县委常委、统战部部长程岚，宣传部部长唐文静参加。", "程岚=柳坪县委/常委 柳坪县委统战部/部长; 唐文静=柳坪县委宣传部/部长"),
        ("柳坪县召开会议。县委副书记、代县长程岚讲话。", "程岚=柳坪县委/副书记 柳坪县人民政府/代县长"),
        ("青木食品有限公司党委书记、董事长程岚讲话。", "程岚=青木食品有限公司党委/书记 青木食品有限公司/董事长"),
        ("青木食品有限公司副总经理兼财务部经理程岚讲话。", "程岚=青木食品有限公司/副总经理 青木食品有限公司财务部/经理"),
        ("校领导程岚参加。", "程岚=-/校领导"),
        ("新任柳坪县县长程岚讲话。", "程岚=柳坪县人民政府/县长"),
        ("免去程岚的柳坪县公安局局长职务。", "程岚=柳坪县公安局/局长"),
        ("中新社记者程岚报道。", "程岚=中新社/记者"),
        # A restarted list.
        ("青木商会会长程岚，副会长唐文静、孟祥，监事长陆一鸣出席。", "程岚=青木商会/会长; 唐文静=青木商会/副会长; 孟祥=青木商会/副会长; 陆一鸣=青木商会/监事长"),
    ],
)
def test_posts(resolve: Callable[..., Posts], text: str, posts: str) -> None:
    assert resolve(text) == full(posts)


@pytest.mark.parametrize(
    ("text", "region", "posts"),
    [
        ("县长程岚讲话。", "柳坪县", "程岚=柳坪县人民政府/县长"),
        ("市委书记程岚讲话。", "泽川市", "程岚=泽川市委/书记"),
        ("县长程岚讲话。", "泽川市", "程岚=-/县长"),
        ("省公安厅厅长程岚讲话。", "荆州市", "程岚=湖北省公安厅/厅长"),
        ("柳坪县委召开会议。县长程岚讲话。", "云泊县", "程岚=柳坪县人民政府/县长"),
        ("宣传部部长程岚讲话。", "柳坪县", "程岚=柳坪县委宣传部/部长"),
        ("县领导程岚参加。", "柳坪县", "程岚=柳坪县/县领导"),
        ("市长程岚讲话。", "镇江市", "程岚=镇江市人民政府/市长"),
        ("区长程岚讲话。", "北京市朝阳区", "程岚=北京市朝阳区人民政府/区长"),
    ],
)
def test_the_region_of_the_page(resolve: Callable[..., Posts], text: str, region: str, posts: str) -> None:
    assert resolve(text, region) == full(posts)


@pytest.mark.parametrize(
    ("text", "date", "expected"),
    [
        ("3月5日，柳坪县委书记程岚讲话。", "2024-03-06", ("2024-03-05", "2024-03-05")),
        ("2021年3月，柳坪县委书记程岚讲话。", None, ("2021-03-01", "2021-03-31")),
        ("3月5日，柳坪县委书记程岚讲话。", None, None),
        ("柳坪县委书记程岚讲话。", "2024-03-06", None),
        ("3月5日开会。柳坪县委书记程岚讲话。", "2024-03-06", None),
        ("本报讯（记者程岚）3月5日开会。", "2024-03-06", None),
    ],
)
def test_dates(nlp: spacy.Language, text: str, date: str | None, expected: tuple[str, str] | None) -> None:
    doc = nlp.make_doc(text)
    doc._.context = Context(Issue(None, date, None), PageContext())
    (bond,) = nlp(doc)._.relations
    assert bond.date == expected


def test_documents_of_a_page_share_their_places(nlp: spacy.Language) -> None:
    page = PageContext()
    docs = [nlp.make_doc(text) for text in ("柳坪县委召开会议。", "县长程岚讲话。", "县长唐文静讲话。")]
    docs[0]._.context, docs[1]._.context, docs[2]._.context = Context(page=page), Context(page=page), Context()
    _, second, third = nlp.pipe(docs)
    assert [b.org for b in second._.relations] == ["柳坪县人民政府"]
    assert [b.org for b in third._.relations] == [None]
    assert second._.context.issue.region == "柳坪县"


def test_a_headline_tells_which_of_the_places_of_a_page_is_meant(nlp: spacy.Language) -> None:
    page = PageContext()
    texts = ("泽川市云泊区委开会。云泊区政府整改。", "泽川市沙河区委开会。", "区长程岚讲话。")
    docs = [nlp.make_doc(text) for text in texts]
    for doc, headline in zip(docs, ("", "", "沙河区夜访群众"), strict=True):
        doc._.context = Context(page=page, headline=headline)
    *_, last = nlp.pipe(docs)
    assert [b.org for b in last._.relations] == ["泽川市沙河区人民政府"]


def test_why_tells_what_was_filled_in(nlp: spacy.Language) -> None:
    (bond,) = nlp("柳坪县委召开会议。县长程岚讲话。")._.relations
    assert any("柳坪县" in step for step in bond.why)
