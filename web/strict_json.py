"""Reads JSON that people's cases come in: UTF-8, without NaN, whatever its depth and its numbers.

A key that stands twice in an object is kept in sight: the object is then a `Doubled`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any, NoReturn

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONGEST_INT = 20  # digits; what is longer is out of every bound, and slow to read exactly


class NotJson(ValueError):
    """Bytes that are no JSON text."""


class Doubled(dict[str, Any]):
    """An object in which the key `name` stands twice."""

    name: str = ""


def read_json(data: bytes) -> Any:
    """The value of a JSON text; raises NotJson."""
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(
            text, object_pairs_hook=_object, parse_int=_integer, parse_constant=_refuse
        )
        if _SURROGATE.search(text):
            json.dumps(value, ensure_ascii=False).encode()  # fails where a half stands alone
    except (ValueError, RecursionError) as error:
        raise NotJson("not a JSON text in UTF-8") from error
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    doubled = Doubled(found)
    doubled.name = Counter(name for name, _ in pairs).most_common(1)[0][0]
    return doubled


def _integer(text: str) -> int | float:
    return int(text) if len(text) <= _LONGEST_INT else float(text)


def _refuse(text: str) -> NoReturn:
    raise ValueError(f"{text} is no JSON")
