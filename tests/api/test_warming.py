"""What a first request would wait for is done before it."""

from fastapi.testclient import TestClient
from starlette.routing import BaseRoute, Match

from api.app import build_app


class Watched(BaseRoute):
    """Takes nothing, and tells whether it was looked at."""

    is_looked_at = False

    def matches(self, scope):
        self.is_looked_at |= scope["type"] == "http"
        return Match.NONE, {}


def test_every_route_was_looked_at_before_the_first_request(state):
    app = build_app(state)
    app.router.routes.append(last := Watched())
    with TestClient(app):
        assert last.is_looked_at
