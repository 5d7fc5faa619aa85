"""Word lists: categories, what characters tell, and names drawn from them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import numpy as np
import pytest

from pipeline.errors import ConfigError
from pipeline.train import words


def test_lists_and_shipped_lexicons(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("林远\tperson\n数字谷\tplace\n数字谷\tbody\n字\tnoun\n", "utf-8")
    found = words.load([tmp_path / "mine.tsv"])
    assert found.bits["数字谷"] == 1 << words.CATEGORIES.index("place") | 1 << words.CATEGORIES.index("body")
    assert "字" not in found.bits
    assert "林远" in found.of("person")
    assert "书记" in found.of("title")
    assert {"北京市", "北京"} <= set(found.of("place"))


def test_an_unknown_category_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("林远\tname\n", "utf-8")
    with pytest.raises(ConfigError, match=r"mine\.tsv: '林远' is of 'name'; one of: person, place"):
        words.load([tmp_path / "mine.tsv"])
    with pytest.raises(ConfigError, match=r"nope\.tsv: no such file"):
        words.load([tmp_path / "nope.tsv"])


def test_what_characters_tell() -> None:
    some = words.Words({"林远": 1, "林小明": 1, "约翰": 128, "明湖": 2})
    chars = np.array(sorted(map(ord, "林远小明湖约")), np.uint32)
    tells = dict(zip(map(chr, chars.tolist()), some.tells(chars).tolist(), strict=True))
    assert tells["林"] == [1, 0, 0, 0, 0, 0]
    assert tells["小"][1] == 1
    assert tells["远"][2] == tells["明"][2] == 1
    assert tells["约"][3] == tells["湖"][4] == 1


def test_names_are_drawn_as_long_mostly_and_the_same_for_a_seed() -> None:
    some = words.Words({"林远": 1, "周小明": 1, "约翰·史密斯": 128})
    drawn = [words.Names(some, Random(3)).draw("王明") for _ in range(3)]
    assert len(set(drawn)) == 1
    names = words.Names(some, Random(1))
    assert sum(len(names.draw("王明")) == 2 for _ in range(200)) > 120
    assert sum(len(names.draw("王大明")) == 3 for _ in range(200)) > 120
    foreign = {names.draw("让·雷诺") for _ in range(50)}
    assert "约翰·史密斯" in foreign
    assert any(name.isascii() and " " in name for name in foreign)


LISTED = {"高小明": 1, "周远": 1, "高峰": 32, "周密": 64, "周折": 32, "高射炮": 32, "方向": 32, "高工": 8, "长春": 2}


def test_some_names_are_words_with_the_surnames_of_the_lists() -> None:
    names = words.Names(words.Words(LISTED), Random(1))
    drawn = [names.draw("王明") for _ in range(2000)]
    assert {"高峰", "周密", "周折"} <= set(drawn)
    assert not {"高射炮", "方向", "高工"} & set(drawn)  # too long, of no surname, a title
    assert 50 < sum(name in ("高峰", "周密", "周折") for name in drawn) < 150


def test_some_names_have_a_word() -> None:
    names = words.Names(words.Words(LISTED), Random(1))
    drawn = {names.draw("王大明") for _ in range(2000)}
    assert {"高工明", "高峰远", "周长春", "高方向", "周密明"} <= drawn


def test_some_surnames_are_of_two_characters() -> None:
    names = words.Names(words.Words(LISTED), Random(1))
    drawn = [names.draw("王大明") for _ in range(2000)]
    compound = [name for name in drawn if name.startswith(("欧阳", "司马", "上官", "端木"))]
    assert any(len(name) == 4 for name in compound)
    assert 20 < sum(name[0] not in "高周" for name in drawn) < 60


def test_names_are_drawn_by_those_of_the_data_where_no_list_has_any() -> None:
    names = words.Names(words.Words({}), Random(1), ["唐文静", "程岚", "长安街"])
    drawn = {name for _ in range(200) if (name := names.draw("周明远"))[0] in "唐程"}
    assert drawn <= {a + b + c for a in "唐程" for b in ("", "文") for c in "静岚"}
    assert len(drawn) > 5
