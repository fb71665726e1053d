"""Puts the server together from settings: API, page, policy page, documentation, health."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from starlette.middleware.gzip import GZipMiddleware

from assistant import Assistant, Settings
from corpus import load_policy
from web.api.batch import batch_turns
from web.api.description import describe
from web.api.routes import api_router, health_router
from web.body_limit import BodyLimit
from web.calculator.page import calculator_router
from web.docs import docs_router
from web.errors import install_error_handlers
from web.headers import SecurityHeaders
from web.last_resort import LastResort
from web.page.mount import mount_page
from web.policy_page import policy_router
from web.request_id import RequestIds
from web.slot import AssistantSlot
from web.texts import load_texts

STATIC = Path(__file__).parent / "static"


def create_app(settings: Settings, assistant: Assistant | None = None) -> FastAPI:
    """The server's app; without an `assistant` it opens one of its own when it starts."""
    slot = AssistantSlot(settings, assistant)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        slot.start()
        yield
        slot.stop()

    about = load_texts()["api"]
    app = FastAPI(
        title=about["title"],
        version="1",
        description=about["description"],
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.slot = slot
    app.state.policy = load_policy()
    app.state.batch_turns = batch_turns()
    install_error_handlers(app)
    for middleware in (BodyLimit, LastResort, GZipMiddleware, SecurityHeaders, RequestIds):
        app.add_middleware(middleware)  # the last one is the outermost
    for router in (api_router, health_router, docs_router, policy_router, calculator_router):
        app.include_router(router)
    app.mount("/ui", StaticFiles(directory=STATIC), name="ui")
    describe(app)
    mount_page(app, slot)
    return app
