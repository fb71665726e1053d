"""Reads one mapping of a rules file key by key: wrong types, missing and unknown keys are refused.

Every error names the file and line in which the mapping begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NoReturn, TypeVar

from corpus.errors import DataError
from corpus.rulebook.placed import place_of

T = TypeVar("T")
_REQUIRED: Any = object()


class Entry:
    """A mapping whose keys are taken one after another; `close` refuses what is left."""

    def __init__(self, data: object, place: str = "") -> None:
        self.place = place_of(data) or place
        if not isinstance(data, Mapping):
            self.fail(f"expected a mapping, found {data!r}")
        self._left = dict(data)

    def take(self, key: str, kind: type[T], default: T = _REQUIRED) -> T:
        """The value of `key`, of type `kind`; without a default it must be there."""
        if key not in self._left:
            if default is _REQUIRED:
                self.fail(f"{key} is missing")
            return default
        value: T = self._left.pop(key)
        is_sound = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if not is_sound and kind is not object:
            self.fail(f"{key} should be {kind.__name__}, found {value!r}")
        return value

    def text(self, key: str, default: str = _REQUIRED) -> str:
        """A text that is not empty (unless the default is)."""
        value = self.take(key, str, default)
        if not value.strip() and default is _REQUIRED:
            self.fail(f"{key} is empty")
        return value

    def optional(self, key: str) -> str | None:
        """A text, or null."""
        value = self.take(key, object, None)
        if value is not None and not isinstance(value, str):
            self.fail(f"{key} should be a text or null, found {value!r}")
        return value

    def texts(self, key: str, default: list[str] = _REQUIRED) -> tuple[str, ...]:
        """A list of texts."""
        values = self.take(key, list, default)
        if not all(isinstance(one, str) for one in values):
            self.fail(f"{key} should be a list of texts, found {values!r}")
        return tuple(values)

    def entries(self, key: str) -> Iterator[Entry]:
        """A list of mappings; none where the key is missing."""
        for one in self.take(key, list, []):
            yield Entry(one, self.place)

    def has(self, key: str) -> bool:
        return key in self._left

    def close(self) -> None:
        """Refuse the keys that nobody took."""
        if self._left:
            self.fail(f"unknown key {next(iter(self._left))!r}")

    def fail(self, what: str) -> NoReturn:
        """Raise DataError with the place of this entry."""
        raise DataError(f"{self.place}: {what}" if self.place else what)


def read_date(entry: Entry, key: str) -> date:
    """A date, as YAML reads it or in its ISO form."""
    value = entry.take(key, object)
    try:
        return value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError:
        entry.fail(f"{key} should be a date, found {value!r}")
