"""Pages laid out badly, invented: each a list of articles that must come out whole."""

from __future__ import annotations

import random
from itertools import product

import pytest

from pipeline.articles.factory import make as make_articles
from pipeline.clean.factory import make as make_clean
from pipeline.page import Page
from pipeline.record import Article, Source

CLEAN, ARTICLES = make_clean(), make_articles()

FLOOD = (
    ["明湖市召开防汛工作推进会"],
    [
        "本报讯（记者李青）近日，明湖市召开防汛工作推进会，听取各镇汛情汇报，"
        "安排部署下一步防汛工作。市委书记林远出席会议并讲话。",
        "林远强调，各镇要压实堤防巡查责任，备足沙袋、块石等物资，做好低洼地带群众的转移准备，确保安全度汛。",
        "市领导项明、周建国，欧阳志成参加会议。",
    ],
)
SCHOOL = (
    ["东河镇中心小学新校区", "本月底交付使用"],
    [
        "本报讯（记者王一平 通讯员赵新）9月3日，记者从市教育局获悉，"
        "东河镇中心小学新校区的主体工程已经全部完工，本月底交付使用。",
        "据介绍，新校区占地40亩，建有教学楼两栋、食堂一栋，可容纳学生1200名，总投资6800万元。",
    ],
)
TEA = (
    ["白云茶场春茶开采", "采茶工人日均增收二百元"],
    [
        "本报讯 清明前夕，西山乡白云茶场的两千亩春茶陆续开采，茶园里到处是采茶工人忙碌的身影。",
        "茶场负责人陈大山说：“今年雨水足，芽头壮，采茶工人一天能挣两百多元。”",
    ],
)
ROAD = (
    ["滨江大道改造工程进展顺利"],
    [
        "本报讯（记者周明）连日来，在滨江大道改造工程现场，挖掘机、压路机来回穿梭，工人们抢抓晴好天气铺设沥青路面。",
        "市住建局副局长何平介绍，滨江大道全长五公里，改造工程将于国庆节前全线通车。",
    ],
)
Story = tuple[list[str], list[str]]


def run(text: str) -> list[Article]:
    return ARTICLES(CLEAN(Page("p", text, Source("p.txt", "", "utf-8"))))


def wrap(story: Story, width: int, indent: str = "", short: int = 2, gap: bool = True) -> list[str]:
    """The body as a column of ``width``; first lines are ``short`` by the indent that was lost, or have it."""
    out: list[str] = []
    for number, paragraph in enumerate(story[1]):
        if number and gap:
            out.append("")
        first = width - short
        out.append(indent + paragraph[:first])
        out += [paragraph[at : at + width] for at in range(first, len(paragraph), width)]
    return out


def body(story: Story) -> str:
    return "".join(story[1]).replace(" ", "")


def right(articles: list[Article], stories: list[Story]) -> bool:
    """Whether these articles came out, with their headlines, and no other."""
    found = {
        article.text.replace("\n", "").replace(" ", ""): article for article in articles if article.kind == "article"
    }
    return set(found) == {body(story) for story in stories} and all(
        "".join(line.text for line in found[body(story)].headline).replace(" ", "") == "".join(story[0])
        for story in stories
    )


def check(articles: list[Article], stories: list[Story]) -> None:
    assert right(articles, stories), [(a.kind, [h.text for h in a.headline], a.text) for a in articles]


STORIES = [FLOOD, SCHOOL, TEA, ROAD]
SETTINGS = list(product((13, 15, 18, 20, 24, 26), ("", "\u3000\u3000"), (True, False)))
"""Width, indent, blank lines between paragraphs; where there is no indent, it was lost."""


@pytest.mark.parametrize("trailing", [False, True])
def test_headlines_before_or_after(trailing: bool) -> None:
    good = []
    for width, indent, gap in SETTINGS:
        lines = []
        for story in STORIES:
            column = wrap(story, width, indent, gap=gap)
            lines += [*column, "", *story[0], ""] if trailing else [*story[0], "", *column, ""]
        good.append(right(run("\n".join(lines)), STORIES))
    assert sum(good) >= 19, [setting for setting, is_good in zip(SETTINGS, good, strict=True) if not is_good]


def test_two_articles_headlines_in_a_run_and_columns_of_three_widths() -> None:
    lines = [*wrap(FLOOD, 20), "", *FLOOD[0], "", *SCHOOL[0], "", *wrap(SCHOOL, 14), "", *wrap(TEA, 24), "", *TEA[0]]
    check(run("\n".join(lines)), [FLOOD, SCHOOL, TEA])


def test_blank_lines_inside_sentences() -> None:
    good = 0
    for seed in range(12):
        rng = random.Random(seed)
        lines: list[str] = []
        for story in (FLOOD, TEA, ROAD):
            lines += [*story[0], ""]
            for line in wrap(story, 18):
                lines += [line, ""] if line and rng.random() < 0.15 and line[-1] not in "。”" else [line]
            lines.append("")
        good += right(run("\n".join(lines)), [FLOOD, TEA, ROAD])
    assert good >= 10


def test_a_body_goes_on_below_another_column() -> None:
    flood = wrap(FLOOD, 20)
    lines = [*FLOOD[0], "", *flood[:2], "", *TEA[0], "", *wrap(TEA, 14), "", *flood[2:], "", *ROAD[0], *wrap(ROAD, 14)]
    check(run("\n".join(lines)), [FLOOD, TEA, ROAD])


