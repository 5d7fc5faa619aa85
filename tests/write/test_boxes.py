from __future__ import annotations

import json
from pathlib import Path

from pipeline.commands.run import run
from pipeline.read.factory import make_pages
from pipeline.read.hints import Hints
from pipeline.read.inputs import Input
from tests.conftest import TINY
from tests.stories import TEN
from tests.typeset import pdf


def test_each_printed_line_of_a_pdf_has_its_box(tmp_path: Path) -> None:
    data = pdf([TEN[:2], TEN[2:4]])
    (tmp_path / "p.pdf").write_bytes(data)
    out = tmp_path / "out"
    run([tmp_path / "p.pdf"], out, config=str(TINY), overrides={"read.@stages": "renzhi.pages.v1"})
    pages = {page.source.page: page for page in make_pages()(Input("p.pdf", "p.pdf"), data, Hints())}
    placed = [json.loads(line) for line in (out / "boxes.jsonl").read_text("utf-8").splitlines()]
    assert {line["record"].partition("#")[0] for line in placed} == {"p/1", "p/2"}
    for number, page in pages.items():
        found = {tuple(line["raw"]): line["box"] for line in placed if line["page"] == number}
        boxes = {
            (box.start, box.end): [round(edge, 2) for edge in (box.left, box.top, box.right, box.bottom)]
            for box in page.boxes
        }
        assert found == boxes
