"""BM25 over whole clauses, by words or by characters: the usual lexical baselines."""

from collections.abc import Callable

import numpy as np

from corpus import Policy
from eval.baselines.ranker import ranked_clauses
from indexing.chunks import breadcrumbs
from indexing.lexical import Bm25
from indexing.terms import normalise, terms

Tokenise = Callable[[str], list[str]]


class Bm25Ranker:
    """BM25 (bm25s, Lucene's variant) over each clause's own text.

    `titled` puts the titles above the clause before its text.
    """

    def __init__(self, policy: Policy, tokenise: Tokenise, *, titled: bool = False) -> None:
        clauses = ranked_clauses(policy)
        self._ids = [clause.id for clause in clauses]
        self._tokenise = tokenise
        self._model = Bm25(
            [
                tokenise(f"{breadcrumbs(policy, clause)}\n{clause.text}" if titled else clause.text)
                for clause in clauses
            ]
        )

    def rank(self, question: str, k: int) -> list[str]:
        scores = self._model.scores(self._tokenise(question))
        best = np.argsort(-scores, kind="stable")[:k]
        return [self._ids[place] for place in best if scores[place] > 0]


def word_bm25(policy: Policy) -> Bm25Ranker:
    """By words, as jieba's segmentation for search engines (rjieba) finds them."""
    return Bm25Ranker(policy, _words)


def character_bm25(policy: Policy, *, titled: bool = False) -> Bm25Ranker:
    """By single characters and pairs of neighbours."""
    return Bm25Ranker(policy, terms, titled=titled)


def _words(text: str) -> list[str]:
    """Words and, of a long word, the words within; without punctuation."""
    import rjieba

    return [word for word in rjieba.cut_for_search(normalise(text)) if word.isalnum()]
