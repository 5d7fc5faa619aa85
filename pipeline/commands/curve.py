"""``renzhi curve GOLD…``: scores against noise."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ..errors import ConfigError
from ..record import replacing
from .options import ConfigName, Overrides

OCR = "0,0.02,0.05,0.1,0.2"
BLANKS = "0,0.02,0.05,0.1,0.2"
PICTURES = (".svg", ".png")


def rates(option: str, text: str) -> list[float]:
    """Shares from 0 to 1, as an option gives them.

    >>> rates("--ocr", "0, 0.05")
    [0.0, 0.05]
    """
    try:
        found = [float(part) for part in text.split(",") if part.strip()]
    except ValueError:
        found = [-1.0]
    if not all(0 <= rate <= 1 for rate in found):
        raise ConfigError(f"{option} {text}: write shares from 0 to 1 with commas between, for instance 0,0.05,0.1")
    return sorted(set(found))


def command(
    gold: Annotated[
        list[Path], typer.Argument(metavar="GOLD...", help="Files or folders of mention gold, which are printed.")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="CSV", help="Table to write.")] = Path("curve.csv"),
    plot: Annotated[
        Path | None, typer.Option(metavar="SVG|PNG", help="Picture to write; needs the extra renzhi\\[evaluate].")
    ] = None,
    ocr: Annotated[
        str, typer.Option(metavar="RATES", help="Shares of characters with look-alikes that are misread.")
    ] = OCR,
    blanks: Annotated[
        str, typer.Option(metavar="RATES", help="Shares of characters with a stray blank behind.")
    ] = BLANKS,
    pages: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="How many; each article once, by default.")
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same pages and the same noise.")] = 1,
    config: ConfigName = "default",
    overrides: Overrides = None,
) -> None:
    """Scores against noise, as a table and a picture.

    Pages of the gold's articles are printed as `renzhi degrade` does, spoilt more
    and more, run, and scored.

    \b
    renzhi curve corpora/gold --out curve.csv --plot curve.svg
    """
    from .. import load
    from ..config import parse_override
    from ..degrade import read
    from ..evaluate import curve
    from ..evaluate.lines import gold_files

    if plot and plot.suffix not in PICTURES:
        raise ConfigError(f"--plot {plot}: write a name that ends with {' or '.join(PICTURES)}")
    wanted = {"ocr": rates("--ocr", ocr), "blanks": rates("--blanks", blanks)}
    articles = [article for article in read(gold_files(gold)) if article.record]
    if not articles:
        raise ConfigError(f"{gold[0]}: no records of mention gold; articles without labels cannot be scored")
    nlp = load(config, dict(map(parse_override, overrides or ())))
    found = list(curve.points(nlp, articles, wanted, seed, pages))
    for target in filter(None, (out, plot)):
        target.parent.mkdir(parents=True, exist_ok=True)
    text = curve.table(found)
    with replacing(out) as file:
        file.write(text.encode())
    typer.echo(text, nl=False)
    if plot:
        curve.plot(found, plot)
