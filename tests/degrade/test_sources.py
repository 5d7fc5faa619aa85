"""The converters of research data, over invented lines in its forms."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.degrade import light

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sources(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    import sources as module

    return module


def test_a_broadcast(sources: ModuleType, tmp_path: Path) -> None:
    text = (
        "# 节目\n\n## 详细新闻\n\n### 【新征程】明湖市召开推进会议 打好项目攻坚大会战\n\n"
        "<p><strong>央视网消息</strong>（新闻联播）：3月5日，Mark Lee到 访。</p><p>散会。</p>\n\n[查看原文](https://a.example/1)\n\n"
        "### 国内联播快讯\n\n<p><strong>湖上新桥通车</strong></p><p>大桥5日通车。</p><p>（更新时间戳：17）</p>\n"
    )
    path = tmp_path / "xwlb.jsonl"
    path.write_text(json.dumps({"date": "20240307", "text": text}) + "\n", "utf-8")
    assert list(sources.xwlb(path)) == [
        (light(["新征程", "明湖市召开推进会议", "打好项目攻坚大会战"], "3月5日，Mark Lee到访。\n散会。"), "test"),
        (light(["湖上新桥通车"], "大桥5日通车。"), "test"),
    ]


def test_reports(sources: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "incidents.jsonl"
    line = json.dumps({"source": "明湖一桥坍塌", "text": "2008年04月05日 09:12\n昨天下午,一桥坍塌。\n\n无人受伤。"})
    path.write_text(f"{line}\n" * 3, "utf-8")
    wanted = light(["明湖一桥坍塌"], "昨天下午，一桥坍塌。\n无人受伤。")
    assert list(sources.incidents(path)) == [(wanted, "test"), (wanted, "dev"), (wanted, "train")]


def test_words_with_tags(sources: ModuleType, tmp_path: Path) -> None:
    body = "会议/n  由/p  林/nr  远/nr  主持/v  ，/w  [明湖/ns  市委/n]nt  参加/v  。/w  " * 8
    lines = ["19980124-01-001-001/m  明湖/ns  开会/v  ", f"19980124-01-001-002/m  {body}", ""]
    lines += [
        "19980124-01-002-001/m  无/v  正文/n  ",
        "19980103-01-001-001/m  要闻/n  ",
        f"19980103-01-001-002/m  {body}",
    ]
    (tmp_path / "train.txt").write_text("\n".join(lines) + "\n", "utf-8")
    text = "会议由林远主持，明湖市委参加。" * 8
    assert list(sources.pfr(tmp_path)) == [
        (light(["明湖开会"], text, ["林远"]), "dev"),
        (light(["要闻"], text, ["林远"]), "train"),
    ]


def test_what_is_not_there_is_skipped(sources: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert sources.load(tmp_path, "test") == []
    assert "xwlb.jsonl: not there, skipped" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["<br>", "&nbsp;", "见https://a.example。", "会" * 7000])
def test_leftovers_and_long_texts_are_left_out(sources: ModuleType, text: str) -> None:
    whole = "会议在明湖召开。" * 20
    assert not sources._usable(light([], whole + text))
    assert sources._usable(light([], whole))
    assert not sources._usable(light([], "会议召开。"))
