"""Questions in the engine's terms: words, needs and scopes in, tantivy queries out.

Words reach the engine as terms, never through its query language, so that no question can be read
as syntax.
"""

from collections.abc import Sequence

import tantivy
from tantivy import FieldType, Occur

from retrieval.filters import HasLabel, InRange, conditions
from retrieval.keyword_index.schema import FIELD_BOOSTS, OWN_FIELDS
from retrieval.needs import Need
from retrieval.passage import Scope
from retrieval.query import WeightedWord


def any_word(schema: tantivy.Schema, words: Sequence[WeightedWord]) -> tantivy.Query:
    """Match what holds any of the words in any field, weighted."""
    return should(
        [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(schema, name, weighted.word, "freq"),
                weighted.weight * boost,
            )
            for weighted in words
            for name, boost in FIELD_BOOSTS.items()
        ]
    )


def holding(schema: tantivy.Schema, needs: Sequence[Need], least: int) -> tantivy.Query:
    """Match what holds needs of at least this weight, one of them outside its document's title.

    A need stands as often in the query as it weighs.
    """
    held = [clause for need in needs for clause in [_held(schema, need)] * need.weight]
    own = [all_in(schema, words, OWN_FIELDS) for need in needs for words in need.alternatives]
    enough = tantivy.Query.boolean_query(
        [(Occur.Should, clause) for clause in held], minimum_number_should_match=least
    )
    return must([enough, should(own)])


def _held(schema: tantivy.Schema, need: Need) -> tantivy.Query:
    ways = [all_in(schema, words, tuple(FIELD_BOOSTS)) for words in need.alternatives]
    if need.region:
        ways.append(_filter(schema, HasLabel("region", need.region)))
    return should(ways)


def all_in(schema: tantivy.Schema, words: Sequence[str], fields: Sequence[str]) -> tantivy.Query:
    """Match what holds every word, each in any of the fields."""
    return must(
        [
            should([tantivy.Query.term_query(schema, name, word, "freq") for name in fields])
            for word in words
        ]
    )


def with_ids(schema: tantivy.Schema, ids: Sequence[str]) -> tantivy.Query:
    """Match the chunks of these ids."""
    return tantivy.Query.term_set_query(schema, "id", list(ids))


def should(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """Match what any of the queries does."""
    return tantivy.Query.boolean_query([(Occur.Should, query) for query in queries])


def must(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """Match what all of the queries do."""
    return tantivy.Query.boolean_query([(Occur.Must, query) for query in queries])


def with_scope(query: tantivy.Query, schema: tantivy.Schema, scope: Scope | None) -> tantivy.Query:
    """Match what a query does within a scope; scores stay as they are."""
    filters = [_filter(schema, condition) for condition in conditions(scope)]
    return must([query, *filters]) if filters else query


def _filter(schema: tantivy.Schema, condition: HasLabel | InRange) -> tantivy.Query:
    match condition:
        case HasLabel(name, value):
            query = tantivy.Query.term_query(schema, name, value, "basic")
        case InRange(name, low, high):
            query = tantivy.Query.range_query(schema, name, FieldType.Unsigned, low, high)
    return tantivy.Query.const_score_query(query, 0.0)


def stored_id(searcher: tantivy.Searcher, address: tantivy.DocAddress) -> str:
    """Return the chunk id of a hit."""
    return str(searcher.doc(address)["id"][0])
