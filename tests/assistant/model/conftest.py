"""A model behind a scripted server, and a draft as the rules compose it."""

import time
from collections.abc import Callable, Iterator

import pytest
from model_draft import ANSWER, CITATIONS
from pydantic import SecretStr
from scripted_server import ScriptedServer, scripted_server

from assistant.model import Draft, LanguageModel
from assistant.settings import Settings


@pytest.fixture(scope="session")
def server() -> Iterator[ScriptedServer]:
    with scripted_server() as started:
        yield started


@pytest.fixture
def settings_of(server: ScriptedServer) -> Callable[..., Settings]:
    """Settings with the scripted server as the model."""

    def settings(**options: object) -> Settings:
        return Settings(
            **{
                "model": "scripted",
                "model_base_url": server.url,
                "model_api_key": SecretStr("key-of-the-tests"),
                **options,
            }
        )

    return settings


@pytest.fixture
def model(settings_of: Callable[..., Settings]) -> Iterator[LanguageModel]:
    opened = LanguageModel.from_settings(settings_of())
    assert opened
    with opened:
        yield opened


@pytest.fixture
def draft() -> Draft:
    return Draft(
        answer=ANSWER,
        citations=CITATIONS,
        check=lambda _: True,
        facts_line="硕士，吉林大学，合同5年",
    )


@pytest.fixture
def soon() -> float:
    """A deadline that no test should come near."""
    return time.monotonic() + 20
