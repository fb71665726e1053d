"""What a check gives: a proof with its counts, and the faults that break it."""

import re
from dataclasses import dataclass
from pathlib import Path

# How errors of the corpus begin: `PATH:LINE: what`, `PATH: what` or `line LINE: what`.
_PLACE = re.compile(
    r"(?:(?P<path>\S+\.(?:txt|yaml))(?::(?P<row>\d+))?: )?(?:line (?P<line>\d+)\b:? *)?"
)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; `line` counts from 1."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"

    @classmethod
    def of(cls, error: Exception, path: Path) -> "Fault":
        """The fault at the place that an error's message begins with, else at the head of `path`.

        A file that the message names without its folder is one beside `path`.
        """
        message = str(error)
        found = _PLACE.match(message)
        if not found:
            return cls(path, 1, message)
        named = path.parent / found["path"] if found["path"] else path
        return cls(named, int(found["row"] or found["line"] or 1), message[found.end() :])


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was looked at throughout: what, how much of it, and what breaks it."""

    name: str
    covered: str
    faults: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        verdict = f"{len(self.faults)} FAULTS" if self.faults else "ok"
        return f"{self.name}: {self.covered}: {verdict}"
