"""Makes text and JSON that every database keeps: no NUL, no lone surrogate."""

import json
import re
from typing import Any

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
REPLACEMENT = "\ufffd"


def storable(text: str) -> str:
    """The text with U+FFFD for NUL and for lone surrogates, which no database keeps."""
    return _UNSTORABLE.sub(REPLACEMENT, text)


def is_storable(text: str) -> bool:
    """Whether a text is kept as it stands."""
    return not _UNSTORABLE.search(text)


def to_json(value: Any) -> str:
    """Compact JSON, 汉字 as they are; ValueError for NaN and infinity, TypeError for no JSON."""
    return storable(json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")))


def from_json(text: str) -> Any:
    """What `to_json` was given."""
    return json.loads(text)
