"""A learned judge over the grammar: which of its relations hold, and which it missed.

Each person and post that may belong together is a candidate: what the grammar
found, and for a post that it gave to nobody the nearest names. A logistic
regression over what stands around them says how likely the relation is; that is
its score. The weights are a table of words and numbers in a model's folder.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice, repeat

from .. import models
from ..errors import ConfigError
from .reading import Held, Reading
from .units import Person, Post

NAME = "judge"
"""``by`` of what the judge adds."""
VERSION = 1
SURE, ADDED = 0.1, 0.7
"""From which likelihood on a relation of the grammar is kept, and one that it has not is added."""
_LENGTHS = (0, 1, 2, 4, 8, 16, 32)
_FAR = 20
"""Units between a person and a post of which names are counted."""
_SHORT = 5
"""Characters between a person and a post that are a feature as they are."""
_SCORES = (0.5, 0.8, 0.95)
"""Where the scores of mentions are divided."""


@dataclass(frozen=True)
class Judge:
    """Weights by feature.

    >>> Judge({"rule=verb-role": 2.0}, -1.0).likely(["rule=verb-role", "order=name first"])
    0.7310585786300049
    """

    weights: Mapping[str, float]
    bias: float

    def __call__(self, at: Reading) -> Iterator[tuple[Held, float]]:
        """The relations of a sentence that hold, each with how likely it is; bylines are not judged."""
        for held in candidates(at):
            likely = 1.0 if held.type == "byline" else self.likely(features(at, held))
            if likely >= (ADDED if held.rule == NAME else SURE):
                yield held, likely

    def likely(self, found: Iterable[str]) -> float:
        """How likely a candidate with such features holds, 0–1."""
        return 1 / (1 + math.exp(-self.bias - sum(map(self.weights.get, found, repeat(0.0)))))


def load(name: str) -> Judge:
    """The judge of a shipped model's name or of a folder.

    Raises ``ConfigError`` that names the file where there is none, or where it is broken or another version's.
    """
    found = models.arrays(name, ("weights", "bias"), VERSION)
    names, weights = models.meta(name).get("features"), found["weights"]
    if not isinstance(names, list) or weights.shape != (len(names),) or found["bias"].shape != ():
        raise ConfigError(f"{models.find(name)}: {models.META} and {models.WEIGHTS} do not fit; {models.AGAIN}")
    return Judge(dict(zip(map(str, names), weights.tolist(), strict=True)), float(found["bias"]))


def candidates(at: Reading, reach: int = 1) -> Iterator[Held]:
    """What the grammar found, then ``reach`` names on either side of each post that it gave to nobody.

    The reading is moved to the unit that is looked at.
    """
    yield from at.out
    given = {held.post.start for held in at.out}
    units = at.row.units
    for index, post in enumerate(units):
        if not isinstance(post, Post) or post.kind == "byline" or post.start in given:
            continue
        at.turn(index)
        if at.denied():
            continue
        for side in (reversed(units[:index]), units[index + 1 :]):
            persons = (unit for unit in side if isinstance(unit, Person))
            for person in islice(persons, reach):
                yield Held(person, post, at.own_type(post), NAME)


def features(at: Reading, held: Held) -> list[str]:
    """What is known of a candidate, as words.

    The title and what stands around it, the words between it and the name, the units
    between them, how sure both mentions are, and the grammar's rule.
    """
    text, person, post, rule = at.row.text, held.person, held.post, held.rule
    tail, behind = text[post.end - 2 : post.end], text[post.end : post.end + 1]
    return [
        f"rule={rule}",
        f"tail={tail}",
        f"rule={rule} tail={tail}",
        f"rule={rule} behind={behind}",
        f"before={text[max(post.start - 2, 0) : post.start]}",
        f"behind={text[post.end : post.end + 2]}",
        f"front={text[post.front[1] - 1] if post.front else ''}",
        f"kind={post.kind}",
        f"name={len(person.mention.text(text))} {_sure(person.mention.score)}",
        f"surely={_sure(post.title.score)}",
        f"name behind={text[person.end : person.end + 1]}",
        f"name before={text[max(person.start - 1, 0) : person.start]}",
        *_between(at, person, post, rule),
    ]


def _between(at: Reading, person: Person, post: Post, rule: str) -> list[str]:
    text = at.row.text
    if person.start < at.row.starts[0]:
        return ["order=earlier"]
    first, last = (post, person) if post.start < person.start else (person, post)
    order = "post first" if first is post else "name first"
    words = text[first.end : last.start]
    inside = at.row.units[bisect_right(at.row.starts, first.start) : bisect_left(at.row.starts, last.start)]
    names = sum(isinstance(unit, Person) for unit in inside[:_FAR]) if inside else 0
    near = [f"{order} between={words}", f"rule={rule} between={words}"] if len(words) <= _SHORT else []
    return [
        f"order={order}",
        f"{order} names={min(names, 3)} posts={min(len(inside) - names, 3)}",
        f"{order} commas={min(words.count('，') + words.count('；'), 3)}",
        f"{order} length={bisect_left(_LENGTHS, len(words))}",
        f"rule={rule} names={min(names, 3)}",
        *near,
        f"{order} opens={words[:2]}",
        f"{order} closes={words[-2:]}",
    ]


def _sure(score: float) -> int:
    return bisect_right(_SCORES, score)
