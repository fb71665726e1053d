"""Mounts the Gradio page at `/`, and of all that Gradio serves only what the page needs.

Upload, file, proxy and monitoring routes stay shut; other unknown paths are this server's 404.
"""

from collections.abc import Mapping

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.page.blocks import page_blocks
from web.page.document import PageDocument
from web.slot import AssistantSlot

_READ, _CALL = ("GET", "HEAD"), ("POST",)
_PATHS: Mapping[str, tuple[str, ...]] = {
    "/": _READ,
    "/config": _READ,
    "/theme.css": _READ,
    "/gradio_api/component_server": _CALL,
    "/gradio_api/component_server/": _CALL,
    "/gradio_api/startup-events": _READ,
}
_FOLDERS: Mapping[str, tuple[str, ...]] = {
    "/assets/": _READ,
    "/static/": _READ,
    "/gradio_api/heartbeat/": _READ,
}


class OwnErrors:
    """ASGI app around Gradio's that answers with this server's errors in place of Gradio's."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refused = 0

        async def send_sound(message: Message) -> None:
            nonlocal refused
            if message["type"] == "http.response.start" and message["status"] >= 400:
                refused = message["status"]
            if not refused:
                await send(message)

        await self.app(scope, receive, send_sound)
        if refused:
            raise HTTPException(refused)


class PageRoute(BaseRoute):
    """Leads the listed paths to Gradio; matches no other."""

    def __init__(self, gradio: ASGIApp) -> None:
        self._gradio = Mount("", app=OwnErrors(gradio))
        self._document = Mount("", app=PageDocument(gradio))

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Full for a listed path, whatever the method."""
        if scope["type"] != "http" or not _methods(_path(scope)):
            return Match.NONE, {}
        return self._mount(scope).matches(scope)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let Gradio answer; raises HTTPException (405) for a method that the path has not."""
        methods = _methods(_path(scope))
        if scope["method"] not in methods:
            raise HTTPException(405, headers={"Allow": ", ".join(methods)})
        await self._mount(scope).handle(scope, receive, send)

    def _mount(self, scope: Scope) -> Mount:
        return self._document if _path(scope) == "/" else self._gradio


def mount_page(app: FastAPI, slot: AssistantSlot) -> None:
    """Put the page behind all other routes of `app`."""
    blocks = page_blocks(slot, app.state.policy)
    import gradio as gr

    gr.mount_gradio_app(
        app,
        blocks,
        path="/",
        footer_links=[],
        run_history=False,
        show_error=False,
        ssr_mode=False,
        theme=gr.themes.Base(font=["sans-serif"], font_mono=["monospace"]),
    )
    mounted = app.router.routes.pop()
    assert isinstance(mounted, Mount)  # noqa: S101 - what mount_gradio_app has just added
    app.router.routes.append(PageRoute(mounted.app))


def _path(scope: Scope) -> str:
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", ""))


def _methods(path: str) -> tuple[str, ...]:
    for folder, methods in _FOLDERS.items():
        if path.startswith(folder):
            return methods
    return _PATHS.get(path, ())
