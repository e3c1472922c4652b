"""The commands that need the whole product; those that only look at documents stand apart."""

import asyncio
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from api.commands import console, document_console
from api.commands.command_failed import CommandFailed
from api.commands.given_vectors import take_vectors
from api.commands.trec import read_queries, run_lines, write_run
from api.preparation import prepare_words
from api.reading import read_paths
from api.schemas.choices import Mode
from api.schemas.search import SearchResponse
from bot.answer import ANSWER
from bot.assembly import Product, build
from bot.question import Question
from bot.settings import load_settings
from corpus import remove_documents
from retrieval.errors import IndexBusy


def ingest(
    data_dir: Path | None,
    paths: Sequence[Path],
    *,
    prune: bool,
    rebuild: bool,
    words_only: bool,
    vectors: Path | None,
) -> bool:
    """Read files and bring the indexes up to date; return whether all files could be read."""
    if not paths and (prune or not rebuild):
        raise CommandFailed("请给出要读入的文件或文件夹。")
    with opened(data_dir, rebuild=rebuild) as product:
        report = read_paths(
            product, paths, prune=prune, on_document=console.on_document, on_page=console.on_page
        )
        product.indexer.sync_keywords(console.counted("关键词索引"))
        if vectors is not None:
            console.complain(f"导入向量 {take_vectors(product, paths, vectors)} 条。")
        if not words_only:
            _build_vectors(product)
    console.show_report(report)
    return not report.failed


def ask(
    data_dir: Path | None, question: str, *, region: str | None, mode: Mode, as_json: bool
) -> None:
    """Answer one question."""
    asked = Question(question, region=region, mode=mode)
    with _prepared(data_dir) as product:
        answer = asyncio.run(product.assistant.answer(asked))
    if as_json:
        typer.echo(ANSWER.dump_json(answer, indent=2).decode())
    else:
        console.show_answer(answer)


def search(data_dir: Path | None, words: str, *, limit: int, as_json: bool) -> None:
    """Show the hits of one search."""
    if not words.strip():
        raise CommandFailed("检索词是空的，请写下要找的词。")
    with _prepared(data_dir) as product:
        result = SearchResponse.of(product.searcher.search(words, limit=limit))
    if as_json:
        typer.echo(result.model_dump_json(indent=2, exclude_unset=True))
    else:
        console.show_hits(result)


def search_all(data_dir: Path | None, queries: Path, run: Path, *, limit: int) -> None:
    """Write the run of a file of queries."""
    wanted = read_queries(queries)
    with _prepared(data_dir) as product:
        write_run(run, run_lines(wanted, product.retriever, limit=limit))
    console.complain(f"{len(wanted)} 个问题的结果已写到 {run}。")


def remove(data_dir: Path | None, document_ids: Sequence[str]) -> bool:
    """Remove documents from the store and the indexes; return whether there were all of them."""
    with opened(data_dir) as product:
        removed = remove_documents(document_ids, product.store)
        product.indexer.sync_keywords()
        _build_vectors(product)
    missing = [each for each in document_ids if each not in removed]
    for each in missing:
        document_console.complain_of_unknown(each)
    typer.echo(f"移除 {len(document_ids) - len(missing)}")
    return not missing


@contextmanager
def opened(data_dir: Path | None, *, rebuild: bool = False) -> Iterator[Product]:
    """Open the product, and let go of its files in the end."""
    product = build(load_settings(data_dir=data_dir), rebuild=rebuild)
    try:
        yield product
    finally:
        product.close()


@contextmanager
def _prepared(data_dir: Path | None) -> Iterator[Product]:
    """Open the product with the documents read and words searchable."""
    with opened(data_dir) as product:
        prepare_words(product, on_step=console.on_step)
        product.indexer.open_vectors()
        yield product


def _build_vectors(product: Product) -> None:
    try:
        product.indexer.sync_vectors(console.counted("语义索引"))
    except IndexBusy:
        console.complain(
            "语义索引由另一个进程（如运行中的服务）接着建，在那之前按关键词也能查到；"
            "没有服务在运行时，请稍后再运行一次。"
        )
