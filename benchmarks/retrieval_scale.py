"""Finding among a million chunks: `python -m benchmarks.retrieval_scale` prints Markdown.

    --chunks N          how many (default 1,000,000)
    --statutes FOLDER   the articles that chunks are made of (default ../shared/statutes)
    --data-dir FOLDER   where everything is kept; chunks that are there are asked, not built again
    --with-peer         the same questions to langchain's ensemble over the same chunks, which
                        takes it as long again to build; it holds all texts in memory

Each chunk is the first half of one article and the second half of another, so that words are as
frequent as they are. Vectors are random: what is measured is the search, not the embedding, which
takes a question about 7 ms more. Times are of this process, one question after the other.
"""

import argparse
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np

from benchmarks.measuring import peak_memory_mb
from benchmarks.statutes import DEFAULT_FOLDER, Article, load_statutes
from corpus import Chunk, CorpusStore, Document, Metadata, OffsetMap, Span
from retrieval import HybridRetriever, Indexer, Indexes
from retrieval.contracts import Vectors

CHUNKS = 1_000_000
CHUNKS_A_DOCUMENT = 100
ADDED = 1_000
QUESTIONS = 300
PEER_QUESTIONS = 60  # it takes seconds a question
WARM_UP = 20
SEED = 0
MB = 1 << 20

Ask = Callable[[str], object]


