"""`GET /compare`: two documents beside each other, or the choice of them, made on the server."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.pages.comparison_page import are_versions, comparison
from api.pages.document_list import rows
from api.pages.templating import TEMPLATES
from api.routes.documents import known_document
from api.schemas.chat import MAX_NAME_CHARS
from api.schemas.documents import DocumentDetail
from api.state import AppState, State
from corpus import Document

router = APIRouter(include_in_schema=False)

MAX_OFFERED = 50
_Id = Annotated[str, Query(max_length=500)]


@router.get("/compare")
def comparison_page(
    request: Request,
    state: State,
    old: _Id = "",
    new: _Id = "",
    q: Annotated[str, Query(max_length=MAX_NAME_CHARS)] = "",
) -> Response:
    """Render what differs between two documents; the choice of those that the address leaves out.

    `old` is on the left, `new` on the right; `q` are words of a title or number to choose by.
    """
    older = known_document(state, old) if old else None
    newer = known_document(state, new) if new else None
    if older is None or newer is None:
        return _choice(request, state, older, newer, q)
    key = ("compare", old, new, state.store.state(), state.today())
    return state.source_pages.response(request, key, lambda: _page(request, state, older, newer))


def _choice(
    request: Request, state: AppState, older: Document | None, newer: Document | None, words: str
) -> Response:
    chosen = older or newer
    day = state.today()
    # One more than are offered: the chosen one may be among them.
    total, found = state.store.listed(
        {}, words=words.split(), day=day, limit=MAX_OFFERED + 1, offset=0
    )
    others = [record for record in found if chosen is None or record.id != chosen.id]
    offered = rows(others[:MAX_OFFERED], day)
    context = {
        "chosen": chosen,
        "side": "old" if older or newer is None else "new",
        "rows": offered,
        "more": total - len(offered) > (len(found) - len(others)),
        "words": words,
    }
    return TEMPLATES.TemplateResponse(request, "comparison_choice.html", context)


def _page(request: Request, state: AppState, older: Document, newer: Document) -> bytes:
    context = {
        "old": DocumentDetail.of_document(older, chunks=0, day=state.today()),
        "new": DocumentDetail.of_document(newer, chunks=0, day=state.today()),
        "are_versions": are_versions(older.id, newer.id, state.store.records_of),
        "compared": comparison(older.source_text, newer.source_text),
    }
    return bytes(TEMPLATES.TemplateResponse(request, "comparison.html", context).body)
