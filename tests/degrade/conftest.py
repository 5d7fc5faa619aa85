"""Invented articles, and styles drawn from the presets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.degrade import Clean, Style, light, load, read
from pipeline.resources import shipped

BODY = (
    "3月5日，明湖市委书记林远主持召开会议，研究部署当前重点工作。会议指出，各地各部门要提高认识，"
    "“把好事办实、把实事办好”，全年投入资金1.25亿元，同比增长12.2%，惠及群众3万人。\n"
    "会议强调，要压实责任，主动靠前服务（含项目建设、资金争取），为企业排忧解难；要加快进度，确保按期完成。"
    "与会人员实地察看了ABC产业园，听取了情况汇报。\n市长周明、副市长何静，市发改委主任陈思远参加会议。"
)


def article(number: int = 0, paragraphs: int = 2) -> Clean:
    """An invented article that no other number gives."""
    body = "\n".join([BODY] * paragraphs).replace("明湖", f"明湖{number}")
    heads = [f"明湖{number}召开会议强调", "凝聚共识 打好项目建设攻坚战"][: 1 + number % 2]
    return light(heads, body, ["林远", "周明", "何静", "陈思远"])


@pytest.fixture(scope="session")
def many() -> list[Clean]:
    return [article(number) for number in range(240)]


@pytest.fixture(scope="session")
def shipped_gold() -> list[Clean]:
    return read(sorted(Path(shipped("corpora"), "gold").glob("*.jsonl")))


@pytest.fixture(scope="session")
def style() -> Callable[..., Style]:
    """A function that gives a style of the standard preset with some values changed."""
    from random import Random

    return lambda **changed: load("standard", changed).style(Random(1))
