"""The command line: `zhengce serve | ingest | ask | search | documents`.

Exit codes: 0 done, 1 some items failed (listed on stderr), 2 wrong usage or settings.
"""

import asyncio
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from api import console
from api.errors import CommandFailed
from api.preparation import prepare_words
from api.reading import read_paths
from api.schemas import Mode
from api.search_schemas import MAX_SEARCH_LIMIT, SearchResponse
from api.serving import serve_product
from api.trec import read_queries, run_lines, write_run
from bot.answer import ANSWER
from bot.assembly import Product, build
from bot.errors import BotError, ModelUnavailable, QuestionRejected, SettingsInvalid
from bot.question import Question
from bot.settings import load_settings
from corpus import CatalogInvalid, CorpusError, StoreUnavailable, remove_documents
from retrieval import IndexStale, RetrievalError

EXIT_FAILED = 1
EXIT_USAGE = 2

# Which failures the caller mends by another call or setting; the rest failed on the way.
EXIT_CODES: tuple[tuple[type[Exception], int], ...] = (
    (SettingsInvalid, EXIT_USAGE),
    (QuestionRejected, EXIT_USAGE),
    (ModelUnavailable, EXIT_USAGE),
    (CatalogInvalid, EXIT_USAGE),
    (StoreUnavailable, EXIT_USAGE),
    (IndexStale, EXIT_USAGE),
    (CommandFailed, EXIT_USAGE),
    (BotError, EXIT_FAILED),
    (CorpusError, EXIT_FAILED),
    (RetrievalError, EXIT_FAILED),
    # A data directory that cannot be written, a disk that is full.
    (OSError, EXIT_USAGE),
)

app = typer.Typer(
    help="政策问答：从政府报告和政策原文回答问题，句句有出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
documents = typer.Typer(help="查看和移除已收录的文件。", no_args_is_help=True)
app.add_typer(documents, name="documents")

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="数据目录；不给时用环境变量 ZHENGCE_DATA_DIR，再不然是 ./data"),
]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


def main() -> None:
    """Run the command line; known failures become one line on stderr and an exit code."""
    try:
        app()
    except tuple(kind for kind, _ in EXIT_CODES) as error:
        console.complain(str(error))
        sys.exit(next(code for kind, code in EXIT_CODES if isinstance(error, kind)))


@app.command(help="启动网页和接口；第一次启动时读入随附的文件。")
def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="监听端口")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="工作进程数，目前只支持 1")] = 1,
    data_dir: DataDir = None,
) -> None:
    """Serve one product until interrupted."""
    if workers > 1:
        raise CommandFailed("目前只支持一个工作进程：两个进程会抢着建索引。请去掉 --workers。")
    with _opened(data_dir) as product:
        serve_product(product, host=host, port=port)


@app.command("ingest", help="读入文件并更新索引；没有变化的文件不再处理。")
def ingest_paths(
    paths: Annotated[list[Path] | None, typer.Argument(help="文件、文件夹或 .jsonl")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="移除这次没有给出的文件")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="丢弃现有索引，重新建立")] = False,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="只建关键词索引；语义索引留给 serve 建")
    ] = False,
    data_dir: DataDir = None,
) -> None:
    """Read files into the store and bring the indexes up to date."""
    if not paths and (prune or not rebuild):
        raise CommandFailed("请给出要读入的文件或文件夹。")
    with _opened(data_dir, rebuild=rebuild) as product:
        report = read_paths(product, paths or [], prune=prune, on_document=console.on_document)
        product.indexer.sync_keywords(console.counted("关键词索引"))
        if not words_only:
            product.indexer.sync_vectors(console.counted("语义索引"))
    console.show_report(report)
    if report.failed:
        raise typer.Exit(EXIT_FAILED)


