"""GET /calculator: the form of the subsidy calculator; POST /calculator/school: what follows from
a school, so that a link can carry that instead of the school's name."""

import json
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from pydantic import BaseModel, Field

from assistant.calculator import InvalidFacts
from assistant.calculator.texts import load_texts as calculator_texts
from assistant.calculator.validation import validated
from corpus import Policy, load_policy
from corpus.rulebook import Fact, load_rulebook
from corpus.yaml_file import read_yaml
from web.api.dependencies import PolicyDep
from web.calculator.groups import load_groups
from web.errors import ApiError
from web.headers import CSP, page_policy
from web.rendering import render

TEXTS = Path(__file__).parent / "texts.yaml"
MODULES = Path(__file__).parent.parent / "static" / "calculator"
SCHOOL = "school"

calculator_router = APIRouter(include_in_schema=False)


class AskedSchool(BaseModel):
    """A school as a person wrote it."""

    school: Annotated[str, Field(max_length=60)]


class FromSchool(BaseModel):
    """The facts that follow from a school; notes where it was not recognised."""

    facts: dict[str, bool | str]
    notes: tuple[str, ...]


@calculator_router.get("/calculator")
def calculator_page(policy: PolicyDep) -> HTMLResponse:
    """The page; its fragment `#v=1&…` fills the form and never reaches the server."""
    return HTMLResponse(_page(policy.id), headers={CSP: page_policy()})


@calculator_router.post("/calculator/school")
def from_school(asked: AskedSchool) -> FromSchool:
    """In a body, not in an address, so that no log holds the school."""
    try:
        given = validated({SCHOOL: asked.school}, load_rulebook())
    except InvalidFacts as error:
        raise ApiError(422, "invalid_facts", error.message, error.field) from None
    facts = {name: value for name, value in given.values.items() if name != SCHOOL}
    return FromSchool.model_validate({"facts": facts, "notes": given.notes})


@cache
def page_texts() -> dict[str, Any]:
    """The page's own texts, by section and key."""
    texts: dict[str, Any] = read_yaml(TEXTS)
    return texts


@cache
def _page(policy_id: str) -> str:
    policy = load_policy(policy_id)
    return render(
        "calculator.html",
        policy=policy,
        words=page_texts()["page"],
        groups=load_groups(),
        modules=sorted(one.name for one in MODULES.glob("*.js")),
        data=_script_data(policy),
    )


def _script_data(policy: Policy) -> Markup:
    """What the page's modules work with, as JSON that cannot end its element."""
    data = {
        "texts": page_texts()["script"],
        "groups": [asdict(one) for one in load_groups()],
        "facts": [_fact(one) for one in load_rulebook().facts.values()],
        "labels": {clause.id: clause.label for clause in policy},
        "periods": calculator_texts()["period"],
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c"))  # noqa: S704 - our own data, made safe here


def _fact(fact: Fact) -> dict[str, Any]:
    """A fact as the form shows it; absent where there is nothing to say."""
    shown = {
        "fact": fact.name,
        "title": fact.title,
        "type": fact.type,
        "ask": fact.ask,
        "unit": fact.unit,
        "min": fact.minimum,
        "max": fact.maximum,
        "choices": [{"value": value, "label": label} for value, label in fact.choices],
        "resolves": fact.resolves,
        "selection": fact.selection or None,
    }
    return {name: value for name, value in shown.items() if value not in (None, (), [])}
