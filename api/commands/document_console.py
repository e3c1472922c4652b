"""What the command line shows of documents."""

import typer

from api.calendar import today
from api.schemas.documents import DocumentDetail, DocumentList, DocumentSummary
from corpus import CorpusStore


def show_documents(store: CorpusStore, *, as_json: bool) -> None:
    """List the documents."""
    found = [
        DocumentSummary.of(
            record.id,
            record.metadata,
            chars=record.chars,
            chunks=record.chunk_count,
            day=today(),
        )
        for record in store.records()
    ]
    if as_json:
        typer.echo(DocumentList(total=len(found), documents=found).model_dump_json(indent=2))
        return
    for document in found:
        facts = [
            document.id,
            str(document.published or "—"),
            document.issuer or "—",
            document.title,
        ]
        typer.echo("\t".join(facts))
    typer.echo(f"共 {len(found)} 份", err=True)


def show_document(store: CorpusStore, document_id: str, *, as_json: bool) -> bool:
    """Show one document; return whether there is one."""
    document = store.document(document_id)
    if document is None:
        return False
    chunks = len(store.chunks_of(document_id))
    detail = DocumentDetail.of_document(document, chunks=chunks, day=today())
    if as_json:
        typer.echo(detail.model_dump_json(indent=2))
        return True
    for name, value in detail.model_dump(exclude={"parts"}, exclude_none=True).items():
        typer.echo(f"{name}\t{value}")
    for part in detail.parts:
        facts = [part.label, part.title, part.issuer, f"{part.start}-{part.end}"]
        typer.echo("  " + "  ".join(filter(None, facts)))
    return True


def complain_of_unknown(document_id: str) -> None:
    """Say on stderr that there is no such document."""
    typer.echo(f"没有编号为 {document_id!r} 的文件。", err=True)
