"""Says in Chinese why the assistant cannot be opened; takes the exception, gives one sentence."""

from assistant.settings import Settings
from web.texts import load_texts


def problem(error: BaseException, settings: Settings) -> str:
    """The sentence for the error's class or the nearest of its base classes."""
    sentences: dict[str, str] = load_texts()["problems"]
    names = [kind.__name__ for kind in type(error).__mro__]
    sentence = next(sentences[name] for name in names if name in sentences)
    return sentence.format(
        encoder=settings.encoder, data_dir=settings.data_dir, chroma=settings.chroma_url
    )
