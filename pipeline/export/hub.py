"""hub-folder: Parquet by split, and a data card that dataset hubs and ``datasets.load_dataset(FOLDER)`` read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from .. import __version__
from ..collection import Collection
from ..datasets import features
from ..record import Article, GoldArticle
from .columns import batches, schema
from .formats import Notes

_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"))
CARD = """---
{about}
---
# {name}

Articles of newspaper pages with persons, organisations, places, titles and dates, and with
dated relations of persons to posts, {made} by renzhi {version}.

```python
from datasets import load_dataset

data = load_dataset("{name}")
```
| split | records | characters | entities | relations |
|---|---:|---:|---:|---:|
{rows}

A row is a record `renzhi.article/1`: `text`, `sentences`, `entities`, `relations`, with the place of each
on the raw page (`raw`, `segments`). Offsets count Unicode characters, the end exclusive. `by` is the rule or
model that found it, `score` how sure it is.

What is extracted are statements of a newspaper about named persons. The terms of the pages hold for their
text: say here what they are, and set `license` above.
"""


def write(folder: Path, source: Collection, notes: Notes) -> None:
    """Write ``data/<split>.parquet`` and ``README.md``; a row group a split is in memory at a time."""
    from datasets import DatasetInfo
    from datasets.info import DatasetInfosDict
    from datasets.splits import SplitDict, SplitInfo
    from datasets.table import table_cast
    from huggingface_hub import DatasetCardData
    from pyarrow.parquet import ParquetWriter

    gold = source.kind is GoldArticle
    wanted, made = features(gold), schema(source.kind)
    (folder / "data").mkdir()
    counts: dict[str, list[int]] = {}
    sizes: dict[str, int] = {}
    for split in source.splits:
        counts[split], sizes[split] = [0, 0, 0, 0], 0
        path = folder / "data" / f"{split}.parquet"
        with ParquetWriter(path, wanted.arrow_schema, compression="zstd") as out:
            for table in batches(_counted(source.read(split), counts[split]), made):
                sizes[split] += table.nbytes
                out.write_table(table_cast(table, wanted.arrow_schema), row_group_size=len(table))
    parts = {split: SplitInfo(split, sizes[split], counts[split][0]) for split in source.splits}
    number = sum(count[0] for count in counts.values())
    about = DatasetCardData(
        language="zh",
        license="unknown",
        pretty_name=source.name,
        task_categories=["token-classification"],
        task_ids=["named-entity-recognition"],
        annotations_creators=["expert-generated" if gold else "machine-generated"],
        size_categories=[next((name for limit, name in _SIZES if number < limit), "n>1M")],
        tags=["newspapers", "relation-extraction", "political-elites"],
        configs=_configs(source.splits),
    )
    DatasetInfosDict({"default": DatasetInfo(features=wanted, splits=SplitDict(parts))}).to_dataset_card_data(about)
    rows = "\n".join(f"| {split} | " + " | ".join(f"{n:,}" for n in count) + " |" for split, count in counts.items())
    card = CARD.format(
        about=about.to_yaml(),
        name=source.name,
        made="labelled by hand, compiled" if gold else "extracted",
        version=__version__,
        rows=rows,
    )
    (folder / "README.md").write_text(card, "utf-8")


def _counted(articles: Iterable[Article], counts: list[int]) -> Iterable[Article]:
    for article in articles:
        for at, number in enumerate((1, len(article.text), len(article.entities), len(article.relations))):
            counts[at] += number
        yield article


def _configs(splits: Iterable[str]) -> list[Mapping[str, Any]]:
    files = [{"split": split, "path": f"data/{split}.parquet"} for split in splits]
    return [{"config_name": "default", "data_files": files}]