@app.command(help="问一个问题，得到带出处的回答。")
def ask(
    question: Annotated[str, typer.Argument(help="要问的问题")],
    region: Annotated[str | None, typer.Option(help="默认地区，如 鹤壁市")] = None,
    mode: Annotated[Mode, typer.Option(help="回答方式")] = "auto",
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Answer one question."""
    asked = Question(question, region=region, mode=mode)
    with _prepared(data_dir) as product:
        answer = asyncio.run(product.assistant.answer(asked))
    if as_json:
        print(ANSWER.dump_json(answer, indent=2).decode())
    else:
        console.show_answer(answer)


@app.command(help="检索原文；给出 --queries 和 --run 时成批检索。")
def search(
    words: Annotated[str | None, typer.Argument(help="要找的词")] = None,
    limit: Annotated[int, typer.Option(min=1, max=MAX_SEARCH_LIMIT, help="最多几条")] = 20,
    as_json: AsJson = False,
    queries: Annotated[Path | None, typer.Option(help="成批检索：每行一个问题的 .jsonl")] = None,
    run: Annotated[Path | None, typer.Option(help="成批检索的结果写到哪里（TREC 格式）")] = None,
    data_dir: DataDir = None,
) -> None:
    """Search for words, or run a file of queries."""
    if words is not None and queries is None and run is None:
        _search_once(data_dir, words, limit, as_json=as_json)
    elif words is None and queries is not None and run is not None:
        _search_all(data_dir, queries, run, limit)
    else:
        raise CommandFailed("请给出要找的词，或同时给出 --queries 和 --run。")


@documents.command("list", help="列出已收录的文件。")
def list_documents(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List the documents."""
    with _opened(data_dir) as product:
        console.show_documents(product.store, as_json=as_json)


@documents.command("show", help="显示一份文件的信息。")
def show_document(
    document_id: Annotated[str, typer.Argument(metavar="ID", help="文件编号")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Show one document."""
    with _opened(data_dir) as product:
        is_known = console.show_document(product.store, document_id, as_json=as_json)
    if not is_known:
        console.complain(f"没有编号为 {document_id!r} 的文件。")
        raise typer.Exit(EXIT_FAILED)


@documents.command("remove", help="移除文件，连同它在索引里的痕迹。")
def remove_document(
    document_ids: Annotated[list[str], typer.Argument(metavar="ID", help="文件编号，可以多个")],
    data_dir: DataDir = None,
) -> None:
    """Remove documents from the store and the indexes."""
    with _opened(data_dir) as product:
        removed = remove_documents(document_ids, product.store)
        product.indexer.sync_keywords()
        product.indexer.sync_vectors()
    missing = [each for each in document_ids if each not in removed]
    for each in missing:
        console.complain(f"没有编号为 {each!r} 的文件。")
    print(f"移除 {len(removed)}")
    if missing:
        raise typer.Exit(EXIT_FAILED)


@contextmanager
def _opened(data_dir: Path | None, *, rebuild: bool = False) -> Iterator[Product]:
    """Open the product, and let go of its files in the end."""
    product = build(load_settings(data_dir=data_dir), rebuild=rebuild)
    try:
        yield product
    finally:
        product.close()


@contextmanager
def _prepared(data_dir: Path | None) -> Iterator[Product]:
    """Open the product with the documents read and words searchable."""
    with _opened(data_dir) as product:
        prepare_words(product, on_step=console.on_step)
        product.indexer.open_vectors()
        yield product


def _search_once(data_dir: Path | None, words: str, limit: int, *, as_json: bool) -> None:
    with _prepared(data_dir) as product:
        result = SearchResponse.of(product.searcher.search(words, limit=limit))
    if as_json:
        print(result.model_dump_json(indent=2, exclude_unset=True))
    else:
        console.show_hits(result)


def _search_all(data_dir: Path | None, queries: Path, run: Path, limit: int) -> None:
    wanted = read_queries(queries)
    with _prepared(data_dir) as product:
        write_run(run, run_lines(wanted, product.retriever, limit=limit))
    console.complain(f"{len(wanted)} 个问题的结果已写到 {run}。")


if __name__ == "__main__":
    main()
