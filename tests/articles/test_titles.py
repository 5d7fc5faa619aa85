"""Headlines told by a label inside a flattened text."""

from __future__ import annotations

import pytest

from pipeline.articles.cues import load
from pipeline.articles.titles import part
from pipeline.clean.factory import make
from pipeline.page import Page
from pipeline.record import Source

CUES, CLEAN = load(), make()


@pytest.mark.parametrize(
    ("page", "lines", "titles"),
    [
        ("原标题：两校换帅本报东州10月2日电（记者李青）今天", ["原标题：两校换帅", "本报东州10月2日电（记者李青）今天"], [0]),
        ("今天公布。（原标题：两校换帅）\n完", ["今天公布。", "（原标题：两校换帅）", "完"], [1]),
        ("今天公布。 原标题：两校换帅", ["今天公布。", "原标题：两校换帅"], [1]),
        ("今天公布。\n原标题：", ["今天公布。", "原标题："], []),
        ("没有标题", ["没有标题"], []),
    ],
)
def test_titles_are_lines_of_their_own(page: str, lines: list[str], titles: list[int]) -> None:
    found, numbers = part(CLEAN(Page("p", page, Source("p.txt", "", "utf-8"))), CUES)
    assert [found.line(at).text for at in range(len(found))] == lines
    assert numbers == titles
    assert len(found.width) == len(found.indent) == len(found.blank_before) == len(found)
