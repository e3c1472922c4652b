"""The web application: a product in, an ASGI app out. The only place that wires HTTP together."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware
from fastapi.staticfiles import StaticFiles

from api.bridges import CALLBACKS, bridges_of
from api.library import Library
from api.messaging.turnstile import Turnstile
from api.middleware import Envelope
from api.pages.templating import STATIC
from api.preparation import BackgroundPreparation
from api.responses import install_error_handlers
from api.routes import ROUTERS
from api.state import AppState
from api.warming import warm_up
from bot.assembly import Product

# Rises when a client would have to change.
CONTRACT_VERSION = "1"


def create_app(product: Product, *, on_stop: Callable[[], None] = lambda: None) -> FastAPI:
    """Return the app that serves a product; `on_stop` is called when it ends."""
    preparation = BackgroundPreparation(product)
    app = build_app(
        AppState(
            assistant=product.assistant,
            store=product.store,
            searcher=product.searcher,
            preparation=preparation,
            library=Library(product, on_change=preparation.documents_changed),
            feedback=product.feedback,
            follow_ups=product.follow_ups,
            admin_token=product.settings.admin_token,
            model_is_configured=product.settings.model.is_configured,
            examples=product.examples,
            bridges=bridges_of(
                product.settings,
                assistant=product.assistant,
                require_answers=preparation.require_answers,
                forget_sessions=product.conversations.forget,
            ),
        )
    )
    app.state.on_stop = on_stop
    return app


def build_app(state: AppState) -> FastAPI:
    """Return the app over whatever the state holds; tests hand in their own."""
    app = FastAPI(
        title="政策问答",
        version=CONTRACT_VERSION,
        summary="从政府报告和政策原文回答问题，句句有出处",
        openapi_url="/api/openapi.json",
        # Both pages load their scripts from another host.
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.zhengce = state
    app.state.on_stop = lambda: None
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    install_error_handlers(app)
    # Streams of events are passed on as they come; it knows them by their type.
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(Envelope)
    if state.bridges is not None:
        app.add_middleware(Turnstile, paths=CALLBACKS, is_busy=state.bridges.desk.is_busy)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    preparation = app.state.zhengce.preparation
    bridges = app.state.zhengce.bridges
    preparation.start()
    await warm_up(app)
    if bridges is not None:
        bridges.start()
    try:
        yield
    finally:
        if bridges is not None:
            await bridges.stop()
        preparation.stop()
        app.state.on_stop()
