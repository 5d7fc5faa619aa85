"""arrow: the records in Arrow's file format, which Feather readers and memory maps take."""

from __future__ import annotations

from typing import IO

from ..collection import Collection
from .columns import batches, schema
from .formats import Notes


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write the records; one batch is in memory at a time."""
    import pyarrow as pa

    wanted = schema(source.kind)
    with pa.ipc.new_file(file, wanted) as out:
        for table in batches(source.read(), wanted):
            out.write_table(table)
