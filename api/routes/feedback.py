"""`POST /api/feedback`: whether an answer helped, kept for those who maintain the service."""

from fastapi import APIRouter

from api.feedback_schemas import FeedbackKept, FeedbackRequest
from api.responses import error_responses
from api.state import State

router = APIRouter(prefix="/api", tags=["问答"])


@router.post(
    "/feedback", summary="评价回答", status_code=201, responses=error_responses(400, 413, 422, 503)
)
def feedback(body: FeedbackRequest, state: State) -> FeedbackKept:
    """Keep a rating; a later one of the same answer takes the place of the former."""
    state.feedback.keep(body.answer_id, body.rating, body.comment)
    return FeedbackKept(answer_id=body.answer_id, rating=body.rating)
