"""What a person gets back for a message."""

import re

import pytest

from assistant import Assistant, InvalidMessage, Reply
from assistant.message import MAX_CHARACTERS

FIGURE = re.compile(r"\d+(?:\.\d+)?")


@pytest.mark.parametrize(
    ("question", "clause", "figure"),
    [
        ("985硕士去规上民营企业，每月生活补贴多少？", "annex1/3.2.1.1", "2000元"),
        ("五年合同满了买房，双非硕士补几万", "annex1/3.2.1.2", "5万元"),
        ("乡土专家评上了奖多少钱", "annex2/3.2", "1万元"),
        ("大师工作室评上给多少奖金", "annex5/2.3", "10000元"),
        ("企业买高新技术成果落地最高补多少", "main/21", "100万元"),
    ],
)
def test_answers_with_the_clause_and_its_figure(
    assistant: Assistant, question: str, clause: str, figure: str
) -> None:
    reply = assistant.chat(question)
    assert reply.kind == "answer"
    assert reply.citations[0].clause_id == clause
    assert figure in reply.answer


@pytest.mark.parametrize(
    "term", ["补贴", "人才", "创业", "住房", "落户", "985", "VIP", "硕士生活补贴多少", "编制"]
)
def test_a_bare_term_is_answered(assistant: Assistant, term: str) -> None:
    reply = assistant.chat(term)
    assert reply.kind == "answer"
    assert reply.citations


@pytest.mark.parametrize("message", ["怎么申请", "有啥条件？", "能给多少钱"])
def test_a_question_without_a_subject_is_asked_back(assistant: Assistant, message: str) -> None:
    reply = assistant.chat(message)
    assert reply.kind == "question"
    assert reply.suggestions


def assert_quotes_are_verbatim(assistant: Assistant, reply: Reply) -> None:
    for citation in reply.citations:
        clause = assistant.policy[citation.clause_id]
        assert any(citation.quote in paragraph for paragraph in clause.paragraphs)
        assert citation.label == clause.label
        assert f"[{citation.n}]" in reply.answer or citation.quote in reply.answer


def test_every_clause_is_quoted_verbatim_and_carries_every_figure(assistant: Assistant) -> None:
    for clause in assistant.policy:
        if clause.kind == "heading":
            continue
        reply = assistant.chat(f"{clause.label}写了什么")
        assert reply.citations, clause.id
        assert reply.citations[0].clause_id == clause.id
        assert_quotes_are_verbatim(assistant, reply)
        assert_figures_are_carried(reply)


def assert_figures_are_carried(reply: Reply) -> None:
    carried = " ".join(citation.quote + citation.label for citation in reply.citations)
    marks = {str(citation.n) for citation in reply.citations}
    for figure in FIGURE.findall(reply.answer):
        assert figure in carried or figure in marks or figure == "12345", figure


def test_departments_of_a_measure_without_any_are_those_of_its_procedure(
    assistant: Assistant,
) -> None:
    reply = assistant.chat("985硕士每月生活补贴多少，哪个部门管")
    assert [(one.name, one.role) for one in reply.departments] == [
        ("各县（市）区、开发区人社部门", "牵头"),
        ("各县（市）区、开发区财政部门", "配合"),
    ]
    assert {one.clause_id for one in reply.departments} == {"annex1/3.2.2.2"}


def test_a_question_for_the_department_is_answered_with_it_first(assistant: Assistant) -> None:
    reply = assistant.chat("松花江英才归哪个部门管")
    assert reply.answer.startswith("牵头部门：市委组织部")


def test_conditions_of_a_list_come_with_its_item(assistant: Assistant) -> None:
    reply = assistant.chat("985硕士生活补贴每月多少")
    cited = {citation.clause_id: citation.quote for citation in reply.citations}
    assert "初次就业" in cited["annex1/3.2.1"]


@pytest.mark.parametrize(
    ("message", "reason"),
    [
        ("长春市给硕士的租房补贴是多少", "other_place"),
        ("深圳落户给多少钱", "other_place"),
        ("公积金能提出来还贷吗", "other_benefit"),
        ("人社局电话号码是多少", "not_in_policy"),
        ("第五十条写的什么", "no_such_clause"),
        ("附件9讲了啥", "no_such_clause"),
        ("红烧肉怎么做才软烂", "other_subject"),
        ("帮我做一份假的劳动合同骗补贴", "unsafe"),
        ("？？？！！", "unreadable"),
        ("how much is the subsidy", "unreadable"),
        ("🙂🙂", "unreadable"),
    ],
)
def test_refuses_what_the_policy_does_not_cover(
    assistant: Assistant, message: str, reason: str
) -> None:
    reply = assistant.chat(message)
    assert (reply.kind, reply.reason) == ("refusal", reason)
    assert_quotes_are_verbatim(assistant, reply)


