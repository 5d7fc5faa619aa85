"""What gold's structure says of its items, sentence by sentence."""

from __future__ import annotations

import pytest

from pipeline.evaluate.mentions import items_of
from pipeline.evaluate.phenomena import ENTITIES, RELATIONS, Case, Scene
from pipeline.evaluate.tally import Tally
from pipeline.gold.compile import compile_page
from pipeline.gold.markup import parse
from pipeline.record import GoldArticle
from tests.snippets import read

PAGE = read("docs/evaluate.md")

CASES = [
    ("[荆川市|LOC][副市长|TITLE]、[明湖市委|ORG][书记|TITLE][林远|PER]讲话。",
     ["林远 = 荆川市副市长 : 荆川市人民政府 / 副市长", "林远 = 明湖市委书记 : 明湖市委 / 书记"],
     [{"stacked", "stacked-over-bodies", "short-body"}, {"stacked", "stacked-over-bodies"}]),
    ("[县委|ORG][常委|TITLE]、[组织部部长|TITLE][林远|PER]讲话。",
     ["林远 = 县委常委 : 青石县委 / 常委", "林远 = 组织部部长 : 青石县委组织部 / 部长"],
     [{"stacked", "stacked-over-bodies", "short-body"},
      {"stacked", "stacked-over-bodies", "short-body", "elided-front", "carried-front"}]),
    ("[副总裁|TITLE]兼[总经理|TITLE][林远|PER]讲话。",
     ["林远 = 副总裁 : 清泉公司 / 副总裁", "林远 = 总经理 : 清泉公司 / 总经理"],
     [{"stacked", "elided-front", "short-body", "apart"},
      {"stacked", "elided-front", "short-body", "carried-front", "concurrent"}]),
    ("[林远|PER]、[周明|PER]等[县领导|TITLE]参加。", ["林远、周明 = 县领导 : 青石县 / 县领导"],
     [{"shared", "group-title", "in-list", "after-name", "elided-front", "short-body", "apart"}] * 2),
    ("任命[林远|PER]为[青石县教育局|ORG][局长|TITLE]。", ["林远 = 青石县教育局局长 : 青石县教育局 / 局长 ; appointed"],
     [{"appointed", "after-name", "apart"}]),
    ("[副局长|TITLE]（挂职）[林远|PER]到场。", ["林远 = 副局长"], [{"no-body", "bracket", "apart"}]),
    ("[記者|TITLE][林遠|PER]報導。", ["林遠 = 記者 ; byline"], [{"byline", "no-body", "traditional-script"}]),
]  # fmt: skip


def article(sentence: str, claims: list[str], page: str | None = None) -> GoldArticle:
    markup = parse("\n".join(["page: p1", "=== article", sentence, *(f"> {claim}" for claim in claims)]), "p1.gold.txt")
    (found,) = compile_page(markup, (page or markup.drafts[0].text).encode(), "p1.gold.txt", "p1.txt")
    return found


def names(found: GoldArticle) -> list[set[str]]:
    scene = Scene(found)
    return [{name for name, holds in RELATIONS.items() if holds(Case(scene, r))} for r in found.relations]


@pytest.mark.parametrize(("sentence", "claims", "expected"), CASES)
def test_relations(sentence: str, claims: list[str], expected: list[set[str]]) -> None:
    assert names(article(sentence, claims)) == expected


def test_a_role_broken_by_a_line_and_a_name_in_another_sentence() -> None:
    markup = parse("page: p\n=== article\n[林远|PER]从政多年。\n曾任[县长|TITLE]。\n> 林远 = 县长 ; former", "p.gold.txt")
    (found,) = compile_page(markup, "林远从政多年。曾任县\n长。".encode(), "p.gold.txt", "p.txt")
    assert names(found) == [{"broken-role", "other-sentence", "former", "no-body"}]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("[欧阳明|PER]来了。", {"compound-surname"}),
        ("[阿依努尔·买买提|PER]来了。", {"dotted-name"}),
        ("[Mark Lee|PER]来了。", {"latin"}),
        ("[林某某|PER]来了。", {"masked"}),
        ("[林远|PER]、[周明|PER]来了。", {"listed"}),
        ("[明湖市清泉纯净水有限公司|ORG]成立。", {"long-organisation"}),
        ("[市长|TITLE]要求。", {"title-alone"}),
        ("[林远|PER]来了。", set()),
    ],
)
def test_mentions(marked: str, expected: set[str]) -> None:
    found = article(marked, [])
    scene, entity = Scene(found), found.entities[0]
    assert {name for name, holds in ENTITIES[entity.label].items() if holds(scene, entity)} == expected


def test_a_broken_name() -> None:
    found = article("[林远|PER]来了。", [], "林\n远来了。")
    assert ENTITIES["PER"]["broken"](Scene(found), found.entities[0])


def test_what_is_false_counts_in_its_sentence() -> None:
    found = article("[市长|TITLE][林远|PER]到场。", ["林远 = 市长 : 明湖市人民政府 / 市长"])
    items = items_of(found)
    tally = Tally()
    false = ((2, 4, "林远"), (0, 1, "市"))
    tally.add(found, items, {"surface": ({false}, set())})
    scores = tally.scores()
    assert scores["elided-front"]["surface"] == (1, 2, 1, 0)
    assert scores["elided-front"]["typed"] == (1, 1, 1, 0)
    tally.add(article("[林远|PER]到场。", []), items_of(article("[林远|PER]到场。", [])), {"surface": ({false}, set())})
    assert tally.scores()["no-relation"] == {"surface": (0, 1, 0, 0)}


def test_the_documentation_says_what_each_means() -> None:
    documented = {name for label in ENTITIES.values() for name in label} | set(RELATIONS)
    for name in sorted(documented):
        assert f"| `{name}` |" in PAGE, name
