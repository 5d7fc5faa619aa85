"""Characters that stand for others."""

from __future__ import annotations

import unicodedata

import pytest

from pipeline import lexicon
from pipeline.alignment import Mapped
from pipeline.clean.glyphs import ideographs, private_use


@pytest.mark.parametrize(
    ("raw", "read"),
    [("\uf900", "豈"), ("⼈⼤", "人大"), ("人大", "人大"), ("\u2e9f", "母"), ("㈱½", "㈱½"), ("\U0002f800", "丽")],
)
def test_compatibility_ideographs(raw: str, read: str) -> None:
    assert ideographs(Mapped.of(raw)).text == read


def test_all_that_is_read_otherwise_is_equal_to_unicode() -> None:
    page = "".join(map(chr, (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00))))
    for before, after in zip(page, ideographs(Mapped.of(page)).text, strict=True):
        assert after in (before, unicodedata.normalize("NFKC", before))


def test_private_use_glyphs_are_a_lexicon(tmp_path) -> None:
    (tmp_path / "glyphs.tsv").write_text("E000\t囧\n", "utf-8")
    assert private_use()(Mapped.of("\ue000\uf06c")).text == "\ue000●"
    with lexicon.extended([tmp_path]):
        assert private_use()(Mapped.of("\ue000\uf06c")).text == "囧●"
