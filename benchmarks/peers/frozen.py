"""Constants of a frozen TensorFlow graph, read without TensorFlow.

A ``GraphDef`` is nodes (field 1), a node its name (1), operation (2) and
attributes (5), an attribute a key (1) and a value (2), of which field 8 is a
tensor: type (1), shape (2), bytes (4), or single numbers (5).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_FLOAT = 1


class Message:
    """The fields of a message: ``numbers`` by field, ``parts`` as pairs of field and bytes."""

    def __init__(self, data: bytes):
        self.numbers: dict[int, list[int]] = {}
        self.parts: list[tuple[int, bytes]] = []
        at = 0
        while at < len(data):
            key, at = _number(data, at)
            field, kind = key >> 3, key & 7
            if kind == 0:
                value, at = _number(data, at)
                self.numbers.setdefault(field, []).append(value)
                continue
            if kind == 2:
                size, at = _number(data, at)
            elif kind in (1, 5):
                size = 8 if kind == 1 else 4
            else:
                raise ValueError(f"wire type {kind} at {at}: no protocol buffer, or a damaged one")
            self.parts.append((field, data[at : at + size]))
            at += size

    def all(self, field: int) -> list[bytes]:
        """What the field holds, each time."""
        return [part for number, part in self.parts if number == field]

    def first(self, field: int) -> bytes:
        """What the field holds first; nothing if it is not there."""
        return next(iter(self.all(field)), b"")


def constants(graph: bytes) -> dict[str, NDArray[np.float32]]:
    """The arrays of floats in a graph, by the names of their nodes."""
    return dict(_constants(graph))


def _constants(graph: bytes) -> Iterator[tuple[str, NDArray[np.float32]]]:
    for node in map(Message, Message(graph).all(1)):
        if node.first(2) != b"Const":
            continue
        for attribute in map(Message, node.all(5)):
            if attribute.first(1) == b"value":
                array = _array(Message(Message(attribute.first(2)).first(8)))
                if array is not None:
                    yield node.first(1).decode(), array


def _array(tensor: Message) -> NDArray[np.float32] | None:
    if tensor.numbers.get(1) != [_FLOAT]:
        return None
    sizes = [Message(size).numbers.get(1, [0])[0] for size in Message(tensor.first(2)).all(2)]
    if content := tensor.first(4):
        return np.frombuffer(content, "<f4").reshape(sizes)
    # Numbers singly: one that is left out is like the last.
    values = np.frombuffer(b"".join(tensor.all(5)), "<f4")
    return np.concatenate([values, np.full(int(np.prod(sizes)) - len(values), values[-1])]).reshape(sizes)


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
