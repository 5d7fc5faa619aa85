"""Every rule of the grammar by its own examples."""

from __future__ import annotations

import re

import pytest
import spacy

from pipeline.mention import Mention
from pipeline.roles.cues import Cues
from pipeline.roles.factory import Roles
from pipeline.roles.rules import PERSONS, POSTS
from pipeline.roles.units import Heads

NLP = spacy.blank("zh")
ROLES = Roles(Cues(), Heads())
RULES = [*POSTS, *PERSONS]
NOTHING = {"office"}
"""Rules by which somebody holds nothing."""


def read(marked: str) -> tuple[set[tuple[str, str, str]], set[str]]:
    """What the grammar reads off a sentence in the mark-up of gold, and by which rules."""
    text, mentions, end = "", [], 0
    for mark in re.finditer(r"\[([^|\]]+)\|(\w+)\]", marked):
        text += marked[end : mark.start()]
        mentions.append(Mention(len(text), len(text) + len(mark[1]), mark[2], "test", 1.0))  # type: ignore[arg-type]
        text, end = text + mark[1], mark.end()
    text += marked[end:]
    doc = NLP(text)
    doc._.entities = mentions
    found = ROLES(doc)._.relations
    return {(b.person.text(text), text[slice(*b.role)], b.type) for b in found}, {b.by for b in found}


def expected(told: str) -> set[tuple[str, str, str]]:
    out = set()
    for part in filter(None, told.strip().split("; ")):
        person, _, posts = part.partition("=")
        for post in posts.split(" "):
            role, _, kind = post.partition(":")
            out.add((person, role, kind or "holds"))
    return out


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(rule, example, id=f"{rule.name}-{n}") for rule in RULES for n, example in enumerate(rule.examples)],
)
def test_a_rule_by_its_example(rule, example: str) -> None:  # type: ignore[no-untyped-def]
    sentence, _, told = example.partition("=>")
    found, rules = read(sentence)
    assert found == expected(told)
    assert rule.name in rules or rule.name in NOTHING


def test_every_rule_has_an_example_and_says_what_it_is() -> None:
    assert all(rule.examples and rule.read.__doc__ for rule in RULES)


@pytest.mark.parametrize("table", [POSTS, PERSONS])
def test_rules_are_asked_in_the_order_of_their_priorities(table) -> None:  # type: ignore[no-untyped-def]
    numbers = [rule.priority for rule in table]
    assert numbers == sorted(set(numbers))
