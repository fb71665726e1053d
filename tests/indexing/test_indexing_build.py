"""Building the index: anew, again, in part, interrupted, damaged, outdated, on a server."""

import json
import shutil
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexing.build import build_index, policy_chunks
from indexing.encoders import Encoder
from indexing.errors import IndexDamaged, IndexingError, IndexMissing, IndexOutdated
from indexing.search import Searcher
from indexing.store import open_client

QUERY = "硕士在规上民企每月能领多少生活补贴"
ANSWER = "annex1/3.2.1.1"
CLAUSES = 150

BUILD = """
import json, sys
from pathlib import Path
from indexing.build import build_index
from indexing.encoders import open_encoder

class Counting:
    inner = open_encoder()
    name = inner.name
    texts = []
    def encode(self, texts):
        self.texts += texts
        return self.inner.encode(texts)

built = build_index(Path(sys.argv[1]), Counting())
version = built.manifest.policy_version
print(json.dumps([built.embedded, built.kept, version, Counting.texts]))
"""


def answers(folder: Path, encoder: Encoder, server: str = "", *, build: bool = False) -> bool:
    """Whether the index as it is finds the clause asked for."""
    searcher = Searcher.open(folder, encoder, server=server, build=build)
    return searcher.search(QUERY, k=1)[0].clause_id == ANSWER


