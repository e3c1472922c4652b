"""`GET /` and `GET /documents/{id}`: the chat page and the source view, rendered on the server."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.document_schemas import DocumentDetail
from api.routes.documents import known_document
from api.source_view import outline, paragraphs
from api.state import State
from api.templating import TEMPLATES
from bot.question import MAX_QUESTION_CHARS
from corpus import Validity

VALIDITY = {
    Validity.IN_FORCE: "现行有效",
    Validity.AMENDED: "已修改",
    Validity.REPEALED: "已废止",
}

router = APIRouter(include_in_schema=False)


@router.get("/")
def chat_page(request: Request, state: State) -> Response:
    """Render the chat page."""
    regions = {record.metadata.region for record in state.store.records()} - {None}
    context = {
        "examples": state.examples(),
        "regions": sorted(str(region) for region in regions),
        "max_chars": MAX_QUESTION_CHARS,
        "writes_with_model": state.model_is_configured,
    }
    return TEMPLATES.TemplateResponse(request, "chat.html", context)


@router.get("/documents/{document_id:path}")
def source_page(document_id: str, request: Request, state: State) -> Response:
    """Render a document's source text; the span named in the fragment is marked by the page."""
    document = known_document(state, document_id)
    chunks = state.store.chunks_of(document_id)
    lines = paragraphs(document.source_text)
    detail = DocumentDetail.of_document(document, chunks=len(chunks), day=state.today())
    context = {
        "document": detail,
        "validity": VALIDITY.get(detail.validity),
        "outline": outline(document.parts, chunks, lines),
        "paragraphs": lines,
    }
    return TEMPLATES.TemplateResponse(request, "document.html", context)
