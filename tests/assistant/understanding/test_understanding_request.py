"""What a message asks, whose cases it speaks of, what it says of the conversation."""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.understanding.programme_words import families_of
from assistant.understanding.request import (
    Intent,
    Request,
    Segment,
    programmes_in,
    read_request,
)
from assistant.understanding.wording import read_data
from corpus.rulebook import load_rulebook
from corpus.yaml_file import read_yaml

HERE = Path(__file__).parent
SIGNALS = ("correction", "restart", "wants_person", "declines", "asks_profile")


@cache
def table(name: str) -> Any:
    return read_yaml(HERE / f"{name}.yaml")


def read(message: str, *, has_context: bool = False) -> Request:
    return read_request(message, has_context=has_context)


def sayings(place: str) -> list[tuple[str, str]]:
    return [
        (programme, saying)
        for programme, listed in table("programme_sayings").items()
        for saying in listed.get(place, ())
    ]


@pytest.mark.parametrize(("programme", "saying"), sayings("first"))
def test_what_people_call_a_programme(programme: str, saying: str) -> None:
    assert programmes_in(saying)[:1] == (programme,)


@pytest.mark.parametrize(("programme", "saying"), sayings("second"))
def test_a_word_of_two_programmes_finds_both(programme: str, saying: str) -> None:
    assert programme in programmes_in(saying)


def test_every_programme_has_its_sayings() -> None:
    programmes = set(load_rulebook().programmes)
    assert set(table("programme_sayings")) == programmes
    assert set(read_data("programmes")["programmes"]) == programmes
    assert all(sum(map(len, one.values())) >= 4 for one in table("programme_sayings").values())


@pytest.mark.parametrize(
    "general",
    [
        "补贴多少钱",
        "有啥政策",
        "我是本科，能领啥",
        "待遇怎么样",
        "要什么条件",
        "怎么申请",
        "找谁办",
        "国企也行吗",
        "我在规上民企，签了五年",
        "毕业六年还行吗",
        "人才政策有哪些",
        "今天天气真好",
        "我在高校工作",
        "给我讲个笑话",
    ],
)
def test_general_words_name_no_programme(general: str) -> None:
    assert programmes_in(general) == ()


@pytest.mark.parametrize(
    ("message", "programme"),
    [
        ("我是回吉林老家的硕士，生活补贴多少", "hometown-graduate-living-subsidy"),
        ("我是大学教授，想全职回吉林，生活补贴多少", "professional-return-grant"),
        ("我是引进的高端人才，生活补贴多少", "high-end-living-grant"),
        ("我在规上民企，生活补贴多少", "graduate-living-subsidy"),
        ("我是农民，考下高级工补多少", "rural-skill-subsidy"),
    ],
)
def test_what_is_told_before_tells_which_is_meant(message: str, programme: str) -> None:
    assert read(message).parts[-1].programmes[0] == programme


@pytest.mark.parametrize(
    ("intent", "message"),
    [(intent, one) for intent, listed in table("request_intents").items() for one in listed],
)
def test_intent(intent: Intent, message: str) -> None:
    assert [part.intent for part in read(message).parts] == [intent]


def test_every_intent_has_a_table() -> None:
    assert set(table("request_intents")) == set(get_args(Intent))


@pytest.mark.parametrize("row", table("request_parts"), ids=lambda row: row["say"])
def test_every_question_of_a_message_is_a_part(row: dict[str, Any]) -> None:
    parts = read(row["say"]).parts
    assert [part.intent for part in parts] == [intent for intent, _ in row["parts"]]
    for part, (_, programme) in zip(parts, row["parts"], strict=True):
        assert programme is None or part.programmes[0] == programme


def test_benefits_enumerated_are_all_meant() -> None:
    part = read("生活补贴和安家费、人才公寓分别怎么申请").parts[0]
    assert len(families_of(part.programmes)) == 3


def test_both_benefits_of_a_question_are_meant() -> None:
    part = read("能不能同时领生活补贴和住公寓").parts[0]
    assert {"graduate-living-subsidy", "graduate-talent-apartment"} <= set(part.programmes)
    assert len(families_of(part.programmes)) == 2


