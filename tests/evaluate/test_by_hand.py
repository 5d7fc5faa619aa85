"""Two articles of the shipped gold, spoilt by hand, and the scores counted with pencil and paper.

In the first (news in brief: 18 mentions, 4 relations) 麦穗 is lost, 苇河大桥 is
taken for an ORG, 县税务局 loses its first character, 县政协主席 its body, and
原野 holds a post that he left. In the second (a school run: 12 mentions, 4
relations) 时光 loses the role 老师, 丁小禾 gets 裁判长, and 冷冰 gets the school
in place of its committee.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec

from pipeline import resources
from pipeline.evaluate import Report, evaluate
from pipeline.record import Article, GoldArticle, read_lines

from .build import gold_file, run_of

PAGE = resources.shipped("corpora") / "gold" / "weichuan-2024-03-07-p1.jsonl"


def spoilt(gold: GoldArticle) -> Article:
    item = json.loads(msgspec.json.encode(gold))
    text = {entity["id"]: entity["text"] for entity in item["entities"]}
    ids = {name: key for key, name in text.items()}
    for relation in item["relations"]:
        del relation["optional"]
        person, role = text[relation["person"]], relation["role"]
        if role["text"] == "县政协主席":
            role.update(text="主席", start=role["start"] + 3, raw=[[role["raw"][-1][1] - 2, role["raw"][-1][1]]])
        if person == "原野":
            relation["type"] = "holds"
        if person == "冷冰":
            relation["org"] = "苇川县第一中学"
        if role["text"] == "老师":
            relation["person"] = ids["丁小禾"]
            umpire = next(r["role"] for r in item["relations"] if r["role"]["text"] == "裁判长")
            relation.update(role=umpire, title="裁判长")
    for entity in item["entities"]:
        if entity["text"] == "苇河大桥":
            entity["label"] = "ORG"
        if entity["text"] == "县税务局":
            first = entity["raw"][0]
            entity.update(text="税务局", start=entity["start"] + 1, raw=[[first[0] + 1, first[1]], *entity["raw"][1:]])
    item["entities"] = [entity for entity in item["entities"] if entity["text"] != "麦穗"]
    return msgspec.convert(item, Article)


def report(tmp_path: Path) -> Report:
    wanted = [article for article in read_lines(PAGE, GoldArticle) if article.id[-3:] in ("#10", "#11")]
    assert ["县政协" in wanted[0].text, "长跑赛" in wanted[1].text] == [True, True]
    return evaluate(run_of(tmp_path / "out", *map(spoilt, wanted)), [gold_file(tmp_path / "gold.jsonl", *wanted)])


def test_like_pencil_and_paper(tmp_path: Path) -> None:
    found = report(tmp_path).mentions
    assert found is not None
    by_hand = {
        "entity": (27, 29, 30),
        "entity.PER": (9, 9, 10),
        "entity.ORG": (5, 7, 6),
        "entity.LOC": (1, 1, 2),
        "entity.TITLE": (9, 9, 9),
        "entity.DATE": (3, 3, 3),
        "exact": (28, 29, 30),
        "partial": (28.5, 29, 30),
        "type": (28, 29, 30),
        "surface": (6, 8, 8),
        "resolved": (5, 8, 8),
        "typed": (5, 8, 8),
        "partial_surface": (6.5, 8, 8),
        "byline": (0, 0, 0),
        "sentence": (8, 8, 8),
    }
    for name, counts in by_hand.items():
        assert found.by_article[name][:3] == found.by_page[name][:3] == counts, name
    assert found.by_article["article"][:3] == (2, 2, 2)
    assert found.by_page["boundary"][:3] == (4, 4, 4)


def test_each_error_is_named_once(tmp_path: Path) -> None:
    found = {(e.kind, e.verdict, e.item.partition("[")[0]) for e in report(tmp_path).errors if e.kind != "resolved"}
    assert found == {
        ("entity.PER", "missed", "麦穗"),
        ("entity.LOC", "missed", "苇河大桥"),
        ("entity.ORG", "false", "苇河大桥"),
        ("entity.ORG", "missed", "县税务局"),
        ("entity.ORG", "false", "税务局"),
        ("surface", "missed", "任远"),
        ("surface", "false", "任远"),
        ("surface", "missed", "时光"),
        ("surface", "false", "丁小禾"),
        ("typed", "missed", "任远"),
        ("typed", "false", "任远"),
        ("typed", "missed", "原野"),
        ("typed", "false", "原野"),
        ("typed", "missed", "时光"),
        ("typed", "false", "丁小禾"),
    }
