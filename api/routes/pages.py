"""`GET /`, `/lookup`, `/documents` and `/documents/{id}`: the pages, rendered on the server."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.pages.document_list import LABELS, PAGE, fields, page_number, pages, rows, validity_text
from api.pages.page_pictures import has_pictures
from api.pages.source_marks import pieces
from api.pages.source_parallels import Elsewhere, elsewhere
from api.pages.source_versions import linked_ids, versions
from api.pages.source_view import Paragraph, blocks, outline, page_marks, paragraphs
from api.pages.templating import TEMPLATES
from api.routes.documents import known_document
from api.schemas.chat import MAX_NAME_CHARS
from api.schemas.documents import DocumentDetail
from api.state import AppState, State
from bot.question import MAX_QUESTION_CHARS
from corpus import Chunk, Document

router = APIRouter(include_in_schema=False)


@router.get("/")
def chat_page(request: Request, state: State) -> Response:
    """Render the chat page."""
    context = {
        "examples": state.examples(),
        "regions": state.store.regions(),
        "max_chars": MAX_QUESTION_CHARS,
        "writes_with_model": state.model_is_configured,
    }
    return TEMPLATES.TemplateResponse(request, "chat.html", context)


@router.get("/lookup")
def lookup_page(request: Request, state: State) -> Response:
    """Render the page on which staff look up; what it finds comes from `/api/search`."""
    context = {"examples": state.examples(), "max_chars": MAX_QUESTION_CHARS}
    return TEMPLATES.TemplateResponse(request, "lookup.html", context)


@router.get("/documents")
def documents_page(request: Request, state: State) -> Response:
    """Render the list of documents, filtered by what the address says."""
    asked = request.query_params
    chosen = {name: asked.get(name, "")[:MAX_NAME_CHARS] for name in LABELS}
    words = asked.get("q", "")[:MAX_NAME_CHARS]
    number, day = page_number(asked.get("page", "")), state.today()
    wanted = {name: value for name, value in chosen.items() if value}
    fitting, records = state.store.listed(
        wanted, words=words.split(), day=day, limit=PAGE, offset=(number - 1) * PAGE
    )
    context = {
        "rows": rows(records, day),
        "fields": fields(state.store.listed_counts(day), chosen),
        "words": words,
        "fitting": fitting,
        "total": state.store.document_count(),
        "pages": pages(number, fitting, {**wanted, **({"q": words} if words else {})}),
    }
    return TEMPLATES.TemplateResponse(request, "documents.html", context)


@router.get("/documents/{document_id:path}")
def source_page(document_id: str, request: Request, state: State) -> Response:
    """Render a document's source text; the span named in the fragment is marked by the page."""
    document = known_document(state, document_id)
    key = (document_id, state.store.state(), state.today())
    return state.source_pages.response(request, key, lambda: _source(request, state, document))


def _source(request: Request, state: AppState, document: Document) -> bytes:
    chunks = state.store.chunks_of(document.id)
    lines = paragraphs(document.source_text)
    defects = state.store.defects_of(document.id, 0, len(document.source_text))
    detail = DocumentDetail.of_document(document, chunks=len(chunks), day=state.today())
    original = state.library.original(document)
    context = {
        "document": detail,
        "validity": validity_text(document.metadata, state.today()),
        "is_over": document.metadata.is_over_on(state.today()),
        "outline": outline(document.parts, chunks, lines),
        "blocks": [[(line, pieces(line, defects)) for line in block] for block in blocks(lines)],
        "defects": defects,
        "elsewhere": _elsewhere(state, document, chunks, lines),
        "versions": versions(detail, state.store.records_of(linked_ids(detail))),
        "has_original": original is not None,
        "pages": page_marks(document.page_starts, lines),
        "has_pictures": has_pictures(document, original),
        "is_web_address": (detail.url or "").startswith(("https://", "http://")),
    }
    return bytes(TEMPLATES.TemplateResponse(request, "document.html", context).body)


def _elsewhere(
    state: AppState, document: Document, chunks: Sequence[Chunk], lines: Sequence[Paragraph]
) -> dict[int, list[Elsewhere]]:
    links = state.store.parallels_in(document.id)
    own = {chunk.id: chunk for chunk in chunks}
    others = state.store.chunks(sorted({link.other.chunk_id for link in links} - own.keys()))
    records = state.store.records_of(sorted({chunk.document_id for chunk in others}))
    titles = {record.id: record.metadata.title for record in records}
    titles[document.id] = document.metadata.title
    return elsewhere(links, own | {chunk.id: chunk for chunk in others}, titles, lines)
