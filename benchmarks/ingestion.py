"""What reading documents in costs: characters a second by stage, and memory over many documents.

    python -m benchmarks.ingestion stages FOLDER…
    python -m benchmarks.ingestion stages ARTICLES.jsonl.gz --documents 2000 [--short]
    python -m benchmarks.ingestion many ARTICLES.jsonl.gz [--documents 10000] [--short]

Documents are made of statute articles, each with figures and places of its own. `many` is in
`many_documents.py`; its questions are those beside the articles. `stages` takes the reading of
documents apart, with vectors timed on a sample.
With `--short` a document holds one article instead of up to fifteen: what costs by the document
shows in a fraction of the time. `--work FOLDER` keeps documents and data directory there.
"""

import argparse
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from benchmarks.made_notices import make_notices
from benchmarks.many_documents import many
from benchmarks.measuring import memory_mb
from benchmarks.statutes import load_queries
from benchmarks.tables import print_table
from corpus import CorpusStore, chunk_document
from corpus.defects import source_defects
from corpus.loading import Source, load_sources
from corpus.parallels import statements_of
from corpus.preparing import Prepared
from corpus.storing import MAX_TOGETHER
from retrieval import Indexer, bundled_embedder
from retrieval.vectors.sentence_texts import sentence_texts

# Sentences that are embedded to learn how long all of them would take.
EMBEDDED_SAMPLE = 192
QUESTIONS = 200
_SEED = 20261125

ResultT = TypeVar("ResultT")


@dataclass
class Clock:
    """Time spent in each stage, in the order in which stages were first met.

    Of the processor, besides the clock's: on a machine that others share only that is comparable.
    """

    seconds: dict[str, tuple[float, float]] = field(default_factory=dict)

    def timed(self, stage: str, work: Callable[[], ResultT], *, times: float = 1.0) -> ResultT:
        """Do some work and count its time for a stage, `times` over where it was a sample."""
        began = time.perf_counter(), time.process_time()
        result = work()
        known = self.seconds.get(stage, (0.0, 0.0))
        self.seconds[stage] = (
            known[0] + (time.perf_counter() - began[0]) * times,
            known[1] + (time.process_time() - began[1]) * times,
        )
        return result


def stages(folders: Sequence[Path], work: Path) -> None:
    """Print seconds and characters a second of each stage over some folders."""
    clock, chars, chunks = Clock(), 0, 0
    ready: list[Prepared] = []
    sample: list[str] = []
    sentences = 0
    store = CorpusStore(f"sqlite:///{work / 'stages.db'}")

    def write() -> None:
        clock.timed("写库、找相同说法", lambda: store.put_all(ready))
        ready.clear()

    found = load_sources(folders)
    while (source := clock.timed("读取、解码", lambda: next(found, None))) is not None:
        if not isinstance(source, Source):
            continue
        ready.append(_prepared(source, clock))
        cut = ready[-1].chunks
        if len(ready) == MAX_TOGETHER:
            write()
        chars += len(source.raw.text)
        chunks += len(cut)
        texts = [text for chunk in cut for text in sentence_texts(chunk)]
        sentences += len(texts)
        sample += texts[:: max(1, len(texts) // 8)]
    write()
    clock.timed("版本之间的联系", store.link_versions)
    indexer = Indexer(store, work, embedder=None)
    clock.timed("关键词索引", indexer.sync_keywords)
    embedder = bundled_embedder()
    if embedder is not None:
        some = random.Random(_SEED).sample(sample, min(EMBEDDED_SAMPLE, len(sample)))
        embedder.embed_passages(some[:16])  # the first call loads the model
        share = sentences / len(some)
        clock.timed("向量（按样本推算）", lambda: embedder.embed_passages(some), times=share)
    print(f"{chars} 字，{chunks} 块，{sentences} 个要建向量的句子；负载 {os.getloadavg()[0]:.1f}\n")
    _print_stages(clock, chars)
    print(f"内存峰值 {memory_mb('VmHWM'):.0f} MB")


def _print_stages(clock: Clock, chars: int) -> None:
    wall = sum(seconds for seconds, _ in clock.seconds.values())
    processor = sum(seconds for _, seconds in clock.seconds.values())
    rows = [
        [stage, f"{one:.2f}", f"{other:.2f}", f"{chars / max(other, 1e-9):,.0f}",
         f"{other / processor:.1%}"]
        for stage, (one, other) in clock.seconds.items()
    ]  # fmt: skip
    rows.append(["合计", f"{wall:.2f}", f"{processor:.2f}", f"{chars / processor:,.0f}", "100%"])
    print_table(["步骤", "秒", "处理器秒", "字/处理器秒", "占比"], rows)


def _prepared(source: Source, clock: Clock) -> Prepared:
    document = clock.timed("规整、结构、元数据", source.document)
    chunks = clock.timed("切块", lambda: chunk_document(document))
    defects = clock.timed("原文疑误", lambda: source_defects(document, chunks))
    statements = clock.timed("句子", lambda: statements_of(chunks))
    prints = clock.timed("句子指纹", lambda: [one.fingerprints for one in statements])
    return Prepared(
        document,
        tuple(chunks),
        defects=tuple(defects),
        statements=tuple(statements),
        fingerprints=tuple(prints),
    )


def main() -> None:
    """Run what the command line asks for, in a folder that is gone afterwards unless named."""
    given = _arguments()
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary) if given.work is None else given.work
        if not given.documents:
            stages(given.sources, work)
            return
        articles, made = given.sources[0], work / "documents"
        _made_apart(articles, given.documents, made, given.short)
        if given.command == "many":
            asked = load_queries(articles.parent)[:QUESTIONS]
            many(made, work, [query.question for query in asked])
        else:
            stages([made], work)


def _made_apart(articles: Path, count: int, folder: Path, is_short: bool) -> None:
    """Make the documents in a process of its own, whose memory is not counted."""
    child = get_context("spawn").Process(
        target=make_notices, args=(articles, count, folder), kwargs={"is_short": is_short}
    )
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit("文件没有做成。")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="读入文件的速度和内存")
    commands = parser.add_subparsers(dest="command", required=True)
    by_stage, of_many = commands.add_parser("stages"), commands.add_parser("many")
    by_stage.add_argument("sources", nargs="+", type=Path)
    of_many.add_argument("sources", nargs=1, type=Path)
    for one, default in ((by_stage, None), (of_many, 10_000)):
        one.add_argument("--documents", type=int, default=default)
        one.add_argument("--short", action="store_true")
        one.add_argument("--work", type=Path)
    return parser.parse_args()


if __name__ == "__main__":
    main()
