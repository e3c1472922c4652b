"""`/wecom`: callbacks of the 企业微信 app and 微信客服; `/wecom/bot`: those of its AI bot."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.messaging.callbacks import guarded
from api.state import State
from api.wecom import aibot, app

router = APIRouter(include_in_schema=False)


@router.get("/wecom")
async def verify(request: Request, state: State) -> Response:
    """Answer the check of the address."""
    bridge = _app(state)
    return await guarded(app.CHANNEL, lambda: bridge.verify(request))


@router.post("/wecom")
async def receive(request: Request, state: State) -> Response:
    """Answer a message."""
    bridge = _app(state)
    return await guarded(app.CHANNEL, lambda: bridge.receive(request))


@router.get("/wecom/bot")
async def verify_bot(request: Request, state: State) -> Response:
    """Answer the check of the bot's address."""
    bridge = _bot(state)
    return await guarded(aibot.CHANNEL, lambda: bridge.verify(request))


@router.post("/wecom/bot")
async def receive_bot(request: Request, state: State) -> Response:
    """Answer a message to the bot."""
    bridge = _bot(state)
    return await guarded(aibot.CHANNEL, lambda: bridge.receive(request))


def _app(state: State) -> app.WecomApp:
    if state.bridges is None or state.bridges.wecom is None:
        raise HTTPException(404)
    return state.bridges.wecom


def _bot(state: State) -> aibot.AiBot:
    if state.bridges is None or state.bridges.aibot is None:
        raise HTTPException(404)
    return state.bridges.aibot
