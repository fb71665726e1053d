"""What a turn gives back: the shapes of contract.md, as frozen models that are the JSON."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

Kind = Literal["answer", "question", "refusal", "handoff", "smalltalk"]
Reason = Literal[
    "other_place",
    "other_subject",
    "other_document",
    "other_benefit",
    "not_in_policy",
    "no_such_clause",
    "unsafe",
    "private_data",
    "unreadable",
]
Composer = Literal["rules", "model", "staff"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Citation(_Frozen):
    """A verbatim quote and the clause it stands in; `n` is its mark in the answer."""

    n: int
    clause_id: str
    label: str
    quote: str
    url: str


class DepartmentInCharge(_Frozen):
    """A department, its role, and the clause that names it."""

    name: str
    role: Literal["牵头", "配合", "责任"]
    clause_id: str


class SearchResult(_Frozen):
    """A clause that a search found; `score` is 0 to 1."""

    clause_id: str
    label: str
    text: str
    score: float


class Reply(_Frozen):
    """The answer to one message."""

    session_id: str
    message_id: str
    kind: Kind
    reason: Reason | None = None
    answer: str
    citations: tuple[Citation, ...] = ()
    calculation: dict[str, Any] | None = None
    profile: dict[str, dict[str, Any]] = {}
    next_question: dict[str, Any] | None = None
    suggestions: tuple[str, ...] = ()
    departments: tuple[DepartmentInCharge, ...] = ()
    composed_by: Composer = "rules"
    label: str | None = None
    policy_version: str
    record_code: str | None = None
