"""A name that is sure in one place of a page is found in the others."""

from __future__ import annotations

import pytest

from pipeline.entities.names import Names
from pipeline.entities.propagation import propagate
from pipeline.mention import Mention

NAMES = Names()


def tagged(text: str, *entities: tuple[str, str, float]) -> list[Mention]:
    """Mentions of a text in order, each found behind the one before."""
    out, at = [], 0
    for word, label, score in entities:
        at = text.index(word, at)
        out.append(Mention(at, at + len(word), label, "tagger", score))  # type: ignore[arg-type]
        at += len(word)
    return out


@pytest.mark.parametrize(
    ("texts", "entities", "expected"),
    [
        # Sure in one text, found in another.
        (["县长佟岚到会。", "佟岚说，要抓好。"], [[("佟岚", "PER", 0.95)], []], [["佟岚"], ["佟岚"]]),
        # Not sure, not found.
        (["县长佟岚到会。", "佟岚说。"], [[("佟岚", "PER", 0.5)], []], [["佟岚"], []]),
        # An occurrence in another entity is left alone.
        (
            ["县长佟岚到会。", "佟岚水泥厂开工。"],
            [[("佟岚", "PER", 0.95)], [("佟岚水泥厂", "ORG", 0.9)]],
            [["佟岚"], ["佟岚水泥厂"]],
        ),
        # A longer sure name takes the place of its own beginning.
        (
            ["县长刘岚风到会。", "刘岚风说。"],
            [[("刘岚风", "PER", 0.95)], [("刘岚", "PER", 0.6)]],
            [["刘岚风"], ["刘岚风"]],
        ),
        # A name with the beginning of the next word is cut to the one that stands elsewhere, a name in 和 is not.
        (
            ["副总统安格和总理辛格均谴责。", "辛格则呼吁平静。"],
            [[("辛格均", "PER", 0.8)], [("辛格", "PER", 0.95)]],
            [["辛格"], ["辛格"]],
        ),
        (["陈礼和到会。", "陈礼到会。"], [[("陈礼和", "PER", 0.8)], [("陈礼", "PER", 0.6)]], [["陈礼和"], ["陈礼"]]),
        ([], [], []),
        ([""], [[]], [[]]),
    ],
)
def test_propagate(texts: list[str], entities: list[list[tuple[str, str, float]]], expected: list[list[str]]) -> None:
    before = [tagged(text, *found) for text, found in zip(texts, entities, strict=True)]
    after = propagate(texts, before, NAMES)
    assert [[m.text(text) for m in found] for text, found in zip(texts, after, strict=True)] == expected


def test_what_is_added_says_so_and_is_less_sure() -> None:
    texts = ["县长佟岚到会。佟岚说。"]
    (found,) = propagate(texts, [tagged(texts[0], ("佟岚", "PER", 0.95))], NAMES)
    assert [(m.start, m.by) for m in found] == [(2, "tagger"), (7, "page-name")]
    assert found[1].score < found[0].score


def test_what_was_given_is_not_changed() -> None:
    texts = ["县长佟岚到会。", "佟岚说。"]
    before = [tagged(texts[0], ("佟岚", "PER", 0.95)), []]
    propagate(texts, before, NAMES)
    assert [len(found) for found in before] == [1, 0]
