import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus.questions import load_questions
from indexing.build import build_index
from indexing.encoders import ENDPOINT_BATCH, Encoder, Vectors, open_encoder, unit
from indexing.errors import EncoderUnavailable, IndexingError
from indexing.search import Searcher
from indexing.static_encoder import BUILTIN_FOLDER, StaticEncoder

TEXTS = (
    "985硕士每月能领多少生活补贴",
    "买房给多少钱",
    "ＶＩＰ卡，免费坐公交！",
    "Talent policy 2021",
    "",
)
Answer = Callable[[list[str]], tuple[int, bytes]]


def test_vectors_have_length_1_and_silence_has_none(encoder: Encoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 256)
    assert vectors.dtype.name == "float32"
    lengths = np.linalg.norm(vectors, axis=1)
    assert np.allclose(lengths[:4], 1, atol=1e-6)
    assert lengths[-1] == 0
    assert encoder.encode([]).shape == (0, 256)


def test_a_text_has_the_same_vector_in_any_company(encoder: Encoder) -> None:
    together = encoder.encode(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        assert np.array_equal(encoder.encode([text])[0], vector)


def test_questions_of_one_meaning_are_nearer_than_others(encoder: Encoder) -> None:
    asked, same, other = encoder.encode(
        ["硕士毕业去企业每月补贴多少", "研究生到民企上班一个月给多少钱", "离岗创业最长几年"]
    )
    assert asked @ same > asked @ other + 0.2


def test_the_builtin_encoder_gives_what_sentence_transformers_gives(encoder: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    questions = [many[0] for many in load_questions().values()]
    texts = [*TEXTS[:4], *questions]
    theirs = SentenceTransformer(str(BUILTIN_FOLDER), device="cpu").encode(
        texts, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
    )
    assert np.abs(encoder.encode(texts) - theirs).max() < 1e-6


def test_the_builtin_encoder_and_the_search_need_neither_torch_nor_sentence_transformers(
    python: Callable[..., Any], index: Path
) -> None:
    code = """
import sys
from pathlib import Path
from indexing.encoders import open_encoder
from indexing.search import Searcher
searcher = Searcher.open(Path(sys.argv[1]), open_encoder(), build=False)
assert searcher.search("硕士生活补贴")
print([name for name in ("torch", "sentence_transformers", "transformers") if name in sys.modules])
"""
    out, err = python(code, str(index)).communicate(timeout=60)
    assert out.strip() == "[]", err


def test_a_folder_without_an_encoder_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(EncoderUnavailable, match="run `python -m indexing train`"):
        StaticEncoder.load(tmp_path)


def test_a_damaged_encoder_is_refused(tiny_model: Path, tmp_path: Path) -> None:
    for name in ("model.safetensors", "tokenizer.json"):
        folder = tmp_path / name
        folder.mkdir()
        for file in ("model.safetensors", "tokenizer.json"):
            content = (tiny_model / file).read_bytes()
            (folder / file).write_bytes(content[:40] if file == name else content)
        with pytest.raises(EncoderUnavailable):
            StaticEncoder.load(folder)


def test_another_table_is_another_encoder(encoder: Encoder, tiny_model: Path) -> None:
    assert StaticEncoder.load(tiny_model).name != encoder.name
    assert StaticEncoder.load(BUILTIN_FOLDER).name == encoder.name


def test_a_sentence_transformers_folder_is_one_setting_away(
    tiny_model: Path, tmp_path: Path
) -> None:
    other = open_encoder(str(tiny_model))
    assert str(tiny_model) in other.name
    assert (
        np.abs(other.encode(TEXTS[:4]) - StaticEncoder.load(tiny_model).encode(TEXTS[:4])).max()
        < 1e-6
    )
    assert build_index(tmp_path, other).manifest.dimension == 16
    assert Searcher.open(tmp_path, other, build=False).search("硕士每月生活补贴多少")


def test_a_folder_that_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(EncoderUnavailable, match=r"cannot be loaded as a folder.*=builtin"):
        open_encoder(str(tmp_path))


def test_a_sentence_transformers_name_without_the_package_says_what_to_install(
    python: Callable[..., Any],
) -> None:
    code = """
import sys
sys.modules["sentence_transformers"] = None  # as if it were not installed
from indexing.encoders import open_encoder
from indexing.errors import EncoderUnavailable
try:
    open_encoder("BAAI/bge-small-zh-v1.5")
except EncoderUnavailable as error:
    print(error)
"""
    out, err = python(code).communicate(timeout=60)
    assert "pip install 'policy-assistant[encoders]'" in out, err


def test_an_endpoint_is_asked_in_batches_with_model_and_key(endpoint: Any) -> None:
    encoder = open_encoder(endpoint.url + "/", model="bge-m3", api_key="secret")
    texts = [f"问题{n}" for n in range(ENDPOINT_BATCH + 6)]
    vectors = encoder.encode(texts)
    assert [len(one["input"]) for one in endpoint.requests] == [ENDPOINT_BATCH, 6]
    assert {one["path"] for one in endpoint.requests} == {"/v1/embeddings"}
    assert {(one["model"], one["key"]) for one in endpoint.requests} == {
        ("bge-m3", "Bearer secret")
    }
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    for place in (0, 40, ENDPOINT_BATCH + 5):  # each text has its own vector, whatever the order
        assert np.allclose(vectors[place], encoder.encode([texts[place]])[0], atol=1e-6)


def test_an_endpoint_without_a_key_is_sent_none(endpoint: Any) -> None:
    open_encoder(endpoint.url, model="bge-m3").encode(["问"])
    assert endpoint.requests[0]["key"] == ""


def test_an_endpoint_without_a_model_name_is_refused() -> None:
    with pytest.raises(EncoderUnavailable, match="set ASSISTANT_ENCODER_MODEL"):
        open_encoder("http://127.0.0.1:9/v1")


def test_the_key_is_in_no_name_and_no_message(endpoint: Any) -> None:
    encoder = open_encoder(endpoint.url, model="bge-m3", api_key="secret")
    endpoint.answer = lambda texts: (401, b"{}")  # noqa: ARG005
    with pytest.raises(EncoderUnavailable) as refused:
        encoder.encode(["问"])
    assert "secret" not in str(refused.value) + encoder.name


def rows(*embeddings: Any) -> bytes:
    return json.dumps(
        {"data": [{"index": i, "embedding": one} for i, one in enumerate(embeddings)]}
    ).encode()


@pytest.mark.parametrize(
    ("status", "content"),
    [
        (500, b'{"error": "overloaded"}'),
        (401, b'{"error": "no key"}'),
        (404, b"not found"),
        (200, b"<html>busy</html>"),
        (200, b"\xff\xfe"),
        (200, b""),
        (200, b"[]"),
        (200, b'{"data": null}'),
        (200, b'{"error": "model not found"}'),
        (200, rows()),
        (200, rows([1.0, 0.0])),
        (200, rows([1.0, 0.0], [0.0, 1.0], [1.0, 1.0])),
        (200, rows([1.0, 0.0], [1.0])),
        (200, rows([1.0, 0.0], None)),
        (200, rows([1.0, 0.0], ["a", "b"])),
        (200, rows([1.0, 0.0], "AAAA")),
        (200, rows([], [])),
        (200, rows([1.0, 0.0], [math.nan, 1.0])),
        (200, rows([1.0, 0.0], [math.inf, 1.0])),
        (200, b'{"data": [{"embedding": [1.0]}, {"embedding": [1.0]}]}'),
    ],
)
def test_an_endpoint_that_misbehaves_is_unavailable(
    endpoint: Any, status: int, content: bytes
) -> None:
    endpoint.answer = lambda texts: (status, content)  # noqa: ARG005
    with pytest.raises(EncoderUnavailable, match=re.escape(f"{endpoint.url}/embeddings")):
        open_encoder(endpoint.url, model="bge-m3").encode(["问一", "问二"])


def test_an_endpoint_that_refuses_the_connection_is_unavailable(closed_port: int) -> None:
    address = f"http://127.0.0.1:{closed_port}/v1"
    with pytest.raises(EncoderUnavailable, match=re.escape(address)):
        open_encoder(address, model="bge-m3").encode(["问"])


def test_search_works_with_an_endpoint_and_says_when_it_fails(
    endpoint: Any, tmp_path: Path
) -> None:
    encoder = open_encoder(endpoint.url, model="bge-m3")
    searcher = Searcher.open(tmp_path, encoder)
    (hit,) = searcher.search("硕士在规上民企每月能领多少生活补贴", k=1)
    assert hit.clause_id == "annex1/3.2.1.1"
    endpoint.answer = lambda texts: (503, b"")  # noqa: ARG005
    with pytest.raises(EncoderUnavailable, match="embeddings endpoint"):
        searcher.search("硕士在规上民企每月能领多少生活补贴")


@dataclass
class NoNumbers:
    """An encoder whose vectors are no numbers."""

    name: str = "no-numbers"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.full((len(texts), 4), np.nan, dtype=np.float32)


def test_vectors_that_are_no_numbers_are_not_indexed(tmp_path: Path) -> None:
    with pytest.raises(IndexingError, match=r"no-numbers .*not finite"):
        build_index(tmp_path, NoNumbers())
    assert not (tmp_path / "manifest.json").exists()


def test_unit_leaves_zeros_alone() -> None:
    vectors = np.array([[3.0, 4.0], [0.0, 0.0]], dtype=np.float32)
    assert unit(vectors).tolist() == [[pytest.approx(0.6), pytest.approx(0.8)], [0.0, 0.0]]
