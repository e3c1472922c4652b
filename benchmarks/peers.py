"""What ours is measured beside: plain BM25, the bare vectors, their fusion, langchain's ensemble.

Articles in, a function from a question to article ids out; each peer is set up as its own
documentation or the collection's paper has it.
"""

import tempfile
from collections.abc import Callable, Mapping

import jieba
import numpy as np
import tantivy
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_classic.retrievers import EnsembleRetriever
from langchain_community.retrievers import BM25Retriever
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from benchmarks.statutes import Statutes
from retrieval.contracts import Embedder
from retrieval.fusion import fuse

Search = Callable[[str], list[str]]

DEPTH = 100
# As the collection's baselines are set: the vectors count twice, ranks are flattened little.
FUSION = {"words": 1.0, "vectors": 2.0}
FUSION_K = 10
ADD_AT_ONCE = 5_000
EQUAL = [0.5, 0.5]


def plain_bm25(statutes: Statutes) -> Search:
    """BM25 over title, number and text as one field, words by jieba's search mode."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(heap_size=64_000_000, num_threads=1)
    for article in statutes.articles:
        words = _words(f"{article.name} {article.text}")
        writer.add_document(tantivy.Document(id=[str(article.id)], text=[" ".join(words)]))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def search(question: str) -> list[str]:
        terms = [
            (tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", word, "freq"))
            for word in dict.fromkeys(_words(question))
        ]
        hits = searcher.search(tantivy.Query.boolean_query(terms), limit=DEPTH).hits
        return [str(searcher.doc(address)["id"][0]) for _, address in hits]

    return search


def bare_vectors(statutes: Statutes, embedder: Embedder) -> Search:
    """The cosine of the question with every article, all of them looked at."""

    def search(question: str) -> list[str]:
        cosines = statutes.vectors @ embedder.embed_question(question)
        best = np.argpartition(-cosines, DEPTH)[:DEPTH]
        return [str(row) for row in best[np.argsort(-cosines[best], kind="stable")]]

    return search


def fused(words: Search, vectors: Search) -> Search:
    """Reciprocal rank fusion of two searches."""

    def search(question: str) -> list[str]:
        rankings = {"words": words(question), "vectors": vectors(question)}
        return [id_ for id_, _ in fuse(rankings, weights=FUSION, k=FUSION_K)][:DEPTH]

    return search


class Known(Embeddings):
    """Vectors known beforehand behind langchain's contract; questions are embedded."""

    def __init__(self, vectors: Mapping[str, NDArray[np.float32]], embedder: Embedder) -> None:
        self._vectors, self._embedder = vectors, embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of known texts."""
        return [self._vectors[text].tolist() for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """Embed a question."""
        return [float(x) for x in self._embedder.embed_question(text)]


def ensemble(statutes: Statutes, embedder: Embedder) -> Search:
    """Langchain's ensemble over the articles."""
    texts = {str(article.id): f"{article.name} {article.text}" for article in statutes.articles}
    vectors = dict(zip(texts.values(), statutes.vectors, strict=True))
    return ensemble_of(texts, Known(vectors, embedder))


def ensemble_of(texts: Mapping[str, str], embeddings: Embeddings) -> Search:
    """Langchain's `EnsembleRetriever` over rank_bm25 and Chroma, weighted alike; texts by id."""
    documents = [Document(page_content=text, metadata={"id": id_}) for id_, text in texts.items()]
    words = BM25Retriever.from_documents(documents, preprocess_func=jieba.lcut, k=DEPTH)
    folder = tempfile.mkdtemp()
    store = Chroma(
        collection_name="peer",
        embedding_function=embeddings,
        persist_directory=folder,
        client_settings=ChromaSettings(
            anonymized_telemetry=False, is_persistent=True, persist_directory=folder
        ),
        collection_metadata={"hnsw:space": "cosine"},
    )
    for start in range(0, len(documents), ADD_AT_ONCE):
        store.add_documents(documents[start : start + ADD_AT_ONCE])
    both = EnsembleRetriever(
        retrievers=[words, store.as_retriever(search_kwargs={"k": DEPTH})], weights=EQUAL
    )

    def search(question: str) -> list[str]:
        return [str(found.metadata["id"]) for found in both.invoke(question)][:DEPTH]

    return search


def _words(text: str) -> list[str]:
    # jieba has no type information, and mypy reports each call of an untyped function.
    cut: list[str] = jieba.lcut_for_search(text)  # type: ignore[no-untyped-call]
    return [word for word in cut if word.strip()]
