"""The vector store, once with a folder and once with a real Chroma server."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest

from indexing.encoders import Vectors
from indexing.errors import IndexDamaged, IndexingError
from indexing.store import VectorStore, drop_collections, open_client

IDS = ("main/1", "main/2", "annex1/3.2.1.1", "annex2/1", "annex3/4.10")
HASHES = ("a", "b", "c", "d", "e")


@pytest.fixture(params=["folder", "server"])
def client(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    if request.param == "folder":
        yield open_client(tmp_path / "chroma")
    else:
        yield open_client(tmp_path, request.getfixturevalue("chroma_server"))


def store(client: Any, rows: Vectors, name: str = "") -> VectorStore:
    return VectorStore.create(client, name or f"policy-{uuid4().hex}", IDS, HASHES, rows)


def test_vectors_are_found_by_their_cosine(client: Any, rows: Vectors) -> None:
    kept = store(client, rows)
    assert len(kept) == 5
    found = kept.similarities(rows[2], 5)
    assert next(iter(found)) == "annex1/3.2.1.1"
    for clause_id, row in zip(IDS, rows, strict=True):
        assert found[clause_id] == pytest.approx(float(row @ rows[2]), abs=1e-5)


def test_as_many_as_asked_for_are_found(client: Any, rows: Vectors) -> None:
    kept = store(client, rows)
    assert len(kept.similarities(rows[0], 2)) == 2
    assert set(kept.similarities(rows[0], 50)) == set(IDS)


def test_vectors_are_given_back_by_the_hash_of_their_content(client: Any, rows: Vectors) -> None:
    name = f"policy-{uuid4().hex}"
    store(client, rows, name)
    kept = VectorStore(client, name).vectors()
    assert set(kept) == set(HASHES)
    assert np.allclose(np.stack([kept[one] for one in HASHES]), rows, atol=1e-6)


def test_a_collection_that_is_not_there_is_damage(client: Any) -> None:
    with pytest.raises(IndexDamaged, match=r"no collection policy-none; rebuild"):
        VectorStore(client, "policy-none")


def test_all_collections_of_a_prefix_but_one_are_dropped(client: Any, rows: Vectors) -> None:
    prefix = f"policy-{uuid4().hex[:8]}-"
    names = [f"{prefix}{n}" for n in range(3)]
    other = f"other-{uuid4().hex[:8]}"
    for name in (*names, other):
        store(client, rows, name)
    drop_collections(client, prefix, keep=names[1])
    left = {one.name for one in client.list_collections()}
    assert {names[1], other} <= left
    assert not {names[0], names[2]} & left


@pytest.mark.parametrize("address", ["localhost:8000", "ftp://127.0.0.1:8000", "http://", "8000"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(IndexingError, match=rf"ASSISTANT_CHROMA_URL is '{re.escape(address)}'"):
        open_client(tmp_path, address)


def test_a_server_that_does_not_answer_is_named(tmp_path: Path, closed_port: int) -> None:
    address = f"http://127.0.0.1:{closed_port}"
    with pytest.raises(IndexingError, match=f"no Chroma server answers at {re.escape(address)}"):
        open_client(tmp_path, address)
