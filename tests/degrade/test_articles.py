from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.degrade import light, read
from pipeline.errors import RenzhiError


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "no line of JSON"),
        ("[1]", "a list instead of an object"),
        ('{"headline": []}', "'text' is None"),
        ('{"text": "  "}', "must be a string that is not empty"),
        ('{"text": "会", "headline": "会"}', "'headline' is '会'; it must be a list of strings"),
        ('{"text": "会", "persons": [1]}', "'persons' is [1]"),
        ('{"text": "会", "title": "会"}', "unknown key 'title'; available: headline, text, persons, places, kind"),
        ('{"schema": "renzhi.article/1"}', "no record of the kind GoldArticle"),
    ],
)
def test_bad_lines(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"text": "会议召开。"}\n\n' + line + "\n", "utf-8")
    with pytest.raises(RenzhiError) as error:
        read([path])
    assert says in str(error.value)
    assert str(error.value).startswith(f"{path}:3: ")


def test_no_articles(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    with pytest.raises(RenzhiError, match="cannot be read"):
        read([path])
    path.write_text("\n", "utf-8")
    with pytest.raises(RenzhiError, match="no articles there"):
        read([path])


def test_light_articles(tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text('{"headline": ["会议 召开"], "text": "３月５日，\\n\\n散会。", "persons": ["林远"]}\n', "utf-8")
    assert read([path]) == [light(["会议 召开"], "3月5日，\n散会。", ["林远"])]
