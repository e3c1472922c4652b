"""What reading documents in costs: characters a second by stage, and memory over many documents.

    python -m benchmarks.ingestion stages FOLDER…
    python -m benchmarks.ingestion stages ARTICLES.jsonl.gz --documents 2000 [--short]
    python -m benchmarks.ingestion many ARTICLES.jsonl.gz [--documents 10000] [--short]

Documents are made of statute articles, each with figures and places of its own. `many` ingests
them, indexes their words, and ingests the unchanged folder again. `stages` does the same step by
step, with vectors timed on a sample.
With `--short` a document holds one article instead of up to fifteen: what costs by the document
shows in a fraction of the time.
"""

import argparse
import gzip
import itertools
import json
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from benchmarks.measuring import PROC_STATUS
from benchmarks.tables import print_table
from corpus import CorpusStore, chunk_document, ingest
from corpus.defects import source_defects
from corpus.loading import Source, load_sources
from corpus.parallels import statements_of
from corpus.preparing import Prepared
from corpus.storing import MAX_TOGETHER
from corpus.text.numerals import spell_numeral
from retrieval import Indexer, bundled_embedder
from retrieval.vectors.sentence_texts import sentence_texts

# Sentences that are embedded to learn how long all of them would take.
EMBEDDED_SAMPLE = 192
REPORT_EVERY = 1000
KB_PER_MB = 1024
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
    print(f"内存峰值 {_memory_mb('VmHWM'):.0f} MB")


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


def many(articles: Path, count: int, work: Path, *, is_short: bool) -> None:
    """Print time and memory while many documents are ingested, and again unchanged."""
    folder = _made(articles, count, work, is_short=is_short)
    chars = sum(len(path.read_text(encoding="utf-8")) for path in folder.iterdir())
    print(f"{count} 份文件，{chars} 字；负载 {os.getloadavg()[0]:.1f}\n")
    store = CorpusStore(f"sqlite:///{work / 'many.db'}")
    rows: list[list[str]] = []
    began, last = time.perf_counter(), time.process_time()

    def on_progress(done: int, _: str) -> None:
        nonlocal last
        if done % REPORT_EVERY == 0:
            spent, memory = time.process_time() - last, _memory_mb("VmRSS")
            rows.append(
                [str(done), f"{time.perf_counter() - began:.0f}", f"{REPORT_EVERY / spent:.1f}",
                 f"{memory:.0f}"]
            )  # fmt: skip
            last = time.process_time()

    ingest([folder], store, on_progress=on_progress)
    took = time.perf_counter() - began
    print_table(["已读入", "累计秒", "份/处理器秒", "内存 MB"], rows)
    print(f"读入 {took:.1f} 秒，每秒 {count / took:.0f} 份、{chars / took:,.0f} 字\n")
    indexer = Indexer(store, work, embedder=None)
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("关键词索引，从头建", indexer.sync_keywords),
        ("再次读入，未变", lambda: ingest([folder], store)),
        ("关键词索引，未变", indexer.sync_keywords),
        ("改一份后读入", lambda: _changed(folder, store)),
        ("关键词索引，改一份", indexer.sync_keywords),
    )
    table, steps_clock = [], Clock()
    for name, step in steps:
        steps_clock.timed(name, step)
        wall, processor = steps_clock.seconds[name]
        memory = _memory_mb("VmRSS")
        table.append([name, f"{wall:.1f}", f"{processor:.1f}", f"{memory:.0f}"])
    print_table(["步骤", "秒", "处理器秒", "内存 MB"], table)
    peak, load = _memory_mb("VmHWM"), os.getloadavg()[0]
    print(f"{store.chunk_count()} 块；内存峰值 {peak:.0f} MB；负载 {load:.1f}")


def _made(articles: Path, count: int, work: Path, *, is_short: bool) -> Path:
    """Make so many documents in a folder."""
    folder = work / "documents"
    folder.mkdir()
    for name, text in itertools.islice(_documents(_articles(articles), is_short=is_short), count):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _changed(folder: Path, store: CorpusStore) -> None:
    first = min(folder.iterdir())
    first.write_text(first.read_text(encoding="utf-8") + "\n本通知另有补充。\n", encoding="utf-8")
    report = ingest([folder], store)
    if len(report.replaced) != 1:
        raise AssertionError(f"one file was changed, replaced were {report.replaced!r}")


def _articles(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _documents(articles: Sequence[str], *, is_short: bool) -> Iterator[tuple[str, str]]:
    """Yield names and texts of notices, none like another: articles, figures and issuers vary."""
    chance = random.Random(_SEED)
    cities = ("郑州市", "开封市", "洛阳市", "许昌市", "鹤壁市", "南阳市", "信阳市", "商丘市")
    for number in itertools.count(1):
        city = chance.choice(cities)
        head = (
            f"{city}人民政府关于第{number}项工作的通知\n\n"
            f"{chance.randint(2015, 2025)}年{chance.randint(1, 12)}月{chance.randint(1, 28)}日\n"
        )
        body = [
            f"{spell_numeral(at)}、{chance.choice(articles)}"
            f"累计办理{chance.randint(10, 99999)}件，办结率{chance.randint(500, 1000) / 10}%。"
            for at in range(1, 2 if is_short else chance.randint(8, 16))
        ]
        yield f"通知{number:06d}.txt", "\n\n".join([head, *body, ""])


def _memory_mb(name: str) -> float:
    for line in PROC_STATUS.read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1]) / KB_PER_MB
    raise OSError(f"no {name} in {PROC_STATUS}")


def main() -> None:
    """Run what the command line asks for, in a folder that is gone afterwards."""
    parser = argparse.ArgumentParser(description="读入文件的速度和内存")
    commands = parser.add_subparsers(dest="command", required=True)
    by_stage = commands.add_parser("stages")
    by_stage.add_argument("folders", nargs="+", type=Path)
    of_many = commands.add_parser("many")
    of_many.add_argument("articles", type=Path)
    for one, default in ((by_stage, None), (of_many, 10_000)):
        one.add_argument("--documents", type=int, default=default)
        one.add_argument("--short", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work)
        if given.command == "many":
            many(given.articles, given.documents, folder, is_short=given.short)
        elif given.documents:
            made = _made(given.folders[0], given.documents, folder, is_short=given.short)
            stages([made], folder)
        else:
            stages(given.folders, folder)


if __name__ == "__main__":
    main()
