"""The judge of the roles stage: a logistic regression over candidates from records with right relations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from .. import record
from ..errors import RenzhiError
from ..evaluate.judged import calibration
from ..evaluate.score import Score
from ..mention import Mention
from ..record import Article
from ..roles.cues import Cues
from ..roles.factory import Roles
from ..roles.judge import ADDED, NAME, SURE, VERSION, candidates, features
from ..roles.units import Heads
from ..script import simplified
from .folder import Report, Trained

ALONE = 3
"""Names on either side of a post that are candidates where there is no grammar."""
FEWEST = 50
"""Candidates without which nothing can be learned."""


@dataclass(frozen=True)
class Case:
    """A candidate: its features, whether the grammar found it, and whether it is right."""

    features: tuple[str, ...]
    grammar: bool
    right: bool


@dataclass(frozen=True)
class Cases:
    """Candidates, and how many relations are to be found in all."""

    found: Sequence[Case]
    gold: int

    def f1(self, kept: Sequence[bool]) -> str:
        """Precision, recall and F1 in per cent of those kept."""
        right = sum(keep and case.right for keep, case in zip(kept, self.found, strict=True))
        score = Score(right, sum(kept), self.gold)
        return f"P {score.precision or 0:.1%}, R {score.recall or 0:.1%}, F1 {score.f1 or 0:.1%}"


def cases(articles: Iterable[Article], grammar: bool = True) -> Cases:
    """The candidates of records with relations: the grammar's and its neighbours, or all that are near.

    A relation is right where a person of that name holds a post that ends there;
    optional ones count neither way, and bylines are left to the grammar.
    """
    roles = Roles(Cues(), Heads())
    found: list[Case] = []
    gold = 0
    for article in articles:
        text = simplified(article.text)
        mentions = [
            Mention(e.start, e.end, e.label, e.by, 1.0 if e.score is None else e.score) for e in article.entities
        ]
        right, aside = _right(article)
        gold += len(right)
        for _, reading in roles.read(text, article.sentences, mentions):
            if not grammar:
                reading.out.clear()
            for held in candidates(reading, 1 if grammar else ALONE):
                key = (held.person.mention.text(article.text), held.post.end)
                if held.type != "byline" and (key in right or key not in aside):
                    found.append(Case(tuple(features(reading, held)), held.rule != NAME, key in right))
    return Cases(found, gold)


def _right(article: Article) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    names = {entity.id: entity.text for entity in article.entities}
    said: tuple[set[tuple[str, int]], set[tuple[str, int]]] = set(), set()
    for relation in article.relations:
        if relation.type != "byline":
            said[getattr(relation, "optional", False)].add((names[relation.person], relation.role.end))
    return said


def train(
    files: Sequence[Path], dev: Sequence[Path], often: Mapping[str, float], least: int, strength: float, report: Report
) -> Trained:
    """A judge's model, measured on the records of ``dev``.

    ``often`` weighs files by their names, ``least`` is how many candidates must
    have a feature, ``strength`` is how far weights may go from nothing (C of
    scikit-learn). Raises ``RenzhiError`` where there is too little data.
    """
    model, facts = _fitted(files, dev, often, least, strength, True)
    for name, said in facts:
        report(name, said)
    _, alone = _fitted(files, dev, often, least, strength, False)
    for name, said in alone:
        report(f"without the grammar, {name}", said)
    ablation = [(f"judge alone, {name}", said) for name, said in alone if name.endswith("judged")]
    return Trained(
        {"weights": model.weights, "bias": np.array(model.bias), "version": np.array(VERSION)},
        [("what", "how likely a person holds a post, over the grammar of roles"), *facts, *ablation],
        meta={"features": model.names},
    )


@dataclass(frozen=True)
class _Model:
    names: list[str]
    weights: NDArray[np.float32]
    bias: float


def _fitted(
    files: Sequence[Path], dev: Sequence[Path], often: Mapping[str, float], least: int, strength: float, grammar: bool
) -> tuple[_Model, list[tuple[str, str]]]:
    data = [(cases(record.read_lines(path, record.GoldArticle), grammar), often.get(path.stem, 1.0)) for path in files]
    all_cases = [case for some, _ in data for case in some.found]
    if len(all_cases) < FEWEST or len({case.right for case in all_cases}) < 2:
        raise RenzhiError(
            f"{len(all_cases)} candidates of persons and posts to learn from; at least {FEWEST} are needed, "
            "right and wrong ones; give more records with entities and relations"
        )
    weights = [weight for some, weight in data for _ in some.found]
    count = Counter(feature for case in all_cases for feature in set(case.features))
    known = {feature for feature, seen in count.items() if seen >= least}
    table = DictVectorizer(dtype=np.float32)
    rows = table.fit_transform([dict.fromkeys(known.intersection(case.features), 1) for case in all_cases])
    fit = LogisticRegression(C=strength, max_iter=1000).fit(rows, [case.right for case in all_cases], weights)
    model = _Model(list(table.feature_names_), fit.coef_[0].astype(np.float32), float(fit.intercept_[0]))
    right = sum(case.right for case in all_cases)
    facts = [("trained on", f"{len(all_cases):,} candidates, {right:,} of them right; {len(known):,} features")]
    for path in dev:
        facts += _measured(path.stem, cases(record.read_lines(path, record.GoldArticle), grammar), table, fit)
    return model, facts


def _measured(name: str, some: Cases, table: DictVectorizer, fit: LogisticRegression) -> Iterator[tuple[str, str]]:
    """How well the grammar and the judge do on records, and how far the score is from the share that is right."""
    if not some.found:
        return
    rows = table.transform([dict.fromkeys(case.features, 1) for case in some.found])
    likely = fit.predict_proba(rows)[:, 1]
    if any(case.grammar for case in some.found):
        yield f"{name}, grammar alone", some.f1([case.grammar for case in some.found])
    least = [SURE if case.grammar else ADDED for case in some.found]
    yield f"{name}, judged", some.f1((likely >= least).tolist())
    error = calibration(likely, np.array([case.right for case in some.found]))["ece"]
    yield f"{name}, expected calibration error", f"{error:.3f} of {len(likely):,} candidates"
