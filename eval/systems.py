"""The systems of one run: the product, the baselines, and the product with parts switched off."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from corpus import load_policy
from eval.baselines import Grep, Ranker, TutorialPipeline, character_bm25, word_bm25
from eval.baselines.ranker import ranked_clauses
from indexing.encoders import Encoder
from indexing.search import SearchConfig, Searcher

Role = Literal["product", "baseline", "ablation"]

# Ablations that need more than one switch, by name.
_COMBINED: dict[str, tuple[str, ...]] = {
    "-all_lexical": ("clause_weight", "question_weight"),
    "-all_questions": ("question_weight", "dense_weight"),
}


@dataclass(frozen=True, slots=True)
class System:
    """Something that ranks clauses, and what it is in the comparison."""

    name: str
    role: Role
    ranker: Ranker


class ProductSearch:
    """The product's own search as a ranker."""

    def __init__(self, searcher: Searcher) -> None:
        self._searcher = searcher

    def rank(self, question: str, k: int) -> list[str]:
        return [hit.clause_id for hit in self._searcher.search(question, k)]


def product(index: Path, encoder: Encoder) -> System:
    """The search over the index in the folder `index`, which is built if need be."""
    return System("product", "product", ProductSearch(Searcher.open(index, encoder)))


def baselines(encoder: Encoder) -> Iterator[System]:
    """The baselines, simplest first; `encoder` is for the one that has vectors."""
    policy = load_policy()
    yield System("grep", "baseline", Grep(ranked_clauses(policy)))
    yield System("bm25_words", "baseline", word_bm25(policy))
    yield System("tutorial", "baseline", TutorialPipeline(policy, encoder))
    yield System("bm25_characters", "baseline", character_bm25(policy))
    yield System("bm25_characters_titled", "baseline", character_bm25(policy, titled=True))


def ablations(index: Path, encoder: Encoder) -> Iterator[System]:
    """The product with each switch of its configuration off in turn, then some together."""
    whole = SearchConfig.default()
    for name, config in without_parts(whole).items():
        searcher = Searcher.open(index, encoder, config=config)
        yield System(name, "ablation", ProductSearch(searcher))


def without_parts(whole: SearchConfig) -> dict[str, SearchConfig]:
    """Configurations with a part off: a flag False, a weight 0. What is off already is left out."""
    switches = {
        field.name: False if isinstance(getattr(whole, field.name), bool) else 0.0
        for field in dataclasses.fields(whole)
        if getattr(whole, field.name)
    }
    parts = {f"-{name}": _without(whole, {name: off}) for name, off in switches.items()}
    for name, fields in _COMBINED.items():
        if all(field in switches for field in fields):
            parts[name] = _without(whole, dict.fromkeys(fields, 0.0))
    return parts


def _without(whole: SearchConfig, switches: Mapping[str, Any]) -> SearchConfig:
    return replace(whole, **switches)
