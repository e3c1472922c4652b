"""All that handlers may touch, in one value."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated

from fastapi import Depends, Request
from pydantic import SecretStr

from api import calendar
from api.bridges import Bridges
from api.contracts import (
    Assistant,
    Feedback,
    FollowUps,
    Library,
    Preparation,
    Searcher,
    Store,
)
from api.pages.page_cache import PageCache
from api.pages.page_pictures import PagePictures
from api.rate_limit import RateLimit

RATINGS_A_MINUTE = 30  # by one address, behind which a whole hall may sit


@dataclass(frozen=True, slots=True)
class AppState:
    """What handlers may touch; each handler is one call on it and one translation."""

    assistant: Assistant
    store: Store
    searcher: Searcher
    preparation: Preparation
    library: Library
    feedback: Feedback
    admin_token: SecretStr
    model_is_configured: bool
    examples: Callable[[], Sequence[str]]
    today: Callable[[], date] = calendar.today
    bridges: Bridges | None = None
    follow_ups: FollowUps | None = None
    page_pictures: PagePictures = field(default_factory=PagePictures)
    source_pages: PageCache = field(default_factory=PageCache)
    rating_limit: RateLimit = field(default_factory=lambda: RateLimit(RATINGS_A_MINUTE, 60.0))


# Not awaiting anything, but a plain function would cost each request a hop to a thread.
async def _state_of(request: Request) -> AppState:
    state = request.app.state.zhengce
    if not isinstance(state, AppState):
        raise TypeError("the app was not built by build_app")
    return state


State = Annotated[AppState, Depends(_state_of)]
