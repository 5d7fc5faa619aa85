"""Relations as sets: surface, resolved, typed; bylines apart.

The rules are the same for facts, where person and role are strings, and for
mentions, where they are spans:

- an **optional** relation (guideline 2.11) counts neither way, at any level: it
  is known by its person and role, so a wrong type or resolution of it is no
  error either. Where the same key is also required, it is judged. (Where the
  given side is gold too, its optional relations count neither way either.)
- where gold gives **no org and no title**, the resolution of that person and
  role is not judged, on either side.
- **further surfaces** of a post (2.12: "each may be given, the longest must
  be"): a given role that gold does not list is set aside if the same person has
  a gold post with the very same org and title, and that post's gold surface is
  given too. A shorter role *instead* of gold's stays one false and one missed.
- **two types** of one surface (2.12): beside an event (appointed, removed) the
  other type is set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence

from .items import Found, Outcome, Rel, compare
from .score import Score

EVENTS = frozenset({"appointed", "removed"})
Key = Callable[[Rel], Hashable]


def surface(relation: Rel) -> Hashable:
    """Person and role."""
    return relation[:2]


def typed(relation: Rel) -> Hashable:
    """Person, role and type."""
    return relation.person, relation.role, relation.type


def post(relation: Rel) -> Hashable:
    """Person and post in full, however it is written."""
    return relation.person, relation.org, relation.title


def written_post(relation: Rel) -> Hashable:
    """Person and post in full, with the place where it is written."""
    return relation[:4]


def judge(gold: Collection[Rel], given: Collection[Rel], resolved: Key = post) -> dict[str, Outcome]:
    """Outcomes ``surface``, ``resolved`` and ``typed``, then ``byline`` and ``byline_resolved``.

    ``resolved`` is the key that resolutions are compared by: ``post`` for facts,
    ``written_post`` for mentions.

    >>> gold = [Rel("沈岩", "青溪市委书记", "青溪市委", "书记", "holds")]
    >>> given = [Rel("沈岩", "市委书记", "青溪市委", "书记", "holds")]
    >>> {name: outcome.score.f1 for name, outcome in judge(gold, given).items()}
    {'surface': 0.0, 'resolved': 1.0, 'typed': 0.0, 'byline': None, 'byline_resolved': None}
    >>> judge(gold, gold + given)["surface"].score
    Score(right=1, given=1, gold=1, aside=1)
    """
    posts, others = _levels(_apart(gold, False), _apart(given, False), resolved)
    byline, byline_others = _levels(_apart(gold, True), _apart(given, True), resolved)
    return {"surface": posts, **others, "byline": byline, "byline_resolved": byline_others["resolved"]}


def _apart(relations: Iterable[Rel], byline: bool) -> list[Rel]:
    return [r for r in relations if (r.type == "byline") is byline]


def _levels(gold: list[Rel], given: list[Rel], resolved: Key) -> tuple[Outcome, dict[str, Outcome]]:
    if _alike(gold, given):
        return _all_right(gold, surface), {"resolved": _all_right(gold, resolved), "typed": _all_right(gold, typed)}
    required = [r for r in gold if not r.optional]
    settled = [r for r in required if r.org or r.title]
    optional = {surface(r) for r in (*gold, *given) if r.optional}
    if optional:
        optional -= {surface(r) for r in required}
    unjudged = optional
    if len(settled) < len(required):
        unjudged = optional | ({surface(r) for r in required} - {surface(r) for r in settled})
    loose = optional | _further(gold, given, resolved)
    events = {surface(r) for r in given if r.type in EVENTS}
    exempt = {typed(r) for r in gold if r.optional}

    def untyped(relation: Rel) -> bool:
        beside_event = surface(relation) in events and relation.type not in EVENTS
        return surface(relation) in loose or typed(relation) in exempt or beside_event

    return _level(required, given, surface, lambda r: surface(r) in loose), {
        "resolved": _level(settled, given, resolved, lambda r: surface(r) in unjudged),
        "typed": _level(required, given, typed, untyped),
    }


def _alike(gold: list[Rel], given: list[Rel]) -> bool:
    """Whether the two say the same, and all of it is judged: then nothing of what follows matters."""
    if len(gold) != len(given):
        return False
    return not gold or (
        {r[:5] for r in gold} == {r[:5] for r in given} and not any(r.optional or not (r.org or r.title) for r in gold)
    )


def _all_right(gold: list[Rel], key: Key) -> Outcome:
    count = len(set(map(key, gold))) if gold else 0
    return Outcome(Score(count, count, count), {}, {})


def _further(gold: list[Rel], given: list[Rel], resolved: Key) -> set[Hashable]:
    """Given surfaces that are another way to write a gold post whose own surface is given as well.

    None for mentions: their key says where a post is written, and gold lists every place.
    """
    if resolved is written_post:
        return set()
    written = {surface(r) for r in gold}
    shown = {surface(r) for r in given}
    posts = {resolved(r) for r in gold if (r.org or r.title) and surface(r) in shown}
    return {surface(r) for r in given if resolved(r) in posts} - written


def _level(gold: list[Rel], given: list[Rel], key: Key, spare: Callable[[Rel], bool]) -> Outcome:
    """One level; a key is spared only if every given relation that has it is spare."""
    wanted, offered = _found(gold, key), _found(given, key)
    if wanted.keys() == offered.keys():
        return compare(wanted, offered)
    wrong = offered.keys() - wanted.keys()
    judged = {key(r) for r in given if key(r) in wrong and not spare(r)} if wrong else wrong
    return compare(wanted, offered, wrong - judged)


def _found(relations: Sequence[Rel], key: Key) -> Found:
    return {key(relation): relation.where for relation in reversed(relations)}
