"""The mark-up: what it says, and what it does not let through."""

from __future__ import annotations

import pytest

from pipeline.errors import RenzhiError
from pipeline.gold.dates import interval
from pipeline.gold.markup import Claim, Draft, parse

HEAD = "page: p1\ndate: 2024-03-06\n\n=== article\n! 市委开会\n"


def draft(body: str) -> Draft:
    return parse(HEAD + body, "p1.gold.txt").drafts[0]


def claim(line: str) -> Claim:
    return draft(f"[明湖市委|ORG][书记|TITLE][林远|PER]、[周明|PER]到会。\n{line}\n").claims[0]


def test_sentences_and_paragraphs():
    found = draft("[林远|PER]到会。\n他讲了话。\n> 林远 = 书记\n\n# a note\n（[李青|PER]）\n")
    assert found.text == "林远到会。他讲了话。\n（李青）"
    assert [found.text[slice(*span)] for span in found.sentences] == ["林远到会。", "他讲了话。", "（李青）"]
    assert [(mark.start, mark.end, mark.line) for mark in found.marks] == [(0, 2, 6), (12, 14, 11)]
    assert [found.line_at(at) for at in (0, 5, 12)] == [6, 7, 11]
    assert (found.kind, found.headlines) == ("article", [("市委开会", 5)])


def test_backslash_takes_a_character_as_it_is():
    assert draft("\\[1\\]见\\|注\n\\> 完\n").text == "[1]见|注> 完"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("> 林远 = 书记", (("林远",), "书记", None, None, "书记", "holds", False, None)),
        ("> 林远 = 书记 : 明湖市委 / 书记", (("林远",), "书记", None, "明湖市委", "书记", "holds", False, None)),
        ("> 林远 = 会员 : - / 会员", (("林远",), "会员", None, None, "会员", "holds", False, None)),
        ("> 林远、周明 = 市领导#2 ; former", (("林远", "周明"), "市领导", 2, None, "市领导", "former", False, None)),
        (
            "> Mark Lee = 教练 : 某队 / 教练 ; optional ; former @ 2020..2021-02",
            (("Mark Lee",), "教练", None, "某队", "教练", "former", True, ("2020-01-01", "2021-02-28")),
        ),
    ],
)
def test_relation_lines(line, expected):
    found = claim(line)
    assert (
        found.persons, found.role, found.nth, found.org, found.title, found.type, found.optional, found.date
    ) == expected  # fmt: skip


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("=== article\n开会。", "p1.gold.txt:1: no 'page: NAME' line before the first record; add one"),
        ("pages: p1", "p1.gold.txt:1: 'pages: p1' before the first record; expected 'key: value' with a key of page"),
        ("page: p1\n=== story\n", "p1.gold.txt:2: record of kind 'story'; write '=== article' or '=== fragment'"),
        ("page: p1\n=== article\n! 开会\n", "p1.gold.txt:2: this article has no text"),
        (HEAD + "开会。\n! 又一行\n", "p1.gold.txt:7: a headline below the text"),
        (HEAD.replace("市委", "[市委|ORG]"), "p1.gold.txt:5: a labelled span in a headline"),
        (HEAD + "[林远|PERSON]到会。", "label 'PERSON' of '林远'; use one of PER, ORG, LOC, TITLE, DATE"),
        (HEAD + "[林远 |PER]到会。", "p1.gold.txt:6: labelled span '林远 ' is empty or begins or ends with a blank"),
        (HEAD + "[|PER]到会。", "labelled span ''"),
        (HEAD + "[林远]到会。", r"a lone '\[' at column 1; write \[text\|LABEL\], or \\\["),
        (HEAD + "[[明湖|LOC]市委|ORG]开会。", "a lone '\\[' at column 1"),
        (HEAD + " 开会。", "p1.gold.txt:6: blanks at the start of a line"),
        (HEAD + "开  会。", "or two together"),
        (HEAD + "> 林远 = 书记", "a relation before any sentence"),
        (
            HEAD + "林远。\n> 林远：书记",
            "p1.gold.txt:7: relation '林远：书记'; write '> PERSON = ROLE : ORG / TITLE ; type",
        ),
        (HEAD + "林远。\n> 林远 = 书记 : 市委", "write '> PERSON = ROLE"),
        (HEAD + "林远。\n> 林远 = 书记 ; held", "relation type 'held'; use one of holds, appointed"),
        (HEAD + "林远。\n> 林远 = 书记 ; holds ; former", "relation type 'holds ; former'"),
        (HEAD + "林远。\n> 林远 = 书记 @ 2024-13", "date '2024-13'; write 2024, 2024-03, 2024-03-05, or two of them"),
    ],
)
def test_faults_are_named(text, message):
    with pytest.raises(RenzhiError, match=message):
        parse(text, "p1.gold.txt")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2024-02-03", ("2024-02-03", "2024-02-03")),
        ("2023-09..2024-02-03", ("2023-09-01", "2024-02-03")),
    ],
)
def test_interval(text, days):
    assert interval(text) == days


@pytest.mark.parametrize("text", ["", "去年", "2024-02-30", "2024..2023", "2024-1-2-3", "2024.."])
def test_no_interval(text):
    with pytest.raises(ValueError):  # noqa: PT011
        interval(text)
