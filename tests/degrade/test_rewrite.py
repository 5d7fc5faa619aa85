from __future__ import annotations

from random import Random

from pipeline.degrade import light, load, pages, renamed
from pipeline.degrade.rewrite import traditional

ARTICLES = [
    light(["柳湾县召开会议"], "柳湾县委书记林远主持。\n（周明）", ["林远", "周明"], ["柳湾"]),
    light(["林远到石渡镇"], "柳湾县委书记林远到石渡镇。约翰·史密斯同行。", ["林远", "约翰·史密斯"], ["柳湾", "石渡"]),
]


def test_names_are_the_same_in_all_articles() -> None:
    first, second = renamed(ARTICLES, Random(3))
    assert first.places[0] == second.places[0] != "柳湾"
    assert first.persons[0] == second.persons[0] != "林远"
    assert first.paragraphs == (f"{first.places[0]}县委书记{first.persons[0]}主持。", f"（{first.persons[1]}）")
    assert second.headline == (f"{first.persons[0]}到{second.places[1]}镇",)
    assert second.persons[1] == "约翰·史密斯"


def test_other_chance_gives_other_names_and_the_same_the_same() -> None:
    assert renamed(ARTICLES, Random(1)) == renamed(ARTICLES, Random(1))
    assert renamed(ARTICLES, Random(1)) != renamed(ARTICLES, Random(2))


def test_an_article_without_names_stays() -> None:
    bare = light(["停水通知"], "明日停水。")
    assert renamed([bare], Random(1)) == [bare]


def test_traditional_pages() -> None:
    article = light(["县里开会"], "林远说要发展农业。", ["林远"])
    assert traditional(article).headline == ("縣裏開會",)
    (page,) = pages([article], load("training", {"traditional": 1, "layout": "web", "ocr": 0, "excerpt": 0}), 1)
    assert "要發展農業" in page.text
    assert page.stories[0].clean.persons == ("林遠",)
