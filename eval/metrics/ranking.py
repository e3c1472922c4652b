"""Does search find the evidence: `retrieval_recall@k`, `ndcg@k`, `mrr@k` over the hits.

A hit counts for an evidence group when its span covers, from first to last character, a place of
one of the group's quotes: a quote cut in two by a chunk border is not found by either half. All
are None without evidence groups or unless the question is to be answered; a search that found
nothing counts 0.
"""

from collections.abc import Sequence
from math import log2

from corpus import Span
from eval.gold import GoldQuestion
from eval.record import Hit
from eval.sources import Place, Sources


def first_ranks(
    gold: GoldQuestion, hits: Sequence[Hit], *, sources: Sources
) -> list[int | None] | None:
    """Return for each evidence group the rank, from 1, of the first hit that covers it.

    Ranks are counted again in the order given and hits of one span count once, so that a
    retriever that repeats itself gains nothing.
    """
    if gold.expect != "answer" or not gold.evidence:
        return None
    found = list(dict.fromkeys(Place(hit.document_id, Span(hit.start, hit.end)) for hit in hits))
    return [
        next(
            (rank for rank, hit in enumerate(found, start=1) if any(map(hit.covers, places))), None
        )
        for places in map(sources.group_places, gold.evidence)
    ]


def recall_at(ranks: Sequence[int | None] | None, k: int) -> float | None:
    """Share of evidence groups covered within the first k hits, 0 to 1."""
    if not ranks:
        return None
    return len(_within(ranks, k)) / len(ranks)


def ndcg_at(ranks: Sequence[int | None] | None, k: int) -> float | None:
    """Return nDCG with binary gain per group, Järvelin & Kekäläinen 2002, 0 to 1.

    A group gains once, at the first hit that covers it. The ideal has one group a rank; a hit that
    is first for several groups would lift the sum above that ideal, so the groups it covers are
    laid out from its rank on, each at the next free rank.
    """
    if not ranks:
        return None
    return _gain(_one_a_rank(_within(ranks, k)), k) / _gain(list(range(1, len(ranks) + 1)), k)


def mrr_at(ranks: Sequence[int | None] | None, k: int) -> float | None:
    """Reciprocal rank of the first hit that covers any group, 0 when there is none within k."""
    if not ranks:
        return None
    within = _within(ranks, k)
    return 1.0 / min(within) if within else 0.0


def _within(ranks: Sequence[int | None], k: int) -> list[int]:
    return [rank for rank in ranks if rank is not None and rank <= k]


def _one_a_rank(ranks: Sequence[int]) -> list[int]:
    placed: list[int] = []
    for rank in sorted(ranks):
        placed.append(max(rank, placed[-1] + 1) if placed else rank)
    return placed


def _gain(ranks: Sequence[int], k: int) -> float:
    return sum(1.0 / log2(rank + 1) for rank in ranks if rank <= k)
