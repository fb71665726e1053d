"""GET /clauses and /clauses/{id}: the policy's text, clause by clause."""

from fastapi import APIRouter

from corpus import UnknownClause
from web.api.dependencies import PolicyDep
from web.clauses import ClauseList, ClauseView, clause_list, clause_view, nearest_ids
from web.errors import ApiError, error_responses
from web.texts import load_texts

router = APIRouter()


@router.get("/clauses", operation_id="list_clauses", responses=error_responses(500))
def list_clauses(policy: PolicyDep) -> ClauseList:
    """All clauses in text order."""
    return clause_list(policy)


@router.get(
    "/clauses/{clause_id:path}",
    operation_id="get_clause",
    responses=error_responses(404, 422, 500),
)
def get_clause(clause_id: str, policy: PolicyDep) -> ClauseView:
    """One clause by its id, the slash as it stands."""
    try:
        return clause_view(policy, clause_id)
    except UnknownClause:
        texts = load_texts()["unknown_clause"]
        near = nearest_ids(policy, clause_id)
        hint = texts["near"].format(ids="、".join(near)) if near else texts["list"]
        message = texts["message"].format(id=clause_id[:100], hint=hint)
        raise ApiError(404, "unknown_clause", message, "clause_id") from None
