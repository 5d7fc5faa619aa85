"""parquet: the records in row groups, for DuckDB, pandas, Polars, Spark."""

from __future__ import annotations

from typing import IO

from ..collection import Collection
from .columns import batches, schema
from .formats import Notes


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write the records; one row group is in memory at a time."""
    from pyarrow.parquet import ParquetWriter

    wanted = schema(source.kind)
    with ParquetWriter(file, wanted, compression="zstd") as out:
        for table in batches(source.read(), wanted):
            out.write_table(table, row_group_size=len(table))
