"""A mapping of a rules file that knows in which file and line it begins."""

from __future__ import annotations

from typing import Any


class Placed(dict[Any, Any]):
    """A mapping with the file and line in which it begins."""

    place: str = ""


def place_of(data: object) -> str:
    """Where a mapping stands, `path:line`; empty for what was not read from a file."""
    return data.place if isinstance(data, Placed) else ""
