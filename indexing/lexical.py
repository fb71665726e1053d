"""BM25 over search terms, kept by bm25s; scores in the order of its documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

import bm25s
import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]

# The usual ones; on the development questions all settings around them are within a point.
K1, B = 1.5, 0.75


class Bm25:
    """BM25 over documents that are given as lists of terms."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._count = len(documents)
        self._model = bm25s.BM25(k1=K1, b=B, method="lucene")
        self._model.index([list(document) for document in documents], show_progress=False)
        frequency = Counter(term for document in documents for term in set(document))
        self._idf = {term: log(1 + len(documents) / n) for term, n in frequency.items()}
        self._vocabulary = {term: i for term, i in self._model.vocab_dict.items() if term}

    def idf(self, term: str) -> float:
        """How rare a term is among the documents; 0 for an unknown one."""
        return self._idf.get(term, 0.0)

    def scores(self, terms: Iterable[str]) -> Scores:
        """Shape (documents,); unknown terms count nothing, repeated ones repeatedly."""
        ids = [self._vocabulary[term] for term in terms if term in self._vocabulary]
        if not ids:
            return np.zeros(self._count, dtype=np.float32)
        return np.asarray(self._model.get_scores_from_ids(ids), dtype=np.float32)
