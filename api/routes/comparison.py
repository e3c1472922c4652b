"""`GET /compare`: two versions of a document beside each other, rendered on the server."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.comparison_page import comparison
from api.document_schemas import DocumentDetail
from api.routes.documents import known_document
from api.state import AppState, State
from api.templating import TEMPLATES
from corpus import Document

router = APIRouter(include_in_schema=False)

_Id = Annotated[str, Query(min_length=1, max_length=500)]


@router.get("/compare")
def comparison_page(old: _Id, new: _Id, request: Request, state: State) -> Response:
    """Render what a newer version of a document changed, took out and added."""
    older, newer = known_document(state, old), known_document(state, new)
    key = ("compare", old, new, state.store.fingerprint(), state.today())
    return state.source_pages.response(request, key, lambda: _page(request, state, older, newer))


def _page(request: Request, state: AppState, older: Document, newer: Document) -> bytes:
    context = {
        "old": DocumentDetail.of_document(older, chunks=0, day=state.today()),
        "new": DocumentDetail.of_document(newer, chunks=0, day=state.today()),
        "compared": comparison(older.source_text, newer.source_text),
    }
    return bytes(TEMPLATES.TemplateResponse(request, "comparison.html", context).body)
