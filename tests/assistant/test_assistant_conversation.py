"""Conversations: facts bit by bit, corrections, other people, hypotheticals, follow-ups."""

from collections.abc import Callable
from typing import Any

import pytest

from assistant import Assistant, Reply
from assistant.calculator import InvalidFacts

LIVING, HOUSING = "graduate-living-subsidy", "graduate-housing-subsidy"
Say = Callable[..., Reply]


@pytest.fixture
def say(assistant: Assistant) -> Say:
    """Speaks in one session of its own."""
    session: list[str] = []

    def speak(message: str, **more: Any) -> Reply:
        reply = assistant.chat(message, session[0] if session else None, **more)
        session[:] = [reply.session_id]
        return reply

    return speak


def result(reply: Reply, programme: str = LIVING) -> dict[str, Any]:
    assert reply.calculation is not None
    return next(one for one in reply.calculation["results"] if one["programme"] == programme)


def test_facts_bit_by_bit_come_to_a_verdict(say: Say) -> None:
    first = say("我是吉大硕士，去规上民企签了五年，每月能领多少？")
    assert first.next_question is not None
    assert result(first)["status"] == "needs_info"
    assert first.profile["degree"] == {"value": "master", "said": first.profile["degree"]["said"]}
    last = say("全日制的，今年刚毕业，第一份工作，社保交了")
    assert last.kind == "answer"
    assert result(last)["amount_min"] == result(last)["amount_max"] == 120_000
    assert "12万元" in last.answer
    assert "2000元/月 × 12月 × 5年 = 120000元" in last.answer
    assert any(one.clause_id == "annex1/3.2.1.1" for one in last.citations)


def test_a_bare_answer_fills_what_was_asked_for(say: Say) -> None:
    asked = say("我想知道我能不能领规上民企的生活补贴，我是全日制硕士")
    assert asked.next_question is not None
    fact = asked.next_question["fact"]
    choices = asked.next_question["choices"]
    answer = choices[0]["label"] if choices else "5年"
    after = say(answer)
    assert fact in after.profile
    assert after.next_question is None or after.next_question["fact"] != fact


def test_a_tapped_choice_and_its_taking_back(say: Say) -> None:
    say("我能领生活补贴吗")
    tapped = say("", facts={"degree": "master", "school_tier": "985_211"})
    assert tapped.profile["degree"]["value"] == "master"
    back = say("", facts={"degree": None})
    assert "degree" not in back.profile
    assert back.profile["school_tier"]["value"] == "985_211"


def test_a_wrong_fact_is_refused_by_name(say: Say) -> None:
    with pytest.raises(InvalidFacts) as refused:
        say("", facts={"degre": "master"})
    assert refused.value.field == "degre"


def test_a_declined_question_is_not_asked_again(say: Say) -> None:
    fact = say("我能领生活补贴吗").next_question
    assert fact is not None
    after = say("", declined=[fact["fact"]])
    assert after.next_question is None or after.next_question["fact"] != fact["fact"]


def test_a_correction_replaces(say: Say) -> None:
    say("我是本科毕业，签了三年合同，想问生活补贴")
    after = say("说错了，合同签的是五年")
    assert after.profile["contract_years"]["value"] == 5


def test_a_hypothetical_leaves_the_ledger_alone(say: Say) -> None:
    say("我全日制本科，双非，今年毕业，去了规上民企，第一份工作，签五年，交社保，生活补贴多少")
    supposed = say("要是我读的是硕士呢")
    assert result(supposed)["amount_max"] == 60_000
    assert supposed.profile["degree"]["value"] == "bachelor"


def test_another_person_has_a_case_of_their_own(say: Say) -> None:
    say("我全日制本科，双非，今年毕业，去了规上民企，第一份工作，签五年，交社保，生活补贴多少")
    other = say("我室友是985硕士，其他都跟我一样，他能领多少？")
    assert other.profile["degree"]["value"] == "bachelor"
    assert other.profile["school_tier"]["value"] == "other"


def test_a_follow_up_goes_on(say: Say) -> None:
    say("我全日制本科，双非，今年毕业，去了规上民企，第一份工作，签五年，交社保，生活补贴多少")
    after = say("那买房呢？")
    assert result(after, HOUSING)["status"] in ("needs_info", "ineligible")
    assert "2万元" in after.answer


