"""`POST /api/chat`: a question in, the cited answer out, whole or streamed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.errors import ModelNotConfigured
from api.responses import error_responses
from api.schemas.chat import ChatRequest
from api.state import State
from api.streaming import stream_response
from bot.answer import Answer

router = APIRouter(prefix="/api", tags=["问答"])


@router.post(
    "/chat",
    summary="提问",
    response_model=Answer,
    responses={
        200: {
            "description": "答案；`stream` 为 true 时是 `text/event-stream`："
            "`status`、`citation`、`delta`，最后一个 `done` 带完整答案，出错时是 `error`",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **error_responses(400, 409, 413, 415, 422, 503),
    },
)
async def chat(body: ChatRequest, request: Request, state: State) -> Answer | Response:
    """Answer a question from the documents, with a citation behind every sentence."""
    state.preparation.require_answers()
    if body.mode == "model" and not state.model_is_configured:
        raise ModelNotConfigured
    question = body.to_question()
    if body.stream:
        return stream_response(request, state.assistant.stream(question))
    return await state.assistant.answer(question)
