"""Each format, a table of what stands there and what comes of it."""

from __future__ import annotations

import json

import pytest

from pipeline.errors import RenzhiError
from pipeline.train.sources import cluener, columns, pfr


def shown(example) -> tuple[str, list[tuple[str, str]]]:  # type: ignore[no-untyped-def]
    return example.text, [(example.text[a:b], label) for a, b, label in example.marks[0].spans]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ("B-PER I-PER O B-LOC", [("林远", "PER"), ("明", "LOC")]),
        ("I-PER I-PER O O", [("林远", "PER")]),
        ("B-PER B-PER O O", [("林", "PER"), ("远", "PER")]),
        ("B-PER I-LOC O O", [("林", "PER"), ("远", "LOC")]),
        ("B-NAME E-NAME S-NAME O", []),
        ("B-PER E-PER S-LOC O", [("林远", "PER"), ("在", "LOC")]),
        ("B-PER M-PER E-PER O", [("林远在", "PER")]),
        ("O O O B-PER", [("明", "PER")]),
    ],
)
def test_columns(tags: str, expected: list) -> None:
    lines = [f"{char}\t{tag}" for char, tag in zip("林远在明", tags.split(), strict=True)]
    (example,) = columns.read(lines, "msra", ["PER", "LOC"])
    assert shown(example) == ("林远在明", expected)


def test_documents_by_their_marks_or_by_number() -> None:
    marked = ["# newdoc id = b7", "# text = 林", "1\t林远\tB-PER", "", "2\t说\tO", ""]
    assert [e.doc for e in columns.read(marked, "uner", ["PER"], 1, 2)] == ["b7", "b7"]
    plain = ["林 O", "", "远 O", "", "说 O", ""]
    assert [e.doc for e in columns.read(plain, "msra", ["PER"], block=2)] == ["msra-0", "msra-0", "msra-1"]


def test_a_line_without_a_tag_is_named() -> None:
    with pytest.raises(RenzhiError, match="msra, line 2: '远' has 1 columns; expected a tag in column 2"):
        list(columns.read(["林 O", "远"], "msra", ["PER"]))


def test_cluener_ends_are_inclusive_and_the_longer_of_two_counts() -> None:
    label = {
        "name": {"林远": [[4, 5]]},
        "address": {"明湖": [[0, 1]]},
        "government": {"明湖市委": [[0, 3]]},
        "game": {"远": [[5, 5]]},
    }
    line = json.dumps({"text": "明湖市委林远", "label": label})
    (example,) = cluener.read([line], ["name", "government", "address"])
    assert shown(example) == ("明湖市委林远", [("明湖市委", "government"), ("林远", "name")])


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("王/nr  小明/nr  来/v", [("王小明", "nr")]),
        ("欧阳/nr  明/nr", [("欧阳明", "nr")]),
        ("约翰/nr  来/v", [("约翰", "nr")]),
        ("王/nr  书记/n", [("王", "nr")]),
        ("王/nr  明/nr  李/nr  强/nr", [("王明", "nr"), ("李强", "nr")]),
        ("３月/t  ５日/t  在/p", [("3月5日", "t")]),
        ("[香港/ns  特别/a  行政区/n]ns  政府/n", [("香港特别行政区", "ns")]),
        ("[中国/ns  [人民/n  银行/n]nt", [("中国", "ns"), ("人民银行", "nt")]),
    ],
)
def test_pfr(words: str, expected: list) -> None:
    (example,) = pfr.read([f"19980101-01-001-002/m  {words}"])
    assert (example.doc, shown(example)[1]) == ("19980101-01-001", expected)


def test_pfr_words_cover_the_paragraph() -> None:
    ((_, text, words),) = pfr.paragraphs(["19980101-01-001-002/m  [中国/ns  银行/n]nt  行长/n  王/nr  小明/nr  。/w"])
    assert [words[0].start, *(w.end for w in words)] == [*(w.start for w in words), len(text)]
