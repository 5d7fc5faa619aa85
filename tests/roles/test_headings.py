"""Lists of appointments: what the line above an item does with its post."""

from __future__ import annotations

import pytest

from pipeline.runner import Pipeline

LISTS = [
    (
        "决定任命：\n程岚为柳坪县教育局局长；\n孟祥为柳坪县民政局局长。\n决定免去：\n唐文静的柳坪县教育局局长职务。",
        "程岚:appointed 孟祥:appointed 唐文静:removed",
    ),
    ("柳坪县人大常委会决定，任命：\n1.程岚为柳坪县教育局局长。", "程岚:appointed"),
    # A heading that names somebody is one, too; what is no item ends the list.
    (
        "柳坪县人大常委会主任李青宣布决定任命：\n程岚为柳坪县教育局局长；\n孟祥为柳坪县民政局局长。",
        "李青:holds 程岚:appointed 孟祥:appointed",
    ),
    ("决定免去：\n名单如下。\n大会昨天闭幕。\n程岚为柳坪县教育局局长。", "程岚:holds"),
    ("会议指出：\n程岚为柳坪县教育局局长。", "程岚:holds"),
]


@pytest.mark.parametrize(("text", "types"), LISTS)
def test_items_below_a_heading(default: Pipeline, text: str, types: str) -> None:
    (article,) = default.texts([text])
    names = {entity.id: entity.text for entity in article.entities}
    assert " ".join(f"{names[bond.person]}:{bond.type}" for bond in article.relations) == types
