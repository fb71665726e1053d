"""The language model as the assistant uses it: two calls a turn at most, each with its deadline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from types import TracebackType

import structlog

from assistant.model.breaker import Breaker
from assistant.model.client import Endpoint, ModelClient
from assistant.model.draft import Draft
from assistant.model.errors import ModelNotConfigured, ModelUnavailable, Unfit, WordingFailed
from assistant.model.prompts import READ, WORD
from assistant.model.reading import ModelReading, read
from assistant.model.wording import word
from assistant.settings import Settings
from corpus.rulebook import Rulebook, load_rulebook

_log = structlog.get_logger()


class LanguageModel:
    """Reads messages and words answers; safe to use from several threads.

    Deadlines are times of `time.monotonic`; no call outlives the timeout of the settings either.
    """

    def __init__(
        self, endpoint: Endpoint, rulebook: Rulebook | None = None, breaker: Breaker | None = None
    ) -> None:
        self.name = endpoint.model
        self._client = ModelClient(endpoint, breaker)
        self._rulebook = rulebook or load_rulebook()

    @classmethod
    def from_settings(cls, settings: Settings) -> LanguageModel | None:
        """The model of the settings, None where none is named; raises ModelNotConfigured.

        Imports LangChain, which takes seconds: call it at the start, not in a turn.
        """
        if not settings.model:
            return None
        if not settings.model_base_url.startswith(("http://", "https://")):
            raise ModelNotConfigured(
                f"ASSISTANT_MODEL is {settings.model!r}, but ASSISTANT_MODEL_BASE_URL is"
                f" {settings.model_base_url!r}: give the endpoint's http(s) address, or unset both"
            )
        return cls(
            Endpoint(
                settings.model,
                settings.model_base_url,
                settings.model_api_key,
                settings.model_timeout,
            )
        )

    def __enter__(self) -> LanguageModel:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give up what runs; close connections and thread."""
        self._client.close()

    def read(self, message: str, history: Sequence[str], deadline: float) -> ModelReading | None:
        """Facts and intent of a message, private numbers in it masked already; None on failure."""
        try:
            return read(self._client, message, history, deadline, self._rulebook)
        except (ModelUnavailable, Unfit) as error:
            _log.warning("model reading failed", reason=error.reason, prompt=READ)
            return None

    def word(self, question: str, draft: Draft, deadline: float) -> Iterator[str]:
        """Paragraphs of Markdown, each passed by the draft's check; raises WordingFailed.

        The first come together, when a clause has been cited. WordingFailed tells in `rest` what
        to show after those that were given out: the whole draft where none was. Closing the
        iterator gives the call up.
        """
        try:
            yield from word(self._client, question, draft, deadline)
        except WordingFailed as error:
            _log.warning("model wording failed", reason=error.reason, prompt=WORD)
            raise
