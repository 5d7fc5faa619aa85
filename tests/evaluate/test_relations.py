"""Relations as sets: a table of rules, and a plain second computation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.items import Rel
from pipeline.evaluate.relations import judge, post, written_post

SECRETARY = Rel("沈岩", "青溪市委书记", "青溪市委", "书记", "holds")
SHORT = Rel("沈岩", "市委书记", "青溪市委", "书记", "holds")
MAYOR = Rel("许川", "副市长", "青溪市人民政府", "副市长", "appointed")
OPEN = Rel("程波", "教授", None, None, "holds")
REPORTER = Rel("邵宁", "记者", None, None, "byline")

RULES = [
    ("right", [SECRETARY], [SECRETARY], "surface", (1, 1, 1, 0)),
    ("missed", [SECRETARY], [], "surface", (0, 0, 1, 0)),
    ("false", [], [SECRETARY], "surface", (0, 1, 0, 0)),
    ("given twice counts once", [SECRETARY], [SECRETARY, SECRETARY], "surface", (1, 1, 1, 0)),
    ("a shorter surface instead is wrong", [SECRETARY], [SHORT], "surface", (0, 1, 1, 0)),
    ("and still the right post", [SECRETARY], [SHORT], "resolved", (1, 1, 1, 0)),
    ("a shorter surface besides is set aside", [SECRETARY], [SECRETARY, SHORT], "surface", (1, 1, 1, 1)),
    ("so is its type", [SECRETARY], [SECRETARY, SHORT._replace(type="former")], "typed", (1, 1, 1, 1)),
    ("besides, but as another post", [SECRETARY], [SECRETARY, SHORT._replace(org="省委")], "surface", (1, 2, 1, 0)),
    ("besides, but of another person", [MAYOR], [MAYOR, MAYOR._replace(person="程波")], "surface", (1, 2, 1, 0)),
    ("a further surface with two posts", [SECRETARY], [SECRETARY, SHORT, SHORT._replace(org="省委")], "resolved",
     (1, 2, 1, 0)),
    ("wrong type, surface", [MAYOR], [MAYOR._replace(type="holds")], "surface", (1, 1, 1, 0)),
    ("wrong type, typed", [MAYOR], [MAYOR._replace(type="holds")], "typed", (0, 1, 1, 0)),
    ("beside an event the other type is set aside", [MAYOR], [MAYOR, MAYOR._replace(type="holds")], "typed",
     (1, 1, 1, 1)),
    ("a wrong event beside the right type is not", [SECRETARY], [SECRETARY, SECRETARY._replace(type="removed")],
     "typed", (1, 2, 1, 0)),
    ("optional and given", [MAYOR._replace(optional=True)], [MAYOR], "surface", (0, 0, 0, 1)),
    ("optional and given, resolved", [MAYOR._replace(optional=True)], [MAYOR], "resolved", (0, 0, 0, 1)),
    ("optional and given with another type", [MAYOR._replace(optional=True)], [MAYOR._replace(type="holds")], "typed",
     (0, 0, 0, 1)),
    ("optional and not given", [MAYOR._replace(optional=True)], [], "typed", (0, 0, 0, 0)),
    ("optional once, required once", [MAYOR, MAYOR._replace(optional=True)], [MAYOR], "surface", (1, 1, 1, 0)),
    ("no resolution in gold", [OPEN], [OPEN._replace(org="青溪大学", title="教授")], "resolved", (0, 0, 0, 1)),
    ("no resolution in gold, surface", [OPEN], [OPEN._replace(org="青溪大学", title="教授")], "surface", (1, 1, 1, 0)),
    ("a resolution that is not given", [MAYOR], [MAYOR._replace(org=None, title=None)], "resolved", (0, 1, 1, 0)),
    ("a byline is no post", [REPORTER], [REPORTER], "surface", (0, 0, 0, 0)),
    ("a byline apart", [REPORTER], [REPORTER], "byline", (1, 1, 1, 0)),
    ("a byline taken for a post", [REPORTER], [REPORTER._replace(type="holds")], "surface", (0, 1, 0, 0)),
    ("and missed as a byline", [REPORTER], [REPORTER._replace(type="holds")], "byline", (0, 0, 1, 0)),
]  # fmt: skip


@pytest.mark.parametrize(("gold", "given_", "level", "expected"), [r[1:] for r in RULES], ids=[r[0] for r in RULES])
def test_rule(gold: list[Rel], given_: list[Rel], level: str, expected: tuple[int, ...]) -> None:
    assert judge(gold, given_)[level].score == expected


def test_a_mention_besides_is_false_since_gold_lists_every_place() -> None:
    assert judge([SECRETARY], [SECRETARY, SHORT], written_post)["surface"].score == (1, 2, 1, 0)


def test_errors_keep_their_sentences() -> None:
    wrong = SHORT._replace(where="市委书记沈岩主持会议。")
    assert judge([SECRETARY], [wrong])["surface"].false == {("沈岩", "市委书记"): "市委书记沈岩主持会议。"}


rels = st.builds(
    Rel,
    st.sampled_from("甲乙丙"),
    st.sampled_from("12"),
    st.sampled_from(["x", "y"]),
    st.sampled_from(["u", "v"]),
    st.sampled_from(["holds", "former"]),
    optional=st.just(False),
    where=st.none(),
)


@given(st.lists(rels), st.lists(rels))
def test_like_plain_sets(gold: list[Rel], given_: list[Rel]) -> None:
    """Ten lines of sets, with no events and no optional ones; further surfaces are what is left."""
    got = judge(gold, given_)
    surfaces = {(r.person, r.role) for r in gold}, {(r.person, r.role) for r in given_}
    hit = {post(r) for r in gold if (r.person, r.role) in surfaces[1]}
    further = {(r.person, r.role) for r in given_ if post(r) in hit} - surfaces[0]
    assert got["surface"].score[:3] == _plain(surfaces[0], surfaces[1] - further)
    triples = [{(r.person, r.role, r.type) for r in side} for side in (gold, given_)]
    assert got["typed"].score[:3] == _plain(triples[0], {t for t in triples[1] if t[:2] not in further})
    posts = [{post(r) for r in side} for side in (gold, given_)]
    assert got["resolved"].score[:3] == _plain(posts[0], posts[1])


def _plain(gold: set, given_: set) -> tuple[int, int, int]:  # type: ignore[type-arg]
    return len(gold & given_), len(given_), len(gold)
