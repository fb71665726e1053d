"""Finds the clauses that answer a question: words and meaning, fused into one score a clause.

score = lexical + dense_weight · cosine, scaled to 0–1, where lexical is the BM25 score (of what
the clause says and of what people ask of it) per term of the query: a convex combination, so that
a part that is silent cannot drown the other (Bruch et al. 2022).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.yaml_file import read_yaml
from indexing.build import MANIFEST, VECTORS, build_index, new_manifest, policy_chunks
from indexing.chunks import Chunk
from indexing.encoders import Encoder, Vectors
from indexing.errors import IndexDamaged, IndexMissing, IndexOutdated
from indexing.expansion import Expansion
from indexing.lexical import Bm25, Scores
from indexing.manifest import Manifest
from indexing.store import VectorStore, open_client
from indexing.terms import terms

CONFIG = Path(__file__).parent / "search.yaml"
TERM_SCORE = 6.0  # BM25 of a term that fits well, in the clause and in its questions
MIN_TERMS = 4  # a query of one word must not score as if it had been answered in full


@dataclass(frozen=True, slots=True)
class SearchConfig:
    """Weights of the parts; a weight of 0 or a False switches a part off."""

    question_weight: float = 1.6
    dense_weight: float = 0.25
    glossary_weight: float = 0.4
    clause_weight: float = 1.0
    breadcrumbs: bool = True

    @classmethod
    @cache
    def default(cls) -> SearchConfig:
        """The measured choice, from search.yaml."""
        values = read_yaml(CONFIG)
        return cls(
            **{field.name: values[field.name] for field in fields(cls) if field.name in values}
        )


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause and how well it fits the query: 0 (not at all) to 1."""

    clause_id: str
    score: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """All clauses, best first, with what each part of the search found; shapes (clauses,)."""

    clause_ids: tuple[str, ...]
    scores: npt.NDArray[np.float64]
    lexical: Scores
    dense: Scores

    def hits(self, k: int) -> tuple[Hit, ...]:
        """The `k` best clauses that the query has anything in common with."""
        return tuple(
            Hit(clause_id, round(float(score), 4))
            for clause_id, score in zip(self.clause_ids[:k], self.scores[:k], strict=False)
            if score > 0
        )


class Similarities(Protocol):
    """Vectors by clause id that can be compared with one: Chroma, or a matrix in memory."""

    def similarities(self, vector: Vectors, count: int) -> dict[str, float]:
        """Cosine similarity by clause id of the `count` nearest."""


class Searcher:
    """Search over one index; safe to use from several threads."""

    def __init__(
        self,
        parts: Sequence[Chunk],
        store: Similarities,
        encoder: Encoder,
        config: SearchConfig | None = None,
    ) -> None:
        self.config = config or SearchConfig.default()
        self._ids = [part.clause_id for part in parts]
        self._place = {clause_id: place for place, clause_id in enumerate(self._ids)}
        self._store = store
        self._encoder = encoder
        self._expansion = Expansion.of_glossary()
        self._clauses = Bm25([terms(self._text(part)) for part in parts])
        self._questions = Bm25(
            [[t for question in part.questions for t in terms(question)] for part in parts]
        )

    @classmethod
    def open(
        cls,
        folder: Path,
        encoder: Encoder,
        *,
        server: str = "",
        config: SearchConfig | None = None,
        build: bool = True,
    ) -> Searcher:
        """Open the index in `folder`; a missing, damaged or outdated one is rebuilt if `build`.

        Raises IndexMissing, IndexDamaged or IndexOutdated where it is not to be rebuilt.
        """
        try:
            store = _open_store(folder, encoder, server)
        except (IndexMissing, IndexDamaged, IndexOutdated):
            if not build:
                raise
            build_index(folder, encoder, server=server)
            store = _open_store(folder, encoder, server)
        return cls(policy_chunks(), store, encoder, config)

    def search(self, query: str, k: int = 5) -> tuple[Hit, ...]:
        """The `k` best clauses for a query, best first; none for a query without words."""
        return self.rank(query).hits(k)

    def rank(self, query: str, before: str = "", before_weight: float = 0.0) -> Ranking:
        """All clauses in order of their fit.

        A follow-up is ranked together with the question `before` it, at that one's weight.
        """
        lexical, dense = self._parts(query)
        if before and before_weight:
            earlier_lexical, earlier_dense = self._parts(before)
            lexical = lexical + before_weight * earlier_lexical
            dense = dense + before_weight * earlier_dense
        weight = self.config.dense_weight
        scores = (lexical.astype(np.float64) + weight * dense) / (1 + weight)
        order = np.lexsort((np.arange(len(scores)), -scores))
        return Ranking(
            tuple(self._ids[place] for place in order),
            np.clip(scores[order], 0.0, 1.0),
            lexical[order],
            dense[order],
        )

    def term_weight(self, term: str) -> float:
        """How much a term tells clauses apart: its inverse document frequency."""
        return self._clauses.idf(term)

    @property
    def encoder_name(self) -> str:
        return self._encoder.name

    def _parts(self, query: str) -> tuple[Scores, Scores]:
        """Lexical and dense scores of all clauses, in their order in the index."""
        corrected = self._expansion.corrected(query)
        words = terms(corrected)
        lexical = self._lexical(words, self._expansion.added(corrected))
        return lexical, self._dense(corrected) if words else np.zeros_like(lexical)

    def _text(self, part: Chunk) -> str:
        return part.passage if self.config.breadcrumbs else part.text

    def _lexical(self, words: Sequence[str], added: Sequence[str]) -> Scores:
        scores = self._bm25(words)
        if added and self.config.glossary_weight:
            scores = scores + self.config.glossary_weight * self._bm25(added)
        return np.asarray(scores / (TERM_SCORE * max(len(words), MIN_TERMS)), dtype=np.float32)

    def _bm25(self, words: Sequence[str]) -> Scores:
        scores = self.config.clause_weight * self._clauses.scores(words)
        if self.config.question_weight:
            scores = scores + self.config.question_weight * self._questions.scores(words)
        return np.asarray(scores, dtype=np.float32)

    def _dense(self, query: str) -> Scores:
        dense = np.zeros(len(self._ids), dtype=np.float32)
        if not self.config.dense_weight:
            return dense
        vector = self._encoder.encode([query])[0]
        if not vector.any():
            return dense  # nothing in the query that the encoder knows
        for clause_id, similarity in self._store.similarities(vector, len(self._ids)).items():
            dense[self._place[clause_id]] = similarity
        return np.maximum(dense, 0.0)


def _open_store(folder: Path, encoder: Encoder, server: str) -> VectorStore:
    manifest = Manifest.read(folder / MANIFEST)
    expected = new_manifest(policy_chunks(), encoder)
    if not manifest.same_content(expected):
        raise IndexOutdated(
            f"the index is of policy {manifest.policy_version} with encoder {manifest.encoder}, "
            f"the program of {expected.policy_version} with {expected.encoder}; "
            "rebuild: policy-assistant index build"
        )
    store = VectorStore(open_client(folder / VECTORS, server), manifest.collection)
    if len(store) != manifest.vectors:
        raise IndexDamaged(
            f"the index has {len(store)} of {manifest.vectors} vectors; "
            "rebuild: policy-assistant index build"
        )
    return store
