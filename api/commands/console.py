"""What the command line shows: results on stdout, progress and complaints on stderr."""

import sys
from collections.abc import Callable, Sequence

import typer

from api.schemas.search import SearchResponse
from bot.answer import Answer, Citation
from corpus import IngestReport

# Progress is told this often where stderr is a file.
STEP = 100
PAGE_STEP = 10
# Three lines of a terminal.
SNIPPET_CHARS = 120


def complain(message: str) -> None:
    """Write one line to stderr."""
    typer.echo(message, err=True)


def on_step(step: str, done: int, total: int | None) -> None:
    """Tell how far a step is, on one line of a terminal."""
    text = f"{step} {done}" + ("" if total is None else f"/{total}")
    if sys.stderr.isatty():
        typer.echo(f"\r{text}", err=True, nl=total is None or done == total)
    elif total is None or done == total or done % STEP == 0:
        typer.echo(text, err=True)


def counted(step: str) -> Callable[[int, int], None]:
    """Return a progress callback for a step."""
    return lambda done, total: on_step(step, done, total)


def on_document(done: int, name: str) -> None:
    """Tell which file was read."""
    if sys.stderr.isatty() or done <= STEP or done % STEP == 0:
        complain(f"已读 {done} 份：{name}")


def on_page(name: str, done: int, total: int) -> None:
    """Tell how far a file of many pages is: each page on a terminal, every tenth in a file."""
    if sys.stderr.isatty() and total > 1:
        typer.echo(f"\r{name}：第 {done}/{total} 页", err=True, nl=done == total)
    elif total > PAGE_STEP and (done == total or done % PAGE_STEP == 0):
        complain(f"{name}：第 {done}/{total} 页")


def show_report(report: IngestReport) -> None:
    """Show what became of the files; each failure with its reason, on stderr."""
    counts = [("新增", report.added), ("未变", report.unchanged), ("更新", report.replaced)]
    counts.append(("移除", report.removed))
    typer.echo(
        "，".join(f"{name} {len(ids)}" for name, ids in counts) + f"，失败 {len(report.failed)}"
    )
    if not report.has_changes and not report.failed:
        typer.echo("资料没有变化。")
    for failure in report.failed:
        complain(f"失败：{failure.path}：{failure.reason}")


def show_answer(answer: Answer) -> None:
    """Show an answer with its notices and where it stands."""
    typer.echo(answer.answer.strip())
    for notice in answer.notices:
        typer.echo(f"\n※ {notice.text}")
    _show_citations("出处", answer.citations)
    _show_citations("相近的原文（供参考，不是答案）", answer.related)


def show_hits(result: SearchResponse) -> None:
    """Show what was found, best first."""
    typer.echo(f"共 {result.total} 条")
    if result.note:
        typer.echo(result.note)
    for hit in result.hits:
        where = " · ".join(filter(None, [hit.issuer, str(hit.published or ""), *hit.section]))
        typer.echo(
            f"\n{hit.rank}. 《{hit.title}》 {where}\n   {_shortened(hit.text)}\n   {hit.href}"
        )
        for other in hit.other_sources:
            typer.echo(f"   另见《{other.title}》 {other.href}")


def _show_citations(title: str, citations: Sequence[Citation]) -> None:
    if citations:
        typer.echo(f"\n{title}：")
    for citation in citations:
        facts = [f"《{citation.title}》", citation.issuer, str(citation.published or "")]
        typer.echo(f"[{citation.index}] " + " ".join(filter(None, facts)))
        typer.echo(f"    “{' '.join(citation.quote.split())}”")


def _shortened(text: str) -> str:
    joined = " ".join(text.split())
    return joined if len(joined) <= SNIPPET_CHARS else f"{joined[:SNIPPET_CHARS]}…"
