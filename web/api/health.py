"""/healthz: the process is alive. /readyz: a question can be answered now, or why not."""

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

from web.api.dependencies import SlotDep

router = APIRouter()


class Health(BaseModel):
    """Whether a question can be answered now; more about the index may follow."""

    model_config = ConfigDict(extra="allow")

    ready: bool
    problems: list[str]


@router.get("/healthz", operation_id="healthz")
async def healthz() -> dict[str, str]:
    """Alive."""
    return {"status": "ok"}


@router.get(
    "/readyz", operation_id="readyz", response_model=Health, responses={503: {"model": Health}}
)
def readyz(slot: SlotDep) -> JSONResponse:
    """Ready, or not yet."""
    health = slot.health()
    return JSONResponse(health, 200 if health["ready"] else 503)
