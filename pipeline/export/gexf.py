"""gexf: the graph of persons and organisations for Gephi (GEXF 1.2, https://gexf.net)."""

from __future__ import annotations

import re
from typing import IO

from ..collection import Collection
from .formats import Notes
from .graph import graph

_TODAY = re.compile(r' lastmodifieddate="[^"]*"')


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write the graph of the relations, without the day on which it was written."""
    from networkx import generate_gexf

    for line in generate_gexf(graph(source.read())):
        file.write(_TODAY.sub("", line).encode() + b"\n")
