"""The retriever and the tools as another LangChain program uses them."""

import asyncio
import json
import subprocess
import sys
from typing import Any

import pytest
from langchain_core.tools import BaseTool
from scripted_server import Exchange, ScriptedServer

from assistant import Assistant, InvalidMessage
from assistant.langchain_tools import PolicyRetriever, policy_tools

FACTS = {
    "degree": "master",
    "school": "吉林大学",
    "employer": "private_above_scale",
    "first_job": True,
    "contract_years": 5,
    "social_insurance": True,
    "full_time_study": True,
    "wants_talent_apartment": False,
    "years_since_graduation": 0,
}
QUERY = "硕士去规上民企的生活补贴"


@pytest.fixture
def tools(assistant: Assistant) -> dict[str, BaseTool]:
    return {one.name: one for one in policy_tools(assistant)}


def test_the_retriever_gives_clauses_with_their_departments(assistant: Assistant) -> None:
    found = PolicyRetriever(assistant=assistant, k=3).invoke(QUERY)
    assert len(found) == 3
    best = found[0]
    assert best.metadata["clause_id"] == best.id == "annex1/3.2.1.1"
    assert best.metadata["label"] == "附件1第三部分（二）第1项第（1）目"
    assert "每人每月2000元" in best.page_content
    assert {one["role"] for one in best.metadata["departments"]} == {"牵头", "配合"}
    assert best.page_content == assistant.policy["annex1/3.2.1.1"].text


def test_the_retriever_works_in_async_programs(assistant: Assistant) -> None:
    retriever = PolicyRetriever(assistant=assistant)
    assert asyncio.run(retriever.ainvoke(QUERY)) == retriever.invoke(QUERY)
    with pytest.raises(InvalidMessage):
        retriever.invoke("")


def test_the_tools_give_json(tools: dict[str, BaseTool], assistant: Assistant) -> None:
    found = json.loads(tools["search_policy"].invoke({"query": QUERY, "k": 2}))
    assert [one["clause_id"] for one in found] == [
        one.clause_id for one in assistant.search(QUERY, 2)
    ]
    given = {"facts": FACTS, "programmes": ["graduate-living-subsidy"], "as_of": "2022-01-01"}
    calculation = json.loads(tools["calculate_subsidy"].invoke(given))
    assert calculation["results"][0]["amount_max"] == 120000
    assert calculation["results"][0]["status"] == "eligible"


def test_the_tools_work_in_async_programs(tools: dict[str, BaseTool]) -> None:
    for name, arguments in (
        ("search_policy", {"query": QUERY}),
        ("calculate_subsidy", {"facts": FACTS}),
    ):
        assert asyncio.run(tools[name].ainvoke(arguments)) == tools[name].invoke(arguments)


def test_the_schema_of_the_facts_is_the_rules(tools: dict[str, BaseTool]) -> None:
    schema: dict[str, Any] = tools["calculate_subsidy"].args_schema  # type: ignore[assignment]
    facts = schema["properties"]["facts"]
    assert facts["properties"]["degree"]["enum"] == [
        "none", "associate", "bachelor", "master", "doctor",
    ]  # fmt: skip
    assert facts["properties"]["contract_years"]["maximum"] == 60
    assert facts["additionalProperties"] is False


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("calculate_subsidy", {"facts": {"degree": "wizard"}}, "学历"),
        ("calculate_subsidy", {"facts": {"degre": "master"}}, "没有“degre”这一项"),
        ("calculate_subsidy", {"facts": {}, "programmes": ["x"]}, "没有编号为“x”的项目"),
        ("calculate_subsidy", {"facts": {}, "as_of": "soon"}, "日期"),
        ("calculate_subsidy", {}, "情况应为"),
        ("calculate_subsidy", {"degree": "master"}, "计算需要 facts"),
        ("search_policy", {"query": ""}, "请输入"),
        ("search_policy", {"query": QUERY, "k": 500}, "1到50"),
        ("search_policy", {"k": 5}, "检索需要 query"),
        ("search_policy", {"query": QUERY, "lang": "en"}, "检索需要 query"),
    ],
)
def test_an_error_is_the_tools_answer_in_chinese(
    tools: dict[str, BaseTool], name: str, arguments: dict[str, Any], message: str
) -> None:
    assert message in tools[name].invoke(arguments)


def test_an_agent_searches_calculates_and_answers(
    server: ScriptedServer, tools: dict[str, BaseTool]
) -> None:
    from langchain.agents import create_agent
    from langchain_openai import ChatOpenAI

    def calls(name: str, arguments: dict[str, Any]) -> dict[str, Any]:
        function = {"name": name, "arguments": json.dumps(arguments, ensure_ascii=False)}
        return {"id": f"call-{name}", "type": "function", "function": function}

    def searches(exchange: Exchange) -> None:
        exchange.message("tool_calls", tool_calls=[calls("search_policy", {"query": QUERY})])

    def mistakes(exchange: Exchange) -> None:
        wrong = {"facts": {"degree": "wizard"}}
        exchange.message("tool_calls", tool_calls=[calls("calculate_subsidy", wrong)])

    def calculates(exchange: Exchange) -> None:
        exchange.message("tool_calls", tool_calls=[calls("calculate_subsidy", {"facts": FACTS})])

    def finishes(exchange: Exchange) -> None:
        exchange.message(content="可领120000元。")

    model = ChatOpenAI(
        model="scripted", base_url=server.url, api_key="key-of-the-tests", max_retries=0
    )
    agent = create_agent(model, list(tools.values()))
    question = {"messages": [{"role": "user", "content": "硕士签五年能领多少？"}]}
    script = (searches, mistakes, calculates, finishes)
    server.play(*script)
    messages = agent.invoke(question)["messages"]
    assert messages[-1].content == "可领120000元。"
    answers = [one.content for one in messages if one.type == "tool"]
    assert "annex1/3.2.1.1" in answers[0]
    assert "学历" in answers[1]
    assert json.loads(answers[2])["results"]
    offered = {one["function"]["name"] for one in server.requests[0]["tools"]}
    assert offered == {"search_policy", "calculate_subsidy"}
    server.play(*script)
    assert len(asyncio.run(agent.ainvoke(question))["messages"]) == len(messages)


def test_langchain_is_not_imported_with_the_assistant() -> None:
    code = (
        "import sys, assistant.assistant;"
        "print([one for one in sys.modules if one.startswith(('langchain', 'openai'))])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert ended.stdout.strip() == "[]"
