"""Research data as articles: what is a headline of a newspaper in words, and what signs it."""

from __future__ import annotations

from pathlib import Path

import pytest
import sources

BODY = "会议/n  在/p  江州/ns  召开/v  ，/w" + "  代表/n" * 60 + "  到会/v  。/w"


@pytest.mark.parametrize(
    ("below", "headlines", "opens"),
    [
        ("两岸/n  往来/v  更/d  方便/a", ["江州大桥通车", "两岸往来更方便"], "会议在江州"),
        ("本报/r  驻/v  江州/ns  记者/n  程/nr  岚/nr", ["江州大桥通车"], "本报驻江州记者程岚"),
        ("程/nr  岚/nr", ["江州大桥通车"], "程岚"),
        ("记者/n  观察/v", ["江州大桥通车", "记者观察"], "会议在江州"),
    ],
)
def test_headlines_and_bylines(tmp_path: Path, below: str, headlines: list[str], opens: str) -> None:
    lines = ["江州/ns  大桥/n  通车/v", below, BODY]
    text = "".join(f"19980127-01-001-{n:03}/m  {line}\n" for n, line in enumerate(lines, 1))
    (tmp_path / "dev.txt").write_text(text, encoding="utf-8")
    ((article, split),) = sources.pfr(tmp_path)
    assert split == "test"
    assert list(article.headline) == headlines
    assert article.paragraphs[0].startswith(opens)
