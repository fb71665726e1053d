"""Where conversations are kept: sessions, messages, answers with their record code, feedback.

Names are imported when they are first used: whoever opens no store does not load SQLAlchemy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.store.errors import (
        InvalidStoreUrl,
        SessionErased,
        StoreBusy,
        StoreError,
        StoreFull,
        StoreMismatch,
        StoreUnavailable,
        UnknownAnswer,
    )
    from assistant.store.migration import Migration, migrate
    from assistant.store.record_code import new_record_code, read_record_code
    from assistant.store.store import ConversationStore
    from assistant.store.stored import FEEDBACK_KINDS, Answered, Feedback, StoredAnswer
    from assistant.store.turn import Turn

__all__ = [
    "FEEDBACK_KINDS",
    "Answered",
    "ConversationStore",
    "Feedback",
    "InvalidStoreUrl",
    "Migration",
    "SessionErased",
    "StoreBusy",
    "StoreError",
    "StoreFull",
    "StoreMismatch",
    "StoreUnavailable",
    "StoredAnswer",
    "Turn",
    "UnknownAnswer",
    "migrate",
    "new_record_code",
    "read_record_code",
]

_HOMES = {
    "Answered": "stored",
    "ConversationStore": "store",
    "Feedback": "stored",
    "FEEDBACK_KINDS": "stored",
    "InvalidStoreUrl": "errors",
    "Migration": "migration",
    "SessionErased": "errors",
    "StoreBusy": "errors",
    "StoreError": "errors",
    "StoreFull": "errors",
    "StoreMismatch": "errors",
    "StoreUnavailable": "errors",
    "StoredAnswer": "stored",
    "Turn": "turn",
    "UnknownAnswer": "errors",
    "migrate": "migration",
    "new_record_code": "record_code",
    "read_record_code": "record_code",
}


def __getattr__(name: str) -> Any:
    """Import a public name on its first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
