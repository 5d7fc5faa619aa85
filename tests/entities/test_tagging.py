"""The entities of whole sentences."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.entities.lac import LacTagger
from pipeline.entities.tagging import EntityTagger
from pipeline.record import LABELS
from pipeline.sentences.split import split


@pytest.fixture(scope="module")
def tagger() -> EntityTagger:
    return EntityTagger(LacTagger())


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("柳坪县委书记顾青山主持会议。", "柳坪县委/ORG 书记/TITLE 顾青山/PER"),
        ("副市长、市公安局局长程岚讲话。", "副市长/TITLE 市公安局/ORG 局长/TITLE 程岚/PER"),
        ("市人大常委会常务副主任唐文静出席。", "市人大常委会/ORG 常务副主任/TITLE 唐文静/PER"),
        ("2月22日，程岚到柳坪县调研。", "2月22日/DATE 程岚/PER 柳坪县/LOC"),
        ("近日，省公安厅召开会议。", "近日/DATE 省公安厅/ORG"),
        ("三天后，他说，全市要抓好落实。", ""),
        ("今年上半年，岚江省完成了任务。", "今年上半年/DATE 岚江省/LOC"),
        ("青木食品有限公司董事长程岚介绍情况。", "青木食品有限公司/ORG 董事长/TITLE 程岚/PER"),
        ("市领导程岚、唐文静参加。", "市领导/TITLE 程岚/PER 唐文静/PER"),
        ("县长王某某被查。", "县长/TITLE 王某某/PER"),
        ("欧阳澄、上官云参加会议。", "欧阳澄/PER 上官云/PER"),
        ("市教育局党组书记、局长孟祥到校。", "市教育局/ORG 党组书记/TITLE 局长/TITLE 孟祥/PER"),
        ("记者程岚报道。", "记者/TITLE 程岚/PER"),
        ("村民周大山说。", "周大山/PER"),
        ("柳坪县防汛指挥部总指挥程岚说。", "柳坪县防汛指挥部/ORG 总指挥/TITLE 程岚/PER"),
        ("泽川市人力资源和社会保障局局长程岚说。", "泽川市人力资源和社会保障局/ORG 局长/TITLE 程岚/PER"),
        ("江苏徐州的农户多。", "江苏/LOC 徐州/LOC"),
        ("各乡镇、相关部门、四大家参加。", ""),
        ("程岚同志和唐文静先生到会。", "程岚/PER 唐文静/PER"),
        ("县委、县政府召开会议。", "县委/ORG 县政府/ORG"),
        ("我县水利局局长孟祥说。", "县水利局/ORG 局长/TITLE 孟祥/PER"),
        ("市场监管局局长孟祥说。", "市场监管局/ORG 局长/TITLE 孟祥/PER"),
        ("副县长戚望舒、佟家和、牛望山出席。", "副县长/TITLE 戚望舒/PER 佟家和/PER 牛望山/PER"),
        ("泽川大学附属医院院长唐文静说。", "泽川大学附属医院/ORG 院长/TITLE 唐文静/PER"),
        ("程岚任柳坪县副县长。", "程岚/PER 柳坪县/LOC 副县长/TITLE"),
        ("会议由程岚主持。", "程岚/PER"),
        ("大熊猫很可爱。", ""),
        ("", ""),
    ],
)
def test_entities(tagger: EntityTagger, text: str, entities: str) -> None:
    found = [f"{m.text(text)}/{m.label}" for m in tagger(text, split(text))]
    assert found == entities.split()


TEXTS = st.text(alphabet="副市长书记程岚唐文静柳坪县委公安局、，。·3月5日A b（）\n任命为某", max_size=60)


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_mentions_are_sorted_disjoint_and_within_a_sentence(tagger: EntityTagger, text: str) -> None:
    spans = split(text)
    mentions = tagger(text, spans)
    assert all(m.label in LABELS and 0 <= m.score <= 1 and m.by for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(any(a <= m.start < m.end <= b for a, b in spans) for m in mentions)


@settings(max_examples=20, deadline=None)
@given(st.lists(TEXTS, max_size=4))
def test_texts_together_give_what_they_give_alone(tagger: EntityTagger, texts: list[str]) -> None:
    given = [(text, split(text)) for text in texts]
    assert tagger.many(given) == [tagger(*one) for one in given]


def test_a_tagger_of_ones_own() -> None:
    """Anything that gives words with classes can stand in for the model."""
    from pipeline.entities.pieces import Piece

    def words(sentences, tails):  # type: ignore[no-untyped-def]
        return [[Piece(0, 2, "PER", 0.9), Piece(2, len(s), "v", 0.9)] for s in sentences]

    (mention,) = EntityTagger(words)("程岚到会。", [(0, 5)])
    assert (mention.start, mention.end, mention.label, mention.by) == (0, 2, "PER", "tagger")
