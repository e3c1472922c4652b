"""The product asked otherwise: what its understanding of a question adds, one part left out a time.

Each way changes what is read of a question; both searches and their fusion stay as they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace

from benchmarks.peers import Search
from benchmarks.ranking_metrics import DEPTH
from benchmarks.statutes_product import Built
from retrieval import Query, Segmenter, understand
from retrieval.query import WeightedWord

Ask = Callable[[str], Query]


def ways_to_ask(segmenter: Segmenter) -> Mapping[str, Ask]:
    """Return how a question is understood without each part, by what is left out."""

    def without_expansions(question: str) -> Query:
        query = understand(question, segmenter)
        return replace(query, weighted_words=tuple(WeightedWord(w, 1.0) for w in query.words))

    def with_filler(question: str) -> Query:
        query = understand(question, segmenter)
        telling = {weighted.word for weighted in query.weighted_words}
        filler = dict.fromkeys(segmenter.search_words(query.text))
        more = tuple(WeightedWord(word, 1.0) for word in filler if word not in telling)
        return replace(query, weighted_words=(*query.weighted_words, *more))

    return {
        "不补官方词、不改错字": without_expansions,
        "不去虚词、不改错字": with_filler,
        "不改错字": lambda question: understand(question, segmenter),
    }


def asked_otherwise(built: Built, ask: Ask) -> Search:
    """Return the product's search with another understanding of questions."""

    def search(question: str) -> list[str]:
        found = built.retriever.retrieve_for(ask(question), k=DEPTH)
        return [passage.chunk.document_id for passage in found]

    return search
