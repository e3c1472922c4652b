"""Reciprocal rank fusion, by hand and by its laws."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.fusion import fuse

RANKINGS = st.dictionaries(
    st.sampled_from(["keyword", "vector", "title"]),
    st.lists(st.sampled_from("abcdefgh"), max_size=8),
    max_size=3,
)


def test_scores_are_sums_of_reciprocal_ranks() -> None:
    fused = dict(fuse({"keyword": ["a", "b"], "vector": ["b"]}, k=60))

    assert fused["a"] == pytest.approx(1 / 61)
    assert fused["b"] == pytest.approx(1 / 62 + 1 / 61)


def test_what_both_rank_goes_before_what_one_ranks_first() -> None:
    fused = fuse({"keyword": ["a", "b"], "vector": ["c", "b"]})

    assert [id_ for id_, _ in fused] == ["b", "a", "c"]


def test_weight_of_a_ranking_counts() -> None:
    fused = fuse({"keyword": ["a"], "vector": ["b"]}, weights={"vector": 2.0})

    assert [id_ for id_, _ in fused] == ["b", "a"]


def test_nothing_fuses_to_nothing() -> None:
    assert fuse({}) == []
    assert fuse({"keyword": []}) == []


@given(RANKINGS)
def test_each_found_id_comes_out_once(rankings: dict[str, list[str]]) -> None:
    ids = [id_ for id_, _ in fuse(rankings)]

    assert len(ids) == len(set(ids))
    assert set(ids) == {id_ for ranking in rankings.values() for id_ in ranking}


@given(RANKINGS)
def test_order_in_which_rankings_are_named_does_not_matter(rankings: dict[str, list[str]]) -> None:
    assert fuse(dict(reversed(rankings.items()))) == fuse(rankings)


@given(st.lists(st.sampled_from("abcdefgh"), max_size=8, unique=True))
def test_one_ranking_keeps_its_order(ranking: list[str]) -> None:
    assert [id_ for id_, _ in fuse({"keyword": ranking})] == ranking


@given(RANKINGS, st.sampled_from("abcdefgh"))
def test_being_found_once_more_never_lowers_a_score(
    rankings: dict[str, list[str]], found: str
) -> None:
    before = dict(fuse(rankings)).get(found, 0.0)

    assert dict(fuse({**rankings, "more": [found]}))[found] > before
