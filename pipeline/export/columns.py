"""The records as columns of Arrow, their schema made from that of the record; needs the extra ``export``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec

from ..record import Article, encode

if TYPE_CHECKING:
    import pyarrow as pa

SIZE, BLOCK = 8_000_000, 1_000_000
"""Bytes of JSON in a row group, which is what is in memory at a time, and in what one thread reads of it."""


def schema(kind: type[msgspec.Struct] = Article) -> pa.Schema:
    """The schema of a record: the same keys in the same order, spans as lists, labels as strings.

    >>> schema().field("sentences").type
    ListType(list<element: list<element: int64>>)
    """
    import pyarrow as pa

    return pa.schema(list(arrow_type(kind)))


def arrow_type(hint: Any) -> pa.DataType:
    """Arrow's type for a type of the record."""
    import pyarrow as pa

    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        hints = get_type_hints(hint)
        return pa.struct([pa.field(name, arrow_type(hints[name])) for name in hint.__struct_fields__])
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return arrow_type(next(part for part in inner if part is not type(None)))
    if origin in (list, tuple):
        return pa.list_(pa.field("element", arrow_type(inner[0])))
    if origin is Literal or hint is str:
        return pa.string()
    return {int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[hint]


def batches(articles: Iterable[Article], wanted: pa.Schema) -> Iterator[pa.Table]:
    """Tables of records, each of about ``SIZE`` bytes.

    Arrow reads their JSON: several times as fast as dicts, and nothing for the garbage collector to go through.
    """
    lines: list[bytes] = []
    size = 0
    for article in articles:
        lines.append(encode(article))
        size += len(lines[-1])
        if size >= SIZE:
            yield _table(lines, wanted)
            lines, size = [], 0
    if lines:
        yield _table(lines, wanted)


def _table(lines: list[bytes], wanted: pa.Schema) -> pa.Table:
    import pyarrow as pa
    from pyarrow import json

    blocks = json.ReadOptions(block_size=max(BLOCK, *map(len, lines)) + 1)  # no block ends inside a line
    strict = json.ParseOptions(explicit_schema=wanted, unexpected_field_behavior="error")
    return json.read_json(pa.py_buffer(b"".join(lines)), blocks, strict)
