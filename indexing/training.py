"""Trains the built-in encoder from the project's own questions and clauses.

Takes the policy, its questions and glossary; gives a sentence-transformers folder (StaticEmbedding
and Normalize). A step holds one pair of every clause, so that all other clauses are its negatives
(MultipleNegativesRankingLoss, Henderson et al. 2017). The same seed gives the same weights.
"""

from __future__ import annotations

import os
import random
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from corpus import load_policy
from corpus.questions import load_questions
from indexing.chunks import Chunk, chunks
from indexing.terms import normalise

if TYPE_CHECKING:
    from tokenizers import Tokenizer

_SENTENCE = re.compile(r"[。；：\n]")
UNKNOWN = "[UNK]"
_PIECE = r"[0-9]+|[a-z]+|\s+|."


@dataclass(frozen=True, slots=True)
class Recipe:
    """What decides the weights; chosen by leaving one writer's questions out in turn."""

    seed: int = 2021
    dimension: int = 256
    epochs: int = 12
    steps: int = 24  # a epoch; each clause gives one pair a step
    learning_rate: float = 0.01
    scale: float = 20.0
    dropped: float = 0.1  # share of characters left out of a question, as a slip would
    clause_share: float = 0.5  # share of pairs that match a question with the clause, not another


def train(
    folder: Path,
    recipe: Recipe | None = None,
    questions: Mapping[str, tuple[str, ...]] | None = None,
    progress: Callable[[int, float], None] | None = None,
) -> None:
    """Train and write the encoder to `folder` (replaced); `progress` gets epoch and loss."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
    from sentence_transformers.sentence_transformer.modules import Normalize, StaticEmbedding

    recipe = recipe or Recipe()
    chance = random.Random(recipe.seed)  # noqa: S311 - reproducible, not secret
    torch.manual_seed(recipe.seed)
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(True)
    material = [
        one for one in chunks(load_policy(), questions or load_questions()) if one.questions
    ]
    tokenizer = character_tokenizer(
        text for one in material for text in (*one.questions, one.passage)
    )
    table = torch.nn.init.normal_(
        torch.empty(tokenizer.get_vocab_size(), recipe.dimension), std=0.1
    )
    embedding = StaticEmbedding(tokenizer, embedding_weights=table.numpy())
    model = SentenceTransformer(modules=[embedding, Normalize()], device="cpu")
    loss = MultipleNegativesRankingLoss(model, scale=recipe.scale)
    optimizer = torch.optim.Adam(model.parameters(), lr=recipe.learning_rate)
    for epoch in range(recipe.epochs):
        total = 0.0
        for pairs in _steps(material, recipe, chance):
            features: list[Any] = [
                model.preprocess(list(side)) for side in zip(*pairs, strict=True)
            ]
            value = loss(features, None)
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
            total += value.item()
        if progress:
            progress(epoch + 1, total / recipe.steps)
    with torch.no_grad():
        embedding.embedding.weight[0] = 0.0  # the unknown, blanks among it, says nothing
    _save(model, folder)


def character_tokenizer(texts: Iterator[str]) -> Tokenizer:
    """One token a 汉字, a Latin word or a number; what no text has is unknown."""
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
    from tokenizers.models import WordLevel

    vocabulary = sorted({piece for text in texts for piece in _pieces(text)})
    ids = {UNKNOWN: 0} | {piece: number for number, piece in enumerate(vocabulary, start=1)}
    tokenizer = Tokenizer(WordLevel(ids, unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(_PIECE), "isolated")
    return tokenizer


def _pieces(text: str) -> list[str]:
    return [piece for piece in re.findall(_PIECE, normalise(text)) if not piece.isspace()]


def _passages(chunk: Chunk) -> tuple[str, ...]:
    sentences = _SENTENCE.split(chunk.text)
    return (chunk.passage, *(sentence for sentence in sentences if len(sentence) > 5))


def _steps(
    material: Sequence[Chunk], recipe: Recipe, chance: random.Random
) -> Iterator[list[tuple[str, str]]]:
    for _ in range(recipe.steps):
        pairs = []
        for one in material:
            first, second = chance.sample(one.questions, 2)
            if chance.random() < recipe.clause_share:
                second = chance.choice(_passages(one))
            pairs.append((_with_slips(first, recipe.dropped, chance), second))
        yield pairs


def _with_slips(text: str, share: float, chance: random.Random) -> str:
    return "".join(c for c in text if chance.random() >= share) or text


def _save(model: Any, folder: Path) -> None:
    """Write beside, then replace: an interrupted training leaves the old encoder."""
    partial = folder.with_name(folder.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    model.save(str(partial), create_model_card=False)
    shutil.rmtree(folder, ignore_errors=True)
    partial.rename(folder)
