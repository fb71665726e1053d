"""How calls end: in time, tried again where that helps, left alone where it does not."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from email.utils import formatdate

import pytest
from pydantic import SecretStr
from scripted_server import Exchange, Script, ScriptedServer

from assistant.model import LanguageModel, ModelNotConfigured, ModelUnavailable
from assistant.model.breaker import Breaker
from assistant.model.client import Endpoint, ModelClient
from assistant.settings import Settings

MESSAGES = ("只说好", "好吗")
SLACK = 3.0  # seconds that a loaded machine may add to a deadline


def fine(exchange: Exchange) -> None:
    exchange.stream("好")


def fails(code: int, **headers: str) -> Script:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda exchange: exchange.status(code, names, {"error": {"message": "x"}})


def hangs(exchange: Exchange) -> None:
    exchange.wait()


def hangs_after_a_piece(exchange: Exchange) -> None:
    exchange.start()
    exchange.delta(content="好")
    exchange.wait()


def drips(exchange: Exchange) -> None:
    """Keeps the connection busy and says nothing."""
    exchange.start()
    while exchange.wait(0.05):
        exchange.send(b": still here\n\n")


def drops(exchange: Exchange) -> None:
    """Closes the connection without an answer."""


@pytest.fixture
def breaker() -> Breaker:
    return Breaker(failures=1000)


@pytest.fixture
def client(server: ScriptedServer, breaker: Breaker) -> Iterator[ModelClient]:
    endpoint = Endpoint("scripted", server.url, SecretStr("key-of-the-tests"), 20)
    opened = ModelClient(endpoint, breaker)
    yield opened
    opened.close()


def said(client: ModelClient, seconds: float = 20) -> str:
    return "".join(client.stream(MESSAGES, time.monotonic() + seconds))


@pytest.mark.parametrize("script", [hangs, hangs_after_a_piece, drips])
def test_a_hang_ends_at_the_deadline(
    server: ScriptedServer, client: ModelClient, script: Script
) -> None:
    server.play(script)
    begun = time.monotonic()
    with pytest.raises(ModelUnavailable, match="deadline"):
        said(client, 0.5)
    assert 0.4 < time.monotonic() - begun < 0.5 + SLACK
    assert len(server.requests) == 1


def test_the_timeout_of_the_settings_ends_a_call_too(
    server: ScriptedServer, breaker: Breaker
) -> None:
    server.play(hangs)
    client = ModelClient(Endpoint("scripted", server.url, SecretStr(""), 0.5), breaker)
    begun = time.monotonic()
    with pytest.raises(ModelUnavailable):
        said(client, 60)
    assert time.monotonic() - begun < 0.5 + SLACK
    client.close()


def test_a_deadline_that_has_passed_calls_nobody(
    server: ScriptedServer, client: ModelClient
) -> None:
    server.play(fine)
    with pytest.raises(ModelUnavailable, match="deadline"):
        said(client, -1)


@pytest.mark.parametrize("script", [fails(429), fails(500), fails(503), drops])
def test_what_passes_is_tried_again(
    server: ScriptedServer, client: ModelClient, script: Script
) -> None:
    server.play(script, script, fine)
    assert said(client) == "好"
    assert len(server.requests) == 3


@pytest.mark.parametrize("code", [429, 500])
def test_three_failures_are_enough(server: ScriptedServer, client: ModelClient, code: int) -> None:
    server.play(fails(code))
    with pytest.raises(ModelUnavailable, match=str(code)):
        said(client)
    assert len(server.requests) == 3


@pytest.mark.parametrize("code", [401, 403, 404])
def test_what_does_not_pass_is_not_tried_again(
    server: ScriptedServer, client: ModelClient, code: int
) -> None:
    server.play(fails(code), fine)
    with pytest.raises(ModelUnavailable, match=str(code)):
        said(client)
    assert len(server.requests) == 1


def test_a_stream_that_had_begun_is_not_tried_again(
    server: ScriptedServer, client: ModelClient
) -> None:
    server.play(lambda exchange: exchange.stream("好", finish=None), fine)
    with pytest.raises(ModelUnavailable, match="cut"):
        said(client)
    assert len(server.requests) == 1


def test_retry_after_is_honoured(server: ScriptedServer, client: ModelClient) -> None:
    server.play(fails(429, Retry_After="1"), fine)
    assert said(client) == "好"
    assert server.times[1] - server.times[0] >= 1


@pytest.mark.parametrize("after", ["60", formatdate(time.time() + 600, usegmt=True)])
def test_a_retry_after_beyond_the_deadline_gives_up_at_once(
    server: ScriptedServer, client: ModelClient, after: str
) -> None:
    server.play(fails(429, Retry_After=after), fine)
    begun = time.monotonic()
    with pytest.raises(ModelUnavailable, match="429"):
        said(client, 20)
    assert time.monotonic() - begun < 10
    assert len(server.requests) == 1


def test_an_unreadable_retry_after_is_none(server: ScriptedServer, client: ModelClient) -> None:
    server.play(fails(429, Retry_After="soon"), fine)
    assert said(client) == "好"


def test_options_that_an_endpoint_refuses_are_left_out(
    server: ScriptedServer, client: ModelClient
) -> None:
    server.play(fails(400), fine)
    assert said(client) == "好"
    first, second = server.requests
    assert first["seed"]
    assert "seed" not in second
    assert "temperature" not in second
    assert said(client) == "好"
    assert "seed" not in server.requests[2]


def test_a_request_that_is_refused_anyway_fails(
    server: ScriptedServer, client: ModelClient
) -> None:
    server.play(fails(400))
    with pytest.raises(ModelUnavailable, match="400"):
        said(client)
    assert len(server.requests) == 2


def test_a_flood_is_cut_off(server: ScriptedServer, client: ModelClient) -> None:
    server.play(lambda exchange: exchange.stream("好" * 30_000, size=5_000))
    with pytest.raises(ModelUnavailable, match="too long"):
        said(client)


def test_nobody_listening_is_unavailable(breaker: Breaker) -> None:
    endpoint = Endpoint("scripted", "http://127.0.0.1:9/v1", SecretStr(""), 20)
    client = ModelClient(endpoint, breaker)
    begun = time.monotonic()
    with pytest.raises(ModelUnavailable, match="connection"):
        said(client)
    assert time.monotonic() - begun < 15
    client.close()


def test_many_threads_share_a_client(server: ScriptedServer, client: ModelClient) -> None:
    server.play(fine)
    answers: list[str] = []
    threads = [threading.Thread(target=lambda: answers.append(said(client))) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert answers == ["好"] * 8


def test_closing_gives_up_what_runs(server: ScriptedServer, breaker: Breaker) -> None:
    server.play(hangs_after_a_piece)
    endpoint = Endpoint("scripted", server.url, SecretStr(""), 20)
    client = ModelClient(endpoint, breaker)
    pieces = client.stream(MESSAGES, time.monotonic() + 20)
    assert next(pieces) == "好"
    begun = time.monotonic()
    pieces.close()
    client.close()
    assert time.monotonic() - begun < 5


def test_the_machines_environment_changes_nothing(
    server: ScriptedServer, breaker: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "OPENAI_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "another-key")
    monkeypatch.setenv("OPENAI_ORG_ID", "another-organisation")
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    monkeypatch.setenv("LANGSMITH_ENDPOINT", server.url)
    monkeypatch.setenv("LANGSMITH_API_KEY", "trace-key")
    server.play(fine)
    client = ModelClient(
        Endpoint("scripted", server.url, SecretStr("key-of-the-tests"), 20), breaker
    )
    assert said(client) == "好"
    client.close()
    time.sleep(0.5)  # a tracer would send from a thread of its own
    assert len(server.requests) == 1
    assert server.headers[0]["authorization"] == "Bearer key-of-the-tests"
    assert "openai-organization" not in server.headers[0]


def test_the_key_stands_in_nothing_that_is_printed(server: ScriptedServer) -> None:
    settings = Settings(
        model="scripted", model_base_url=server.url, model_api_key=SecretStr("key-of-the-tests")
    )
    with LanguageModel.from_settings(settings) as model:  # type: ignore[union-attr]
        printed = f"{settings!r} {model._client._chat!r} {vars(model._client)!r}"
    assert "key-of-the-tests" not in printed


def test_without_a_name_there_is_no_model_and_langchain_is_not_imported() -> None:
    code = (
        "import sys; from assistant.model import LanguageModel; from assistant.settings import"
        " Settings; assert LanguageModel.from_settings(Settings(model='')) is None;"
        "print([one for one in sys.modules if one.startswith(('langchain', 'openai'))])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.strip() == "[]"


@pytest.mark.parametrize("address", ["", "model.example.com/v1", "ftp://example.com"])
def test_a_model_without_an_address_is_refused(address: str) -> None:
    with pytest.raises(ModelNotConfigured, match="ASSISTANT_MODEL_BASE_URL"):
        LanguageModel.from_settings(Settings(model="scripted", model_base_url=address))


def test_settings_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "qwen")
    monkeypatch.setenv("ASSISTANT_MODEL_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("ASSISTANT_MODEL_API_KEY", "k")
    monkeypatch.setenv("ASSISTANT_MODEL_TIMEOUT", "7.5")
    settings = Settings()
    assert (settings.model, settings.model_timeout) == ("qwen", 7.5)
    assert settings.model_api_key.get_secret_value() == "k"


class Clock:
    """A time that stands still until it is moved."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def fail(breaker: Breaker) -> None:
    with pytest.raises(ModelUnavailable, match="x"), breaker.call():
        raise ModelUnavailable("x")


