"""Two articles of fact-level gold of real pages, spoilt by hand, and the scores counted with pencil and paper.

In the first (nine persons; nine posts and three bylines) the second byline and the
last post are lost, the first post has another body, and the second one's holder has
left it. In the second (six persons, seven posts) the fifth person gets the post of
the second besides.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.evaluate import evaluate
from pipeline.evaluate.score import Score
from pipeline.record import Article, Facts, read_lines

from .build import Post, record, run_of

GOLD = [Path(__file__).parents[3] / "shared" / "gold" / f"real-{number}.jsonl" for number in ("034", "037")]


def told(gold: Facts, posts: list[Post]) -> Article:
    """A record of made-up text with the persons of gold, and with these posts."""
    words = [gold.anchor, *gold.persons, *(role for _, role, *_ in posts), gold.ends or ""]
    named = [("PER", name) for name in gold.persons]
    return record("，".join(words), named, posts, path=gold.page, headline=gold.headline or "")


@pytest.mark.skipif(not all(path.exists() for path in GOLD), reason="the gold of real pages is not part of the project")
def test_counted_by_hand(tmp_path: Path) -> None:
    fire, council = (next(iter(read_lines(path, Facts))) for path in GOLD)
    of_fire, of_council = (
        [(r.person, r.role, r.org, r.title, r.type) for r in gold.relations] for gold in (fire, council)
    )
    bylines, posts = of_fire[:3], of_fire[3:]
    posts[0] = (*posts[0][:2], "另一个机关", *posts[0][3:])
    posts[1] = (*posts[1][:4], "former")
    records = [
        told(fire, [bylines[0], bylines[2], *posts[:-1]]),
        told(council, [*of_council, (council.persons[4], *of_council[2][1:])]),
    ]
    report = evaluate(run_of(tmp_path / "out", *records), GOLD)
    assert report.facts is not None
    found = {name: report.facts.by_article[name] for name in ("person", "surface", "resolved", "typed", "byline")}
    assert found == {
        "person": Score(15, 15, 15),
        "surface": Score(8 + 7, 8 + 8, 9 + 7),
        "resolved": Score(7 + 7, 8 + 8, 9 + 7),
        "typed": Score(7 + 7, 8 + 8, 9 + 7),
        "byline": Score(2, 2, 3),
    }
