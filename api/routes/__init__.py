"""The routes, one router a subject; each handler is one call and one translation."""

from api.routes import (
    admin,
    chat,
    comparison,
    documents,
    feedback,
    follow_ups,
    health,
    metrics,
    pages,
    search,
    wechat,
    wecom,
)

ROUTERS = (
    chat.router,
    search.router,
    documents.router,
    feedback.router,
    follow_ups.router,
    admin.router,
    health.router,
    metrics.router,
    pages.router,
    comparison.router,
    wechat.router,
    wecom.router,
)

__all__ = ["ROUTERS"]
