"""What a check gives: a proof with its counts, and the faults that break it."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, and where; `line` counts from 1."""

    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}"


@dataclass(frozen=True, slots=True)
class Proof:
    """One thing that was looked at throughout: what, how much of it, and what breaks it."""

    name: str
    covered: str
    faults: tuple[Fault, ...] = ()

    def __str__(self) -> str:
        verdict = f"{len(self.faults)} FAULTS" if self.faults else "ok"
        return f"{self.name}: {self.covered}: {verdict}"
