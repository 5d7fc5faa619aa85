"""What lines say they are."""

from __future__ import annotations

import pytest

from pipeline.articles.cues import ANSWERS, load
from pipeline.clean.factory import make
from pipeline.page import Page
from pipeline.record import Source

CUES = load()


@pytest.mark.parametrize(
    "text",
    [
        "本报讯（记者李青）近日，",
        "本报讯 昨日",
        "【本報訊】林遠表示",
        "本站讯（通讯员 赵新）",
        "东山日报讯（记者王一平）",
        "东山社北川８月２０日电　".replace("８", "8").replace("２０", "20"),
        "东山社北川6月5日体育专电（记者",
        "东山网5月1日讯4月27日",
        "东山网讯昨天凌晨，",
        "北川四月十二日电(",
        "北川振道記者林遠／北川報導",
        "（记者李青、周明通讯员赵新）：7月",
        "东山网记者李青报道：",
    ],
)
def test_openers(text: str) -> None:
    assert CUES.opens(text)


@pytest.mark.parametrize(
    "text",
    [
        "本报评论员",
        "市网络通讯设备厂",
        "社会资讯平台建设",
        "市气象台9月3日发布",
        "互联网讯息服务",
        "近日，明湖市",
        "记者从市局获悉，",
        "供电公司",
    ],
)
def test_no_openers(text: str) -> None:
    assert not CUES.opens(text)


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("□ 记者 王一平 李小雨", True),
        ("○本报记者 周明", True),
        ("记者王一平通讯员赵新、李冬", True),
        ("（通讯员 赵新）", True),
        ("记者：林遠", True),
        ("记者在现场看到", False),
        ("据记者所知，近期", False),
        ("作者在书中写道", False),
    ],
)
def test_bylines(text: str, byline: bool) -> None:
    assert CUES.is_byline(text) is byline


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("2024年9月3日 星期二 第2版 责编：王一平", True),
        ("A02", True),
        ("责任编辑：王一平 校对：李小雨 美编：周明", True),
        ("首页 > 新闻 > 正文", True),
        ("今日天气 晴 18℃~26℃", True),
        ("发布时间：2019-05-18 来源：东山学会", True),
        ("东山日报", True),
        ("要闻", True),
        ("9月3日，林远到会", False),
        ("2024年9月3日。", False),
        ("林远调研城区", False),
        ("项目总投资2024万元", False),
    ],
)
def test_furniture(text: str, furniture: bool) -> None:
    assert CUES.is_furniture(text) is furniture


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("▲林远（左）到会", True),
        ("图为会场一角。", True),
        ("市民在广场散步。 王一平摄", True),
        ("本报记者 王一平 摄", True),
        ("他一路走一路拍摄", False),
        ("启动仪式(图片来源：东山网)", True),
    ],
)
def test_captions(text: str, caption: bool) -> None:
    assert CUES.is_caption(text) is caption


@pytest.mark.parametrize(("text", "date"), [("2024年9月3日", "2024-09-03"), ("2024-13-03", None), ("2023年2月29日", None), ("9月3日", None)])
def test_dates(text: str, date: str | None) -> None:
    assert CUES.date_in(text) == date


SAMPLES = [
    "本报讯（记者李青）近日，",
    "东山网北川12月3",
    "日电（记者李青）今天",
    "新华社北川12月3",
    "04教育·健康",
    "A2要闻",
    "2024年9月3日 星期二 第2版",
    "合作。（东山网北",
    "川12月3日电）",
    "责编：王一平",
    "□ 记者 王一平",
    "▲图为会场。",
    "9月3日，林远到会",
    "会议指出，要抓好落实。",
    "3",
    "Mark Lee",
]


def test_a_page_is_answered_as_its_lines_are() -> None:
    page = make()(Page("p", "\n".join(SAMPLES), Source("p.txt", "", "utf-8")))
    texts = page.texts()
    assert texts == SAMPLES
    answers = CUES.ask(page)
    for at, text in enumerate(texts):
        following = texts[at + 1] if at + 1 < len(texts) else ""
        wanted = {
            "opens": CUES.opens(text, following, texts[at - 1] if at else ""),
            "may open": CUES.may_open(text),
            "byline": CUES.is_byline(text),
            "furniture": CUES.is_furniture(text),
            "caption": CUES.is_caption(text),
        }
        assert {name: bool(answers[at, ANSWERS.index(name)]) for name in wanted} == wanted, text
