"""`/wechat`: callbacks of the 公众号; `/a/{token}`: the page of one answer, for its asker only."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.messaging import jobs
from api.messaging.callbacks import guarded
from api.messaging.job import Path
from api.messaging.rendering import plain_lines
from api.pages.templating import TEMPLATES
from api.state import State
from api.wechat.bridge import CHANNEL, WechatBridge
from bot.answer import ANSWER
from prompts import message

router = APIRouter(include_in_schema=False)
_PRIVATE = {
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
}


@router.get("/wechat")
async def verify(request: Request, state: State) -> Response:
    """Answer the check of the address."""
    bridge = _bridge(state)
    return await guarded(CHANNEL, lambda: bridge.verify(request))


@router.post("/wechat")
async def receive(request: Request, state: State) -> Response:
    """Answer a message."""
    bridge = _bridge(state)
    return await guarded(CHANNEL, lambda: bridge.receive(request))


@router.get("/a/{token}")
async def answer_page(token: str, request: Request, state: State) -> Response:
    """Render an answer, or wait for it."""
    desk = state.bridges.desk if state.bridges is not None else None
    job = await desk.read(jobs.by_token, token) if desk is not None else None
    if desk is None or job is None:
        return _page(request, {"gone": message("messaging.page_gone")}, status=404)
    if not job.is_done:
        return _page(request, {"wait": message("messaging.page_wait")})
    # Whoever reads it here need not fetch it; what went another way may still be read again.
    await desk.take(job.key, Path.PAGE, by="page")
    if not job.answer:
        return _page(request, {"gone": desk.wording.told("failed")})
    answer = ANSWER.validate_json(job.answer)
    shown = {
        "answer": answer,
        "lines": plain_lines(answer.clarify.question if answer.clarify else answer.answer),
        "options": answer.clarify.options if answer.clarify else (),
        "label": message("messaging.label") if answer.generated else None,
        "hotline": desk.wording.hotline,
    }
    return _page(request, shown)


def _page(request: Request, context: dict[str, object], *, status: int = 200) -> Response:
    return TEMPLATES.TemplateResponse(
        request, "answer.html", context, status_code=status, headers=_PRIVATE
    )


def _bridge(state: State) -> WechatBridge:
    if state.bridges is None or state.bridges.wechat is None:
        raise HTTPException(404)
    return state.bridges.wechat
