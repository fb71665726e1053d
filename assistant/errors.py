"""Errors of the assistant; what a person may read is in Chinese."""


class AssistantError(Exception):
    """Root of all errors raised by `assistant`."""


class InvalidMessage(AssistantError):
    """An input that cannot be answered: `field` names it, `message` tells a person why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message
