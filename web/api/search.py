"""GET /search: the clauses that fit a query, best first."""

from fastapi import APIRouter
from pydantic import BaseModel

from assistant import SearchResult
from web.api.dependencies import AssistantDep
from web.errors import error_responses

router = APIRouter()


class SearchResults(BaseModel):
    """What a search found."""

    results: tuple[SearchResult, ...]


@router.get("/search", operation_id="search", responses=error_responses(422, 500, 503))
def search(q: str, assistant: AssistantDep, k: int = 5) -> SearchResults:
    """Find clauses."""
    return SearchResults(results=assistant.search(q, k))
