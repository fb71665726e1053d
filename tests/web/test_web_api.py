"""What the API answers: the shapes of the contract."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from corpus import load_policy

QUESTION = "硕士去规上民营企业，每月生活补贴多少？"
REPLY_FIELDS = {
    "session_id",
    "message_id",
    "kind",
    "reason",
    "answer",
    "citations",
    "calculation",
    "profile",
    "next_question",
    "suggestions",
    "departments",
    "composed_by",
    "label",
    "policy_version",
    "record_code",
}


def ask(client: httpx.Client, message: str, **more: object) -> dict[str, object]:
    response = client.post("/api/v1/chat", json={"message": message, **more})
    assert response.status_code == 200, response.text
    reply: dict[str, object] = response.json()
    return reply


def test_an_answer_has_all_fields_and_verbatim_quotes(client: httpx.Client) -> None:
    reply = ask(client, QUESTION)
    assert set(reply) >= REPLY_FIELDS
    assert reply["kind"] == "answer"
    policy = load_policy()
    assert reply["policy_version"] == policy.version
    citations = reply["citations"]
    assert isinstance(citations, list)
    assert citations
    for citation in citations:
        clause = policy[citation["clause_id"]]
        assert citation["quote"] in clause.text
        assert citation["label"] == clause.label
        assert citation["url"] == f"/policy#{clause.id}"
    assert "annex1/3.2.1.1" in [citation["clause_id"] for citation in citations]


def test_a_refusal_says_why_and_where_to_ask(client: httpx.Client) -> None:
    reply = ask(client, "长春市的人才补贴有多少？")
    assert (reply["kind"], reply["reason"]) == ("refusal", "other_place")
    assert "12345" in str(reply["answer"])


def test_a_session_goes_on_and_an_unknown_one_begins_anew(client: httpx.Client) -> None:
    first = ask(client, QUESTION)
    second = ask(client, "那本科呢？", session_id=first["session_id"])
    assert second["session_id"] == first["session_id"]
    other = ask(client, QUESTION, session_id="nobody-knows-it")
    assert other["session_id"] not in ("nobody-knows-it", first["session_id"])


def test_the_same_client_message_id_gives_the_same_answer(client: httpx.Client) -> None:
    begun = ask(client, "你好")
    again = {"session_id": begun["session_id"], "client_message_id": "m-1"}
    assert ask(client, QUESTION, **again) == ask(client, QUESTION, **again)


@pytest.mark.parametrize(
    "message",
    ["\u200b生活\u200b补贴\u0007有多少", "What subsidies are there?", "🙂🙂", "补贴" * 999],
    ids=["control and zero-width", "another language", "emoji", "1998 characters"],
)
def test_odd_messages_are_answered(client: httpx.Client, message: str) -> None:
    reply = ask(client, message)
    assert reply["answer"]
    assert reply["kind"] in ("answer", "question", "refusal")


def test_search_gives_the_best_first(client: httpx.Client) -> None:
    response = client.get("/api/v1/search", params={"q": "人才公寓", "k": 3})
    results = response.json()["results"]
    assert len(results) == 3
    assert set(results[0]) == {"clause_id", "label", "text", "score"}
    scores = [result["score"] for result in results]
    assert scores == sorted(scores, reverse=True)
    assert "人才公寓" in results[0]["text"]


def test_search_gives_five_unless_told(client: httpx.Client) -> None:
    assert len(client.get("/api/v1/search", params={"q": "补贴"}).json()["results"]) == 5


def test_all_clauses_in_text_order(client: httpx.Client) -> None:
    body = client.get("/api/v1/clauses").json()
    policy = load_policy()
    assert body["policy_version"] == policy.version
    assert [one["clause_id"] for one in body["clauses"]] == list(policy.clauses)
    assert set(body["clauses"][0]) == {"clause_id", "label", "title", "parent", "children"}


def test_every_clause_by_its_id_with_the_slash_as_it_stands(client: httpx.Client) -> None:
    for clause in load_policy():
        body = client.get(f"/api/v1/clauses/{clause.id}").json()
        assert (body["clause_id"], body["text"]) == (clause.id, clause.text)
        assert body["parent"] == clause.parent
        assert tuple(body["children"]) == clause.children


def test_a_clause_names_its_departments(client: httpx.Client) -> None:
    body = client.get("/api/v1/clauses/main/17").json()
    assert body["label"] == "正文第（十七）条"
    assert {"name": "市人社局", "role": "牵头", "clause_id": "main/17"} in body["departments"]


def test_many_people_at_once_each_get_their_own_answer(client: httpx.Client) -> None:
    asked = {
        "人才公寓有什么条件？": "人才公寓",
        "江城工匠评上有什么奖励？": "江城工匠",
        "创业担保贷款最多能贷多少？": "创业担保贷款",
        "就业见习有补贴吗？": "见习",
    }
    with ThreadPoolExecutor(16) as people:
        replies = list(people.map(lambda one: (one, ask(client, one)), [*asked] * 15))
    assert all(asked[question] in str(reply["answer"]) for question, reply in replies)
    assert len({reply["session_id"] for _, reply in replies}) == len(replies)