def test_a_new_index_embeds_every_clause_with_its_questions(counting: Any, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    built = build_index(tmp_path, counting, progress=lambda done, all_: steps.append((done, all_)))
    assert (built.embedded, built.kept, built.manifest.vectors) == (CLAUSES, 0, CLAUSES)
    assert steps == [(n, CLAUSES) for n in range(1, CLAUSES + 1)]
    for part in policy_chunks():
        assert {part.passage, *part.questions} <= set(counting.texts)
    assert answers(tmp_path, counting)


def test_a_second_build_embeds_nothing(counting: Any, tmp_path: Path) -> None:
    first = build_index(tmp_path, counting)
    counting.texts.clear()
    second = build_index(tmp_path, counting)
    assert second.manifest == first.manifest
    assert (second.embedded, second.kept) == (0, CLAUSES)
    assert len(counting.texts) <= 1  # a probe for the dimension


def test_a_forced_build_embeds_everything_anew(counting: Any, tmp_path: Path) -> None:
    first = build_index(tmp_path, counting)
    forced = build_index(tmp_path, counting, force=True)
    assert (forced.embedded, forced.kept) == (CLAUSES, 0)
    assert forced.manifest.collection != first.manifest.collection
    names = [one.name for one in open_client(tmp_path / "chroma").list_collections()]
    assert names == [forced.manifest.collection]
    assert answers(tmp_path, counting)


def test_one_changed_question_embeds_one_clause(project: Any, index: Path) -> None:
    project.replace("corpus/questions/young/main.yaml", "main/17:\n", "main/17:\n  - 新的一问\n")
    embedded, kept, _, texts = json.loads(project.run(BUILD, str(index)))
    assert (embedded, kept) == (1, CLAUSES - 1)
    (part,) = [part for part in policy_chunks() if part.clause_id == "main/17"]
    asked = {part.passage, *part.questions, "新的一问"}
    assert asked <= set(texts)
    assert len(texts) <= len(asked) + 1  # a probe for the dimension


def test_another_version_of_the_policy_is_noticed(
    project: Any, index: Path, encoder: Encoder
) -> None:
    decisions = "corpus/policies/jilin-2021/decisions.yaml"
    project.replace(decisions, "lines:\n", "# reviewed again\nlines:\n")
    embedded, kept, version, texts = json.loads(project.run(BUILD, str(index)))
    assert (embedded, kept) == (0, CLAUSES)
    assert len(texts) <= 1
    with pytest.raises(IndexOutdated) as refused:  # by the program of the former version
        Searcher.open(index, encoder, build=False)
    assert version in str(refused.value)
    assert "rebuild: policy-assistant index build" in str(refused.value)


def test_another_encoder_is_noticed(index: Path, counting: Any, encoder: Encoder) -> None:
    with pytest.raises(IndexOutdated, match=r"with encoder static:.* of .* with counting"):
        Searcher.open(index, counting, build=False)
    assert answers(index, encoder)  # looking does no harm
    assert answers(index, counting, build=True)
    assert len(counting.texts) > CLAUSES  # vectors of the other encoder are not kept


def test_without_an_index_one_is_built_only_if_wanted(tmp_path: Path, encoder: Encoder) -> None:
    with pytest.raises(IndexMissing, match="build it: policy-assistant index build"):
        Searcher.open(tmp_path / "none", encoder, build=False)
    assert answers(tmp_path / "none", encoder, build=True)


def edit(**changes: object) -> Callable[[Path], None]:
    """Change entries of the manifest."""

    def change(index: Path) -> None:
        path = index / "manifest.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | changes))

    return change


def cut(index: Path) -> None:
    path = index / "chroma" / "chroma.sqlite3"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def blank(index: Path) -> None:
    path = index / "chroma" / "chroma.sqlite3"
    content = bytearray(path.read_bytes())
    content[8192:200_000] = bytes(200_000 - 8192)
    path.write_bytes(content)


DAMAGE: dict[str, Callable[[Path], object]] = {
    "manifest cut off": lambda index: (index / "manifest.json").write_text('{"format": 1,'),
    "manifest of bytes": lambda index: (index / "manifest.json").write_bytes(b"\xff\xfe\x00"),
    "manifest of another shape": edit(surplus=1),
    "manifest of another collection": edit(collection="policy-none"),
    "no Chroma folder": lambda index: shutil.rmtree(index / "chroma"),
    "no database": lambda index: (index / "chroma" / "chroma.sqlite3").unlink(),
    "empty database": lambda index: (index / "chroma" / "chroma.sqlite3").write_bytes(b""),
    "no database at all": lambda index: (index / "chroma" / "chroma.sqlite3").write_bytes(
        b"nothing" * 9000
    ),
    "database cut off": cut,
    "database blank inside": blank,
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_a_damaged_index_is_refused_or_rebuilt(
    index: Path, encoder: Encoder, damage: Callable[[Path], object]
) -> None:
    damage(index)
    with pytest.raises(IndexDamaged, match="rebuild: policy-assistant index build"):
        Searcher.open(index, encoder, build=False)
    assert answers(index, encoder, build=True)
    assert answers(index, encoder)


def test_an_index_that_lost_vectors_is_noticed(index: Path, encoder: Encoder) -> None:
    name = json.loads((index / "manifest.json").read_text())["collection"]
    open_client(index / "chroma").get_collection(name, embedding_function=None).delete([ANSWER])
    with pytest.raises(IndexDamaged, match=f"{CLAUSES - 1} of {CLAUSES} vectors"):
        Searcher.open(index, encoder, build=False)
    assert answers(index, encoder, build=True)


def test_lost_graph_files_do_no_harm_or_are_noticed(index: Path, encoder: Encoder) -> None:
    for path in (index / "chroma").rglob("*.bin"):
        path.write_bytes(b"")
    assert answers(index, encoder, build=True)


@pytest.mark.parametrize(
    "changes", [{"format": 0}, {"policy_version": "2020-01-01+00000000"}, {"encoder": "other"}]
)
def test_an_outdated_index_is_refused_or_rebuilt(
    index: Path, encoder: Encoder, changes: dict[str, object]
) -> None:
    edit(**changes)(index)
    with pytest.raises(IndexOutdated, match="rebuild: policy-assistant index build"):
        Searcher.open(index, encoder, build=False)
    assert answers(index, encoder, build=True)
    assert answers(index, encoder)


SLOW_BUILD = """
import sys, time
from pathlib import Path
from indexing.build import build_index
from indexing.encoders import open_encoder

class Slow:
    name = "slow"
    inner = open_encoder()
    def encode(self, texts):
        time.sleep(0.05)
        return self.inner.encode(texts)

build_index(
    Path(sys.argv[1]), Slow(), progress=lambda done, all_: print(done, flush=True)
)
"""


def test_a_build_that_is_killed_leaves_the_old_index_answering(
    index: Path, encoder: Encoder, python: Callable[..., Any]
) -> None:
    before = (index / "manifest.json").read_bytes()
    slow = python(SLOW_BUILD, str(index))
    for line in slow.stdout:
        if int(line) >= 20:
            break
    slow.kill()
    assert slow.wait() == -signal.SIGKILL
    assert (index / "manifest.json").read_bytes() == before
    assert answers(index, encoder)
    assert build_index(index, encoder).embedded == 0  # and does not block the next build


HALF_BUILT = """
import os, signal, sys
from pathlib import Path
import numpy as np
from indexing.build import new_manifest, policy_chunks
from indexing.encoders import open_encoder
from indexing.store import VectorStore, open_client

parts = policy_chunks()
manifest = new_manifest(parts, open_encoder())
half = [part.clause_id for part in parts][:75]
client = open_client(Path(sys.argv[1]) / "chroma")
VectorStore.create(client, manifest.collection, half, half, np.eye(75, 256, dtype=np.float32))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_collection_that_was_left_half_made_is_swept_up(
    index: Path, encoder: Encoder, python: Callable[..., Any]
) -> None:
    assert python(HALF_BUILT, str(index)).wait(60) == -signal.SIGKILL
    assert answers(index, encoder)
    built = build_index(index, encoder, force=True)
    names = [one.name for one in open_client(index / "chroma").list_collections()]
    assert names == [built.manifest.collection]


def test_two_processes_that_build_at_once_both_find_the_index(
    tmp_path: Path, encoder: Encoder, python: Callable[..., Any]
) -> None:
    outcomes = []
    for process in [python(BUILD, str(tmp_path)) for _ in range(2)]:
        out, err = process.communicate(timeout=100)
        assert process.returncode == 0, err
        outcomes.append(json.loads(out)[:2])
    assert sorted(outcomes) == [[0, CLAUSES], [CLAUSES, 0]]
    assert answers(tmp_path, encoder)


def test_the_index_may_live_on_a_chroma_server(
    chroma_server: str, tmp_path: Path, counting: Any
) -> None:
    first = build_index(tmp_path, counting, server=chroma_server)
    assert first.embedded == CLAUSES
    assert not (tmp_path / "chroma").exists()
    assert answers(tmp_path, counting, chroma_server)
    assert build_index(tmp_path, counting, server=chroma_server).embedded == 0
    second = build_index(tmp_path, counting, server=chroma_server, force=True)
    names = [one.name for one in open_client(tmp_path, chroma_server).list_collections()]
    assert second.manifest.collection in names
    assert first.manifest.collection not in names


def test_indexes_of_two_encoders_share_a_server(
    chroma_server: str, tmp_path: Path, encoder: Encoder, counting: Any
) -> None:
    counting.name = "another"
    build_index(tmp_path / "one", encoder, server=chroma_server)
    build_index(tmp_path / "two", counting, server=chroma_server)
    assert answers(tmp_path / "one", encoder, chroma_server)
    assert answers(tmp_path / "two", counting, chroma_server)


def test_a_server_without_our_collection_is_filled_again(
    chroma_server: str, tmp_path: Path, counting: Any
) -> None:
    counting.name = "emptied"
    built = build_index(tmp_path, counting, server=chroma_server)
    open_client(tmp_path, chroma_server).delete_collection(built.manifest.collection)
    with pytest.raises(IndexDamaged, match=built.manifest.collection):
        Searcher.open(tmp_path, counting, server=chroma_server, build=False)
    assert answers(tmp_path, counting, chroma_server, build=True)


def test_a_server_that_is_away_is_named_and_the_index_kept(
    index: Path, encoder: Encoder, closed_port: int
) -> None:
    before = (index / "manifest.json").read_bytes()
    address = f"http://127.0.0.1:{closed_port}"
    for build in (False, True):
        with pytest.raises(IndexingError, match=f"no Chroma server answers at {address}"):
            Searcher.open(index, encoder, server=address, build=build)
    assert (index / "manifest.json").read_bytes() == before
