"""The judge over the grammar: what it looks at, what it keeps and adds, and what it says of a broken model."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ConfigError
from pipeline.mention import Mention
from pipeline.models import META, WEIGHTS
from pipeline.roles.cues import Cues
from pipeline.roles.factory import Roles
from pipeline.roles.judge import NAME, VERSION, Judge, candidates, features, load
from pipeline.roles.reading import Reading
from pipeline.roles.units import Heads

ROLES = Roles(Cues(), Heads())
TEXT = "县水利局局长程岚到场，书记这时候正在路上，孟祥留在县里。"
MENTIONS = [
    Mention(0, 4, "ORG", "t", 1.0),
    Mention(4, 6, "TITLE", "t", 1.0),
    Mention(6, 8, "PER", "t", 0.9),
    Mention(11, 13, "TITLE", "t", 0.7),
    Mention(21, 23, "PER", "t", 1.0),
]


def read(text: str = TEXT, mentions: list[Mention] = MENTIONS) -> Reading:
    ((_, reading),) = ROLES.read(text, [(0, len(text))], mentions)
    return reading


def said(judge: Judge, text: str = TEXT, mentions: list[Mention] = MENTIONS) -> list[tuple[str, str, str]]:
    held = [held for held, _ in judge(read(text, mentions))]
    return [(h.person.mention.text(text), text[h.post.start : h.post.end], h.rule) for h in held]


def test_candidates_are_what_the_grammar_found_and_the_names_on_both_sides_of_a_post_that_is_left() -> None:
    found = [(h.person.start, h.post.start, h.rule) for h in candidates(read())]
    assert found == [(6, 0, "role-before-name"), (6, 11, NAME), (21, 11, NAME)]


def test_without_the_grammar_every_post_has_the_names_near_it() -> None:
    reading = read()
    reading.out.clear()
    assert [(h.person.start, h.post.start) for h in candidates(reading, 2)] == [(6, 0), (21, 0), (6, 11), (21, 11)]


def test_a_relation_of_the_grammar_that_is_unlikely_is_dropped() -> None:
    assert said(Judge({"rule=role-before-name": 2.0}, 0.0)) == [("程岚", "县水利局局长", "role-before-name")]
    assert said(Judge({"rule=role-before-name": -3.0}, 0.0)) == []


def test_a_likely_relation_is_added() -> None:
    judge = Judge({"rule=judge": 1.0, "order=name first": 2.0, "order=post first": -5.0}, 0.0)
    assert said(judge) == [("程岚", "书记", NAME)]


def test_bylines_are_not_judged() -> None:
    text, mentions = "记者程岚报道。", [Mention(0, 2, "TITLE", "t", 1.0), Mention(2, 4, "PER", "t", 1.0)]
    assert said(Judge({}, -9.0), text, mentions) == [("程岚", "记者", "role-before-name")]


def test_features_name_the_rule_the_words_between_and_the_units_between() -> None:
    reading = read()
    found = {h.person.start: set(features(reading, h)) for h in candidates(reading) if h.post.start == 11}
    assert {"rule=judge", "order=name first", "name first names=0 posts=0", "name first commas=1"} <= found[6]
    assert {"order=post first", "post first commas=1", "surely=1", "tail=书记"} <= found[21]


def test_the_shipped_judge_knows_the_plainest_case() -> None:
    (held, likely), *_ = load("judge")(read())
    assert held.rule == "role-before-name"
    assert likely > 0.9


def write(folder: Path, features: object, weights: int, version: int = VERSION) -> str:
    np.savez(folder / WEIGHTS, weights=np.zeros(weights), bias=np.array(0.0), version=np.array(version))
    (folder / META).write_text(json.dumps({"features": features}), "utf-8")
    return str(folder)


@pytest.mark.parametrize(
    ("features", "weights", "version", "message"),
    [
        (["a", "b"], 3, VERSION, "do not fit"),
        ("ab", 2, VERSION, "do not fit"),
        (["a"], 1, VERSION + 1, "another version"),
    ],
)
def test_a_model_that_is_no_judge(tmp_path: Path, features: object, weights: int, version: int, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        load(write(tmp_path, features, weights, version))


def test_no_such_judge() -> None:
    with pytest.raises(ConfigError, match="one of: fast, judge, layout, tagger"):
        load("nobody")
