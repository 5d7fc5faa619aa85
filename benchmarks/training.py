"""A tagger trained on corpora/ alone: how long it takes, and strict F1 on the articles of gold, from their sentences.

python benchmarks/training.py [--config NAME|PATH] [--model FOLDER] [--readme]

By default the config is train-corpora. A training that was killed goes on in FOLDER; one that is done is scored again.
The tagger is scored alone, without the rules and the dictionary of the stage.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

import strict
from report import CORPORA, arguments, give, made_with, table

from pipeline import collection
from pipeline.commands.train import train
from pipeline.entities.tagger import CharacterTagger
from pipeline.models import CARD
from pipeline.record import LABELS

CONFIG = "train-corpora"
DATA = [CORPORA, CORPORA / "articles" / "marked.jsonl"]


def row(split: str, tagger: CharacterTagger) -> list[str]:
    """F1 by label on the pages of a split, with intervals over pages."""
    articles = list(collection.find(CORPORA).read(split))
    found = tagger.many([(article.text, article.sentences) for article in articles])
    gold = [{(e.start, e.end, e.label) for e in article.entities} for article in articles]
    given = [{(m.start, m.end, m.label) for m in mentions} for mentions in found]
    pages = [article.id.partition("#")[0] for article in articles]
    scored = strict.scores(strict.counts(gold, given, [set(LABELS)] * len(articles), LABELS, pages))
    return [split, *(f"{100 * value:.1f} ({100 * low:.0f}–{100 * high:.0f})" for value, low, high in scored)]


def main() -> None:
    """The command line."""
    parser = arguments(__doc__)
    parser.set_defaults(config=CONFIG)
    parser.add_argument("--model", type=Path, help="keep the model here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        model = options.model or Path(name) / "model"
        if not (model / CARD).is_file():
            train(options.config, DATA, model, {}, lambda what, how: print(f"{what}: {how}", flush=True))
        facts = dict(re.findall(r"^\| (took|rounds) \| (.*) \|$", (model / CARD).read_text("utf-8"), re.MULTILINE))
        tagger = CharacterTagger(str(model))
        rows = [row(split, tagger) for split in ("dev", "test")]
    about = f"Trained in {facts['took']}, {facts['rounds']}; F1 in per cent, 95 % intervals over pages:"
    text = f"{table(about, ['split', *LABELS], rows)}\n\nConfig {options.config}; {made_with()}"
    give("training", text, options.readme)


if __name__ == "__main__":
    main()