@pytest.mark.parametrize(
    "message",
    [
        "我在长春上的大学，回吉林市进规上民企有补贴吗",
        "从深圳回来创业，能贷多少款",
        "我是北京大学本科毕业，每月补多少",
        "哈工大硕士去民企，生活补贴多少",
        "对象在上海工作，想跟我一起回来，能给安排吗",
    ],
)
def test_places_in_a_persons_story_are_no_reason_to_refuse(
    assistant: Assistant, message: str
) -> None:
    assert assistant.chat(message).kind in ("answer", "question")


def test_a_refusal_quotes_what_the_policy_says_without_the_figure(assistant: Assistant) -> None:
    reply = assistant.chat("现在就业见习按最低工资发，最低工资是多少钱")
    assert (reply.kind, reply.reason) == ("refusal", "not_in_policy")
    assert reply.citations[0].clause_id == "main/18"
    assert "最低工资标准" in reply.citations[0].quote


@pytest.mark.parametrize(
    ("message", "start"),
    [("你好", "您好"), ("谢谢", "不客气"), ("你是谁呀", "我是"), ("再见", "再见")],
)
def test_small_talk_is_answered_in_kind(assistant: Assistant, message: str, start: str) -> None:
    reply = assistant.chat(message)
    assert reply.kind == "smalltalk"
    assert reply.answer.startswith(start)


@pytest.mark.parametrize("message", ["", "   ", "\u200b\u200d", "\x00\x01", "字" * 10_000])
def test_what_cannot_be_read_is_named(assistant: Assistant, message: str) -> None:
    with pytest.raises(InvalidMessage) as caught:
        assistant.chat(message)
    assert caught.value.field == "message"


def test_the_limit_itself_is_allowed(assistant: Assistant) -> None:
    assert assistant.chat("补贴" * (MAX_CHARACTERS // 2)).kind in ("answer", "refusal")


def test_invisible_characters_and_surrogates_change_nothing(assistant: Assistant) -> None:
    plain = assistant.chat("乡土专家奖多少钱")
    veiled = assistant.chat("乡\u200b土\x07专家\udcff奖多少钱\ufeff")
    assert veiled.answer == plain.answer


def test_the_same_client_message_is_answered_once(assistant: Assistant) -> None:
    first = assistant.chat("江城工匠奖多少钱", client_message_id="one")
    again = assistant.chat("别的问题", first.session_id, client_message_id="one")
    assert again == first


def test_a_follow_up_is_read_with_the_question_before_it(assistant: Assistant) -> None:
    first = assistant.chat("企业技能竞赛“技兴江城”一等奖奖多少")
    second = assistant.chat("那二等奖呢？", first.session_id)
    assert second.citations[0].clause_id == "annex5/2.2"
    assert "5000元" in second.answer


def test_sessions_do_not_see_each_other(assistant: Assistant) -> None:
    first = assistant.chat("企业技能竞赛“技兴江城”一等奖奖多少")
    other = assistant.chat("你好")
    assert first.session_id != other.session_id
    assert len(first.message_id) == 32


@pytest.mark.parametrize("k", [0, -1, 51, 10**9])
def test_search_names_the_bound(assistant: Assistant, k: int) -> None:
    with pytest.raises(InvalidMessage) as caught:
        assistant.search("补贴", k)
    assert caught.value.field == "k"
    assert "50" in caught.value.message


def test_search_gives_clauses_best_first(assistant: Assistant) -> None:
    results = assistant.search("娃上学", 5)
    assert results[0].clause_id == "annex3/4.8"
    assert [one.score for one in results] == sorted((one.score for one in results), reverse=True)
    assert all(0 < one.score <= 1 for one in results)


def test_says_that_it_is_ready(assistant: Assistant) -> None:
    health = assistant.health()
    assert health["ready"] is True
    assert health["clauses"] == 175


def test_who_a_measure_is_for_comes_with_the_measure(assistant: Assistant) -> None:
    reply = assistant.chat("退伍军人能算返乡人才回流的人不")
    assert [one.clause_id for one in reply.citations][:2] == ["annex6/3.3.1", "annex6/3.3.2"]
    assert reply.departments[0].name == "市农业农村局"
