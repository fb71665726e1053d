"""Builds the vector index: chunks, their vectors, a Chroma collection, and at last the manifest.

A new collection is filled beside the old one, and the manifest, which names the collection in
force, is replaced in one step: an interrupted build leaves the old index as it was. Clauses whose
content has not changed keep their vectors; when nothing has changed nothing is done.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from filelock import FileLock

from corpus import load_policy
from corpus.questions import load_questions
from indexing.chunks import Chunk, chunks
from indexing.encoders import Encoder, Vectors, unit
from indexing.errors import IndexDamaged, IndexingError, IndexMissing
from indexing.manifest import FORMAT, Manifest, corpus_hash
from indexing.store import VectorStore, discard, drop_collections, open_client

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

MANIFEST = "manifest.json"
VECTORS = "chroma"
LOCK = "build.lock"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did: the manifest now in force, how many clauses it embedded or kept."""

    manifest: Manifest
    embedded: int
    kept: int


def policy_chunks() -> tuple[Chunk, ...]:
    """All chunks of the policy with its questions."""
    return tuple(chunks(load_policy(), load_questions()))


def new_manifest(parts: Sequence[Chunk], encoder: Encoder) -> Manifest:
    """The manifest of a new index of these chunks and this encoder."""
    corpus = corpus_hash(parts)
    return Manifest(
        format=FORMAT,
        policy_version=load_policy().version,
        corpus=corpus,
        encoder=encoder.name,
        vectors=len(parts),
        dimension=int(encoder.encode(["吉林市"]).shape[1]),
        collection=f"{_prefix(encoder)}{corpus}-{secrets.token_hex(4)}",
    )


def build_index(
    folder: Path,
    encoder: Encoder,
    *,
    server: str = "",
    force: bool = False,
    progress: Progress | None = None,
) -> Built:
    """Bring the index in `folder` (vectors in Chroma there, or on `server`) up to date.

    `force` embeds everything anew; `progress` gets clauses done and to do.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with FileLock(folder / LOCK):  # a second process finds the first one's work done
        return _build(folder, encoder, server, force, progress)


def _build(
    folder: Path, encoder: Encoder, server: str, force: bool, progress: Progress | None
) -> Built:
    parts = policy_chunks()
    manifest = new_manifest(parts, encoder)
    client = _client(folder / VECTORS, server)
    current, old = (None, None) if force else _present(folder, client)
    if current and old is not None and current.same_content(manifest):
        return Built(current, embedded=0, kept=manifest.vectors)
    known = old.vectors() if current and old and current.encoder == manifest.encoder else {}
    vectors = clause_vectors(parts, encoder, known, progress)
    VectorStore.create(
        client,
        manifest.collection,
        [part.clause_id for part in parts],
        [part.hash for part in parts],
        vectors,
    )
    manifest.write(folder / MANIFEST)
    drop_collections(client, _prefix(encoder) if server else "policy-", manifest.collection)
    kept = sum(part.hash in known for part in parts)
    return Built(manifest, embedded=len(parts) - kept, kept=kept)


def _client(folder: Path, server: str) -> ClientAPI:
    """A client to build with; a local folder that is damaged is made anew."""
    try:
        return open_client(folder, server)
    except IndexDamaged:
        if server:
            raise
        discard(folder)
        return open_client(folder)


def _prefix(encoder: Encoder) -> str:
    return f"policy-{hashlib.sha256(encoder.name.encode()).hexdigest()[:8]}-"


def _present(folder: Path, client: ClientAPI) -> tuple[Manifest | None, VectorStore | None]:
    """The index in force, if it is whole."""
    try:
        manifest = Manifest.read(folder / MANIFEST)
        store = VectorStore(client, manifest.collection)
    except (IndexMissing, IndexDamaged):
        return None, None
    return (manifest, store) if len(store) == manifest.vectors else (None, None)


def clause_vectors(
    parts: Sequence[Chunk],
    encoder: Encoder,
    known: Mapping[str, Vectors] | None = None,
    progress: Progress | None = None,
) -> Vectors:
    """One vector a chunk, shape (len(parts), dimension); `known` ones by content hash."""
    rows: list[Vectors] = []
    for done, part in enumerate(parts, start=1):
        row = (known or {}).get(part.hash)
        rows.append(_vector(part, encoder) if row is None else row)
        if progress:
            progress(done, len(parts))
    return np.stack(rows)


def _vector(part: Chunk, encoder: Encoder) -> Vectors:
    """Half what the clause says, half the middle of what people ask of it."""
    vectors = encoder.encode([part.passage, *part.questions])
    if not np.isfinite(vectors).all():
        raise IndexingError(f"encoder {encoder.name} gave vectors that are not finite")
    middle = unit(vectors[1:].mean(axis=0, keepdims=True)) if part.questions else 0
    row: Vectors = unit(vectors[:1] + middle)[0]
    return row
