"""The language model, optional and on a leash: it reads and words, it never decides.

Any OpenAI-compatible endpoint. What it says is shown only after code has checked it; whatever
goes wrong, the caller has the answer that the rules composed. LangChain is imported when opened.
"""

from assistant.model.draft import Draft
from assistant.model.errors import ModelError, ModelNotConfigured, ModelUnavailable, WordingFailed
from assistant.model.language_model import LanguageModel
from assistant.model.reading import ModelReading, ReadFact

__all__ = [
    "Draft",
    "LanguageModel",
    "ModelError",
    "ModelNotConfigured",
    "ModelReading",
    "ModelUnavailable",
    "ReadFact",
    "WordingFailed",
]
