"""GET /docs: the API's own pages, Swagger UI from this server alone."""

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from web.headers import CSP, page_policy
from web.rendering import render

docs_router = APIRouter(include_in_schema=False)


@docs_router.get("/docs")
def docs() -> HTMLResponse:
    """The page that reads /openapi.json."""
    return HTMLResponse(render("docs.html"), headers={CSP: page_policy()})
