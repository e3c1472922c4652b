"""Our measures of rankings are those that others compute."""

from itertools import count

import ir_measures
import numpy as np
import pytest
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from benchmarks.ranking_metrics import judge


def test_measures_of_a_ranking_by_hand() -> None:
    judged = judge(["x", "a", "a", "y", "b"], {"a", "b", "c"})

    # a at rank 2, b at rank 4 (the second a does not count), c is missing.
    ideal = 1 + 0.6309297536 + 0.5
    assert judged.ndcg == pytest.approx((0.6309297536 + 0.4306765581) / ideal)
    assert judged.mrr == 0.5
    assert judged.recall_10 == judged.recall_100 == pytest.approx(2 / 3)


def test_measures_agree_with_ir_measures() -> None:
    rng = np.random.default_rng(0)
    relevant = {f"q{n}": {str(i) for i in rng.choice(200, 1 + n % 14)} for n in range(40)}
    rankings = {query: [str(i) for i in rng.permutation(200)[:100]] for query in relevant}
    qrels = [Qrel(query, id_, 1) for query, ids in relevant.items() for id_ in ids]
    run = [
        ScoredDoc(query, id_, 1 / rank)
        for query, ids in rankings.items()
        for rank, id_ in zip(count(1), ids, strict=False)
    ]
    theirs = ir_measures.calc_aggregate([nDCG @ 10, RR @ 10, R @ 10, R @ 100], qrels, run)

    ours = np.mean([judge(rankings[query], relevant[query]).values for query in relevant], axis=0)

    expected = [theirs[nDCG @ 10], theirs[RR @ 10], theirs[R @ 10], theirs[R @ 100]]
    assert ours == pytest.approx(expected)
