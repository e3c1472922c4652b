"""`GET /healthz` and `/readyz`: is the process up, and can it answer."""

from fastapi import APIRouter, Response

from api.readiness import Health, Readiness
from api.state import State

router = APIRouter(tags=["状态"])


@router.get("/healthz", summary="进程是否在运行")
def healthz() -> Health:
    """Say that the process is up."""
    return Health()


@router.get(
    "/readyz",
    summary="能否回答问题",
    response_model_exclude_none=True,
    responses={503: {"model": Readiness, "description": "还不能回答问题"}},
)
def readyz(state: State, response: Response) -> Readiness:
    """Return 200 as soon as questions can be answered, with how far each part is."""
    readiness = state.preparation.readiness()
    response.headers["Cache-Control"] = "no-store"
    if readiness.status == "starting":
        response.status_code = 503
    return readiness
