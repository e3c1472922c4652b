"""`POST /api/follow_ups`: an answer's citations in, questions that the documents answer too out."""

from fastapi import APIRouter

from api.responses import error_responses
from api.schemas.follow_ups import FollowUpRequest, FollowUps
from api.state import State

router = APIRouter(prefix="/api", tags=["问答"])


@router.post("/follow_ups", summary="还可以问", responses=error_responses(400, 413, 422, 503))
def follow_ups(body: FollowUpRequest, state: State) -> FollowUps:
    """Suggest at most three questions, each tried: the documents answer it in full."""
    state.preparation.require_answers()
    if state.follow_ups is None:
        return FollowUps()
    found = state.follow_ups.after(body.to_question(), body.to_cited())
    return FollowUps(follow_ups=tuple(found))
