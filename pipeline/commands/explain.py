"""``renzhi explain``: what each stage does with a line, and what made each relation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from ..record import Article, Issue
from .options import ConfigName, Overrides

if TYPE_CHECKING:
    from ..document import Bond
    from ..drafts import Draft
    from ..runner import Pipeline


def explain(pipeline: Pipeline, text: str, issue: Issue | None = None) -> Iterator[str]:
    """Lines for people: a heading for each stage, and what it gave."""
    from ..accounts import Accounts
    from ..runner import text_page

    lines = pipeline.clean(text_page("text", text, issue))
    yield "clean"
    yield from (f"  {line}" for line in lines.texts())
    (drafts,) = pipeline.annotate([list(pipeline.split(lines))], Accounts(strict=True))
    for draft in drafts:
        yield from _draft(draft)


def _draft(draft: Draft) -> Iterator[str]:
    article = draft.finish()
    yield f"{article.kind} {article.id}  put together with score {article.score}"
    yield from (f"  headline  {line.text}" for line in article.headline)
    yield from (f"  {paragraph}" for paragraph in article.text.split("\n"))
    yield "sentences"
    yield from (f"  {number}  {article.text[start:end]}" for number, (start, end) in enumerate(article.sentences))
    yield "entities"
    yield from (f"  {e.id}  {e.label:5} {e.text}  [{e.start}:{e.end}]  by {e.by} {e.score}" for e in article.entities)
    yield "relations"
    yield from _relations(article, draft.bonds)


def _relations(article: Article, bonds: Sequence[Bond]) -> Iterator[str]:
    names = {entity.id: entity.text for entity in article.entities}
    for relation, bond in zip(article.relations, bonds, strict=True):
        post = f"{relation.org or '?'} / {relation.title or '?'}"
        when = f"  {relation.date[0]} – {relation.date[1]}" if relation.date else ""
        yield f"  {relation.id}  {names[relation.person]} ({relation.person}) {relation.type} {relation.role.text}"
        yield f"      = {post}{when}  by {relation.by} {relation.score}, sentence {relation.sentence}"
        yield from (f"      {step}" for step in bond.why)


def command(
    text: Annotated[str, typer.Argument(help="A sentence, or a page.")],
    config: ConfigName = "default",
    overrides: Overrides = None,
    region: Annotated[str | None, typer.Option(help="Place that the text is about.")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the issue, as 2024-03-06.")] = None,
) -> None:
    """What each stage does with a text, and what made each relation.

    \b
    renzhi explain '明湖市委书记林远主持召开会议，副市长周明参加。'
    """
    from .. import load
    from ..config import parse_override
    from ..read.hints import given_issue

    pipeline = load(config, dict(map(parse_override, overrides or [])))
    for line in explain(pipeline, text, given_issue(None, date, region, where="--date")):
        typer.echo(line)
