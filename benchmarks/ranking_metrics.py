"""How good rankings of documents are: ids, best first, and relevant ids in; a number each out.

Binary relevance; an id counts once, at its first place. Agreement with `ir-measures` is tested.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import log2

CUT = 10
DEPTH = 100
METRICS = ("nDCG@10", "MRR@10", "R@10", "R@100")


@dataclass(frozen=True, slots=True)
class Judged:
    """The measures of one ranking, in the order of `METRICS`."""

    ndcg: float
    mrr: float
    recall_10: float
    recall_100: float

    @property
    def values(self) -> tuple[float, float, float, float]:
        """The numbers in the order of `METRICS`."""
        return (self.ndcg, self.mrr, self.recall_10, self.recall_100)


def judge(ranked: Sequence[str], relevant: Collection[str]) -> Judged:
    """Measure one ranking; `relevant` must not be empty."""
    found = list(dict.fromkeys(ranked))
    ranks = [rank for rank, id_ in enumerate(found, start=1) if id_ in relevant]
    return Judged(
        ndcg=_gain([rank for rank in ranks if rank <= CUT])
        / _gain(range(1, min(len(relevant), CUT) + 1)),
        mrr=1 / ranks[0] if ranks and ranks[0] <= CUT else 0.0,
        recall_10=sum(rank <= CUT for rank in ranks) / len(relevant),
        recall_100=sum(rank <= DEPTH for rank in ranks) / len(relevant),
    )


def _gain(ranks: Collection[int] | range) -> float:
    """Return the discounted gain of hits at these ranks (Järvelin & Kekäläinen 2002)."""
    return sum(1 / log2(rank + 1) for rank in ranks)
