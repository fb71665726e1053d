"""What the proofs look at: a corpus folder, its raw and restored text, its clauses.

Every place in a clause can be traced to the line of raw.txt that it comes from.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

from corpus.check.proof import Fault
from corpus.clause import Clause
from corpus.errors import CorpusError
from corpus.policy import DEFAULT, Source, read_source
from corpus.restoration import Line
from corpus.structure import build_tree


class Unreadable(CorpusError):
    """A corpus whose text cannot be restored or built into clauses."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(str(fault))
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Material:
    """A corpus folder as read."""

    folder: Path
    source: Source
    lines: tuple[Line, ...]
    clauses: Mapping[str, Clause]
    _starts: Mapping[str, int]
    _line_starts: tuple[int, ...]
    _line_numbers: tuple[int, ...]

    @classmethod
    def read(cls, folder: Path, policy: str = DEFAULT) -> "Material":
        """Read the corpus in `folder`; Unreadable names the line that stands in the way."""
        home = folder / "policies" / policy
        raw = home / "raw.txt"
        try:
            source = read_source(home)
        except (CorpusError, OSError, LookupError, TypeError, ValueError) as error:
            raise Unreadable(Fault.of(error, home / "decisions.yaml")) from error
        try:
            lines = source.lines()
        except CorpusError as error:
            raise Unreadable(Fault.of(error, raw)) from error
        try:
            clauses = build_tree(lines, source.joined, source.prefix)
        except (CorpusError, LookupError) as error:
            raise Unreadable(Fault(raw, _quoted_line(str(error), lines), str(error))) from error
        filled = [line for line in lines if line.restored]
        return cls(
            folder=folder,
            source=source,
            lines=lines,
            clauses={clause.id: clause for clause in clauses},
            _starts=dict(
                zip(
                    (clause.id for clause in clauses),
                    accumulate((_length(clause.text) for clause in clauses), initial=0),
                    strict=False,
                )
            ),
            _line_starts=tuple(accumulate((len(line.restored) for line in filled), initial=0)),
            _line_numbers=tuple(line.number for line in filled),
        )

    @property
    def raw_file(self) -> Path:
        return self.source.folder / "raw.txt"

    @property
    def text(self) -> str:
        """The policy as one run of characters, without the feeds between paragraphs."""
        return "".join(clause.text.replace("\n", "") for clause in self.clauses.values())

    def fault(self, clause: Clause, what: str, at: int = 0) -> Fault:
        """A fault at offset `at` of a clause's text, traced to its raw line."""
        place = self._starts[clause.id] + _length(clause.text[:at])
        row = bisect_right(self._line_starts, place) - 1
        row = min(max(row, 0), len(self._line_numbers) - 1)
        return Fault(self.raw_file, self._line_numbers[row], f"{clause.id}: {what}")


def _length(text: str) -> int:
    return len(text.replace("\n", ""))


def _quoted_line(message: str, lines: Sequence[Line]) -> int:
    """The line whose beginning the message quotes, else the first."""
    starts = ((line.number, line.restored[:20]) for line in lines)
    return next((number for number, start in starts if start and f"'{start}" in message), 1)