class RandomEmbedder:
    """Gives every text a random direction, the same each time."""

    name = "random"
    dimensions = 384

    def embed_passages(self, texts: Sequence[str]) -> Vectors:
        """Return float32 vectors of unit length."""
        return np.stack([self.embed_question(text) for text in texts])

    def embed_question(self, text: str) -> Vectors:
        """Return one float32 vector of unit length."""
        seed = int.from_bytes(sha256(text.encode()).digest()[:8])
        vector = np.random.default_rng(seed).standard_normal(self.dimensions, dtype=np.float32)
        return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def main() -> None:
    """Build, ask, add, and print what each took."""
    asked = _arguments()
    statutes, load = load_statutes(asked.statutes), os.getloadavg()
    asked.data_dir.mkdir(parents=True, exist_ok=True)
    store = CorpusStore(f"sqlite:///{asked.data_dir / 'zhengce.db'}")
    indexer = Indexer(store, asked.data_dir, embedder=RandomEmbedder())
    try:
        questions = [query.question for query in statutes.queries[:QUESTIONS]]
        n_documents = asked.chunks // CHUNKS_A_DOCUMENT
        if store.chunk_count():
            indexer.open()
            indexer.open_vectors()
        else:
            built = _brought_up(store, indexer, statutes.articles, range(n_documents))
            _print_build("建立", built)
        _print_search(HybridRetriever(indexer.indexes, store), indexer.indexes, questions)
        n_documents = store.chunk_count() // CHUNKS_A_DOCUMENT
        more = range(n_documents, n_documents + ADDED // CHUNKS_A_DOCUMENT)
        _print_build(f"再加 {ADDED} 段", _brought_up(store, indexer, statutes.articles, more))
        _print_size(asked.data_dir, store.chunk_count())
        retriever = HybridRetriever(indexer.indexes, store)
        if asked.with_peer:
            _print_peer(retriever, store, questions[:PEER_QUESTIONS])
    finally:
        indexer.close()
        store.close()
    print(f"\n{os.cpu_count()} 核，负载 {load[0]:.1f} → {os.getloadavg()[0]:.1f}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="在一百万段里查找：时间、内存、磁盘")
    parser.add_argument("--chunks", type=int, default=CHUNKS)
    parser.add_argument("--statutes", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--data-dir", type=Path, default=Path("data/scale-benchmark"))
    parser.add_argument("--with-peer", action="store_true")
    return parser.parse_args()


def _brought_up(
    store: CorpusStore, indexer: Indexer, articles: Sequence[Article], numbers: range
) -> dict[str, float]:
    """Store documents and bring the indexes up to date; return the seconds of each stage."""

    def put() -> None:
        for document, chunks in made_documents(articles, numbers):
            store.put(document, chunks)

    stages: dict[str, Callable[[], None]] = {
        "存入": put,
        "关键词索引": indexer.sync_keywords,
        "语义索引": indexer.sync_vectors,
    }
    return {name: _seconds(stage) for name, stage in stages.items()}


def _seconds(stage: Callable[[], object]) -> float:
    began = time.perf_counter()
    stage()
    return time.perf_counter() - began


def made_documents(
    articles: Sequence[Article], numbers: range
) -> Iterator[tuple[Document, list[Chunk]]]:
    """Yield a document of a hundred chunks for each number, the same each time."""
    for number in numbers:
        draw = np.random.default_rng([SEED, number])
        rows = draw.integers(len(articles), size=(CHUNKS_A_DOCUMENT, 2))
        texts = [_halves(articles[one].text, articles[other].text) for one, other in rows]
        yield _document(f"scale-{number}", articles[rows[0][0]].title, texts)


def _halves(first: str, second: str) -> str:
    return first[: len(first) // 2] + second[len(second) // 2 :]


def _document(id_: str, title: str, texts: Sequence[str]) -> tuple[Document, list[Chunk]]:
    chunks, at = [], 0
    for ordinal, text in enumerate(texts):
        span, offsets = Span(at, at + len(text)), OffsetMap(((0, at, len(text)),))
        chunks.append(Chunk(f"{id_}:{ordinal}", id_, ordinal, text, span, offsets))
        at += len(text) + 1
    source = "\n".join(texts)
    digest = sha256(source.encode()).hexdigest()
    return Document(id_, digest, source, Metadata(title)), chunks


def _print_build(title: str, seconds: dict[str, float]) -> None:
    print(f"{title}，秒：" + "，".join(f"{name} {took:.1f}" for name, took in seconds.items()))


def _print_search(retriever: HybridRetriever, indexes: Indexes, questions: Sequence[str]) -> None:
    print("\n| | n | p50，ms | p95，ms |\n|---|--:|--:|--:|")
    vector, indexes.vector = indexes.vector, None
    _print_times("只用关键词", retriever.retrieve, questions)
    indexes.vector = vector
    _print_times("关键词和语义", retriever.retrieve, questions)
    print()


def _print_times(name: str, search: Ask, questions: Sequence[str]) -> float:
    """Print a row and return the median, in ms."""
    for question in questions[:WARM_UP]:
        search(question)
    times = [_seconds(partial(search, question)) * 1000 for question in questions]
    p50, p95 = np.percentile(times, [50, 95])
    print(f"| {name} | {len(times)} | {p50:.1f} | {p95:.1f} |")
    return float(p50)


def _print_peer(retriever: HybridRetriever, store: CorpusStore, questions: Sequence[str]) -> None:
    """Ask langchain's ensemble and the product the same questions over the same chunks."""
    texts = {chunk.id: chunk.text for chunk in store.iter_chunks()}
    began = time.perf_counter()
    embedder = RandomEmbedder()
    vectors = {text: embedder.embed_question(text) for text in texts.values()}
    # The peer is installed for benchmarks alone.
    from benchmarks.peers import Known, ensemble_of

    peer = ensemble_of(texts, Known(vectors, embedder))
    print(f"\nlangchain EnsembleRetriever 建立，秒：{time.perf_counter() - began:.1f}\n")
    print("| | n | p50，ms | p95，ms |\n|---|--:|--:|--:|")
    ours = _print_times("关键词和语义", retriever.retrieve, questions)
    theirs = _print_times("langchain EnsembleRetriever", peer, questions)
    print(
        f"\n{len(texts)} 段，p50 之比 {theirs / ours:.1f}，进程内存最多 {peak_memory_mb():.0f} MB"
    )


def _print_size(folder: Path, n_chunks: int) -> None:
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"{n_chunks} 段：磁盘 {disk / MB:.0f} MB，进程内存最多 {peak_memory_mb():.0f} MB")


if __name__ == "__main__":
    main()
