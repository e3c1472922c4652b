"""`GET /api/documents…`: what is in the library, and its text as received."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi import Path as PathParam
from starlette.responses import FileResponse, Response

from api.errors import DocumentUnknown, OriginalNotKept
from api.responses import error_responses
from api.schemas.documents import DocumentDetail, DocumentList, DocumentSummary, DocumentText
from api.state import AppState, State
from corpus import Document

router = APIRouter(prefix="/api/documents", tags=["文件"])

MAX_PAGE = 1000
MAX_PAGES = 3000


@router.get("", summary="文件列表", responses=error_responses(422, 503))
def documents(
    state: State,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = 100,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> DocumentList:
    """List the documents, ordered by id."""
    day = state.today()
    return DocumentList(
        total=state.store.document_count(),
        documents=[
            DocumentSummary.of(
                record.id, record.metadata, chars=record.chars, chunks=record.chunk_count, day=day
            )
            for record in state.store.record_page(limit=limit, offset=offset)
        ],
    )


# Before `/{document_id}`: an id may hold slashes, so that route would take this one's address.
@router.get(
    "/{document_id:path}/text", summary="文件原文", responses=error_responses(404, 422, 503)
)
def document_text(
    document_id: str,
    state: State,
    start: Annotated[int, Query(ge=0, description="起点，按字计，含")] = 0,
    end: Annotated[int | None, Query(ge=0, description="终点，按字计，不含")] = None,
) -> DocumentText:
    """Return the source text as received, whole or `[start, end)` in code points."""
    text = known_document(state, document_id).source_text
    low = min(start, len(text))
    high = len(text) if end is None else max(low, min(end, len(text)))
    return DocumentText(
        document_id=document_id, text=text[low:high], start=low, end=high, total_chars=len(text)
    )


@router.get(
    "/{document_id:path}/original",
    summary="原始文件",
    response_class=FileResponse,
    responses=error_responses(404, 422, 503),
)
def original(document_id: str, state: State) -> FileResponse:
    """Return the file that the document came in, as received, to be saved and not shown."""
    path = state.library.original(known_document(state, document_id))
    if path is None:
        raise OriginalNotKept
    return FileResponse(path, media_type="application/octet-stream", filename=path.name)


@router.get(
    "/{document_id:path}/pages/{number}",
    summary="一页的图像",
    response_class=Response,
    responses={200: {"content": {"image/webp": {}}}, **error_responses(404, 422, 503)},
)
def page_picture(
    document_id: str, number: Annotated[int, PathParam(ge=1, le=MAX_PAGES)], state: State
) -> Response:
    """Return how a page, counted from 1, looks in the file as received: PDF and scans have one."""
    found = known_document(state, document_id)
    picture = state.page_pictures.picture(found, number, state.library.original(found))
    headers = {"Cache-Control": "private, max-age=3600"}
    return Response(picture, media_type="image/webp", headers=headers)


@router.get("/{document_id:path}", summary="文件信息", responses=error_responses(404, 422, 503))
def document(document_id: str, state: State) -> DocumentDetail:
    """Return what is known of one document, with its parts."""
    found = known_document(state, document_id)
    chunks = len(state.store.chunks_of(document_id))
    return DocumentDetail.of_document(found, chunks=chunks, day=state.today())


def known_document(state: AppState, document_id: str) -> Document:
    """Return a document, or raise `DocumentUnknown`."""
    document = state.store.document(document_id)
    if document is None:
        raise DocumentUnknown
    return document
