"""A list too long for memory: it goes to a temporary file, and is read back as it is gone over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, Generic, TypeVar

import msgspec

from ..record import encode

T = TypeVar("T", bound=msgspec.Struct)
IN_MEMORY = 16_000_000
"""Bytes kept in memory before the file is made."""


class Spool(Generic[T]):
    """Records of one kind, appended and gone over in order, as often as wanted.

    >>> class Point(msgspec.Struct):
    ...     x: int
    >>> points = Spool(Point)
    >>> points.extend([Point(1), Point(2)])
    >>> len(points), [point.x for point in points]
    (2, [1, 2])
    """

    def __init__(self, kind: type[T]):
        self._file: IO[bytes] = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - it lives as long as this
        self._decode = msgspec.json.Decoder(kind).decode
        self._count = 0

    def extend(self, items: Iterable[T]) -> None:
        """Append items."""
        self.write([encode(item) for item in items])

    def write(self, lines: Sequence[bytes]) -> None:
        """Append items that are encoded, each with a line end."""
        self._file.seek(0, 2)
        self._file.write(b"".join(lines))
        self._count += len(lines)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[T]:
        for line in self.lines():
            yield self._decode(line)

    def lines(self) -> Iterator[bytes]:
        """The items as lines of JSON; nothing may be appended meanwhile."""
        self._file.seek(0)
        yield from self._file
