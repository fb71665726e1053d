"""Record codes: short, random, easy to say on the telephone; `7KQ4-M2XD`.

Eight characters of Crockford's base 32 (no I, L, O, U), 40 random bits, nothing of a person.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8

_LOOKALIKES = str.maketrans({"I": "1", "L": "1", "O": "0", "-": "", " ": "", "\u2013": ""})


def new_record_code() -> str:
    """A code at random, in two groups."""
    return _grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def read_record_code(typed: str) -> str | None:
    """The code that a person typed: any case, with or without hyphen, O for 0, I and L for 1.

    None where it cannot be a code.
    """
    plain = typed.strip().upper().translate(_LOOKALIKES)
    if len(plain) != LENGTH or not set(plain) <= set(ALPHABET):
        return None
    return _grouped(plain)


def _grouped(plain: str) -> str:
    half = LENGTH // 2
    return f"{plain[:half]}-{plain[half:]}"
