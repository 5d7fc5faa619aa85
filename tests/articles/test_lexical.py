"""Rows of hashed tables."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from pipeline.alignment import codes
from pipeline.articles.lexical import JOINT_BITS, KIND_BITS, NGRAMS, joint_ids, line_ids

lines_of = st.lists(st.text(alphabet="林远主持会议，。3a", min_size=1, max_size=6), min_size=1, max_size=6)


def arrays(lines: list[str]):
    return codes("".join(lines)), np.cumsum([0, *map(len, lines)])


@given(lines_of)
def test_pairs_do_not_reach_over_a_line(lines: list[str]) -> None:
    together = line_ids(*arrays(lines))
    apart = np.concatenate([line_ids(*arrays([line])) for line in lines])
    assert together.tolist() == apart.tolist()
    assert together.min() >= 0
    assert together.max() < 1 << KIND_BITS


@given(lines_of, st.data())
def test_a_joint_is_its_two_lines_alone(lines: list[str], data: st.DataObject) -> None:
    chars, starts = arrays(lines)
    before = data.draw(st.integers(-1, len(lines) - 1))
    after = data.draw(st.integers(0, len(lines) - 1))
    found = joint_ids(chars, starts, np.array([before]), np.array([after]))
    assert found.shape == (1, NGRAMS)
    assert found.max() < 1 << JOINT_BITS
    if before < 0:
        return
    alone = joint_ids(*arrays([lines[before], lines[after]]), np.array([0]), np.array([1]))
    assert found.tolist() == alone.tolist()
    longer = joint_ids(*arrays(["甲乙丙" + lines[before], lines[after]]), np.array([0]), np.array([1]))
    assert (longer.tolist() == alone.tolist()) is (len(lines[before]) >= 3)
