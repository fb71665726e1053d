"""Runs the server: binds the address first, so that a taken one is told before anything loads."""

from __future__ import annotations

import logging
import socket
import sys
from typing import TYPE_CHECKING

import typer

from web.texts import command_texts

if TYPE_CHECKING:
    from assistant.settings import Settings

BACKLOG = 2048
# Pages hold a connection open; when the server stops they are cut off after so many seconds.
GRACE = 3


class AddressTaken(Exception):
    """An address that cannot be listened on."""


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens on the address; raises AddressTaken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        raise AddressTaken(f"{host}:{port} cannot be listened on; give another --port") from error
    return listener


def serve_on(listener: socket.socket, settings: Settings) -> None:
    """Serve until the process is told to stop."""
    texts = command_texts()
    typer.echo(texts["starting"], err=True)
    import uvicorn

    from web.app import create_app

    _configure_logs(settings)
    config = uvicorn.Config(
        create_app(settings),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE,
    )
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    typer.echo(texts["serving"].format(host=shown, port=port), err=True)
    uvicorn.Server(config).run(sockets=[listener])


def _configure_logs(settings: Settings) -> None:
    """Log lines to stderr: for people in development, as JSON in production.

    Tracebacks go without the values of variables, in which people's words may stand.
    """
    import structlog
    from structlog import processors
    from structlog.dev import ConsoleRenderer, plain_traceback

    is_production = settings.env == "production"
    final = (
        processors.JSONRenderer()
        if is_production
        else ConsoleRenderer(exception_formatter=plain_traceback)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            processors.add_log_level,
            processors.TimeStamper(fmt="iso"),
            *([processors.format_exc_info] if is_production else []),
            final,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
