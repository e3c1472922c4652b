"""The product over the statutes: articles ingested, vectors imported, indexes built and timed.

Each question is searched with a map that was learnt without it: of five maps, the one whose
training left the question out.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.question_map import Examples, learn
from benchmarks.statutes import Statutes, document_lines, folds
from corpus import CorpusStore, ingest
from retrieval import HybridRetriever, Indexer, Segmenter, question_text
from retrieval.contracts import Embedder, Vectors
from retrieval.embedding.embedders import BUNDLED_MODEL
from retrieval.vectors.importing import import_vectors
from retrieval.vectors.question_map import moved

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Built:
    """The product's retrieval over the statutes and what it took to build it, by stage."""

    indexer: Indexer
    store: CorpusStore
    retriever: HybridRetriever
    seconds: dict[str, float]

    @property
    def segmenter(self) -> Segmenter:
        """What cuts questions as the articles were cut."""
        keyword = self.indexer.indexes.keyword
        if keyword is None:
            raise AssertionError("it was built")
        return keyword.segmenter


class HeldOutQuestions:
    """The bundled model, whose questions are moved by the map that was learnt without them.

    It has a name of its own, so that the product's map is not laid over it. `is_moving` false
    gives the bare model. `is_remembering` makes no vector of a question of the set twice: what is
    found stays the same, how long it takes does not.
    """

    name = f"{BUNDLED_MODEL}-held-out"

    def __init__(self, statutes: Statutes, embedder: Embedder, *, is_moving: bool = True) -> None:
        self.dimensions = embedder.dimensions
        self.is_moving = is_moving
        self.is_remembering = False
        self._embedder = embedder
        self._known: dict[str, Vectors] = {}
        self._maps: dict[str, Vectors] = {}
        if is_moving:
            self._learn(statutes)

    def _learn(self, statutes: Statutes) -> None:
        texts = [question_text(query.question) for query in statutes.queries]
        self._known = {text: self._embedder.embed_question(text) for text in texts}
        vectors = np.stack([self._known[text] for text in texts])
        for held_out in folds(len(texts)):
            seen = np.setdiff1d(np.arange(len(texts)), held_out)
            relevant = [statutes.queries[row].relevant for row in seen]
            learnt = learn(Examples(vectors[seen], relevant, statutes.vectors))
            self._maps |= dict.fromkeys((texts[row] for row in held_out), learnt)

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of the bundled model."""
        return self._embedder.embed_passages(texts)

    def embed_question(self, text: str) -> Vectors:
        """Return a question's vector; the bare one of a text that is no question of the set."""
        known = self._known.get(text) if self.is_remembering else None
        vector = self._embedder.embed_question(text) if known is None else known
        if not self.is_moving or text not in self._maps:
            return vector
        return moved(vector, self._maps[text])


def build(statutes: Statutes, folder: Path, embedder: Embedder) -> Built:
    """Bring the articles into a data directory; what is there already costs nothing."""
    seconds: dict[str, float] = {}
    folder.mkdir(parents=True, exist_ok=True)
    documents = folder / "articles.jsonl"
    documents.write_text("\n".join(document_lines(statutes.articles)), encoding="utf-8")
    store = CorpusStore(f"sqlite:///{folder / 'zhengce.db'}")
    indexer = Indexer(store, folder, embedder=embedder)
    indexer.open()
    with _timed("读入", seconds):
        ingest([documents], store)
    with _timed("关键词索引", seconds):
        indexer.sync_keywords()
    with _timed("导入向量", seconds):
        if indexer.embedder is None:
            raise AssertionError("it was given one")
        ids = [str(article.id) for article in statutes.articles]
        import_vectors(ids, statutes.vectors, store=store, embedder=indexer.embedder)
    with _timed("语义索引", seconds):
        indexer.sync_vectors()
    return Built(indexer, store, HybridRetriever(indexer.indexes, store), seconds)


def opened_anew(built: Built, folder: Path, embedder: Embedder) -> Built:
    """Return the product over the same data directory, with nothing remembered of a question."""
    built.indexer.close()
    indexer = Indexer(built.store, folder, embedder=embedder)
    indexer.open()
    indexer.open_vectors()
    return Built(indexer, built.store, HybridRetriever(indexer.indexes, built.store), built.seconds)


@contextmanager
def _timed(stage: str, seconds: dict[str, float]) -> Iterator[None]:
    began = time.perf_counter()
    yield
    seconds[stage] = time.perf_counter() - began
    logger.info("stage done", extra={"stage": stage, "seconds": round(seconds[stage], 1)})
