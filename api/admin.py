"""Who may administer: whoever sends the token that the operator has set."""

import hmac
from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from api.errors import AdminNotConfigured, AdminUnauthorized
from api.state import State

_bearer = HTTPBearer(auto_error=False, description="ZHENGCE_ADMIN_TOKEN 的值")


def require_admin(
    state: State,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> None:
    """Raise `AdminNotConfigured` or `AdminUnauthorized` unless the token is the one set."""
    wanted = state.admin_token.get_secret_value()
    if not wanted.strip():
        raise AdminNotConfigured
    offered = credentials.credentials if credentials else ""
    if not hmac.compare_digest(offered.encode(), wanted.encode()):
        raise AdminUnauthorized
