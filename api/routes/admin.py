"""`/api/admin/…`: documents in and out while the server runs, behind a bearer token."""

from collections.abc import Sequence

from fastapi import APIRouter, Depends, Request
from starlette.concurrency import run_in_threadpool

from api.admin import require_admin
from api.errors import DocumentUnknown, UploadEmpty, UploadRefused
from api.middleware import UPLOAD_PATH
from api.responses import error_responses
from api.schemas.admin import IndexProgress, RemovalResult, UploadProgress, UploadResult
from api.state import State
from api.upload_stream import receive_files
from api.uploads import FileOutcome, Refusal

router = APIRouter(tags=["管理"], dependencies=[Depends(require_admin)])

PROGRESS_PATH = "/api/admin/progress"
STATUSES = {Refusal.TOO_LARGE: 413, Refusal.UNSUPPORTED: 415, Refusal.UNREADABLE: 422}
# The body is read by the handler, once the token is known to be right.
FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["files"],
                    "properties": {
                        "files": {"type": "array", "items": {"type": "string", "format": "binary"}}
                    },
                }
            }
        },
    }
}


@router.post(
    UPLOAD_PATH,
    summary="上传文件",
    openapi_extra=FORM,
    responses=error_responses(400, 401, 413, 415, 422, 503),
)
async def upload(request: Request, state: State) -> UploadResult:
    """Read files in; what cannot be read is named with its reason, and the rest goes in."""
    state.preparation.require_answers()
    with state.library.incoming() as folder:
        files = await receive_files(request, folder)
        if not files:
            raise UploadEmpty
        outcomes = await run_in_threadpool(state.library.take_in, files)
    _require_any(outcomes)
    return UploadResult.of(outcomes, state.preparation.readiness())


@router.get(PROGRESS_PATH, summary="上传进度", responses=error_responses(401, 503))
def progress(state: State) -> UploadProgress:
    """Tell how far the running upload is, page by page: recognising a scan takes minutes."""
    return UploadProgress.of(state.library.being_read)


@router.delete(
    UPLOAD_PATH + "/{document_id:path}",
    summary="移除文件",
    responses=error_responses(401, 404, 503),
)
def remove(document_id: str, state: State) -> RemovalResult:
    """Remove a document with all that the indexes hold of it."""
    state.preparation.require_answers()
    if not state.library.remove(document_id):
        raise DocumentUnknown
    progress = IndexProgress.of(state.preparation.readiness())
    return RemovalResult(removed=document_id, progress=progress)


def _require_any(outcomes: Sequence[FileOutcome]) -> None:
    """Raise `UploadRefused` where nothing of any file was taken."""
    refusals = [outcome.refusal for outcome in outcomes if outcome.refusal]
    if len(refusals) < len(outcomes):
        return
    reasons = [f"“{one.name}”：{one.reason}" for outcome in outcomes for one in outcome.unread]
    raise UploadRefused(STATUSES[refusals[0]], refusals[0].value, reasons)