def is_open(breaker: Breaker) -> bool:
    try:
        with breaker.call():
            raise KeyError
    except ModelUnavailable:
        return True
    except KeyError:  # let through, and left without a verdict
        return False


def test_the_breaker_opens_after_failures_in_a_row() -> None:
    breaker = Breaker(failures=3, seconds=30, clock=Clock())
    for _ in range(2):
        fail(breaker)
    with breaker.call():
        pass
    for _ in range(2):
        fail(breaker)
    assert not is_open(breaker)
    fail(breaker)
    assert is_open(breaker)


def test_the_breaker_lets_one_call_try() -> None:
    clock = Clock()
    breaker = Breaker(failures=1, seconds=30, clock=clock)
    fail(breaker)
    clock.now += 29
    assert is_open(breaker)
    clock.now += 2
    with breaker.call():
        assert is_open(breaker)
    assert not is_open(breaker)


def test_a_trial_that_fails_keeps_the_breaker_open() -> None:
    clock = Clock()
    breaker = Breaker(failures=3, seconds=30, clock=clock)
    for _ in range(3):
        fail(breaker)
    clock.now += 31
    fail(breaker)
    assert is_open(breaker)
    clock.now += 31
    assert not is_open(breaker)
    assert not is_open(breaker)  # a trial that was left early is not used up


def test_an_endpoint_that_keeps_failing_is_left_alone(server: ScriptedServer) -> None:
    clock = Clock()
    breaker = Breaker(failures=2, seconds=30, clock=clock)
    client = ModelClient(Endpoint("scripted", server.url, SecretStr(""), 20), breaker)
    server.play(fails(404), fails(404), fine)
    for _ in range(2):
        with pytest.raises(ModelUnavailable, match="404"):
            said(client)
    with pytest.raises(ModelUnavailable, match="breaker open"):
        said(client)
    assert len(server.requests) == 2
    clock.now += 31
    assert said(client) == "好"
    client.close()
