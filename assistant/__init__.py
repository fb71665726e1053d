"""How a message becomes an answer: scope, search, quotes, departments; and the calculator.

Names are imported when they are first used: the calculator needs none of the search.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_HOMES = {
    "Assistant": "assistant.assistant",
    "AssistantError": "assistant.errors",
    "Citation": "assistant.reply",
    "DepartmentInCharge": "assistant.reply",
    "InvalidMessage": "assistant.errors",
    "Reply": "assistant.reply",
    "SearchResult": "assistant.reply",
    "Settings": "assistant.settings",
}


def __getattr__(name: str) -> Any:
    """Import a public name on its first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
