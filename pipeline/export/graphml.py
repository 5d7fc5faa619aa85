"""graphml: a graph of persons and organisations (http://graphml.graphdrawing.org), for yEd, Cytoscape, igraph."""

from __future__ import annotations

from typing import IO

from ..collection import Collection
from .formats import Notes
from .graph import graph


def write(file: IO[bytes], source: Collection, notes: Notes) -> None:
    """Write the graph of the relations."""
    from networkx import write_graphml_xml

    write_graphml_xml(graph(source.read()), file, edge_id_from_attribute=None)
