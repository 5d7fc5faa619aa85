"""Marked-up gold on a page: where its words are found, and what is left over."""

from __future__ import annotations

import pytest

from pipeline.errors import RenzhiError
from pipeline.gold.compile import compile_file, compile_page
from pipeline.gold.markup import parse
from pipeline.record import GoldArticle

BODY = "[明湖市委|ORG][书记|TITLE][林远|PER]到会。\n"


def compiled(gold: str, raw: str) -> list[GoldArticle]:
    return compile_page(parse(f"page: p1\n{gold}", "p1.gold.txt"), raw.encode(), "p1.gold.txt", "p1.txt")


def test_wraps_widths_and_blanks():
    (record,) = compiled(
        "=== article\n! 开会\n[3月5日|DATE]，[林远|PER]、[Mark Lee|PER]到会。",
        "开 会\n３月\n5日,林　\n远、Mark\nLee到会｡",
    )
    assert record.text == "3月5日，林远、Mark Lee到会。"
    assert [(e.text, e.raw) for e in record.entities] == [
        ("3月5日", [(4, 6), (7, 9)]),
        ("林远", [(10, 11), (13, 14)]),
        ("Mark Lee", [(15, 23)]),
    ]
    assert [(line.text, line.raw) for line in record.headline] == [("开会", [(0, 1), (2, 3)])]
    assert (record.entities[0].by, record.entities[0].score, record.score) == ("gold", None, None)


def test_records_are_numbered_by_first_raw_character():
    records = compiled("=== article\n! 题目\n正文。\n=== fragment\n第2版", "第2版\n正文。\n题目\n")
    assert [(record.id, record.kind) for record in records] == [("p1#01", "fragment"), ("p1#02", "article")]
    assert records[1].headline[0].raw == [(8, 10)]


def test_a_body_that_goes_on_below_another_headline():
    gold = "=== article\n! 甲\n会议指出，要抓好落实。\n=== article\n! 乙\n另一次会议。"
    raw = "会议指出，\n乙\n要抓好\n甲\n另一次会议。\n落实。"
    first, second = compiled(gold, raw)
    assert first.segments == [(0, 5, 0, 5), (5, 3, 8, 3), (8, 3, 21, 3)]
    assert second.segments == [(0, 6, 14, 6)]


def test_a_word_that_stands_twice_is_taken_as_a_line_of_its_own():
    (record,) = compiled("=== article\n! 开会\n今天开会。", "今天开会。\n开会\n")
    assert record.headline[0].raw == [(6, 8)]


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        ("> 林远 = 副市长", [("林远", 9, "副市长")]),
        ("> 林远、周明 = 市长#2", [("林远", 9, "市长"), ("周明", 12, "市长")]),
        ("> 周明 = 市长#2\n> 林远 = 市长#1", [("林远", 0, "市长"), ("周明", 12, "市长")]),
    ],
)
def test_roles_find_their_place_and_person(relations, expected):
    text = "[林远|PER]，[市长|TITLE]；[副市长|TITLE][林远|PER]、[周明|PER]，[市长|TITLE]。"
    (record,) = compiled(f"=== article\n{text}\n{relations}", "林远，市长；副市长林远、周明，市长。")
    by_id = {entity.id: entity for entity in record.entities}
    found = [(by_id[r.person].text, by_id[r.person].start, r.role.text) for r in record.relations]
    assert found == expected


def test_a_person_named_before():
    (record,) = compiled(
        "=== article\n[林远|PER]来了。\n任[市长|TITLE]。\n> 林远 = 市长 ; former ; optional", "林远来了。任市长。"
    )
    relation = record.relations[0]
    assert (relation.person, relation.sentence, relation.type, relation.optional) == ("e1", 1, "former", True)


@pytest.mark.parametrize(
    ("gold", "raw", "message"),
    [
        ("=== article\n开会。", "开会。\n第2版\n完\n", r"in no record; add it:\np1.txt:2: '第2版'\np1.txt:3: '完'"),
        (
            "=== article\n开会。\n散会了。",
            "开会。\n闭会了。",
            "p1.gold.txt:4: '散会了。' after '开会。' is not on p1.txt",
        ),
        (
            "=== article\n开会。\n=== fragment\n开会。",
            "开会。",
            "p1.gold.txt:5: '开会。' after '' is not on p1.txt, or is in",
        ),
        (
            "=== article\n３月开会。",
            "３月开会。",
            "p1.gold.txt:3: '３' after ''; write '3', as the cleaned text has it",
        ),
        ("=== article\n开会,散会。", "开会,散会。", "',' after '开会'; write '，'"),
        ("=== article\n林 远到会。", "林远到会。", "p1.gold.txt:3: a blank after '林' where the page has none"),
        ("=== article\n[林书记|PER]到会。", "林书记到会。", "p1.gold.txt:3: PER '林书记' ends with a title"),
        (
            f"=== article\n{BODY}> 周明 = 书记",
            "明湖市委书记林远到会。",
            "p1.gold.txt:4: no PER mention '周明' .* has: 林远",
        ),
        (
            f"=== article\n{BODY}> 林远 = 市长",
            "明湖市委书记林远到会。",
            r"p1.gold.txt:4: role '市长' does not .*\(书记\)",
        ),
        (f"=== article\n{BODY}> 林远 = 湖市委书记", "明湖市委书记林远到会。", "role '湖市委书记' does not stand"),
        (
            f"=== article\n{BODY}> 林远 = 书记#2",
            "明湖市委书记林远到会。",
            "role '书记' stands 1 times .* so there is no #2",
        ),
        (
            "=== article\n[林远|PER]任[市长|TITLE]，不是[市长|TITLE]。\n> 林远 = 市长",
            "林远任市长，不是市长。",
            "stands 2 times in the sentence above; write 市长#1 for the first",
        ),
    ],
)
def test_faults_are_named(gold, raw, message):
    with pytest.raises(RenzhiError, match=message):
        compiled(gold, raw)


def test_file_and_page_belong_together(tmp_path):
    path = tmp_path / "gold" / "p2.gold.txt"
    path.parent.mkdir()
    path.write_text("page: p1\n=== article\n开会。", "utf-8")
    with pytest.raises(RenzhiError, match="says 'page: p1'; it must be the file's own name"):
        compile_file(path)
    path.write_text("page: p2\n=== article\n开会。", "utf-8")
    with pytest.raises(RenzhiError, match=r"p2\.txt: cannot be read: No such file"):
        compile_file(path)
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "p2.txt").write_bytes("开会。".encode("gb18030"))
    with pytest.raises(RenzhiError, match=r"p2\.txt: not UTF-8 .* save it as UTF-8"):
        compile_file(path)
