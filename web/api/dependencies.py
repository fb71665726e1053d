"""What routes ask for: the open assistant, the policy."""

from typing import Annotated

from fastapi import Depends, Request

from assistant import Assistant
from corpus import Policy
from web.slot import AssistantSlot


def _slot(request: Request) -> AssistantSlot:
    slot: AssistantSlot = request.app.state.slot
    return slot


def _assistant(slot: Annotated[AssistantSlot, Depends(_slot)]) -> Assistant:
    return slot.get()


def _policy(request: Request) -> Policy:
    policy: Policy = request.app.state.policy
    return policy


SlotDep = Annotated[AssistantSlot, Depends(_slot)]
AssistantDep = Annotated[Assistant, Depends(_assistant)]
PolicyDep = Annotated[Policy, Depends(_policy)]
