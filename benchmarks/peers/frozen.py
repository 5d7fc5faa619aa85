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


def constants(graph: bytes) -> dict[str, NDArray[np.float32]]:
    """The arrays of floats in a graph, by the names of their nodes."""
    found = {}
    for field, node in _fields(graph):
        if field != 1 or not isinstance(node, bytes):
            continue
        parts = list(_fields(node))
        if (2, b"Const") not in parts:
            continue
        name = next(part for number, part in parts if number == 1)
        for number, attribute in parts:
            if number == 5 and isinstance(attribute, bytes) and isinstance(name, bytes):
                pair = dict(_fields(attribute))
                tensor = dict(_fields(pair[2])).get(8) if pair[1] == b"value" else None
                if tensor is not None and (array := _array(tensor)) is not None:
                    found[name.decode()] = array
    return found


def _array(tensor: bytes) -> NDArray[np.float32] | None:
    parts = list(_fields(tensor))
    fields = dict(parts)
    if fields.get(1) != _FLOAT:
        return None
    sizes = [dict(_fields(part)).get(1, 0) for number, part in _fields(fields.get(2, b"")) if number == 2]
    if 4 in fields:
        return np.frombuffer(fields[4], "<f4").reshape(sizes)
    # One number stands for all that follow.
    single = b"".join(part for number, part in parts if number == 5)
    values = np.frombuffer(single, "<f4")
    return np.resize(values, sizes) if len(values) else None


def _fields(data: bytes) -> Iterator[tuple[int, bytes | int]]:
    """The fields of a message: numbers for the wire type 0, bytes for the others."""
    at = 0
    while at < len(data):
        key, at = _number(data, at)
        kind = key & 7
        if kind == 0:
            value, at = _number(data, at)
            yield key >> 3, value
            continue
        if kind == 2:
            size, at = _number(data, at)
        elif kind in (1, 5):
            size = 8 if kind == 1 else 4
        else:
            raise ValueError(f"wire type {kind} at {at}: no protocol buffer, or a damaged one")
        yield key >> 3, data[at : at + size]
        at += size


def _number(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        at += 1
        value |= (byte & 127) << shift
        if byte < 128:
            return value, at
        shift += 7
