"""Reads what a person typed: cleans it, and refuses what cannot be read."""

import re
import unicodedata
from collections.abc import Mapping

from assistant.characters import is_invisible, plain_digit
from assistant.errors import InvalidMessage

MAX_CHARACTERS = 2_000

_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"\w")


def read_message(text: str, texts: Mapping[str, str], field: str = "message") -> str:
    """The message without invisible characters and outer blanks, its digits as 0–9.

    Raises InvalidMessage when it is empty or longer than MAX_CHARACTERS.
    """
    if len(text) > MAX_CHARACTERS:
        raise InvalidMessage(
            field, texts["too_long"].format(length=len(text), limit=MAX_CHARACTERS)
        )
    visible = "".join(
        " " if character.isspace() else plain_digit(character)
        for character in unicodedata.normalize("NFC", text)
        if not is_invisible(character)
    )
    cleaned = " ".join(visible.split())
    if not cleaned:
        raise InvalidMessage(field, texts["empty"])
    return cleaned


def is_chinese(text: str) -> bool:
    """Whether a message has any 汉字; signs and other scripts alone cannot be answered."""
    return bool(_HAN.search(text))


def has_words(text: str) -> bool:
    """Whether a message has a letter, a 汉字 or a digit at all."""
    return bool(_WORD.search(text))
