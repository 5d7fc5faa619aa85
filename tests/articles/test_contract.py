"""The record that the contract shows, and the rules that hold for every input."""

from __future__ import annotations

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.articles.factory import make as make_articles
from pipeline.clean.factory import make as make_clean
from pipeline.clean.invisible import INVISIBLE
from pipeline.page import Page
from pipeline.record import Article, Issue, Source

CLEAN, ARTICLES = make_clean(), make_articles()


def run(text: str, issue: Issue | None = None) -> list[Article]:
    return ARTICLES(CLEAN(Page("a/p2", text, Source("a/p2.txt", "", "utf-8"), issue or Issue())))


def test_the_example_of_the_contract() -> None:
    page = (
        "高岚召集举行防汛会议\n要求守好东川堤防\n\n\u3000\u3000本报讯（记者李青）３月\n"
        "5日，东川市委书记高\n岚到堤上看望民工。副市长何\n平同行。\n"
    )
    (article,) = run(page)
    assert article.id == "a/p2#01"
    assert article.kind == "article"
    assert [(line.text, line.raw) for line in article.headline] == [
        ("高岚召集举行防汛会议", [(0, 10)]),
        ("要求守好东川堤防", [(11, 19)]),
    ]
    assert article.text == "本报讯（记者李青）3月5日，东川市委书记高岚到堤上看望民工。副市长何平同行。"
    assert article.segments == [
        (0, 9, 23, 9),
        (9, 1, 32, 1),
        (10, 1, 33, 1),
        (11, 10, 35, 10),
        (21, 13, 46, 13),
        (34, 4, 60, 4),
    ]
    assert article.sentences == article.entities == article.relations == []


def _blank(char: str) -> bool:
    return char.isspace() or INVISIBLE.match(char) is not None


LINES = st.lists(
    st.sampled_from(
        [
            "",
            "　　本报讯（记者李青）近日，",
            "明湖市召开防汛工作会议",
            "会议要求各镇认真做好防汛",
            "工作。",
            "□ 记者 王一平",
            "2024年9月3日 星期二 第2版",
            "▲图为会场。",
            "原标题：两校换帅",
            "东山网北川12月3",
            "林 远 到 会 。",
            "Mark Lee",
            "A. b",
        ]
    ),
    max_size=30,
).map("\n".join)


@settings(max_examples=300, deadline=None)
@given(st.one_of(LINES, st.text(max_size=120), st.text(alphabet="。，“（）\n\r\f 　1aＡ林远讯", max_size=80)))
@example("\0")
@example("\r")
@example("👨‍👩‍👧 Hello, world!\n\n。。。")
@example("（原标题：甲）")
@example("今天公布。\n原标题：")
@example("\ufeff\n本报讯")
def test_every_character_lies_in_one_place(text: str) -> None:
    seen = [0] * len(text)
    articles = run(text)
    for article in articles:
        for _, length, start, raw_length in article.segments:
            assert length == raw_length
            for at in range(start, start + raw_length):
                seen[at] += 1
        for line in article.headline:
            assert line.text
            for low, high in line.raw:
                for at in range(low, high):
                    seen[at] += 1
    for char, count in zip(text, seen, strict=True):
        assert count <= 1
        assert count == 1 or _blank(char), f"{char!r} is lost"
    for number, article in enumerate(articles, 1):
        assert article.id == f"a/p2#{number:02d}"
        assert article.text.strip() == article.text != ""
        assert article.kind == "article" or not article.headline
    firsts = [min([s[2] for s in a.segments] + [low for h in a.headline for low, _ in h.raw]) for a in articles]
    assert firsts == sorted(firsts)


@pytest.mark.parametrize(
    "text", ["荆川市副市长周明出席会议", "荆川市副市长、明\n湖市委书记林\n远主持会议。", "林远到会。"]
)
def test_a_bare_sentence_is_an_article(text: str) -> None:
    (article,) = run(text)
    assert (article.kind, article.headline, article.text) == ("article", [], text.replace("\n", ""))


@pytest.mark.parametrize("text", ["", "\n \n", "\ufeff\0\n"])
def test_nothing_gives_nothing(text: str) -> None:
    assert run(text) == []


def test_furniture_alone_is_a_fragment_and_tells_the_issue() -> None:
    (fragment,) = run("明湖日报 2024年9月3日 星期二 第2版\n")
    assert fragment.kind == "fragment"
    assert (fragment.issue.date, fragment.issue.paper) == ("2024-09-03", "明湖日报")


def test_what_is_known_of_the_issue_stays() -> None:
    known = Issue(paper="东山日报", date="2023-01-01", region="东山市")
    assert run("明湖日报 2024年9月3日 第2版\n", known)[0].issue == known


@pytest.mark.parametrize(
    "unit",
    [
        "林",
        "林远。",
        "２a",
        "（",
        "“林",
        "　林",
        "林 远 ",
        "原标题：",
        "\n",
        "林\n",
        "林远到会\n\n",
        "本报讯\n",
        "1\n林远\n",
        "\0",
        "网一月",
    ],
)
def test_time_is_linear(unit: str) -> None:
    size = 30_000 if "\n" in unit else 200_000  # many lines cost more than long ones
    start = time.perf_counter()
    run(unit * (size // len(unit)))
    assert time.perf_counter() - start < 20
