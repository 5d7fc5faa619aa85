"""Two articles taken for one, parted by their headlines."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.articles import labels as L
from pipeline.articles.features import read
from pipeline.articles.headlines import Text
from pipeline.articles.parting import hand_over, part, reunite
from pipeline.articles.pieces import Parts, Piece
from pipeline.clean.factory import make as make_clean
from pipeline.page import Page
from pipeline.record import Source

PAGE = """\
白云茶场开园采茶
清早的雾还没散，茶场的工人上了山。
场长说，明前茶一天一个价。
夜里的大桥灯火通明。
大桥年底通车。
西山大桥合龙
"""


def labelled(page: str, *labels: int) -> Parts:
    """A page whose lines have these labels, with no pieces and no headlines yet."""
    lines = make_clean()(Page("p", page, Source("p.txt", "", "utf-8")))
    scores = np.full((len(labels), len(L.LABELS)), -9.0, np.float32)
    scores[np.arange(len(labels)), labels] = -0.1
    none = np.zeros(len(labels), bool)
    return Parts(read(lines, np.zeros((1 << 16, 2), np.float32)), list(labels), scores, none, none)


def parts(article: float = -3.0) -> Parts:
    """The page taken for one article; ``article`` is how likely its fourth line begins one."""
    found = labelled(PAGE, L.HEAD, L.ARTICLE, L.PARAGRAPH, L.PARAGRAPH, L.PARAGRAPH, L.HEAD)
    found.scores[3, L.ARTICLE] = article
    found.heads = [[[0]], [[5]]]
    found.pieces = [Piece([1, 2, 3, 4])]
    return found


def test_an_article_with_headlines_on_both_sides_is_parted() -> None:
    parted = part(parts(), [Text([0])], [0, 0], [0.9])
    assert parted is not None
    made, texts, sure = parted
    assert [piece.lines for piece in made.pieces] == [[1, 2], [3, 4]]
    assert [text.pieces for text in texts] == [[0], [1]]
    assert sure == [0.9, 0.5]


def test_an_article_with_a_second_headline_inside_is_parted_below_it() -> None:
    inside = parts()
    inside.heads = [[[0]], [[3]]]
    inside.pieces = [Piece([1, 2]), Piece([4, 5])]
    inside.scores[4, L.ARTICLE] = -3
    parted = part(inside, [Text([0, 1])], [0, 0], [0.9, 0.8])
    assert parted is not None
    assert [text.pieces for text in parted[1]] == [[0], [1]]


def test_an_article_with_headlines_in_one_place_is_whole() -> None:
    far = parts()
    far.heads = [[[0]]]
    assert part(far, [Text([0])], [0], [0.9]) is None
    together = parts()
    together.heads = [[[0]], [[0]]]
    assert part(together, [Text([0])], [0, 0], [0.9]) is None


def test_no_beginning_is_made_where_none_can_be() -> None:
    hopeless = parts()
    hopeless.scores[1:, [L.ARTICLE, L.BYLINE_ARTICLE]] = -30
    assert part(hopeless, [Text([0])], [0, 0], [0.9]) is None


def test_a_headline_of_no_one_beside_an_article_parts_it_where_another_likely_begins() -> None:
    assert part(parts(), [Text([0])], [0, -1], [0.9]) is None
    likely = part(parts(-1.0), [Text([0])], [0, -1], [0.9])
    assert likely is not None
    assert [text.pieces for text in likely[1]] == [[0], [1]]


SEVERAL = """\
白云茶场和西山大桥同日开张
本报讯白云茶场昨天开园采茶。
本报讯西山大桥昨天合龙。
本报讯明天多云。
"""


def despatches() -> Parts:
    """One headline, three texts."""
    found = labelled(SEVERAL, L.HEAD, L.ARTICLE, L.ARTICLE, L.ARTICLE)
    found.heads = [[[0]]]
    found.pieces = [Piece([1]), Piece([2]), Piece([3])]
    return found


@pytest.mark.parametrize(
    ("chosen", "texts", "now"),
    [
        ([0], [[0, 1], [2]], [0]),  # the second says the headline again, the third does not
        ([1], [[0, 1], [2]], [0]),  # before it as well
        ([-1], [[0], [1], [2]], [-1]),
    ],
)
def test_texts_under_one_headline_are_one_article_where_they_say_it_again(chosen, texts, now) -> None:
    made, of = reunite(despatches(), [Text([0]), Text([1]), Text([2])], chosen)
    assert [text.pieces for text in made] == texts
    assert of == now


def test_texts_with_something_between_them_stay_apart() -> None:
    apart = despatches()
    apart.pieces = [Piece([1]), Piece([3])]
    assert [text.pieces for text in reunite(apart, [Text([0]), Text([1])], [0])[0]] == [[0], [1]]


RUN = """\
白云茶场昨天开园采茶
西山大桥昨天合龙通车
白云茶场昨天开园，一天采茶两百斤。
西山大桥昨天合龙，年底通车。
"""


def run(blank: str = "") -> Parts:
    """Two headlines in a run, perhaps with a blank line between, then their texts."""
    found = labelled(RUN.replace("采茶\n西", f"采茶\n{blank}西"), L.HEAD, L.HEAD, L.ARTICLE, L.ARTICLE)
    found.heads = [[[0]], [[1]]]
    found.pieces = [Piece([2]), Piece([3])]
    return found


@pytest.mark.parametrize(
    ("blank", "chosen", "now"),
    [
        ("", [0, 0], [0, 1]),  # the second is the other text's
        ("", [1, 1], [0, 1]),
        ("", [0, 1], [0, 1]),
        ("", [0, -1], [0, 1]),  # a line of the first, then the other text's
        ("\n", [0, -1], [0, -1]),  # a banner
        ("\n", [-1, 1], [-1, 1]),
        ("", [-1, 1], [-1, 1]),
    ],
)
def test_headlines_in_a_run(blank: str, chosen: list[int], now: list[int]) -> None:
    assert hand_over(run(blank), [Text([0]), Text([1])], chosen) == now
