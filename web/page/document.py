"""Rewrites the HTML document that Gradio serves: Chinese, without foreign links, styled, signed.

Gradio's own template is English, names pictures on other servers and has inline scripts; these get
a nonce, by which the content policy lets them run.
"""

import re
import secrets

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.headers import CSP, page_policy
from web.rendering import render

_HTML_LANGUAGE = re.compile(r'(<html\s[^>]*?)lang="[^"]*"')
_PREVIEWS = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*?/>\s*')
_SCRIPT = re.compile(r"<script(?=[\s>])")
_BODY = re.compile(r"<body[^>]*>")


class PageDocument:
    """ASGI app around Gradio's that rewrites what it answers with."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start: Message = {}
        body = bytearray()

        async def collect(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                await self._send(start, bytes(body), send)

        plain = [(key, value) for key, value in scope["headers"] if key != b"accept-encoding"]
        await self.app({**scope, "headers": plain}, receive, collect)

    async def _send(self, start: Message, body: bytes, send: Send) -> None:
        if start["status"] == 200 and "text/html" in Headers(raw=start["headers"])["content-type"]:
            nonce = secrets.token_urlsafe(16)
            headers = MutableHeaders(scope=start)
            if body:
                body = rewritten(body.decode(), nonce).encode()
                headers["content-length"] = str(len(body))
            headers[CSP] = page_policy(nonce)
            headers["cache-control"] = "no-store"
        await send(start)
        await send({"type": "http.response.body", "body": body})


def rewritten(document: str, nonce: str) -> str:
    """Gradio's document as this project's page."""
    document = _HTML_LANGUAGE.sub(r'\1lang="zh-CN"', document, count=1)
    document = _PREVIEWS.sub("", document)
    document = document.replace("</head>", render("head.html") + "</head>", 1)
    document = _BODY.sub(lambda match: match[0] + render("loading.html"), document, count=1)
    return _SCRIPT.sub(f'<script nonce="{nonce}"', document)
