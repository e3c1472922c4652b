"""How many chunks match: a query in, the total and counts by facet out."""

from collections import Counter
from dataclasses import dataclass

import tantivy

from corpus import Validity
from retrieval.keyword_index.queries import with_scope
from retrieval.keyword_index.schema import FACETS
from retrieval.passage import Scope

MAX_FACET_VALUES = 200
MAX_DAYS = 10_000


@dataclass(frozen=True, slots=True)
class Matches:
    """How many chunks match, and how many of them under each value of each facet."""

    total: int
    facets: dict[str, dict[str, int]]


def count_matches(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: tantivy.Query
) -> Matches:
    """Count what matches a query, in all and under each value of each facet."""
    # tantivy's type stub forgets `count`.
    total = searcher.search(query, limit=1, count=True).count  # type: ignore[attr-defined]
    request = {
        name: {"terms": {"field": f"facet_{name}", "size": MAX_FACET_VALUES}} for name in FACETS
    }
    counted = searcher.aggregate(query, request)
    facets = {
        name: {bucket["key"]: bucket["doc_count"] for bucket in counted[name]["buckets"]}
        for name in FACETS
    }
    facets["year"] = _years(searcher, query)
    facets["validity"] = _validities(searcher, schema, query)
    return Matches(total, facets)


def _years(searcher: tantivy.Searcher, query: tantivy.Query) -> dict[str, int]:
    """Count by the year of publication, the latest first; what has no date is not counted."""
    request = {"day": {"terms": {"field": "published", "size": MAX_DAYS}}}
    years: Counter[int] = Counter()
    for bucket in searcher.aggregate(query, request)["day"]["buckets"]:
        if bucket["key"]:
            years[int(bucket["key"]) // 10_000] += bucket["doc_count"]
    return {str(year): years[year] for year in sorted(years, reverse=True)}


def _validities(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: tantivy.Query
) -> dict[str, int]:
    """Count by validity today, the most frequent first."""
    counts: Counter[str] = Counter()
    for validity in Validity:
        those = with_scope(query, schema, Scope(validity=validity.value))
        # tantivy's type stub forgets `count`.
        counts[validity.value] = searcher.search(those, limit=1, count=True).count  # type: ignore[attr-defined]
    return {name: count for name, count in counts.most_common() if count}
