"""``renzhi schema``: the JSON Schema of the records."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from ..record import Article, Facts, GoldArticle, json_schema


def command(
    gold: Annotated[bool, typer.Option("--gold", help="Of records of mention-level gold.")] = False,
    facts: Annotated[bool, typer.Option("--facts", help="Of fact-level gold.")] = False,
) -> None:
    """The JSON Schema of a record, one line of articles.jsonl.

    \b
    renzhi schema > article.schema.json
    """
    if gold and facts:
        raise typer.BadParameter("give --gold or --facts, not both")
    kind = GoldArticle if gold else Facts if facts else Article
    typer.echo(json.dumps(json_schema(kind), ensure_ascii=False, indent=2))
