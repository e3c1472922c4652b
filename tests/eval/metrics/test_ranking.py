from collections.abc import Callable
from math import log2

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eval.gold import GoldQuestion
from eval.metrics.ranking import first_ranks, mrr_at, ndcg_at, recall_at
from eval.record import Hit
from eval.sources import Sources

MakeGold = Callable[..., GoldQuestion]

RANKS = st.lists(st.none() | st.integers(1, 30), min_size=1, max_size=6)
CUTS = st.integers(1, 30)


def _hit(rank: int, start: int, end: int) -> Hit:
    return Hit(rank=rank, document_id="004_a", chunk_id=f"c{rank}", start=start, end=end)


def test_a_hit_counts_when_it_covers_the_quote_wholly(
    make_gold: MakeGold, sources: Sources
) -> None:
    gold = make_gold("共梳理", "首错免罚")
    # 共梳理 is source 2..5; the first hit cuts it, the second covers it; 首错免罚 is not found.
    hits = [_hit(1, 3, 40), _hit(2, 0, 40)]
    start = sources.places("004", "首错免罚")[0].span.start
    assert start < 40
    assert first_ranks(make_gold("共梳理"), hits, sources=sources) == [2]
    assert first_ranks(gold, [_hit(1, 0, 6)], sources=sources) == [1, None]


def test_repeated_hits_count_once(make_gold: MakeGold, sources: Sources) -> None:
    hits = [_hit(1, 0, 1), _hit(2, 0, 1), _hit(3, 0, 10)]
    assert first_ranks(make_gold("共梳理"), hits, sources=sources) == [2]


def test_finding_nothing_is_zero_and_no_evidence_is_none(
    make_gold: MakeGold, sources: Sources
) -> None:
    assert recall_at(first_ranks(make_gold("共梳理"), [], sources=sources), 5) == 0.0
    assert first_ranks(make_gold(), [], sources=sources) is None
    assert recall_at(None, 5) is None
    assert ndcg_at(None, 10) is None
    assert mrr_at(None, 10) is None


def test_recall_counts_groups_not_hits() -> None:
    assert recall_at([1, 7, None, 20], 5) == 0.25
    assert recall_at([1, 7, None, 20], 20) == 0.75


def test_ndcg_by_hand() -> None:
    # Groups at ranks 1 and 3: (1 + 1/2) / (1 + 1/log2 3).
    assert ndcg_at([3, 1], 10) == pytest.approx(1.5 / (1 + 1 / log2(3)))
    assert ndcg_at([11, None], 10) == 0.0


def test_one_hit_that_covers_all_groups_is_perfect() -> None:
    assert ndcg_at([1, 1, 1], 10) == 1.0


def test_mrr_is_that_of_the_first_group_found() -> None:
    assert mrr_at([None, 4, 2], 10) == 0.5
    assert mrr_at([11], 10) == 0.0


@given(RANKS, CUTS)
def test_all_lie_between_zero_and_one(ranks: list[int | None], k: int) -> None:
    for metric in (recall_at, ndcg_at, mrr_at):
        value = metric(ranks, k)
        assert value is not None
        assert 0.0 <= value <= 1.0


@given(RANKS, CUTS, CUTS)
def test_recall_never_falls_as_k_grows(ranks: list[int | None], one: int, other: int) -> None:
    fewer, more = recall_at(ranks, min(one, other)), recall_at(ranks, max(one, other))
    assert fewer is not None
    assert more is not None
    assert fewer <= more


@given(st.integers(1, 20), CUTS)
def test_a_perfect_ranking_has_ndcg_one(n_groups: int, k: int) -> None:
    assert ndcg_at(list(range(1, n_groups + 1)), k) == pytest.approx(1.0)
