import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from corpus.check import CORPUS


@dataclass(frozen=True)
class CorpusCopy:
    """A copy of the corpus data that a test may spoil."""

    folder: Path

    @property
    def policy(self) -> Path:
        return self.folder / "policies" / "jilin-2021"

    def replace(self, file: str, old: str, new: str) -> int:
        """Put `new` for the first `old` in a file; gives the line that it stands in."""
        path = self.folder / file
        text = path.read_bytes().decode()
        assert old in text, f"{old!r} is not in {file}"
        path.write_bytes(text.replace(old, new, 1).encode())
        return text[: text.index(old)].count("\n") + 1

    def append(self, file: str, text: str) -> int:
        """Put `text` at the end of a file; gives the number of its first line."""
        path = self.folder / file
        before = path.read_text(encoding="utf-8")
        path.write_text(before + text, encoding="utf-8")
        return before.count("\n") + 1

    def reseal(self) -> None:
        """Make the checksum fit the raw text as it now is."""
        digest = hashlib.sha256((self.policy / "raw.txt").read_bytes()).hexdigest()
        (self.policy / "raw.sha256").write_text(f"{digest}  raw.txt\n")


@pytest.fixture
def corpus_copy(tmp_path: Path) -> CorpusCopy:
    folder = tmp_path / "corpus"
    for name in ("policies", "questions", "rules", "school_lists", "scope"):
        shutil.copytree(CORPUS / name, folder / name)
    shutil.copy(CORPUS / "glossary.yaml", folder)
    return CorpusCopy(folder)
