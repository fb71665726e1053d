"""How a message becomes an answer: scope, search, quotes, departments."""

from assistant.assistant import Assistant
from assistant.errors import AssistantError, InvalidMessage
from assistant.reply import Citation, DepartmentInCharge, Reply, SearchResult
from assistant.settings import Settings

__all__ = [
    "Assistant",
    "AssistantError",
    "Citation",
    "DepartmentInCharge",
    "InvalidMessage",
    "Reply",
    "SearchResult",
    "Settings",
]
