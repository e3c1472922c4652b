"""`POST /api/feedback`: whether an answer helped, kept for those who maintain the service."""

from fastapi import APIRouter, Request

from api.errors import TooManyRatings
from api.responses import error_responses
from api.schemas.feedback import FeedbackKept, FeedbackRequest
from api.state import State

router = APIRouter(prefix="/api", tags=["问答"])


@router.post(
    "/feedback",
    summary="评价回答",
    status_code=201,
    responses=error_responses(400, 404, 413, 422, 429, 503),
)
def feedback(body: FeedbackRequest, request: Request, state: State) -> FeedbackKept:
    """Keep a rating of an answer given here; a later one takes the place of the former."""
    if wait_s := state.rating_limit.wait_s(request.client.host if request.client else ""):
        raise TooManyRatings(wait_s)
    state.feedback.keep(body.answer_id, body.rating, body.comment)
    return FeedbackKept(answer_id=body.answer_id, rating=body.rating)
