"""What a turn costs the processor; `make prove`, since a busy machine would decide otherwise."""

from __future__ import annotations

import time
from statistics import median

import pytest
from store_turns import say

from assistant.store import ConversationStore

MOST = 0.003  # seconds


@pytest.mark.prove
def test_a_turn_costs_little(store: ConversationStore) -> None:
    session_id, costs = None, []
    for number in range(300):
        began = time.thread_time()
        turn = say(store, session_id, "问" * 50, answer="答" * 500, client_message_id=str(number))
        session_id = turn.session_id
        costs.append(time.thread_time() - began)
    assert median(costs) <= MOST
