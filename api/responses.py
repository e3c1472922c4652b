"""Error responses in the contract's shape, and the handlers that FastAPI calls for them."""

import logging

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from api.errors import FAILURES, HTTP_FAILURES, INTERNAL, ApiError, Failure, failure_of
from api.pages.templating import TEMPLATES
from api.schemas.chat import ErrorBody, ErrorDetail
from api.validation import explain
from bot.errors import QuestionRejected

log = logging.getLogger(__name__)

HTTP_UNAUTHORIZED = 401
FIRST_SERVER_STATUS = 500


def error_body(request: Request, failure: Failure) -> ErrorBody:
    """Return the contract's error object for one request."""
    detail = ErrorDetail(
        code=failure.code, message=failure.message, request_id=request_id_of(request)
    )
    return ErrorBody(error=detail)


def error_response(request: Request, failure: Failure) -> Response:
    """Return the error object, or to a browser that opens a page, a page that says the same."""
    headers = {"Cache-Control": "no-store"}
    if failure.retry_after_s is not None:
        headers["Retry-After"] = str(failure.retry_after_s)
    if failure.status == HTTP_UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    body = error_body(request, failure).model_dump(mode="json")
    if _opens_page(request):
        return TEMPLATES.TemplateResponse(
            request, "failure.html", body, status_code=failure.status, headers=headers
        )
    return JSONResponse(body, status_code=failure.status, headers=headers)


def error_responses(*statuses: int) -> dict[int | str, dict[str, object]]:
    """Return the error object as the documented response for some statuses."""
    return {status: {"model": ErrorBody} for status in statuses}


def request_id_of(request: Request) -> str:
    """Return the id that the outermost layer gave the request."""
    return str(getattr(request.state, "request_id", ""))


def install_error_handlers(app: FastAPI) -> None:
    """Make every failure leave the app as the error object."""
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    for kind in (ApiError, QuestionRejected, *(kind for kind, _ in FAILURES)):
        app.add_exception_handler(kind, _on_known)


async def _on_invalid(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestValidationError):
        raise error
    errors = error.errors()
    if _is_body(errors[0]["loc"]) and not _is_json(request):
        return error_response(request, HTTP_FAILURES[415])
    return error_response(request, Failure(422, "invalid_request", explain(errors)))


async def _on_http(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        raise error
    response = error_response(request, HTTP_FAILURES.get(error.status_code, INTERNAL))
    for name, value in (error.headers or {}).items():
        response.headers[name] = value
    return response


async def _on_known(request: Request, error: Exception) -> Response:
    failure = failure_of(error)
    if failure.status >= FIRST_SERVER_STATUS:
        log.error(
            "request failed",
            exc_info=None if isinstance(error, ApiError) else error,
            extra={"request_id": request_id_of(request), "code": failure.code},
        )
    return error_response(request, failure)


def _opens_page(request: Request) -> bool:
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get(
        "accept", ""
    )


def _is_body(location: tuple[str | int, ...]) -> bool:
    return bool(location) and location[0] == "body"


def _is_json(request: Request) -> bool:
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return media_type == "application/json" or (
        media_type.startswith("application/") and media_type.endswith("+json")
    )
