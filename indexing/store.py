"""Keeps one vector a clause in Chroma: in a folder of its own, or on a Chroma server.

Vectors are always passed in; Chroma is never asked to embed. One process owns a folder: what
another one writes there is not seen by a client that is already open.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np

from indexing.encoders import Vectors
from indexing.errors import IndexDamaged, IndexingError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

BATCH = 1_000  # vectors a request


class VectorStore:
    """One Chroma collection: vectors by clause id with their content hash, compared by cosine."""

    def __init__(self, client: ClientAPI, collection: str) -> None:
        self._client = client
        try:
            self._collection = client.get_collection(collection, embedding_function=None)
        except Exception as error:
            raise IndexDamaged(
                f"Chroma has no collection {collection}; rebuild: policy-assistant index build"
            ) from error

    @classmethod
    def create(
        cls,
        client: ClientAPI,
        collection: str,
        ids: Sequence[str],
        hashes: Sequence[str],
        vectors: Vectors,
    ) -> VectorStore:
        """A new collection with these vectors; shape (len(ids), dimension)."""
        made = client.create_collection(
            collection,
            # Wide enough that the graph search is exact for some thousand clauses.
            configuration={"hnsw": {"space": "cosine", "ef_search": 512}},
            embedding_function=None,
        )
        for start in range(0, len(ids), BATCH):
            part = slice(start, start + BATCH)
            made.add(
                ids=list(ids[part]),
                embeddings=cast(Any, vectors[part]),
                metadatas=[{"hash": value} for value in hashes[part]],
            )
        return cls(client, collection)

    def __len__(self) -> int:
        return self._collection.count()

    def similarities(self, vector: Vectors, count: int) -> dict[str, float]:
        """Cosine similarity by id of the `count` vectors nearest to one vector."""
        try:
            found = self._collection.query(
                query_embeddings=cast(Any, vector.reshape(1, -1)),
                n_results=count,
                include=["distances"],
            )
        except Exception as error:
            raise IndexDamaged(
                "Chroma cannot search its vectors; rebuild: policy-assistant index build"
            ) from error
        distances = found["distances"]
        if distances is None:
            raise IndexDamaged("Chroma gave no distances; rebuild: policy-assistant index build")
        return {
            clause_id: 1.0 - distance
            for clause_id, distance in zip(found["ids"][0], distances[0], strict=True)
        }

    def vectors(self) -> Mapping[str, Vectors]:
        """All stored vectors by content hash."""
        found = self._collection.get(include=["embeddings", "metadatas"])
        embeddings, metadatas = found["embeddings"], found["metadatas"]
        if embeddings is None or metadatas is None:
            return {}
        rows = np.asarray(embeddings, dtype=np.float32)
        return {str(meta["hash"]): row for meta, row in zip(metadatas, rows, strict=True)}


def drop_collections(client: ClientAPI, prefix: str, keep: str) -> None:
    """Delete every collection whose name starts with `prefix`, `keep` excepted."""
    for collection in client.list_collections():
        if collection.name.startswith(prefix) and collection.name != keep:
            client.delete_collection(collection.name)


def discard(folder: Path) -> None:
    """Remove a local Chroma folder that cannot be used, and what this process holds of it."""
    from chromadb.api.shared_system_client import SharedSystemClient

    SharedSystemClient.clear_system_cache()
    shutil.rmtree(folder, ignore_errors=True)


def open_client(folder: Path, server: str = "") -> ClientAPI:
    """A Chroma client on `folder`, or on the server at the address `server`."""
    os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
    import chromadb
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if not server:
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return chromadb.PersistentClient(path=str(folder), settings=settings)
        except Exception as error:
            raise IndexDamaged(
                "Chroma cannot open its folder; rebuild: policy-assistant index build"
            ) from error
    address = urlsplit(server)
    if address.scheme not in ("http", "https") or not address.hostname:
        raise IndexingError(f"ASSISTANT_CHROMA_URL is {server!r}; it must be http(s)://host:port")
    is_secure = address.scheme == "https"
    try:
        return chromadb.HttpClient(
            host=address.hostname,
            port=address.port or (443 if is_secure else 8000),
            ssl=is_secure,
            settings=settings,
        )
    except Exception as error:
        raise IndexingError(
            f"no Chroma server answers at {server}; start one: chroma run"
        ) from error