@pytest.mark.parametrize(
    "message",
    [
        "那买房呢？",
        "国企也行吗？",
        "那博士呢？",
        "本科呢？",
        "外地户口也可以吗",
        "那公寓呢",
        "换成国企呢",
        "大专？",
    ],
)
def test_an_elliptic_question_leans_on_the_turn_before(message: str) -> None:
    assert read(message, has_context=True).parts[0].is_elliptic
    assert not read(message).parts[0].is_elliptic


@pytest.mark.parametrize(
    "message",
    [
        "生活补贴多少钱",
        "怎么申请",
        "我能领什么呢",
        "找谁呢",
        "为啥呢",
        "房补什么时候发呢",
        "我本科毕业",
    ],
)
def test_a_whole_question_is_not_elliptic(message: str) -> None:
    assert not any(part.is_elliptic for part in read(message, has_context=True).parts)


@pytest.mark.parametrize(
    ("message", "personal"),
    [
        ("我能领多少", True),
        ("我想问下985硕士能领多少", False),
        ("985硕士每月多少", False),
        ("我们市的生活补贴多少", False),
        ("我儿子能领多少", True),
        ("俺这种情况够不够格", True),
        ("本科毕业两年，签了五年，能领多少", True),
        ("帮我查一下房补标准", False),
        ("什么叫规上", False),
        ("自己创业能贷多少", True),
    ],
)
def test_personal_questions(message: str, personal: bool) -> None:
    assert read(message).parts[0].is_personal is personal


def described(segment: Segment) -> str:
    marks = [segment.who]
    marks += ["h"] if segment.hypothetical else []
    marks += [str(segment.count)] if segment.count else []
    return " ".join(marks)


@pytest.mark.parametrize("row", table("request_people"), ids=lambda row: row["say"])
def test_whose_case_is_spoken_of(row: dict[str, Any]) -> None:
    assert [described(one) for one in read(row["say"]).segments] == row["who"]


@pytest.mark.parametrize(
    ("signal", "message"),
    [(signal, one) for signal in SIGNALS for one in table("request_signals")[signal]],
)
def test_signals(signal: str, message: str) -> None:
    request = read(message, has_context=True)
    assert [one for one in SIGNALS if getattr(request, one)] == [signal]


@pytest.mark.parametrize("message", table("request_signals")["none"])
def test_no_signal(message: str) -> None:
    request = read(message, has_context=True)
    assert not any(getattr(request, one) for one in SIGNALS)
    assert request.taken_back == ()


@pytest.mark.parametrize(("message", "facts"), table("request_signals")["taken_back"].items())
def test_facts_taken_back(message: str, facts: list[str]) -> None:
    assert set(read(message, has_context=True).taken_back) == set(facts)


def test_data_names_only_known_facts_and_programmes() -> None:
    rules = load_rulebook()
    assert set(read_data("fact_names")) <= set(rules.facts)
    families = " ".join(read_data("programmes")["families"].values()).split()
    assert set(families) <= set(rules.programmes)


_PIECES = (
    "我|本科|硕士|，|？|。| |生活补贴|多少|呢|那|怎么申请|找谁|我室友|他|如果|公司招了|三个人|："
    "|一个|和|公寓|同时|当我没说|社保|说错了|985|1,000|……|\n|我俩|替我儿子问|的话|ＡＢ|İ"
)
_WORDS = st.sampled_from(_PIECES.split("|"))


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(_WORDS, max_size=14).map("".join)), st.booleans())
def test_any_message_is_read_and_covered(message: str, has_context: bool) -> None:
    request = read(message, has_context=has_context)
    place = 0
    for segment in request.segments:
        assert segment.text == message[segment.start : segment.end]
        assert segment.start in (place, *(one.start for one in request.segments))
        assert segment.end >= place
        place = segment.end
    assert place == len(message)
    ends = 0
    for part in request.parts:
        assert part.text == message[part.start : part.end]
        assert ends <= part.start <= part.end
        ends = part.end


def test_a_long_message_is_read_quickly() -> None:
    message = (
        "我本科毕业两年，在规上民企上班，签了五年合同，想问生活补贴能领多少，买房补贴又是多少，"
        "公寓能不能住，找谁办，什么时候发，还有我室友是211硕士，他想来吉林市，能享受啥待遇，"
        "如果他自己创业能不能贷款，几年还清，我们公司招了三个人，一个清华本科，一个双非硕士，"
        "一个大专，都能享受什么政策呢，谢谢"
    )
    read(message)
    times = []
    for _ in range(20):
        start = time.perf_counter()
        read(message)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.01
