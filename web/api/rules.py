"""GET /programmes and /facts: what can be calculated, and what may be known of a case."""

from dataclasses import dataclass

from fastapi import APIRouter
from pydantic import BaseModel, Field

from assistant.calculator.calculate import open_calculator
from corpus.rulebook import Fact, Programme
from corpus.rulebook.fact import FactType
from corpus.rulebook.programme import Applicant, Award, Benefit
from web.errors import error_responses

router = APIRouter()


class ProgrammeSummary(BaseModel):
    """A programme: what it gives, to whom, by which clauses."""

    programme: str
    title: str
    award: Award
    benefit: Benefit
    applicants: tuple[Applicant, ...] = Field(alias="for")
    citations: tuple[str, ...]


@dataclass(frozen=True)
class FactChoice:
    """A value that a fact may have."""

    value: bool | str
    label: str


@dataclass(frozen=True)
class FactSummary:
    """A fact: its question, its type and what is allowed; the maximum of a text is its length."""

    fact: str
    title: str
    type: FactType
    unit: str | None
    min: int | None
    max: int | None
    ask: str
    choices: tuple[FactChoice, ...]


@router.get("/programmes", operation_id="list_programmes", responses=error_responses(500))
def list_programmes() -> list[ProgrammeSummary]:
    """All programmes, in the order in which they are shown."""
    return [_programme(one) for one in open_calculator().rulebook.programmes.values()]


@router.get("/facts", operation_id="list_facts", responses=error_responses(500))
def list_facts() -> list[FactSummary]:
    """All facts, in the order in which they are shown."""
    return [_fact(one) for one in open_calculator().rulebook.facts.values()]


def _programme(one: Programme) -> ProgrammeSummary:
    return ProgrammeSummary.model_validate(
        {
            "programme": one.id,
            "title": one.title,
            "award": one.award,
            "benefit": one.benefit,
            "for": one.applicants,
            "citations": one.clauses,
        }
    )


def _fact(one: Fact) -> FactSummary:
    return FactSummary(
        fact=one.name,
        title=one.title,
        type=one.type,
        unit=one.unit,
        min=one.minimum,
        max=one.maximum,
        ask=one.ask,
        choices=tuple(FactChoice(value, label) for value, label in one.choices),
    )
