import json
from dataclasses import replace
from pathlib import Path

import pytest

from indexing.errors import IndexDamaged, IndexMissing
from indexing.manifest import FORMAT, Manifest

MANIFEST = Manifest(FORMAT, "2021-09-01+a0b5576d", "908b", "static:0862", 150, 256, "policy-1")


def test_a_manifest_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    MANIFEST.write(path)
    assert Manifest.read(path) == MANIFEST
    assert [one.name for one in tmp_path.iterdir()] == ["manifest.json"]


def test_without_a_manifest_there_is_no_index(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="build it: policy-assistant index build"):
        Manifest.read(tmp_path / "manifest.json")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b"{}",
        b"\xff\xfe\x00",
        json.dumps({"format": 1, "surplus": 2}).encode(),
    ],
)
def test_what_is_no_manifest_is_damage(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "manifest.json"
    path.write_bytes(content)
    with pytest.raises(IndexDamaged, match="rebuild: policy-assistant index build"):
        Manifest.read(path)


def test_content_is_compared_whatever_the_collection_is_called() -> None:
    assert MANIFEST.same_content(replace(MANIFEST, collection="policy-2"))
    for other in (
        replace(MANIFEST, format=FORMAT + 1),
        replace(MANIFEST, policy_version="2024-01-01+00000000"),
        replace(MANIFEST, corpus="other"),
        replace(MANIFEST, encoder="other"),
        replace(MANIFEST, dimension=512),
    ):
        assert not MANIFEST.same_content(other)
