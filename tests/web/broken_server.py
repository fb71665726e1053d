"""A server whose assistant fails with an exception that nobody has foreseen."""

import sys
from typing import NoReturn

import uvicorn

from assistant import Assistant, Settings
from web.app import create_app
from web.serving import bound

SECRET = "secret-of-the-inside"


class BrokenAssistant(Assistant):
    """Answers nothing."""

    def chat(self, *_arguments: object, **_options: object) -> NoReturn:
        raise RuntimeError(SECRET)


def main() -> None:
    """Serve on a free port, whose address goes to stderr."""
    listener = bound("127.0.0.1", 0)
    with BrokenAssistant.open() as assistant:
        app = create_app(Settings(), assistant)
        sys.stderr.write(f"http://127.0.0.1:{listener.getsockname()[1]}\n")
        sys.stderr.flush()
        config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1)
        uvicorn.Server(config).run(sockets=[listener])


if __name__ == "__main__":
    main()
