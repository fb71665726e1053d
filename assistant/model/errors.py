"""Errors of the language-model path; none is for people, each has an answer by rules beside it.

ModelError
├── ModelNotConfigured    settings that cannot work: raised once, at the start
├── ModelUnavailable      no whole answer came in time; `reason` is a word for logs
├── Unfit                 what came may not be shown; `reason` is a word for logs
└── WordingFailed         the wording stops here; `rest` is what is still to be shown
"""

from assistant.errors import AssistantError


class ModelError(AssistantError):
    """Root of the errors of the language-model path."""


class ModelNotConfigured(ModelError):
    """A model is named, but what is needed to reach it is missing."""


class ModelUnavailable(ModelError):
    """The endpoint gave no whole answer in time."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Unfit(ModelError):
    """A text of the model that may not be shown, or facts that cannot be read."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class WordingFailed(ModelError):
    """The model's wording ended before its end.

    `rest` is the draft, or, where paragraphs were given out already, what they left out of it.
    """

    def __init__(self, reason: str, rest: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.rest = rest
