"""An OpenAI-compatible endpoint over real HTTP that does what a script tells it, good or bad."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Body = dict[str, Any]


class Exchange:
    """One request, and the ways to answer it."""

    def __init__(self, handler: BaseHTTPRequestHandler, body: Body, ended: threading.Event) -> None:
        self.body = body
        self._handler = handler
        self._ended = ended

    def status(self, code: int, headers: dict[str, str] | None = None, body: object = None) -> None:
        """A response with a status, and JSON or bytes."""
        content = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
        self._head(code, {"Content-Type": "application/json", **(headers or {})})
        self._handler.wfile.write(content)

    def start(self) -> None:
        """The head of an event stream."""
        self._head(200, {"Content-Type": "text/event-stream"})

    def send(self, content: bytes) -> None:
        """Bytes, at once."""
        self._handler.wfile.write(content)
        self._handler.wfile.flush()

    def delta(self, finish: str | None = None, **delta: Any) -> None:
        """A chunk of a streamed completion."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        self.send(f"data: {json.dumps(_completion('chat.completion.chunk', choice))}\n\n".encode())

    def stream(self, text: str, finish: str | None = "stop", size: int = 7) -> None:
        """A whole streamed completion; without `finish` it is cut."""
        self.start()
        for start in range(0, len(text), size):
            self.delta(content=text[start : start + size])
        if finish:
            self.delta(finish=finish)
            self.send(b"data: [DONE]\n\n")

    def message(self, finish: str = "stop", **message: Any) -> None:
        """A completion that is not streamed."""
        choice = {
            "index": 0,
            "message": {"role": "assistant", "content": None, **message},
            "finish_reason": finish,
        }
        self.status(200, body=_completion("chat.completion", choice))

    def wait(self, seconds: float = 60) -> bool:
        """Wait; whether the server is still there."""
        return not self._ended.wait(seconds)

    def _head(self, code: int, headers: dict[str, str]) -> None:
        self._handler.send_response(code)
        for name, value in {"Connection": "close", **headers}.items():
            self._handler.send_header(name, value)
        self._handler.end_headers()


Script = Callable[[Exchange], None]


def _completion(kind: str, choice: Body) -> Body:
    return {"id": "1", "object": kind, "created": 1, "model": "scripted", "choices": [choice]}


@dataclass
class ScriptedServer:
    """Runs one script a request, the last one for all that follow; keeps what it was sent."""

    url: str
    scripts: list[Script] = field(default_factory=list)
    requests: list[Body] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def play(self, *scripts: Script) -> None:
        """From now on, these."""
        self.scripts = list(scripts)
        self.requests.clear()
        self.headers.clear()
        self.times.clear()

    @property
    def data(self) -> Body:
        """What the last request told the model as its data."""
        found: Body = json.loads(self.requests[-1]["messages"][-1]["content"])
        return found


@contextmanager
def scripted_server() -> Iterator[ScriptedServer]:
    """A server on a free port of this machine."""
    ended = threading.Event()
    lock = threading.Lock()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.close_connection = True
            with lock:
                server.requests.append(body)
                server.headers.append({k.lower(): v for k, v in self.headers.items()})
                server.times.append(time.monotonic())
                script = server.scripts.pop(0) if len(server.scripts) > 1 else server.scripts[0]
            with suppress(BrokenPipeError, ConnectionResetError):  # the client has given up
                script(Exchange(self, body, ended))

        def log_message(self, *_: object) -> None:
            """Nothing on stderr."""

    listener = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    listener.daemon_threads = False
    server = ScriptedServer(f"http://127.0.0.1:{listener.server_address[1]}/v1")
    thread = threading.Thread(target=listener.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield server
    finally:
        ended.set()
        listener.shutdown()
        listener.server_close()
        thread.join()
