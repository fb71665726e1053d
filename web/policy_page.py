"""GET /policy: the whole text as a page to read and print, an anchor for every clause."""

from functools import cache

from fastapi import APIRouter
from fastapi.responses import HTMLResponse

from corpus import load_policy
from web.api.dependencies import PolicyDep
from web.headers import CSP, page_policy
from web.policy_text import parts
from web.rendering import render

policy_router = APIRouter(include_in_schema=False)


@policy_router.get("/policy")
def policy_page(policy: PolicyDep) -> HTMLResponse:
    """The page; its fragment `#annex1/3.2.1.1` shows that clause in its place."""
    return HTMLResponse(_page(policy.id), headers={CSP: page_policy()})


@cache
def _page(policy_id: str) -> str:
    policy = load_policy(policy_id)
    return render("policy.html", policy=policy, parts=parts(policy))
