"""The command line: `zhengce serve | ingest | ask | search | documents | wechat`.

Exit codes: 0 done, 1 some items failed (listed on stderr), 2 wrong usage or settings.

Only the shape of the commands is here, and what each does is imported when it is called: the whole
product takes seconds to import, and neither help nor the list of documents needs it.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from api.commands.command_failed import CommandFailed
from api.schemas.choices import MAX_SEARCH_LIMIT, Mode

app = typer.Typer(
    help="政策问答：从政府报告和政策原文回答问题，句句有出处。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
documents = typer.Typer(help="查看和移除已收录的文件。", no_args_is_help=True)
app.add_typer(documents, name="documents")
wechat = typer.Typer(help="公众号和企业微信接入。", no_args_is_help=True)
app.add_typer(wechat, name="wechat")

DataDir = Annotated[
    Path | None,
    typer.Option("--data-dir", help="数据目录；不给时用环境变量 ZHENGCE_DATA_DIR，再不然是 ./data"),
]
AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出")]


def main() -> None:
    """Run the command line; known failures become one line on stderr and an exit code."""
    try:
        app()
    except Exception as error:
        from api.commands.exit_codes import exit_code_of

        code = exit_code_of(error)
        if code is None:
            raise
        typer.echo(str(error), err=True)
        sys.exit(code)


@app.command(help="启动网页和接口；第一次启动时读入随附的文件。")
def serve(
    host: Annotated[str, typer.Option(help="监听地址")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="监听端口")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="工作进程数；共用一个数据目录")] = 1,
    data_dir: DataDir = None,
) -> None:
    """Serve one product until interrupted."""
    from api.serving import serve as run

    run(data_dir, host=host, port=port, workers=workers)


@app.command(help="读入文件并更新索引；没有变化的文件不再处理。")
def ingest(
    paths: Annotated[list[Path] | None, typer.Argument(help="文件、文件夹或 .jsonl")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="移除这次没有给出的文件")] = False,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="丢弃现有索引，重新建立")] = False,
    words_only: Annotated[
        bool, typer.Option("--words-only", help="只建关键词索引；语义索引留给 serve 建")
    ] = False,
    vectors: Annotated[
        Path | None,
        typer.Option(help="现成的向量（.npy），每行对应所给 .jsonl 的一行，不再逐条计算"),
    ] = None,
    data_dir: DataDir = None,
) -> None:
    """Read files into the store and bring the indexes up to date."""
    from api.commands.whole_product import ingest as run

    is_whole = run(
        data_dir,
        paths or [],
        prune=prune,
        rebuild=rebuild,
        words_only=words_only,
        vectors=vectors,
    )
    _end(is_whole)


@app.command(help="问一个问题，得到带出处的回答。")
def ask(
    question: Annotated[str, typer.Argument(help="要问的问题")],
    region: Annotated[str | None, typer.Option(help="默认地区，如 鹤壁市")] = None,
    mode: Annotated[Mode, typer.Option(help="回答方式")] = "auto",
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Answer one question."""
    from api.commands.whole_product import ask as run

    run(data_dir, question, region=region, mode=mode, as_json=as_json)


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
    from api.commands import whole_product as commands

    if words is not None and queries is None and run is None:
        commands.search(data_dir, words, limit=limit, as_json=as_json)
    elif words is None and queries is not None and run is not None:
        commands.search_all(data_dir, queries, run, limit=limit)
    else:
        raise CommandFailed("请给出要找的词，或同时给出 --queries 和 --run。")


@documents.command("list", help="列出已收录的文件。")
def list_documents(as_json: AsJson = False, data_dir: DataDir = None) -> None:
    """List the documents."""
    from api.commands.document_commands import list_documents as run

    run(data_dir, as_json=as_json)


@documents.command("show", help="显示一份文件的信息。")
def show_document(
    document_id: Annotated[str, typer.Argument(metavar="ID", help="文件编号")],
    as_json: AsJson = False,
    data_dir: DataDir = None,
) -> None:
    """Show one document."""
    from api.commands.document_commands import show_document as run

    _end(run(data_dir, document_id, as_json=as_json))


@documents.command("remove", help="移除文件，连同它在索引里的痕迹。")
def remove_document(
    document_ids: Annotated[list[str], typer.Argument(metavar="ID", help="文件编号，可以多个")],
    data_dir: DataDir = None,
) -> None:
    """Remove documents from the store and the indexes."""
    from api.commands.whole_product import remove as run

    _end(run(data_dir, document_ids))


@wechat.callback()
def _wechat() -> None:
    """Keep `check` a command of its own, as there will be others."""


@wechat.command("check", help="检查公众号和企业微信的设置、接口权限和回调地址，说明该怎么改。")
def check_wechat(data_dir: DataDir = None) -> None:
    """Try what 公众号 and 企业微信 need, and say what is wrong."""
    from api.bridge_checking import check

    _end(check(data_dir))


def _end(is_whole: bool) -> None:
    """End with exit code 1 where a command could not do all that it was asked."""
    if not is_whole:
        raise typer.Exit(1)


if __name__ == "__main__":
    main()