def test_furniture_banners_and_captions_are_no_articles_text() -> None:
    lines = ["2024年9月3日 星期二 第2版", "责编：王一平 校对：李小雨", "", *FLOOD[0], "", *wrap(FLOOD, 18)]
    lines += ["", *TEA[0], "", *wrap(TEA, 18), "", "▲ 白云茶场的采茶工人。", "", "热线电话：0000-123456"]
    articles = run("\n".join(lines))
    fragments = [article for article in articles if article.kind == "fragment"]
    assert [fragment.text for fragment in fragments] == [
        "2024年9月3日 星期二 第2版\n责编：王一平 校对：李小雨",
        "热线电话：0000-123456",
    ]
    (tea,) = (article for article in articles if article.text.endswith("采茶工人。"))
    assert tea.text.split("\n")[-1].startswith("▲")
    assert {article.issue.date for article in articles} == {"2024-09-03"}


@pytest.mark.parametrize("foot", ["新闻热线：0000-123456", "读者信箱：a@b.example", "责任编辑 王一平 版式 李小雨"])
def test_the_imprint_at_the_foot_of_a_page_is_a_fragment(foot: str) -> None:
    articles = run("\n".join([*FLOOD[0], "", *wrap(FLOOD, 18), "", *TEA[0], "", *wrap(TEA, 18), "", foot]))
    check(articles[:-1], [FLOOD, TEA])
    assert (articles[-1].kind, articles[-1].text) == ("fragment", foot)


def test_a_telephone_number_below_a_text_is_the_texts() -> None:
    articles = run("\n".join([*FLOOD[0], "", *wrap(FLOOD, 18), "报名电话：0000-123456"]))
    assert [article.text.split("\n")[-1] for article in articles] == ["报名电话：0000-123456"]


def test_a_page_turn_inside_a_sentence() -> None:
    flood = wrap(FLOOD, 18)
    lines = [*FLOOD[0], "", *flood[:2], "", "2024年9月3日 星期二 第2版", "", *flood[2:]]
    check(run("\n".join(lines)), [FLOOD])


@pytest.mark.parametrize("byline", ["□ 记者 王一平 李小雨", "本报记者 周明"])
@pytest.mark.parametrize("last", [True, False])
def test_a_byline_set_apart_is_a_paragraph_where_it_stood(byline: str, last: bool) -> None:
    story = (FLOOD[0], ["近日，明湖市召开防汛工作推进会。", *FLOOD[1][1:]])
    column = wrap(story, 18)
    lines = [*FLOOD[0], "", *([*column, "", byline] if last else [byline, "", *column])]
    (article,) = run("\n".join(lines))
    assert article.text.split("\n")[-1 if last else 0] == byline
    assert [line.text for line in article.headline] == FLOOD[0]


def test_a_byline_below_a_headline_is_none_of_its_lines() -> None:
    story = (FLOOD[0], ["近日，明湖市召开防汛工作推进会。", *FLOOD[1][1:]])
    (article,) = run("\n".join([*FLOOD[0], "本报驻江州记者周明远", *wrap(story, 18)]))
    assert [line.text for line in article.headline] == FLOOD[0]
    assert article.text.startswith("本报驻江州记者周明远\n")


SUBHEADS = ["筑牢堤防", "运输署：今晨开通", "一、压实责任", "大会分会场"]


def test_subheads_do_not_split_a_feature() -> None:
    good = 0
    for width, blank in product((15, 20, 0), (True, False)):
        lines = [*FLOOD[0], ""]
        for head, paragraph in zip(SUBHEADS, [*FLOOD[1], ROAD[1][1]], strict=True):
            lines += ["", head, ""] if blank else [head]
            lines += wrap(([], [paragraph]), width) if width else [paragraph * 2]
        articles = [article for article in run("\n".join(lines)) if article.kind == "article"]
        good += len(articles) == 1 and SUBHEADS[-1] in articles[0].text
    assert good >= 3


def test_wide_names_are_whole() -> None:
    lines = ["本报讯（记者 李 青）近日，市", "人大常委会主任项 明、市政协", "主席林 远出席会议。"]
    (article,) = run("\n".join(lines))
    assert article.text == "本报讯（记者 李青）近日，市人大常委会主任项明、市政协主席林远出席会议。"


@pytest.mark.parametrize(
    ("page", "headline", "text"),
    [
        (
            "原标题：两校换帅本报东州10月2日电（记者李青）今天公布。",
            "原标题：两校换帅",
            "本报东州10月2日电（记者李青）今天公布。",
        ),
        ("今天公布。（原标题：东州：两校换帅）", "（原标题：东州：两校换帅）", "今天公布。"),
        ("（本文原标题：《定了！》）10月2日公布。", "（本文原标题：《定了！》）", "10月2日公布。"),
        ("今天公布结果。原标题：东州两校换帅 均为六零后", "原标题：东州两校换帅 均为六零后", "今天公布结果。"),
    ],
)
def test_flattened_pages(page: str, headline: str, text: str) -> None:
    (article,) = run(page)
    assert ([line.text for line in article.headline], article.text) == ([headline], text)


def test_a_headline_broken_in_mid_phrase_is_joined() -> None:
    lines = ["中心小学新校区的主体", "工程已经全部完工", *wrap(SCHOOL, 24)]
    (article,) = run("\n".join(lines))
    assert [line.text for line in article.headline] == ["中心小学新校区的主体工程已经全部完工"]


def test_a_latin_name_over_a_break_keeps_its_space() -> None:
    (article,) = run("近日，明湖大学校长聘请了Mark\nLee教授担任学校的访问学者，\n聘期三年。")
    assert "Mark Lee教授" in article.text
