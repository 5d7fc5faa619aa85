"""``renzhi run``: pages in, the files of a run out."""

from __future__ import annotations

import gc
import hashlib
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from .. import resources
from ..errors import ConfigError, RenzhiError
from ..record import Article, GoldArticle, Issue, decode
from .options import ConfigName, Overrides

if TYPE_CHECKING:
    from ..accounts import Accounts
    from ..evaluate import Report
    from ..runner import Pipeline

FINE, SOME_FAILED, NOTHING_DONE = 0, 1, 2
"""Exit codes."""

Track = Callable[[Iterable[Any]], Iterable[Any]]
"""Shows progress over an iterable."""


class Start(NamedTuple):
    """Where to begin again: a component, and the records of an earlier run."""

    stage: str
    records: Path


class Outcome(NamedTuple):
    """What a run gives back besides its files."""

    accounts: Accounts
    report: Report | None


def run(
    inputs: Sequence[str | Path],
    out: Path,
    *,
    config: str = "default",
    overrides: Mapping[str, Any] | None = None,
    issue: Issue | None = None,
    sidecar: Path | None = None,
    start: Start | None = None,
    gold: Sequence[Path] = (),
    track: Track = iter,
) -> Outcome:
    """Run a config over inputs, or from ``start``, and write the files of the run into ``out``."""
    from ..config import find, load_config, read, with_gold
    from ..toolkits import hanlp_models

    hanlp_models.look(read(find(config), overrides))
    from ..accounts import Accounts
    from ..runner import Pipeline
    from ..write.factory import prepare

    settings = load_config(config, overrides)
    for path in gold:
        if not path.exists():
            raise RenzhiError(f"{path}: no such gold file or folder; check the path")
    prepare(out)
    pipeline = Pipeline(with_gold(settings, gold) if gold else settings)
    if pipeline.write is None:
        raise ConfigError(f'config {config}: [run] stages has no "write"; add it to its end')
    gc.freeze()  # what is loaded stays: no search for cycles need look through lexicons and weights again
    accounts = Accounts()
    articles = (
        _again(pipeline, start, issue, accounts, track)
        if start
        else _fresh(pipeline, inputs, issue, sidecar, accounts, track)
    )
    pipeline.write(articles, out, accounts, {"start": start.stage if start else "read", **pipeline.about()})
    report = None
    if pipeline.evaluate and not accounts.nothing_done:
        with accounts.stage("evaluate"):
            report = pipeline.evaluate(out)
            report.write(out)
    return Outcome(accounts, report)


def _fresh(
    pipeline: Pipeline,
    inputs: Sequence[str | Path],
    issue: Issue | None,
    sidecar: Path | None,
    accounts: Accounts,
    track: Track,
) -> Iterator[Article]:
    from ..read.hints import Hints, read_sidecar

    found = pipeline.find(inputs or [resources.shipped("corpora") / "pages"])
    hints = Hints(issue or Issue(), read_sidecar(sidecar, found) if sidecar else {})
    return pipeline.inputs(track(found), hints, accounts)


def _again(
    pipeline: Pipeline, start: Start, issue: Issue | None, accounts: Accounts, track: Track
) -> Iterator[Article]:
    records = _records(start.records, accounts)
    return pipeline.articles(track(records), start.stage, issue=issue, accounts=accounts)


def _records(path: Path, accounts: Accounts) -> Iterator[GoldArticle]:
    """Records of a run or of gold, lazily; a bad line is quarantined."""
    from ..accounts import Taken
    from ..write.manifest import file_hash

    accounts.inputs.append(Taken(str(path), file_hash(path)))
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                with accounts.stage("read"):
                    try:
                        record = decode(line, GoldArticle, f"{path}:{number}")
                    except RenzhiError as error:
                        accounts.fail(f"{path}:{number}", error, hashlib.sha256(line).hexdigest())
                        continue
                yield record


def command(
    inputs: Annotated[
        list[str] | None,
        typer.Argument(metavar="[INPUT]...", help="Files, folders, globs, or - for standard input. [default: samples]"),
    ] = None,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder to write into.")] = Path("renzhi-out"),
    config: ConfigName = "default",
    overrides: Overrides = None,
    paper: Annotated[str | None, typer.Option(help="Name of the newspaper.")] = None,
    date: Annotated[str | None, typer.Option(help="Date of the issue, as 2024-03-06.")] = None,
    region: Annotated[str | None, typer.Option(help="Place that the paper is of, as 明湖市.")] = None,
    sidecar: Annotated[
        Path | None, typer.Option(metavar="CSV", help="Table with columns path, paper, date, region.")
    ] = None,
    start: Annotated[
        tuple[str, Path] | None,
        typer.Option(
            "--from",
            metavar="STAGE RECORDS",
            help="Run again from a component over an articles.jsonl; a --region must be given again.",
        ),
    ] = None,
    gold: Annotated[list[Path] | None, typer.Option(metavar="PATH", help="Score the run against gold.")] = None,
) -> None:
    """Pages in, articles, entities and person–role relations out.

    Without INPUT it runs over the sample pages that come with renzhi. The exit
    code is 0 if all went well, 1 if some input failed (quarantine.jsonl says
    which and why), 2 if nothing could be done.

    \b
    renzhi run pages/ --out out --region 明湖市
    renzhi run 'scans/2024-*.txt' --sidecar issues.csv --out out
    renzhi run --from entities out/articles.jsonl --set 'run.lexicons=["my-lexicons"]' --out out2
    """
    from ..config import parse_override
    from ..read.hints import given_issue
    from .summary import failures, progress, summary
    from .terminal import console

    if start and inputs:
        raise typer.BadParameter("give INPUT or --from, not both")
    if start and sidecar:
        raise typer.BadParameter("--sidecar goes with INPUT; records of --from keep what an earlier run knew")
    if start and not start[1].is_file():
        raise RenzhiError(f"{start[1]}: no such file; --from takes a stage and the articles.jsonl of an earlier run")
    outcome = run(
        inputs or [],
        out,
        config=config,
        overrides=dict(map(parse_override, overrides or [])),
        issue=given_issue(paper, date, region, where="--date"),
        sidecar=sidecar,
        start=Start(*start) if start else None,
        gold=gold or [],
        track=progress,
    )
    accounts = outcome.accounts
    failures(accounts, out)
    if not accounts.nothing_done:
        summary(accounts, out)
        if outcome.report:
            outcome.report.print(console())
    if accounts.quarantine:
        sys.exit(NOTHING_DONE if accounts.nothing_done else SOME_FAILED)
