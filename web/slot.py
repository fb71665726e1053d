"""Holds the one assistant of a server: opens it in the background, says why while it is not there.

Opening builds the index where it is missing (seconds), so the server is alive before it is ready.
What fails is tried again: a Chroma server may come up after this one.
"""

import threading

import structlog

from assistant import Assistant, Settings
from web.boundary import Contained
from web.errors import ApiError
from web.problems import problem
from web.texts import load_texts

FIRST_PAUSE, LONGEST_PAUSE = 2.0, 30.0  # seconds between two attempts

_log = structlog.get_logger()


class AssistantSlot:
    """The assistant, once it is open; a given one is used as it is and never closed."""

    def __init__(self, settings: Settings, assistant: Assistant | None = None) -> None:
        self._settings = settings
        self._assistant = assistant
        self._is_given = assistant is not None
        self._problem: str = load_texts()["problems"]["opening"]
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._open, name="open-assistant", daemon=True)

    def start(self) -> None:
        """Begin to open the assistant."""
        if not self._is_given:
            self._thread.start()

    def stop(self) -> None:
        """Close what was opened here."""
        self._stop.set()
        if self._is_given:
            return
        self._thread.join(timeout=LONGEST_PAUSE)
        if self._assistant:
            self._assistant.close()
            self._assistant = None

    def get(self) -> Assistant:
        """The assistant; raises ApiError (503) while there is none."""
        if self._assistant is None:
            text = load_texts()["errors"][503]
            raise ApiError(503, text["code"], text["message"])
        return self._assistant

    def health(self) -> dict[str, object]:
        """What `Assistant.health` says, or why there is no assistant."""
        if self._assistant is None:
            return {"ready": False, "problems": [self._problem]}
        return dict(self._assistant.health())

    def _open(self) -> None:
        pause = FIRST_PAUSE
        while not self._stop.is_set():
            with Contained() as outcome:
                self._assistant = Assistant.open(self._settings)
                _log.info("ready", policy_version=self._assistant.policy.version)
                return
            if outcome.error:
                self._problem = problem(outcome.error, self._settings)
                _log.error("assistant cannot be opened", exc_info=outcome.error)
            self._stop.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
