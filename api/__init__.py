"""Skins of the product: HTTP, the web page and the command line."""

from api.app import build_app, create_app
from api.state import AppState

__all__ = ["AppState", "build_app", "create_app"]