def test_private_numbers_are_neither_kept_nor_repeated(assistant: Assistant) -> None:
    reply = assistant.chat("我电话13812345678，身份证22020219990101123X，本科能领生活补贴吗")
    kept = assistant.store.answer(reply.message_id)
    assert kept is not None
    for text in (reply.answer, kept.message or "", str(reply.profile)):
        assert "13812345678" not in text
        assert "22020219990101123" not in text


def test_a_kept_answer_is_recalled_with_its_calculation(assistant: Assistant) -> None:
    reply = assistant.chat("我是985全日制硕士，去年毕业，规上民企第一份工作签五年交社保，补贴多少")
    kept = assistant.store.by_record_code(reply.record_code or "")
    assert kept is not None
    again = assistant.recalled(kept)
    assert again.model_dump() == reply.model_dump()


def test_the_same_message_id_is_the_same_turn(assistant: Assistant) -> None:
    first = assistant.chat("生活补贴多少", client_message_id="m-1")
    again = assistant.chat("别的", first.session_id, client_message_id="m-1")
    assert again == first


@pytest.mark.parametrize("message", ["生活补贴和人才公寓能同时要吗", "住公寓还能领生活补贴吗"])
def test_what_excludes_what(assistant: Assistant, message: str) -> None:
    reply = assistant.chat(message)
    assert any(one.clause_id == "annex1/3.2.1.3" for one in reply.citations)
    assert "不能同时" in reply.answer or "不得重复兼得" in reply.answer


def test_a_stream_says_the_same(assistant: Assistant) -> None:
    from assistant.events import Done, Started, Token

    question = "我是双非硕士，去规上民企，生活补贴多少"
    events = list(assistant.stream(question))
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Done)
    text = "".join(event.text for event in events if isinstance(event, Token))
    assert text == events[-1].reply.answer == assistant.chat(question).answer


def test_a_statement_without_a_pronoun_is_told_of_the_person_who_writes(say: Say) -> None:
    assert say("想问毕业生补贴，川大本科").profile["degree"]["value"] == "bachelor"


def test_what_was_heard_elsewhere_is_nobodys_case(say: Say) -> None:
    assert "degree" not in say("听说博士每月给2000").profile


def test_the_talk_turns_back_to_the_person_who_writes(say: Say) -> None:
    say("我18年本科毕业，现在签规上民企，能领生活补贴吗")
    brother = say("我弟23年毕业的硕士，能领不")
    assert result(brother)["status"] != "ineligible"
    assert result(say("说回我，我就一点拿不着呗"))["status"] == "ineligible"


def test_an_award_is_told_of_without_its_name(say: Say) -> None:
    say("江城工匠评上奖多少")
    assert say("今年评上了").profile["craftsman_selected"]["value"] is True


def test_a_contract_of_two_lengths_is_no_contract_yet(say: Say) -> None:
    first = say("我好像是签了五年还是三年来着，能领生活补贴吗")
    assert "contract_years" not in first.profile


def test_the_contract_says_less_than_was_told(say: Say) -> None:
    say("我双非硕士，规上民企签了五年，生活补贴能领吗")
    after = say("合同上写的其实是三年，我搞混了")
    assert after.profile["contract_years"]["value"] == 3
    assert result(after)["status"] == "ineligible"


def test_a_named_university_abroad_is_abroad(say: Say) -> None:
    reply = say("英国利兹大学硕士，回来签规上民企，生活补贴多少")
    assert reply.profile["school_tier"]["value"] == "abroad"
    assert result(reply)["amount_max"] == 60_000


def test_what_a_firm_takes_in_is_no_salary(say: Say) -> None:
    assert "annual_salary" not in say("我们厂年收入1800万，算规上吗").profile


def test_ignorance_in_more_words_skips_the_question(say: Say) -> None:
    asked = say("我能拿住房补贴吗").next_question
    assert asked is not None
    after = say("不知道，公司没说").next_question
    assert after is None or after["fact"] != asked["fact"]


def test_a_firm_stays_the_one_that_applies(say: Say) -> None:
    first = say("公司做新型学徒制，在职工人20个，补多少")
    assert result(first, "apprenticeship-subsidy")["amount_min"] == 100_000
    then = say("是紧缺工种")
    assert result(then, "apprenticeship-subsidy")["amount_min"] == 115_000
