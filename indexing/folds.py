"""Search over all question writers but one, to measure it on the questions of that one.

Nothing of the voice left out is used: neither in the index nor in the encoder, which is trained
anew. Takes the corpus; gives a searcher and the questions left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from corpus import load_policy
from corpus.questions import QUESTIONS, load_questions, voices
from indexing.build import clause_vectors
from indexing.chunks import Chunk, chunks
from indexing.encoders import Encoder, Vectors
from indexing.search import SearchConfig, Searcher
from indexing.static_encoder import StaticEncoder
from indexing.training import train


class ExactVectors:
    """Vectors in memory, compared with each other one: what Chroma does, for one process."""

    def __init__(self, ids: Sequence[str], vectors: Vectors) -> None:
        self._ids = ids
        self._vectors = vectors

    def similarities(self, vector: Vectors, count: int) -> dict[str, float]:
        cosines = self._vectors @ vector
        order = np.argsort(-cosines)[:count]
        return {self._ids[place]: float(cosines[place]) for place in order}


@dataclass(frozen=True, slots=True)
class Fold:
    """What is left when one voice is left out, and that voice's questions by clause."""

    voice: str
    parts: tuple[Chunk, ...]
    encoder: Encoder
    questions: tuple[tuple[str, str], ...]

    def searcher(self, config: SearchConfig | None = None) -> Searcher:
        """Search over the other voices' questions."""
        vectors = ExactVectors(
            [part.clause_id for part in self.parts], clause_vectors(self.parts, self.encoder)
        )
        return Searcher(self.parts, vectors, self.encoder, config)


def folds() -> Iterator[Fold]:
    """One fold a voice; each trains an encoder (half a minute on one core)."""
    names = voices()
    for voice in names:
        others = load_questions(QUESTIONS, tuple(name for name in names if name != voice))
        with TemporaryDirectory() as folder:
            train(Path(folder) / "encoder", questions=others)
            encoder = StaticEncoder.load(Path(folder) / "encoder")
        left_out = load_questions(QUESTIONS, (voice,))
        yield Fold(
            voice,
            tuple(chunks(load_policy(), others)),
            encoder,
            tuple((question, one) for one, many in left_out.items() for question in many),
        )
