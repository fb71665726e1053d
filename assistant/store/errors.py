"""Errors of the conversation store; none of their texts is meant for a person.

AssistantError
└── StoreError
    ├── InvalidStoreUrl      a URL that names no database of a kind we know
    ├── StoreMismatch        a schema or an answer that a newer program wrote
    ├── StoreUnavailable     the database does not answer: try later
    │   └── StoreFull        no room to write; nothing of the turn was kept
    ├── StoreBusy            another turn of the session, or other work, goes first: try again
    ├── SessionErased        the session was erased while its turn ran; nothing was kept
    └── UnknownAnswer        no answer has this id, or it is somebody else's
"""

from assistant.errors import AssistantError


class StoreError(AssistantError):
    """Root of what the store raises."""


class InvalidStoreUrl(StoreError):
    """A URL that names neither SQLite nor PostgreSQL."""


class StoreMismatch(StoreError):
    """What is stored was written by a newer program."""


class StoreUnavailable(StoreError):
    """The database cannot be reached or cannot work."""


class StoreFull(StoreUnavailable):
    """There is no room to write."""


class StoreBusy(StoreError):
    """Waiting for a turn, a lock or a connection took too long, or another turn came between."""


class SessionErased(StoreError):
    """The session was erased while its turn ran."""


class UnknownAnswer(StoreError):
    """No answer has this id, or it is not this owner's."""
