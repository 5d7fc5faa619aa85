"""What a run gave, beside what it should have been: how sure it was, and what it took for what.

Precision and recall over the ``score`` of entities and relations, their
calibration, and agreement (kappa) and tables of labels and types where both
sides have the same span. By scikit-learn, imported when it is asked for.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from ..record import LABELS, TYPES, Article

if TYPE_CHECKING:
    from .mentions import Mentions
    from .schemes import Labelled

BINS = 10
"""Of calibration, of equal width."""
POINTS = 50
"""Most points of a precision–recall curve that are written."""
Pair = tuple[str, str]
"""What gold says, and what was given."""


def _scores() -> array[float]:
    return array("d")


@dataclass
class Judged:
    """Counts over a run; ``right`` has 1.0 for each given item that is in gold, beside its score."""

    scores: dict[str, array[float]] = field(default_factory=lambda: defaultdict(_scores))
    right: dict[str, array[float]] = field(default_factory=lambda: defaultdict(_scores))
    gold: Counter[str] = field(default_factory=Counter)
    """How many items of each kind gold has."""
    labels: Counter[Pair] = field(default_factory=Counter)
    types: Counter[Pair] = field(default_factory=Counter)

    def add(self, given: Iterable[tuple[Article, Mentions]], golds: Iterable[Mentions]) -> None:
        """Count the records of a page in, beside all that gold has on it."""
        entities: set[Labelled] = set()
        types: dict[Hashable, str] = {}
        for gold in golds:
            entities.update(gold.entities)
            types.update([(item[:2], item.type) for item in gold.relations])
        self.gold.update(entity=len(entities), relation=len(types))
        wrong: list[Labelled] = []
        for article, items in given:
            right = [key in entities for key in items.entities]
            self._confidence("entity", [entity.score for entity in items.entities.values()], right)
            self._confidence(
                "relation", [r.score for r in article.relations], [r[:2] in types for r in items.relations]
            )
            self.types.update([(types[r[:2]], r.type) for r in items.relations if r[:2] in types])
            self.labels.update([(key[3], key[3]) for key, good in zip(items.entities, right, strict=True) if good])
            wrong += [key for key, good in zip(items.entities, right, strict=True) if not good]
        if wrong:
            labels = {key[:2]: key[3] for key in entities}
            self.labels.update([(labels[key[:2]], key[3]) for key in wrong if key[:2] in labels])

    def _confidence(self, kind: str, scores: list[float | None], right: list[bool]) -> None:
        if None in scores:
            kept = [(score, good) for score, good in zip(scores, right, strict=True) if score is not None]
            scores, right = [score for score, _ in kept], [good for _, good in kept]
        self.scores[kind].fromlist(scores)  # type: ignore[arg-type]
        self.right[kind].fromlist(right)  # type: ignore[arg-type]

    def plus(self, other: Judged) -> None:
        """Count another page in."""
        for kind in other.scores:
            self.scores[kind].extend(other.scores[kind])
            self.right[kind].extend(other.right[kind])
        self.gold.update(other.gold)
        self.labels.update(other.labels)
        self.types.update(other.types)

    def to_dict(self) -> dict[str, Any]:
        """Keys as in ``metrics.json``; raises ``ImportError`` without scikit-learn."""
        return {
            "confidence": {kind: self._curve(kind) for kind in sorted(self.scores) if self.scores[kind]},
            "labels": agreement(self.labels, LABELS),
            "types": agreement(self.types, TYPES),
        }

    def _curve(self, kind: str) -> dict[str, Any]:
        """Average precision, the curve, and the calibration of the scores."""
        from sklearn.metrics import average_precision_score, precision_recall_curve

        scores, right = np.asarray(self.scores[kind], float), np.asarray(self.right[kind], float)
        some = right.sum() > 0
        out: dict[str, Any] = {"items": len(scores), "average_precision": None, "curve": []}
        if some:
            precision, found, at = precision_recall_curve(right, scores)
            share = right.sum() / max(self.gold[kind], right.sum())
            steps = np.unique(np.linspace(0, len(at) - 1, min(POINTS, len(at))).astype(int))
            out["average_precision"] = round(float(average_precision_score(right, scores)), 6)
            out["curve"] = [
                {"score": _round(at[n]), "precision": _round(precision[n]), "recall": _round(found[n] * share)}
                for n in steps
            ]
        return out | calibration(scores, right)


def calibration(scores: np.ndarray[Any, Any], right: np.ndarray[Any, Any]) -> dict[str, Any]:
    """The expected calibration error (Guo et al., *On Calibration of Modern Neural Networks*, 2017), and its bins.

    >>> calibration(np.array([0.9, 0.9, 0.1]), np.array([1, 0, 0]))["ece"]
    0.3
    """
    places = np.minimum((scores * BINS).astype(int), BINS - 1)
    bins, error = [], 0.0
    for at in range(BINS):
        here = places == at
        if here.any():
            mean, share = float(scores[here].mean()), float(right[here].mean())
            error += here.sum() * abs(mean - share)
            bins.append({"score": _round(mean), "right": _round(share), "items": int(here.sum())})
    return {"ece": _round(error / len(scores)) if len(scores) else None, "bins": bins}


def agreement(pairs: Mapping[Pair, int], names: Iterable[str]) -> dict[str, Any]:
    """Cohen's kappa, the table of pairs (rows gold, columns given), and scores by name.

    >>> found = agreement(Counter({("PER", "PER"): 3, ("LOC", "LOC"): 1, ("LOC", "PER"): 1}), LABELS)
    >>> round(found["kappa"], 3), found["table"]["LOC"]
    (0.545, {'PER': 1, 'LOC': 1})
    """
    used = [name for name in names if any(name in pair for pair in pairs)]
    if not used:
        return {"kappa": None, "table": {}, "scores": {}}
    from sklearn.metrics import classification_report, cohen_kappa_score

    gold, given = ([pair[side] for pair in pairs] for side in (0, 1))
    weights = list(pairs.values())
    kappa = cohen_kappa_score(gold, given, labels=used, sample_weight=weights) if len(used) > 1 else None
    report = classification_report(
        gold, given, labels=used, sample_weight=weights, output_dict=True, zero_division=np.nan
    )
    table = {row: {name: pairs[row, name] for name in used if pairs.get((row, name))} for row in used}
    scores = {name: {key.replace("-score", ""): _round(value) for key, value in report[name].items()} for name in used}
    return {"kappa": None if kappa is None else _round(kappa), "table": table, "scores": scores}


def _round(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 6)
