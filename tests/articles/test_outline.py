"""Pages whose articles are cut up and interleaved, invented."""

from __future__ import annotations

import pytest

from pipeline.articles.cues import load as load_cues
from pipeline.articles.factory import make as make_articles
from pipeline.articles.labels import LABELS
from pipeline.articles.model import load as load_model
from pipeline.articles.outline import label
from pipeline.clean.factory import make as make_clean
from pipeline.page import Page
from pipeline.record import Article, Source

CLEAN, ARTICLES = make_clean(), make_articles()

INTERLEAVED = """\
02　要闻·时政
2023年5月9日　星期二

　　本报讯（记者 何平）5月8日，东川市
委书记高岚到防汛物资仓库调研，一排排
冲锋舟擦得锃亮。高岚问仓库管理员：
“夜里来了通知，几分钟能装车，

　　本报讯（记者 周明）西山大桥昨日合龙。
市交通运输局局长林远说，大桥全长两公里，
建成以后两岸车程缩短到十分钟。负责施工的

高岚调研防汛物资储备时要求
宁可备而不用 不可用时无备

一车人够不够？”
　　管理员答，两个班轮流值守，一刻钟装完一车
防汛物资。高岚点头说，仓库的账要一天一清。
大干一百天 东川添新颜
桥梁公司派出三百名工人，昼夜两班，大桥主塔比
计划早二十天封顶。
　　林远表示，西山大桥年底通车。

西山大桥合龙
两岸十分钟通达
责编：王一平 美编 李小雨
"""
LISTED = """\
白云茶场开园采茶
　　清早的雾还没散，白云茶场的采茶工人
已经上了山。场长陈大山数了数，今天来了
八十多人，比去年开园多了一半。
　　“明前茶一天一个价。”陈大山说，他
把仓库腾出来做了工人的饭堂。
（通讯员 赵新 本报记者 何
平）

简讯

　　▲5月6日，东川市图书馆
新馆开放，首日接待读者两千
人次。
　　▲市气象局在河西乡新建
三座雨量站，汛期可提前两小
时预警。
东川市水利局招聘公告
　　经市水利局党组研究，决定招聘堤防巡查员五
名，现将有关事项公告如下：
　　一、年龄在三十五周岁以下，身体健康；
　　二、报名时间为5月10日至5月15日。
　　2023年5月8日
投稿信箱：dcrb@example.cn
"""


def run(text: str) -> list[Article]:
    return ARTICLES(CLEAN(Page("p", text, Source("p.txt", "", "utf-8"))))


def test_two_cut_bodies_are_put_together_again() -> None:
    articles = [article for article in run(INTERLEAVED) if article.kind == "article"]
    visit, bridge = articles
    assert "几分钟能装车，一车人够不够？”" in visit.text
    assert visit.text.endswith("仓库的账要一天一清。")
    assert "".join(line.text for line in visit.headline) == "高岚调研防汛物资储备时要求宁可备而不用 不可用时无备"
    assert "负责施工的桥梁公司派出三百名工人" in bridge.text
    assert bridge.text.endswith("西山大桥年底通车。")
    assert [line.text for line in bridge.headline] == ["西山大桥合龙", "两岸十分钟通达"]


def test_furniture_and_banners_are_fragments() -> None:
    fragments = [article.text for article in run(INTERLEAVED) if article.kind == "fragment"]
    assert fragments == ["02要闻·时政\n2023年5月9日 星期二", "大干一百天 东川添新颜", "责编：王一平 美编 李小雨"]


@pytest.mark.parametrize("banner", ["决战四季度 冲刺全年红", "我为群众办实事", "走基层 看变化", "东川新闻"])
def test_a_banner_below_an_article_that_has_its_headline(banner: str) -> None:
    records = run(INTERLEAVED.replace("大干一百天 东川添新颜", banner))
    assert banner in [record.text for record in records if record.kind == "fragment"]


def test_articles_begin_without_openers() -> None:
    records = run(LISTED)
    tea, notice = (next(r for r in records if r.text.startswith(start)) for start in ("清早的雾", "经市水利局"))
    assert [line.text for line in tea.headline] == ["白云茶场开园采茶"]
    assert [line.text for line in notice.headline] == ["东川市水利局招聘公告"]
    assert records[-1].text.endswith("投稿信箱：dcrb@example.cn")


HEAD_ABOVE_A_CAPTION = """\
　　本报讯（记者周明）5月6日，白云茶叶产业
园举行重点项目集中开工仪式，市长林远出席，
十二个项目总投资三十亿元。
　　林远在仪式上说，白云茶叶产业园要抓好项
目建设，早日投产。

白云茶叶产业园十二个重点项目集中开工

采茶车间。白云茶叶产业园鸟瞰。
"""


def test_a_headline_between_its_text_and_a_caption() -> None:
    (article,) = (record for record in run(HEAD_ABOVE_A_CAPTION) if record.kind == "article")
    assert [line.text for line in article.headline] == ["白云茶叶产业园十二个重点项目集中开工"]
    assert article.text.split("\n")[-1] == "采茶车间。白云茶叶产业园鸟瞰。"


def test_behind_a_signature_an_article_begins() -> None:
    lines = ["清早的雾还没散，白云茶场的采茶工人已经", "上了山。场长陈大山数了数，来了八十多人。", "（通讯员 赵新）"]
    lines += ["市图书馆新馆昨天开放，首日接待读者两千", "人次。馆长何平说，新馆每天开放到九点。"]
    page = CLEAN(Page("p", "\n".join(lines), Source("p.txt", "", "utf-8")))
    parts = label(page, load_cues(), load_model("layout"))
    assert LABELS[parts.labels[3]] == "text-article"
