"""What an index was built from: recorded at its end, checked when it is opened."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from indexing.chunks import Chunk
from indexing.errors import IndexDamaged, IndexMissing

FORMAT = 1  # raise when what is stored changes its shape or meaning


@dataclass(frozen=True, slots=True)
class Manifest:
    """Corpus, encoder and size of an index; `collection` is its name in Chroma."""

    format: int
    policy_version: str
    corpus: str
    encoder: str
    vectors: int
    dimension: int
    collection: str

    def write(self, path: Path) -> None:
        """Write it whole or not at all."""
        partial = path.with_suffix(".partial")
        partial.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        partial.replace(path)

    @classmethod
    def read(cls, path: Path) -> "Manifest":
        """The manifest in a file; IndexMissing where there is none."""
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise IndexMissing(
                "there is no index yet; build it: policy-assistant index build"
            ) from None
        try:
            return cls(**json.loads(data))
        except (ValueError, TypeError) as error:
            raise IndexDamaged(
                f"{path.name} is not readable; rebuild: policy-assistant index build"
            ) from error

    def same_content(self, other: "Manifest") -> bool:
        """Whether both indexes hold the same vectors, whatever their collections are called."""
        return replace(self, collection="") == replace(other, collection="")


def corpus_hash(chunks: Sequence[Chunk]) -> str:
    """A hash over the content of all chunks."""
    return hashlib.sha256("\n".join(chunk.hash for chunk in chunks).encode()).hexdigest()[:16]
