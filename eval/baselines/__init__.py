"""Ways of finding clauses that need nothing of the product's own: what it is measured against."""

from eval.baselines.bm25 import character_bm25, word_bm25
from eval.baselines.grep import Grep
from eval.baselines.ranker import Ranker
from eval.baselines.tutorial import TutorialPipeline

__all__ = ["Grep", "Ranker", "TutorialPipeline", "character_bm25", "word_bm25"]
