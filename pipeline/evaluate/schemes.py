"""Entities by the four schemes of MUC and nervaluate.

=========  ====================================================================
strict     same bounds, same label (here also the same text)
exact      same bounds, whatever the label
partial    same bounds count 1, an overlap ½, whatever the label
type       an overlap is enough, the label must be right
=========  ====================================================================

Chinchor and Sundheim, *MUC-5 evaluation metrics* (MUC-5, 1993); names and the
order in which mentions are paired are nervaluate's: each given mention in the
order of the page takes one free gold mention that it overlaps, and with a wrong
label takes it all the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ..record import LABELS, Entity, Span
from .items import Found, Outcome
from .score import Score

Labelled = tuple[int, int, str, str]
"""A mention and its label, or the person that a role belongs to."""
Entities = Mapping[Labelled, Entity]
Pieces = Callable[[Labelled], Sequence[Span]]
Pairs = list[list[Labelled]]
"""For each given mention, in order, the gold mentions that it overlaps, in order."""


def judge(gold: Entities, given: Entities) -> dict[str, Outcome]:
    """Outcomes ``entity`` and ``entity.PER`` … (strict), ``exact``, ``partial``, ``type`` and those by label.

    By label only mentions of that label are seen, so ``exact`` is ``strict`` there.

    >>> lin = Entity("e1", "PER", 0, 2, "沈岩", [(0, 2)], "x", None)
    >>> found = judge({(0, 2, "沈岩", "PER"): lin}, {(0, 2, "沈岩", "LOC"): lin})
    >>> [found[name].score.f1 for name in ("entity", "exact", "partial", "type")]
    [0.0, 1.0, 1.0, 0.0]
    """
    if gold.keys() == given.keys():
        return _all_right(gold)
    missed: dict[Labelled, int] = {key: item.start for key, item in gold.items() if key not in given}
    false: dict[Labelled, int] = {key: item.start for key, item in given.items() if key not in gold}
    wanted, offered = (Counter([key[3] for key in side]) for side in (gold, given))
    right = wanted - Counter(key[3] for key in missed)
    out: dict[str, Outcome] = {}
    for label in LABELS:
        if label in wanted or label in offered:
            score = Score(right[label], offered[label], wanted[label])
            lost, extra = (_labelled(side, label) for side in (missed, false))
            out[f"entity.{label}"] = Outcome(score, extra, lost)
    out["entity"] = _of(Score(right.total(), len(given), len(gold)))
    near = pairs(missed, false, lambda key: gold[key].raw, lambda key: given[key].raw) if missed and false else []
    order = sorted(false)
    by_label = [[other for other in found if other[3] == key[3]] for key, found in zip(order, near, strict=False)]
    for name, count in (("partial", halves), ("type", closest)):
        sums = count(order, by_label)
        for label in LABELS:
            if label in wanted or label in offered:
                out[f"{name}.{label}"] = _of(Score(right[label] + sums[label], offered[label], wanted[label]))
    for name, count in (("exact", same), ("partial", halves), ("type", closest)):
        out[name] = _of(Score(right.total() + count(order, near).total(), len(given), len(gold)))
    return out


def _labelled(side: Mapping[Labelled, int], label: str) -> Found:
    return {key: at for key, at in side.items() if key[3] == label}


def _all_right(gold: Entities) -> dict[str, Outcome]:
    out: dict[str, Outcome] = {}
    for label, count in Counter([key[3] for key in gold]).items():
        out[f"entity.{label}"] = out[f"partial.{label}"] = out[f"type.{label}"] = _of(Score(count, count, count))
    out["entity"] = out["exact"] = out["partial"] = out["type"] = _of(Score(len(gold), len(gold), len(gold)))
    return out


def _of(score: Score) -> Outcome:
    """What is wrong is listed once, with the strict scores by label."""
    return Outcome(score, {}, {})


def pairs(missed: Iterable[Labelled], false: Iterable[Labelled], gold: Pieces, given: Pieces) -> Pairs:
    """The gold mentions that each given one overlaps; both in the order of the page."""
    owners: dict[int, list[Labelled]] = defaultdict(list)
    for key in missed:
        for offset in _offsets(gold(key)):
            owners[offset].append(key)
    return [
        sorted({key for offset in _offsets(given(other)) for key in owners.get(offset, ())}) for other in sorted(false)
    ]


def _offsets(raw: Iterable[Span]) -> Iterator[int]:
    return (offset for start, end in raw for offset in range(start, end))


def same(order: Sequence[Labelled], near: Pairs) -> Counter[str]:
    """Mentions with the bounds of gold."""
    return Counter(
        key[3] for key, found in zip(order, near, strict=False) if any(other[:2] == key[:2] for other in found)
    )


def halves(order: Sequence[Labelled], near: Pairs) -> Counter[str]:
    """1 for each with the bounds of gold, ½ for each that overlaps; no gold mention serves twice."""
    counts: Counter[str] = Counter()
    taken: set[Labelled] = set()
    for key, found in zip(order, near, strict=False):
        free = [other for other in found if other not in taken]
        whole = next((other for other in free if other[:2] == key[:2]), None)
        if free:
            taken.add(whole or free[0])
            counts[key[3]] += 1 if whole else 0.5  # type: ignore[assignment]
    return counts


def closest(order: Sequence[Labelled], near: Pairs) -> Counter[str]:
    """Mentions that overlap one of their label; of several the nearest in bounds is taken."""
    counts: Counter[str] = Counter()
    taken: set[Labelled] = set()
    for key, found in zip(order, near, strict=False):
        free = [other for other in found if other not in taken]
        alike = [other for other in free if other[3] == key[3]]
        if alike:
            taken.add(min(alike, key=lambda other: abs(other[0] - key[0]) + abs(other[1] - key[1])))
            counts[key[3]] += 1
        elif free:
            taken.add(free[0])
    return counts
