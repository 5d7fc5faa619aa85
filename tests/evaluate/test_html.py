"""The page of errors: everything in it, escaped, and nothing from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

from pipeline.evaluate import Report, evaluate, html

from .build import gold_file, gold_of, record, run_of

TEXT = "<b>市委</b>书记沈岩讲话，副市长许川参加。"
LIN = ("沈岩", "书记", "青溪市委", "书记", "holds")
ZHOU = ("许川", "副市长", "青溪市人民政府", "副市长", "holds")


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def page(tmp_path: Path) -> tuple[str, Reader]:
    gold = record(TEXT, [("PER", "沈岩"), ("PER", "许川")], [LIN, ZHOU])
    given = record(TEXT, [("PER", "沈岩"), ("PER", "许川")], [LIN, ("许川", "书记", None, None, "holds")])
    report = evaluate(run_of(tmp_path / "<out>", given), [gold_file(tmp_path / "gold.jsonl", gold_of(gold))])
    report.write(tmp_path / "<out>")
    text = (tmp_path / "<out>" / "errors.html").read_text("utf-8")
    reader = Reader()
    reader.feed(text)
    return text, reader


def test_every_error_is_in_it_and_escaped(tmp_path: Path) -> None:
    text, reader = page(tmp_path)
    assert "<b>市委" not in text
    assert TEXT in reader.text
    assert "许川 → 副市长" in re.sub(r"\s+", " ", reader.text)
    assert "script" not in reader.tags
    assert reader.tags.count("section") == 3  # surface, resolved, typed


def test_false_and_missed_stand_side_by_side(tmp_path: Path) -> None:
    text, _ = page(tmp_path)
    (place,) = re.findall(r"<article>.*?</article>", text.partition("id='surface'")[2].partition("</section>")[0])
    assert re.search(r"<ul class=false><li>许川 <b>→</b> 书记</ul><ul class=missed><li>许川 <b>→</b> 副市长</ul>", place)
    assert "<mark class='missed'>副市长</mark>" in place
    assert "<mark class='false missed'>许川</mark>" in place


def test_nothing_is_fetched(tmp_path: Path) -> None:
    text, _ = page(tmp_path)
    assert not re.search(r"https?:|//|@import|url\(|<link|src=", text)


def test_beyond_a_limit_errors_are_counted(tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(html, "MOST", 1)
    golds = [gold_of(record(f"{n}沈岩。", [("PER", "沈岩")], number=n, at=n * 100)) for n in range(1, 5)]
    report: Report = evaluate(run_of(tmp_path / "out", record("x", at=900)), [gold_file(tmp_path / "g.jsonl", *golds)])
    report.write(tmp_path / "out")
    text = (tmp_path / "out" / "errors.html").read_text("utf-8")
    assert "0 false, 4 missed" in text
    assert "3 more are in errors.jsonl" in text
