"""One assistant over an index in a folder of its own, for all tests of the assistant."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant, Settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder: Path = tmp_path_factory.mktemp("assistant-data")
    return Settings(data_dir=folder)


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Iterator[Assistant]:
    with Assistant.open(settings) as opened:
        yield opened
