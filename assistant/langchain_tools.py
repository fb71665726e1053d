"""The assistant for other LangChain programs: a retriever over the clauses, and two tools.

    from assistant.langchain_tools import PolicyRetriever, policy_tools
    retriever = PolicyRetriever(assistant=assistant, k=5)
    agent = create_agent(model, policy_tools(assistant))

What a tool is given is checked here, not by LangChain: every error is the tool's answer, in
Chinese, from which a model can mend its call.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from langchain_core.callbacks import (
    AsyncCallbackManagerForRetrieverRun,
    CallbackManagerForRetrieverRun,
)
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.tools import BaseTool, StructuredTool, ToolException
from pydantic import ConfigDict

from assistant.assistant import MAX_RESULTS, Assistant
from assistant.calculator import InvalidFacts, calculate
from assistant.errors import InvalidMessage
from corpus.in_charge import in_charge
from corpus.rulebook import Fact, Rulebook, load_rulebook
from corpus.yaml_file import read_yaml

WORDS = Path(__file__).with_suffix(".yaml")
DEFAULT_K = 5
Schema = dict[str, Any]


class PolicyRetriever(BaseRetriever):
    """Clauses that fit a query, best first; raises InvalidMessage for one that cannot be read.

    `metadata` of a document: clause_id, label, score, departments (name, role, clause_id each).
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = DEFAULT_K

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
    ) -> list[Document]:
        return _documents(self.assistant, query, self.k)

    async def _aget_relevant_documents(
        self,
        query: str,
        *,
        run_manager: AsyncCallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
    ) -> list[Document]:
        return await asyncio.to_thread(_documents, self.assistant, query, self.k)


def policy_tools(assistant: Assistant) -> list[BaseTool]:
    """`search_policy` and `calculate_subsidy`; both work in async programs too."""
    words: dict[str, str] = read_yaml(WORDS)

    def search_policy(**arguments: Any) -> str:
        query, k = arguments.pop("query", None), arguments.pop("k", DEFAULT_K)
        if arguments or not isinstance(query, str) or type(k) is not int:
            raise ToolException(words["bad_search"])
        try:
            found = _documents(assistant, query, k)
        except InvalidMessage as error:
            raise ToolException(error.message) from error
        results = [{**one.metadata, "text": one.page_content} for one in found]
        return json.dumps(results, ensure_ascii=False)

    def calculate_subsidy(**arguments: Any) -> str:
        facts = arguments.pop("facts", None)
        options = {name: arguments.pop(name, None) for name in ("programmes", "as_of", "declined")}
        if arguments:
            raise ToolException(words["bad_calculate"])
        try:
            return calculate(facts, **options).model_dump_json()
        except InvalidFacts as error:
            raise ToolException("\n".join(one.message for one in error.problems)) from error

    return [
        _tool(search_policy, words["search"], _search_schema(words)),
        _tool(calculate_subsidy, words["calculate"], calculate_schema(load_rulebook(), words)),
    ]


def calculate_schema(rulebook: Rulebook, words: Mapping[str, str]) -> Schema:
    """JSON Schema of the arguments of `calculate_subsidy`, made of the rules."""
    programmes = {"type": "string", "enum": list(rulebook.programmes)}
    declined = {"type": "string", "enum": list(rulebook.facts)}
    facts = {name: _fact_schema(fact) for name, fact in rulebook.facts.items()}
    return _object(
        {
            "facts": _object(facts) | {"description": words["facts"]},
            "programmes": _many(programmes, words["programmes"]),
            "as_of": {"type": "string", "format": "date", "description": words["as_of"]},
            "declined": _many(declined, words["declined"]),
        },
        required=["facts"],
    )


def _search_schema(words: Mapping[str, str]) -> Schema:
    number = {"type": "integer", "minimum": 1, "maximum": MAX_RESULTS, "default": DEFAULT_K}
    return _object(
        {
            "query": {"type": "string", "description": words["query"]},
            "k": number | {"description": words["k"]},
        },
        required=["query"],
    )


def _fact_schema(fact: Fact) -> Schema:
    labels = "；".join(f"{value}：{label}" for value, label in fact.choices if fact.type != "bool")
    unit = f"单位：{fact.unit}" if fact.unit else ""
    description = "。".join(filter(None, (f"{fact.title}。{fact.ask}", unit, labels)))
    bounds = {"minimum": fact.minimum, "maximum": fact.maximum}
    values = {"type": "string", "enum": list(fact.values)}
    types: dict[str, Schema] = {
        "bool": {"type": "boolean"},
        "choice": values,
        "list": {"type": "array", "items": values},
        "int": {"type": "integer", **bounds},
        "number": {"type": "number", **bounds},
        "text": {"type": "string", "minLength": 1, "maxLength": fact.maximum},
    }
    return types[fact.type] | {"description": description}


def _object(properties: Schema, required: list[str] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": properties,
        "required": required or [],
        "additionalProperties": False,
    }


def _many(items: Schema, description: str) -> Schema:
    return {"type": "array", "items": items, "description": description}


def _tool(function: Callable[..., str], description: str, schema: Schema) -> BaseTool:
    async def in_a_thread(**arguments: Any) -> str:
        return await asyncio.to_thread(function, **arguments)

    return StructuredTool(
        name=function.__name__,
        description=description,
        args_schema=schema,
        func=function,
        coroutine=in_a_thread,
        handle_tool_error=True,
    )


def _documents(assistant: Assistant, query: str, k: int) -> list[Document]:
    return [
        Document(
            id=one.clause_id,
            page_content=one.text,
            metadata={
                "clause_id": one.clause_id,
                "label": one.label,
                "score": one.score,
                "departments": _departments(assistant, one.clause_id),
            },
        )
        for one in assistant.search(query, k)
    ]


def _departments(assistant: Assistant, clause_id: str) -> list[dict[str, str]]:
    policy = assistant.policy
    return [
        {"name": one.name, "role": one.role, "clause_id": where}
        for one, where in in_charge(policy, policy[clause_id])
    ]
