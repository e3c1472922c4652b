"""`GET /api/search`: words and filters in, a page of hits out."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import AfterValidator

from api.responses import error_responses
from api.schemas.chat import MAX_NAME_CHARS, says_something
from api.schemas.choices import MAX_SEARCH_LIMIT
from api.schemas.search import SearchResponse
from api.state import State
from bot.question import MAX_QUESTION_CHARS
from corpus import Validity
from retrieval import Scope

router = APIRouter(prefix="/api", tags=["检索"])

Words = Annotated[
    str,
    Query(min_length=1, max_length=MAX_QUESTION_CHARS, description="检索词"),
    AfterValidator(says_something),
]
Name = Annotated[str | None, Query(max_length=MAX_NAME_CHARS)]


@router.get(
    "/search",
    summary="检索原文",
    response_model_exclude_unset=True,
    responses=error_responses(422, 503),
)
def search(
    state: State,
    q: Words,
    region: Name = None,
    issuer: Name = None,
    kind: Name = None,
    published_from: Annotated[date | None, Query(alias="from", description="发布日期，含")] = None,
    published_to: Annotated[date | None, Query(alias="to", description="发布日期，含")] = None,
    validity: Validity | None = None,
    limit: Annotated[int, Query(ge=1, le=MAX_SEARCH_LIMIT)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
    explain: Annotated[bool, Query(description="给出检索词是怎样理解的和每种检索的名次")] = False,
) -> SearchResponse:
    """Search the documents by words and by meaning, best first."""
    state.preparation.require_answers()
    scope = Scope(
        region=region or None,
        issuer=issuer or None,
        kind=kind or None,
        published_from=published_from,
        published_to=published_to,
        validity=validity.value if validity else None,
    )
    result = state.searcher.search(q, scope=scope, limit=limit, offset=offset)
    return SearchResponse.of(result, explain=explain)
