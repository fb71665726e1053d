"""The pipeline of LangChain's retrieval tutorial: fixed-size chunks, vectors in Chroma.

Each document's text is joined and cut by RecursiveCharacterTextSplitter (500 characters, 50 of
overlap, its default separators), the chunks go into Chroma with an encoder. With the built-in
encoder, which was trained on questions to this policy, the baseline has more than a tutorial's.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, cast

from corpus import Clause, Policy
from eval.errors import BaselineUnavailable
from indexing.encoders import Encoder

SIZE, OVERLAP = 500, 50  # characters


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a clause stands in the joined text of its document: [start, end)."""

    clause: Clause
    start: int
    end: int

    def covered(self, start: int, end: int) -> int:
        """How many of the clause's characters lie in [start, end)."""
        return max(0, min(self.end, end) - max(self.start, start))


class TutorialPipeline:
    """Ranks chunks, and counts each chunk as clauses so that it can be compared.

    A chunk counts as the clauses of which it holds at least half; if there is none, as the one
    of which it holds most. Chunk by chunk in the order of Chroma, within a chunk in text order;
    bare headings are passed over, and a clause counts where it comes first.
    """

    def __init__(self, policy: Policy, encoder: Encoder) -> None:
        self._encoder = encoder
        chunks = list(_chunks(policy))
        self._clauses = [clause_ids for _, clause_ids in chunks]
        vectors = encoder.encode([text for text, _ in chunks])
        self._collection = _collection()
        self._collection.add(
            ids=[str(number) for number in range(len(chunks))], embeddings=cast(Any, vectors)
        )

    def rank(self, question: str, k: int) -> list[str]:
        found = self._collection.query(
            query_embeddings=cast(Any, self._encoder.encode([question])),
            n_results=min(k, len(self._clauses)),
            include=["distances"],
        )
        ranked: dict[str, None] = {}
        for number in found["ids"][0]:
            ranked.update(dict.fromkeys(self._clauses[int(number)]))
        return list(ranked)[:k]


def _collection() -> Any:
    """A collection of its own: in-memory clients of one process share what they hold."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    client = chromadb.EphemeralClient(settings=Settings(anonymized_telemetry=False))
    return client.create_collection(
        f"tutorial-{secrets.token_hex(8)}",
        configuration={"hnsw": {"space": "cosine"}},
        embedding_function=None,
    )


def _chunks(policy: Policy) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each chunk's text and the clauses that it counts as; chunks that count as none are kept."""
    try:
        from langchain_text_splitters import RecursiveCharacterTextSplitter
    except ImportError as error:
        raise BaselineUnavailable(
            "the tutorial baseline needs langchain-text-splitters: "
            "pip install 'policy-assistant[dev]', or leave the baselines out: --no-baselines"
        ) from error
    splitter = RecursiveCharacterTextSplitter(
        chunk_size=SIZE, chunk_overlap=OVERLAP, add_start_index=True
    )
    for text, places in _documents(policy):
        for chunk in splitter.create_documents([text]):
            start = int(chunk.metadata["start_index"])
            yield chunk.page_content, _counts_as(start, start + len(chunk.page_content), places)


def _documents(policy: Policy) -> Iterator[tuple[str, list[_Place]]]:
    """The text of each document, its clauses one a line, and where each clause stands in it."""
    by_document: dict[str, list[Clause]] = {}
    for clause in policy:
        by_document.setdefault(clause.document, []).append(clause)
    for clauses in by_document.values():
        places: list[_Place] = []
        start = 0
        for clause in clauses:
            places.append(_Place(clause, start, start + len(clause.text)))
            start += len(clause.text) + 1
        yield "\n".join(clause.text for clause in clauses), places


def _counts_as(start: int, end: int, places: list[_Place]) -> tuple[str, ...]:
    within = [
        place
        for place in places
        if place.clause.kind != "heading" and place.covered(start, end) > 0
    ]
    half = [one for one in within if 2 * one.covered(start, end) >= one.end - one.start]
    if not half and within:
        half = [max(within, key=lambda one: one.covered(start, end))]
    return tuple(one.clause.id for one in half)
