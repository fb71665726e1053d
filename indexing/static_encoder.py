"""The built-in encoder: a static sentence-transformers model, served by numpy and tokenizers.

A text's vector is the mean of its tokens' rows in one table, scaled to length 1: what
`StaticEmbedding` followed by `Normalize` computes, without importing either (7 s and 450 MB).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from indexing.encoders import Vectors, unit
from indexing.errors import EncoderUnavailable

if TYPE_CHECKING:
    from tokenizers import Tokenizer

BUILTIN_FOLDER = Path(__file__).parent / "encoder"


class StaticEncoder:
    """A table of token vectors, shape (vocabulary, dimension), and the tokenizer to it."""

    def __init__(self, name: str, tokenizer: Tokenizer, table: Vectors) -> None:
        self.name = name
        self._tokenizer = tokenizer
        self._table = table

    @classmethod
    def load(cls, folder: Path) -> StaticEncoder:
        """Read a sentence-transformers folder whose first module is a StaticEmbedding."""
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        weights = folder / "model.safetensors"
        vocabulary = folder / "tokenizer.json"
        try:
            digest = hashlib.sha256(weights.read_bytes() + vocabulary.read_bytes()).hexdigest()
            table = load_file(weights)["embedding.weight"].astype(np.float32)
            tokenizer = Tokenizer.from_file(str(vocabulary))
        except Exception as error:
            raise EncoderUnavailable(
                f"no usable static encoder in {folder.name}: run `python -m indexing train`"
            ) from error
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return cls(f"static:{digest[:12]}", tokenizer, table)

    def encode(self, texts: Sequence[str]) -> Vectors:
        encodings = self._tokenizer.encode_batch(list(texts), add_special_tokens=False)
        vectors = np.zeros((len(texts), self._table.shape[1]), dtype=np.float32)
        for row, encoding in enumerate(encodings):
            if encoding.ids:
                vectors[row] = self._table[encoding.ids].mean(axis=0)
        return unit(vectors)
