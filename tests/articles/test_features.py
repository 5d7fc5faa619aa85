"""Numbers of lines."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.alignment import codes
from pipeline.articles import features as F
from pipeline.articles.cues import load
from pipeline.articles.model import load as load_model
from pipeline.clean.factory import make
from pipeline.page import Lines, Page
from pipeline.record import Source

CLEAN = make()


def lines(text: str) -> Lines:
    return CLEAN(Page("p", text, Source("p.txt", "", "utf-8")))


@pytest.mark.parametrize(
    ("line", "ends"),
    [("到会。", True), ("“好。”", True), ("到会", False), ("到会，", False), ("。", True), ("”", False), ("好！）", True)],
)
def test_finished(line: str, ends: bool) -> None:
    starts = np.array([0, len(line)])
    assert F.finished(F.char_classes(codes(line)), starts).tolist() == [ends]


def test_classes_tell_marks_from_words() -> None:
    names = [F.CLASSES[c][0] if c < len(F.CLASSES) else "汉" if c == len(F.CLASSES) + 1 else "?" for c in F.char_classes(codes("林，3a“□𠮷☺"))]
    assert names == ["汉", "，", "0", "A", "（", "□", "汉", "?"]


def test_what_comes_again_holds_lines_together() -> None:
    page = lines("河道清理工程开工\n河道清理工程完工\n" + "\n".join(["学校开学典礼举行", "学校开学典礼结束"]))
    chars = codes(page.text.text)
    table = F.cohesion(F.line_ids(chars, page.starts), page.starts)
    assert table[1, 0] > table[2, 0] == 0  # the third line begins another topic
    assert table[0, 3] > 0 == table[0, 2]
    assert table[3, 2] > 0 == table[3, 3]


def test_a_row_does_not_depend_on_what_is_far() -> None:
    model, cues = load_model("layout"), load()
    page = "林远到东河镇调研防汛工作，\n要求做好值守准备，到岗。\n周明参加。\n"

    def rows(text: str):
        read = F.read(lines(text), model.topics)
        return F.features(read, cues.ask(read.lines), model.kinds, model.joints)

    assert rows(page).shape[1] * (2 * F.REACH + 1) == model.hidden.shape[0]
    assert np.isfinite(rows(page)).all()
    assert rows("林").shape[0] == 1


def test_windows_see_neighbours_and_nothing_beyond() -> None:
    rows = np.arange(1, 4, dtype=np.float32)[:, None]
    seen = F.windows(rows)
    assert seen.shape == (3, 2 * F.REACH + 1)
    assert seen[0].tolist() == [0, 0, 0, 1, 2, 3, 0]
