"""Answers piece by piece: events of the assistant in, server-sent events out.

`status`, then `citation` and `delta` events, then one `done` with the whole answer; a failure on
the way becomes one `error` event with the body of an HTTP error.
"""

import logging
from collections.abc import AsyncIterator

from fastapi import Request
from pydantic import TypeAdapter
from starlette.responses import StreamingResponse

from api.errors import failure_of
from api.responses import error_body, request_id_of
from api.schemas.chat import StreamText
from bot.answer import ANSWER, Citation
from bot.contracts import CitationEvent, DeltaEvent, DoneEvent, Event, StatusEvent

log = logging.getLogger(__name__)

CITATION = TypeAdapter(Citation)
# Buffering proxies would hold the pieces back until the end.
STREAM_HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}


def stream_response(request: Request, events: AsyncIterator[Event]) -> StreamingResponse:
    """Return the events as a response that is sent while they come."""
    return StreamingResponse(
        _encoded(request, events), media_type="text/event-stream", headers=STREAM_HEADERS
    )


async def _encoded(request: Request, events: AsyncIterator[Event]) -> AsyncIterator[str]:
    try:
        async for event in events:
            yield _encode(event)
    # The response has begun, so no handler can answer any more: the failure is told in the stream.
    except Exception as error:
        log.exception("stream failed", extra={"request_id": request_id_of(request)})
        yield _message("error", error_body(request, failure_of(error)).model_dump_json())


def _encode(event: Event) -> str:
    match event:
        case StatusEvent(text=text):
            return _message("status", StreamText(text=text).model_dump_json())
        case CitationEvent(citation=citation):
            return _message("citation", CITATION.dump_json(citation).decode())
        case DeltaEvent(text=text):
            return _message("delta", StreamText(text=text).model_dump_json())
        case DoneEvent(answer=answer):
            return _message("done", ANSWER.dump_json(answer).decode())


def _message(event: str, data: str) -> str:
    # JSON holds no raw line break, so one data line is enough.
    return f"event: {event}\ndata: {data}\n\n"
