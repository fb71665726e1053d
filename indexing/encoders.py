"""Chooses the encoder that a setting names; each turns texts into unit vectors.

`builtin` is the project's own static encoder. An http(s) address is an OpenAI-compatible
embeddings endpoint. All else is a sentence-transformers name or folder.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from indexing.errors import EncoderUnavailable

Vectors = npt.NDArray[np.float32]

BUILTIN = "builtin"
ENDPOINT_TIMEOUT = 30.0  # seconds
ENDPOINT_BATCH = 64  # texts a request


class Encoder(Protocol):
    """Turns texts into vectors of length 1."""

    @property
    def name(self) -> str:
        """What tells this encoder from others; vectors of different names do not mix."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of shape (len(texts), dimension), float32, each of length 1."""


def open_encoder(setting: str = BUILTIN, *, model: str = "", api_key: str = "") -> Encoder:
    """The encoder of a setting; `model` and `api_key` belong to an endpoint."""
    if setting == BUILTIN:
        from indexing.static_encoder import BUILTIN_FOLDER, StaticEncoder

        return StaticEncoder.load(BUILTIN_FOLDER)
    if setting.startswith(("http://", "https://")):
        return EndpointEncoder(setting, model, api_key)
    return SentenceTransformerEncoder(setting)


class SentenceTransformerEncoder:
    """Any sentence-transformers model: a local folder, or a hub name (which needs the network)."""

    def __init__(self, model: str) -> None:
        is_folder = Path(model).exists()
        if is_folder:
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise EncoderUnavailable(
                f"encoder {model!r} needs sentence-transformers: pip install "
                "'policy-assistant[encoders]', or set ASSISTANT_ENCODER=builtin"
            ) from error
        try:
            self._model = SentenceTransformer(model, device="cpu")
        except Exception as error:
            raise EncoderUnavailable(
                f"encoder {model!r} cannot be loaded as a "
                f"{'folder' if is_folder else 'hub model (is the network there?)'}; "
                "give a sentence-transformers folder, or set ASSISTANT_ENCODER=builtin"
            ) from error
        self.name = f"sentence-transformers:{model}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        vectors = self._model.encode(
            list(texts), normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)


class EndpointEncoder:
    """An OpenAI-compatible embeddings endpoint: POST {base}/embeddings."""

    def __init__(self, base_url: str, model: str, api_key: str) -> None:
        if not model:
            raise EncoderUnavailable(
                "an embeddings endpoint needs a model name: set ASSISTANT_ENCODER_MODEL"
            )
        self.name = f"endpoint:{base_url}:{model}"
        self._url = base_url.rstrip("/") + "/embeddings"
        self._model = model
        self._headers = {"Authorization": f"Bearer {api_key}"} if api_key else {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        import httpx

        parts: list[Vectors] = []
        try:
            with httpx.Client(timeout=ENDPOINT_TIMEOUT, headers=self._headers) as client:
                for start in range(0, len(texts), ENDPOINT_BATCH):
                    batch = list(texts[start : start + ENDPOINT_BATCH])
                    response = client.post(self._url, json={"model": self._model, "input": batch})
                    response.raise_for_status()
                    parts.append(_rows(response.json(), len(batch)))
            return unit(np.concatenate(parts))
        except (httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            raise EncoderUnavailable(f"embeddings endpoint {self._url} failed: {error}") from error


def _rows(answer: dict[str, list[dict[str, object]]], count: int) -> Vectors:
    """The vectors of an endpoint's answer in the order of the texts; ValueError if unfit."""
    data = sorted(answer["data"], key=lambda row: int(str(row["index"])))
    rows = np.array([row["embedding"] for row in data], dtype=np.float32)
    if rows.ndim != 2 or len(rows) != count or not rows.size:
        raise ValueError(f"vectors of shape {rows.shape} for {count} texts")
    if not np.isfinite(rows).all():
        raise ValueError("vectors that are not finite")
    return rows


def unit(vectors: Vectors) -> Vectors:
    """Each row scaled to length 1; a row of zeros stays."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(norms, 1e-12), dtype=np.float32)
